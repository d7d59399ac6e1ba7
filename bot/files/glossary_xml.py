"""Terms in TBX and TMX, the two forms that translators' programs exchange.

TBX: ISO 30042:2019, and its predecessor of 2008 with other names for the same elements.
TMX: version 1.4b, https://www.gala-global.org/tmx-14b
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from bot.chat.text import _
from bot.files.decoding import clean
from bot.files.glossary_lines import TermLine, kept_term, term_of
from bot.files.lines import Reading, Remark, Unreadable

# A termbase of a country's ministries is smaller.
MOST_CHARACTERS = 30_000_000
MOST_TERMS = 200_000
_DEEPEST = 60
_LONGEST_TEXT = 2_000
_MOST_IN_ENTRY = 400
_ENTRIES = frozenset({"termEntry", "conceptEntry", "tu"})
_SECTIONS = frozenset({"langSet", "langSec", "tuv"})
_TERMS = frozenset({"term", "seg"})
# Codes of another program within a segment, which are no words.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
# ISO 639-2: a text in several languages, which is the same in all of them; TMX's own word.
_ANY, _ALL = "mul", "*all*"
_IS_XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE|tmx|tbx|martif)\b", re.IGNORECASE)


def is_xml(text: str) -> bool:
    """Whether a text is meant as one of these forms."""
    return _IS_XML.match(text) is not None


def read_xml(text: str) -> Reading[TermLine]:
    """All terms of a TBX or TMX text. Where it ends in the middle, those before it are read all
    the same. Unreadable if it is neither, or does what no honest file does: defines entities,
    which can grow without bounds or fetch what is none of its business."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(_("The file is too large; divide it into smaller ones."))
    reading: Reading[TermLine] = Reading()
    parsing = _Parsing(reading)
    try:
        parsing.parse(text)
    except expat.ExpatError as error:
        sentence = _("The file is no valid XML from here on; what stands before it was read.")
        reading.errors.append(Remark(error.lineno, sentence))
    if not parsing.is_known:
        raise Unreadable(_("This is neither TBX nor TMX; export it again as one of these."))
    return reading


@dataclass(slots=True)
class _Entry:
    """The same in several languages. `source` is the language it is from, if it says so."""

    line: int
    source: str = ""
    terms: list[tuple[str, str]] = field(default_factory=list)


class _Parsing:
    """Goes through a file from its beginning to its end, with one entry at a time in hand."""

    def __init__(self, reading: Reading[TermLine]) -> None:
        self._reading = reading
        self._path: list[str] = []
        self._entry: _Entry | None = None
        self._language = ""
        self._source = ""
        self._text: list[str] | None = None
        self._aside = 0
        self.is_known = False
        # The text is decoded already, whatever the file says of its encoding.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._parser.EntityDeclHandler = self._refuse
        self._parser.SkippedEntityHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse

    def parse(self, text: str) -> None:
        """ExpatError where the file is not well-formed."""
        self._parser.Parse(text.lstrip().encode(errors="replace"), True)

    def _refuse(self, *_told: object) -> int:
        raise Unreadable(
            _("The file defines entities, which terms need not; export it again without them.")
        )

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise Unreadable(_("This is neither TBX nor TMX; export it again as one of these."))
        self.is_known = self.is_known or name in ("tmx", "tbx", "martif")
        if name == "header":
            self._source = attributes.get("srclang", "")
        elif name in _ENTRIES:
            source = attributes.get("srclang", self._source)
            self._entry = _Entry(self._parser.CurrentLineNumber, "" if source == _ALL else source)
        elif name in _SECTIONS:
            self._language = attributes.get("xml:lang", attributes.get("lang", ""))
        elif name in _TERMS or _is_source(name, attributes):
            self._text = []
        elif name in _CODES:
            self._aside += 1

    def _said(self, text: str) -> None:
        if self._text is not None and not self._aside and len(self._text) <= _LONGEST_TEXT:
            self._text.append(text)

    def _end(self, qualified: str) -> None:
        name = self._path.pop()
        if name in _CODES:
            self._aside -= 1
        elif name in _TERMS:
            self._take_term()
        elif name == "admin" and self._text is not None:
            if self._entry is not None:
                self._entry.source = self._gathered()
            self._text = None
        elif name in _ENTRIES and self._entry is not None:
            self._finish(self._entry)
            self._entry = None

    def _take_term(self) -> None:
        if self._entry is not None and len(self._entry.terms) < _MOST_IN_ENTRY:
            self._entry.terms.append((self._language, self._gathered()))
        self._text = None

    def _gathered(self) -> str:
        return " ".join(clean("".join(self._text or ())).split())

    def _finish(self, entry: _Entry) -> None:
        reading = self._reading
        try:
            reading.found += _terms_of(entry)
        except Unreadable as error:
            reading.errors.append(Remark(entry.line, error.sentence))
        if len(reading.found) > MOST_TERMS:
            raise Unreadable(_("The file is too large; divide it into smaller ones."))


