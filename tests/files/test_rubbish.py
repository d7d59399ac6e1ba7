"""Whatever bytes a file holds, reading it ends in a reading: a record, or a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files.lines import Reading
from bot.services.imports.importing import RecordKind, read

KINDS = st.sampled_from(list(RecordKind))
STARTS = st.sampled_from(
    [
        b"", b"city,name,email,phone,languages,country\n", b"city_a,city_b,kind,summary,date\n",
        b"a_name,a_cc,a_lat,a_lng,b_name,b_geonameid,since\n", b"BEGIN:VCARD\nVERSION:3.0\n",
        b'[{"city": ', b'[{"city_a":"x","city_b":"y","summary":', b"\xff\xfe", b"\xef\xbb\xbf",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(KINDS, STARTS, st.binary(max_size=300))
def test_no_bytes_bring_a_reader_down(kind: RecordKind, start: bytes, rest: bytes) -> None:
    assert isinstance(read(kind, start + rest), Reading)


@settings(max_examples=150, deadline=None)
@given(KINDS, STARTS, st.text(alphabet=" \n\t,;|'\"=+-@/.:0123456789aàяあ{}[]\\&<>%", max_size=300))
def test_no_text_brings_a_reader_down(kind: RecordKind, start: bytes, rest: str) -> None:
    assert isinstance(read(kind, start + rest.encode()), Reading)


@pytest.mark.parametrize("kind", list(RecordKind))
def test_a_file_that_is_no_table_is_one_error_on_the_first_line(kind: RecordKind) -> None:
    reading = read(kind, b"\x00\x01\x02 nothing to see")
    assert [each.line for each in reading.errors] == [1]
