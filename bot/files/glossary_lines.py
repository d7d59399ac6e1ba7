"""Terms of a glossary in CSV and JSON files: ours, those of others, and tables of languages."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import permutations

from bot.chat.text import _
from bot.domain.names import fold
from bot.files import codes, headings
from bot.files.lines import Reading, Remark, Row, Unreadable
from bot.files.reading_cells import fields_of, fitting, ragged, text_of
from bot.files.tables import Table, read_table

LONGEST_TERM = 200
# The columns of a file of the program's own making.
OWN = ("term", "source_language", "rendering", "target_language", "keep")
ALIASES: headings.Aliases = {
    "term": (
        "term", "source", "source term", "source text", "original", "begriff", "terme",
        "término", "термін", "термин", "用語", "术语", "용어",
    ),
    "rendering": (
        "rendering", "target", "target term", "target text", "translation", "übersetzung",
        "traduction", "traducción", "переклад", "перевод", "訳語", "译文", "번역",
    ),
    "source_language": (
        "source language", "source lang", "from", "from language", "ausgangssprache",
        "langue source", "мова оригіналу",
    ),
    "target_language": (
        "target language", "target lang", "to", "to language", "zielsprache", "langue cible",
        "мова перекладу",
    ),
    "keep": ("keep", "do not translate", "untranslated", "dnt", "stays as it is"),
}  # fmt: skip
# DeepL's own form has no headings: https://developers.deepl.com/api-reference/glossaries
_IN_ROWS = ("term", "rendering", "source_language", "target_language")
_YES = frozenset({"yes", "true", "1", "x", "y", "keep", "ja", "oui", "sí", "так"})
_MOST_LANGUAGES = 40
# What reads the terms of a row, given its line.
_Read = Callable[[int], Iterable["TermLine"]]


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term of a file in one direction; one that is kept has neither languages nor a
    rendering."""

    line: int
    term: str
    source_language: str = ""
    rendering: str = ""
    target_language: str = ""
    is_kept: bool = False


def read_terms(text: str) -> Reading[TermLine]:
    """All terms of a CSV or JSON text. Unreadable if it is no table of terms."""
    table = read_table(text, _recognised)
    columns = headings.understood(table.headings, ALIASES)
    spoken = _languages_of(table.headings)
    if "term" in columns.values():
        return _from_columns(table, columns)
    if _has_no_headings(table.headings):
        return _from_columns(_as_rows(table), {name: name for name in _IN_ROWS})
    if len(spoken) > 1:
        return _from_languages(table, spoken)
    raise Unreadable(
        _(
            "The first line must name the columns: {columns}; or be a language for each"
            " column, such as de and en.",
            columns=", ".join(OWN),
        )
    )


def term_of(line: int, term: str, source: str, rendering: str, target: str) -> TermLine:
    """A term in one direction. Unreadable if a part of it is missing or makes no sense."""
    source_language, target_language = language_of(source), language_of(target)
    if not fold(term):
        raise Unreadable(_("A term needs a letter or a digit."))
    if not rendering:
        raise Unreadable(_("There is no translation of {term}; add one.", term=term[:60]))
    if source_language == target_language:
        raise Unreadable(
            _("{term} would stay in the same language; correct one of the two.", term=term[:60])
        )
    return TermLine(
        line,
        fitting(term, LONGEST_TERM),
        source_language,
        fitting(rendering, LONGEST_TERM),
        target_language,
    )


def kept_term(line: int, term: str) -> TermLine:
    """A term that stays as it is. Unreadable if there is none."""
    if not fold(term):
        raise Unreadable(_("A term needs a letter or a digit."))
    return TermLine(line, fitting(term, LONGEST_TERM), is_kept=True)


def language_of(text: str) -> str:
    """The BCP 47 code of a language, in its usual case. Unreadable if it is none."""
    if not text:
        raise Unreadable(_("There is no language; write its name or code."))
    first, *parts = codes.language(text).split("-")
    usual = [part.title() if len(part) == 4 else part.upper() for part in parts]
    return "-".join((first, *usual))


def _recognised(cells: Sequence[str]) -> int:
    return max(len(headings.understood(cells, ALIASES)), len(_languages_of(cells)))


def _from_columns(table: Table, columns: Mapping[str, str]) -> Reading[TermLine]:
    reading: Reading[TermLine] = Reading(
        unknown=tuple(each for each in table.headings if each not in columns)
    )
    for row in table.rows:
        fields = fields_of(row, columns)
        said = {name: text_of(fields.get(name, "")) for name in OWN}
        _take(row, reading, partial(_directed, said))
    return reading


def _directed(said: Mapping[str, str], line: int) -> list[TermLine]:
    if fold(said["keep"]) in _YES:
        return [kept_term(line, said["term"])]
    languages = said["source_language"], said["target_language"]
    return [term_of(line, said["term"], languages[0], said["rendering"], languages[1])]


def _from_languages(table: Table, spoken: Mapping[str, str]) -> Reading[TermLine]:
    """A table with a column for each language says each term in all directions."""
    reading: Reading[TermLine] = Reading(
        unknown=tuple(each for each in table.headings if each not in spoken)
    )
    for row in table.rows:
        cells = {code: text_of(row.cells.get(heading, "")) for heading, code in spoken.items()}
        filled = [(code, text) for code, text in cells.items() if text]
        if len(filled) < 2:
            sentence = _("It is in one language only; add the term in another one.")
            reading.errors.append(Remark(row.line, sentence))
            continue
        _take(row, reading, partial(in_all_directions, filled))
    return reading


def in_all_directions(terms: Sequence[tuple[str, str]], line: int) -> list[TermLine]:
    """The same in several languages, each (language, term), from each into each other one."""
    return [
        term_of(line, term, source, rendering, target)
        for (source, term), (target, rendering) in permutations(terms[:_MOST_LANGUAGES], 2)
        if source != target
    ]


def _take(row: Row, reading: Reading[TermLine], read: _Read) -> None:
    try:
        found = list(read(row.line))
    except Unreadable as error:
        reading.errors.append(Remark(row.line, error.sentence))
        return
    remark = ragged(row)
    reading.remarks += [remark] if remark else []
    reading.found += found


def _languages_of(cells: Sequence[str]) -> dict[str, str]:
    """The languages that headings name, each once."""
    found: dict[str, str] = {}
    for cell in cells:
        code = _perhaps_language(cell)
        if code and code not in found.values():
            found[cell] = code
    return found


def _perhaps_language(cell: str) -> str:
    if not re.fullmatch(r"[^\W\d_][^\d]{1,30}", cell):
        return ""
    try:
        return language_of(cell)
    except Unreadable:
        return ""


def _has_no_headings(first: Sequence[str]) -> bool:
    """Whether the first row is a term already: the term, its translation, the two languages."""
    return (
        len(first) == 4
        and all(_perhaps_language(cell) for cell in first[2:])
        and not _perhaps_language(first[0])
    )


def _as_rows(table: Table) -> Table:
    """The table with what was taken for headings as its first row."""
    cells = [(1, table.headings)]
    cells += [
        (row.line, tuple(text_of(row.cells.get(each, "")) for each in table.headings))
        for row in table.rows
    ]
    rows = tuple(Row(line, dict(zip(_IN_ROWS, each, strict=True))) for line, each in cells)
    return Table(_IN_ROWS, rows)