def _is_source(name: str, attributes: dict[str, str]) -> bool:
    return name == "admin" and attributes.get("type") == "sourceLanguage"


def _terms_of(entry: _Entry) -> list[TermLine]:
    """From the language that the entry is from, or from each, into each other one. Of several
    terms of one language all are understood, and the first is used."""
    terms = [(language, term) for language, term in entry.terms if term]
    if terms and all(language == _ANY for language, _term in terms):
        return [kept_term(entry.line, term) for _language, term in terms]
    first: dict[str, str] = {}
    for language, term in terms:
        first.setdefault(language.lower(), term)
    found = [
        term_of(entry.line, term, source, first[target], target)
        for source, term in terms
        if _is_from(source, entry.source)
        for target in first
        if target != source.lower()
    ]
    if not found:
        raise Unreadable(_("It is in one language only; add the term in another one."))
    return list(dict.fromkeys(found))


def _is_from(language: str, source: str) -> bool:
    """A file may be from `en` where its entries are in `en-GB`."""
    its, meant = language.lower(), source.lower()
    return not meant or its == meant or its.startswith(f"{meant}-") or meant.startswith(f"{its}-")


def write_tbx(terms: Iterable[TermLine], title: str) -> str:
    """The terms as TBX-Basic. From which language each is, it says in a way of its own kind
    (`sourceLanguage`), which other programs pass over."""
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">',
            "<tbxHeader><fileDesc>",
            f"<titleStmt><title>{_safe(title)}</title></titleStmt>",
            "<sourceDesc><p>Attaché</p></sourceDesc></fileDesc></tbxHeader>",
            "<text><body>",
            *(_concept(number, each) for number, each in enumerate(terms, 1)),
            "</body></text>",
            "</tbx>\n",
        )
    )


def write_tmx(terms: Iterable[TermLine]) -> str:
    """The terms as TMX, each a unit from its own language."""
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<tmx version="1.4">',
            '<header creationtool="Attaché" creationtoolversion="1" segtype="phrase"'
            ' o-tmf="Attaché" adminlang="en" srclang="*all*" datatype="plaintext"/>',
            "<body>",
            *(_unit(each) for each in terms),
            "</body>",
            "</tmx>\n",
        )
    )


def _concept(number: int, term: TermLine) -> str:
    source = f'<admin type="sourceLanguage">{_safe(term.source_language)}</admin>'
    sections = (
        f'<langSec xml:lang="{_safe(language)}"><termSec><term>{_safe(text)}</term></termSec>'
        "</langSec>"
        for language, text in _sections(term)
    )
    within = "".join(("" if term.is_kept else source, *sections))
    return f'<conceptEntry id="t{number}">{within}</conceptEntry>'


def _unit(term: TermLine) -> str:
    source = _ALL if term.is_kept else term.source_language
    variants = (
        f'<tuv xml:lang="{_safe(language)}"><seg>{_safe(text)}</seg></tuv>'
        for language, text in _sections(term)
    )
    return f'<tu srclang="{_safe(source)}">{"".join(variants)}</tu>'


def _sections(term: TermLine) -> Iterator[tuple[str, str]]:
    yield term.source_language or _ANY, term.term
    if not term.is_kept:
        yield term.target_language, term.rendering


def _safe(text: str) -> str:
    return escape(clean(text))
