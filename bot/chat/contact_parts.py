"""The parts of a contact's line, each known by its shape: an address, a city, a language…"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from bot.chat.arguments import Argument, Choice, Words
from bot.chat.call import Call
from bot.chat.contact_facts import address, term_of_office
from bot.chat.errors import Mistake
from bot.chat.languages import known_language
from bot.chat.line import Word, unquoted
from bot.chat.resolving import member, numbered
from bot.chat.text import _
from bot.domain import addresses
from bot.domain.names import fold
from bot.domain.vocabulary import ContactFunction, ContactMedium
from storage.contact_views import Way
from storage.views import PartyView

_MARKS = ",;，；、،؛"
_BETWEEN_MARKS = re.compile(f"[^{_MARKS}]+")
# What can be told from the words around it even where no comma stands between them.
_ADDRESS = re.compile(r"<?[^\s<>]*@[^\s<>]+>?|(?:\+|\b00)\d[\d\s().\-–/]{4,}\d|\S*\bt\.me/\S+")
# Said before an address on cards everywhere; the address itself says what it is.
_WORDS_FOR_ADDRESSES = frozenset(
    {
        "e mail", "email", "mail", "courriel", "correo", "пошта", "メール", "邮箱", "surel",
        "tel", "telefon", "telefono", "telepon", "phone", "mob", "mobile", "тел", "моб", "телефон",
        "電話", "电话",
    }
)  # fmt: skip
_YEARS = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d")
_LANGUAGES = re.compile(r"\s*[/+&]\s*|\s+and\s+")
_FUNCTION = Choice("function", words=ContactFunction)
_MEDIUM = Choice("medium", words=ContactMedium)
# A city's name is hardly ever longer, in words.
_LONGEST_CITY = 3


@dataclass
class Said:
    """What was understood of a line; `texts` is what can only be a name or a position."""

    ways: list[Way] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    function: ContactFunction | None = None
    party: PartyView | None = None
    term: tuple[date | None, date | None] | None = None
    texts: list[Words] = field(default_factory=list)


class ContactParts(Argument):
    """A contact in one natural line: name, city, position, addresses and languages, in about
    any order, with commas between them."""

    placeholder = _("NAME, CITY, POSITION, E-MAIL …")

    def read(self, words: Words, call: Call) -> Said:
        """What each part is. Mistake for an address that is none."""
        said = Said()
        for part in parts(words):
            _take(part, said, call)
        if said.party is None and said.texts:
            _take_city_beside_name(said, call)
        return said


def parts(words: Words) -> list[Words]:
    """What stands between commas, facts given by name, line ends and addresses."""
    spans: list[tuple[int, int]] = []
    goes_on = False
    for word in words.words:
        for index, (start, end) in enumerate(_inner(word)):
            gap = words.line.text[spans[-1][1] : start] if spans else ""
            if index == 0 and goes_on and gap.isspace() and "\n" not in gap:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        goes_on = word.quoted or word.text[-1:] not in _MARKS
    return [each for span in spans for each in _without_addresses(words, *span)]


def _inner(word: Word) -> list[tuple[int, int]]:
    if word.quoted:
        return [(word.start, word.end)]
    found = _BETWEEN_MARKS.finditer(word.text)
    return [(word.start + each.start(), word.start + each.end()) for each in found]


def _without_addresses(words: Words, start: int, end: int) -> Iterator[Words]:
    """The span cut where addresses begin and end; a quoted one is left whole."""
    text = words.line.text[start:end]
    if unquoted(text) != text:
        yield _spanning(words, start, end)
        return
    at = 0
    for found in _ADDRESS.finditer(text):
        yield from _if_any(words, start + at, start + found.start())
        yield from _if_any(words, start + found.start(), start + found.end())
        at = found.end()
    yield from _if_any(words, start + at, end)


def _if_any(words: Words, start: int, end: int) -> Iterator[Words]:
    text = words.line.text[start:end]
    if fold(text) and fold(text) not in _WORDS_FOR_ADDRESSES:
        start += len(text) - len(text.lstrip())
        yield _spanning(words, start, start + len(text.strip()))


def _spanning(words: Words, start: int, end: int) -> Words:
    text = unquoted(words.line.text[start:end])
    return replace(words, words=(Word(text, start, end, True),))


def _take(part: Words, said: Said, call: Call) -> None:
    text = part.text
    if numbered(text, "#") is not None:
        said.party = member(part, call)
    elif _YEARS.fullmatch(text):
        said.term = term_of_office(text)
    elif (way := _way(part, call)) is not None:
        said.ways.append(way)
    elif said.function is None and _FUNCTION.starts(part, call):
        said.function = ContactFunction(str(_FUNCTION.read(part, call)))
    elif said.party is None and call.records.parties.named(text):
        said.party = member(part, call)
    elif languages := _languages(text, said, call):
        said.languages += languages
    else:
        said.texts.append(part)


def _way(part: Words, call: Call) -> Way | None:
    """The address that a part is, perhaps after the name of its medium. Mistake for what looks
    like one and is none."""
    text = part.text.strip("<>")
    if "t.me/" in text or re.fullmatch(r"@\w+", text):
        return address(ContactMedium.TELEGRAM, text)
    if "@" in text:
        return address(ContactMedium.EMAIL, text)
    if addresses.looks_like_phone(text):
        return address(ContactMedium.PHONE, text)
    medium, _mark, rest = text.replace(":", " ", 1).partition(" ")
    named = replace(part, words=(Word(medium.rstrip("."), 0, 0, True),))
    if addresses.looks_like_phone(rest) and _MEDIUM.starts(named, call):
        return address(ContactMedium(str(_MEDIUM.read(named, call))), rest)
    return None


def _languages(text: str, said: Said, call: Call) -> list[str]:
    """The languages that a part names. A code before any name, as in `Ada`, is a name."""
    named = _LANGUAGES.split(text.strip())
    if not said.texts and any(len(name) < 4 for name in named):
        return []
    codes = [known_language(name, call) for name in named]
    return [code for code in codes if code] if all(codes) else []


def _take_city_beside_name(said: Said, call: Call) -> None:
    """A city before or after the first name, where no comma stands between the two."""
    first = said.texts[0]
    gaps = [match.span() for match in re.finditer(r"\s+", first.text)][:8]
    cuts = [gap for gap in gaps if gap in (*gaps[:_LONGEST_CITY], *gaps[-_LONGEST_CITY:])]
    for start, end in cuts:
        halves = (first.within(0, start), first.within(end, len(first.text)))
        for city, name in (halves, halves[::-1]):
            if call.records.parties.named(city.text):
                said.party = member(city, call)
                said.texts[0] = name
                return


def not_understood(part: Words) -> Mistake:
    """For a part of which nothing can be made."""
    return Mistake(
        _(
            "I cannot tell what “{text}” is. Say it by name, such as org=… or note=…",
            text=part.text[:60],
        )
    )
