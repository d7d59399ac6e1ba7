import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.vocabulary import ContactMedium
from bot.files.decoding import clean
from bot.files.vcards import read_vcards, write_vcards
from bot.services.imports import importing
from bot.services.imports.importing import RecordKind

FOURTH = """BEGIN:VCARD
VERSION:4.0
FN:Dr. Jane Doe
N:Doe;Jane;;Dr.;
TITLE:Director
ORG:City of Leeds;International Relations
EMAIL;PREF=1:jane@leeds.example
TEL;VALUE=uri;TYPE=work:tel:+44-113-555-0177
LANG:en
ADR:;;1 Main St;Leeds;;LS1;United Kingdom
END:VCARD
"""
TEXT = st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp"))).map(
    str.strip
)


def test_a_card_of_version_4_is_read() -> None:
    (found,) = read_vcards(FOURTH).found
    assert (found.name, found.position) == ("Jane Doe", "Director")
    assert found.organisation == "City of Leeds, International Relations"
    assert found.ways == (
        (ContactMedium.EMAIL, "jane@leeds.example"),
        (ContactMedium.PHONE, "+44-113-555-0177"),
    )
    assert found.party is not None
    assert (found.party.name, found.party.country, found.languages) == ("Leeds", "GB", ("en",))


def test_a_broken_card_loses_no_other_and_is_named_by_its_line() -> None:
    broken = "BEGIN:VCARD\nVERSION:3.0\nrubbish\nEND:VCARD\n"
    reading = read_vcards(broken + FOURTH)
    assert [each.name for each in reading.found] == ["Jane Doe"]
    assert [each.line for each in reading.errors] == [1]


def test_a_card_of_an_organisation_is_an_office() -> None:
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:International Office\nADR:;;;Oulu;;;\nEND:VCARD\n"
    )
    (found,) = read_vcards(card).found
    assert (found.name, found.position) == ("", "International Office")


@given(name=TEXT.filter(bool), note=TEXT, address=TEXT.filter(bool), source=TEXT)
def test_what_is_written_is_read_back(name: str, note: str, address: str, source: str) -> None:
    record = {
        "name": name[:200], "city": "Odesa", "note": note, "email": [address[:300]],
        "source": source[:200], "languages": ["uk"],
    }  # fmt: skip
    (found,) = read_vcards(clean(write_vcards([record]))).found
    assert (found.name, found.note) == (name[:200].strip(), note)
    assert found.ways == ((ContactMedium.EMAIL, address[:300].strip()),)
    assert found.source == source[:200].strip()


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1e", "\x85", "\u2028"])
@pytest.mark.parametrize("field", ["name", "position", "note", "organisation", "source", "city"])
def test_nothing_in_a_field_makes_a_second_card(field: str, end: str) -> None:
    evil = end.join(("x", "END:VCARD", "BEGIN:VCARD", "VERSION:3.0", "FN:Eve", ""))
    written = write_vcards([{"name": "Ivan", "city": "Odesa", field: evil}])
    assert [line for line in written.splitlines() if line.startswith("BEGIN")] == ["BEGIN:VCARD"]


@given(st.text())
def test_no_address_makes_a_property_of_its_own(address: str) -> None:
    written = write_vcards([{"name": "Ivan", "city": "Odesa", "email": [address + "x"]}])
    unfolded = re.sub(r"\r\n[ \t]", "", written)
    properties = [re.split("[;:]", line)[0] for line in unfolded.splitlines()]
    assert sorted(properties) == [
        "BEGIN", "EMAIL", "END", "FN", "N", "VERSION", "X-ATTACHE-CITY",
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["BEGIN:VCARD;", "BEGIN:VCARDÌ", "BEGIN:VCARDS\n"])
def test_what_only_looks_like_the_start_of_a_card_is_no_card(start: str) -> None:
    reading = importing.read(RecordKind.CONTACTS, start.encode())
    assert (reading.found, [each.line for each in reading.errors]) == ([], [1])


@pytest.mark.parametrize(
    ("written", "organisation"),
    [("City;Protocol", "City, Protocol"), (",Protocol", "Protocol"), ("A,B;C", "A, B, C")],
)
def test_an_organisation_may_have_commas_in_its_parts(written: str, organisation: str) -> None:
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Olha\nORG:{written}\nEND:VCARD\n"
    [line] = read_vcards(card).found
    assert line.organisation == organisation
