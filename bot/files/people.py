"""Names of people as lists have them: with titles, two to a cell, or an office instead."""

import re
from dataclasses import dataclass

from bot.domain.names import fold

# https://en.wikipedia.org/wiki/English_honorifics and the like of other languages. "M." and
# "Don" are left alone: they begin as many names as they go before.
_BEFORE = (
    "mr", "mrs", "ms", "miss", "mx", "dr", "dra", "prof", "professor", "sir", "dame", "lord",
    "lady", "madam", "hon", "honorable", "honourable", "the hon", "the honorable",
    "the honourable", "right hon", "rt hon", "h e", "his excellency", "her excellency",
    "his worship", "her worship", "atty", "engr", "arch", "ir", "drs", "herr", "frau",
    "monsieur", "madame", "mme", "mlle", "señor", "señora", "sr", "sra", "srta", "signor",
    "signora", "sig", "dott", "dottssa", "пан", "пані", "господин", "госпожа", "г н", "г жа",
    "datuk", "dato", "datin", "tan sri", "bapak", "ibu", "cllr", "councillor", "rev", "dipl ing",
)  # fmt: skip
_AFTER = re.compile(
    r"(?:\s*(?:様|さん|氏|殿|先生|先生|女士|님))$|,?\s+(?:Ph\.?\s?D\.?|Esq\.?|MBA|MSc)$"
)
_MAYOR = (
    "mayor", "lord mayor", "city mayor", "governor", "oberbürgermeister",
    "oberbürgermeisterin", "bürgermeister", "bürgermeisterin", "maire", "alcalde", "alcaldesa",
    "alcaldía", "prefeito", "prefeita", "sindaco", "sindaca", "burgemeester", "мер",
    "міський голова", "мэр", "burmistrz", "prezydent miasta", "starosta", "primar",
    "borgmästare", "belediye başkanı", "walikota", "bupati", "市長", "市长", "시장", "知事",
)  # fmt: skip
_OFFICE = re.compile(
    r"\b(?:office|department|dept|division|bureau|secretariat|section|unit|desk|directorate"
    r"|committee|cabinet|büro|amt|referat|service|oficina|departamento|ufficio|відділ|відділення"
    r"|управління|отдел|управление)\b|(?:課|部|室|局|处|处室|办公室|과|실)$",
    re.IGNORECASE,
)
_NOBODY = ("", "na", "n a", "none", "tbd", "tba", "tbc", "vacant", "unknown", "nil", "vakant")
_HONORIFIC = re.compile(
    r"(?:{})(?:\.|\b)[\s.,]*".format(
        "|".join(
            r"[.\s]*".join(map(re.escape, title.split()))
            for title in sorted(_BEFORE, key=len, reverse=True)
        )
    ),
    re.IGNORECASE,
)
_MAYOR_BEFORE = re.compile(
    r"(?:{})\s+(?=\S)".format("|".join(map(re.escape, sorted(_MAYOR, key=len, reverse=True)))),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A name without its titles, or empty for an office; `position` is what the cell itself
    said of it."""

    name: str
    position: str = ""


def people(cell: str) -> list[Person]:
    """Everybody named in a cell, in its order: 'Mr. A / Mr. B' is two. One nameless person
    when it names an office or nobody."""
    # "N/A" is nobody, and not two people.
    parts = [""] if fold(cell) in _NOBODY else _apart(cell)
    found = [_person(part) for part in parts]
    named = [person for person in found if person.name or person.position]
    return list(dict.fromkeys(named)) or [Person("")]


def is_mayor(position: str) -> bool:
    """Whether a position is the head of a city or region, and not a deputy or an office."""
    return fold(position) in {fold(word) for word in _MAYOR}


def _apart(cell: str) -> list[str]:
    parts = re.split(r"\s*[/;\n|、]\s*", cell)
    return [half for part in parts for half in _by_titles(part)]


def _by_titles(part: str) -> list[str]:
    """Cut at commas and 'and' only where a title begins each of the pieces: both stand within
    the names of single people and offices too."""
    pieces = re.split(r"\s*(?:,|&|\band\b|\bund\b|\bet\b|\by\b|\bта\b|\bи\b)\s*", part)
    if len(pieces) > 1 and all(_HONORIFIC.match(piece) for piece in pieces):
        return pieces
    return [part]


def _person(text: str) -> Person:
    text = " ".join(text.split()).strip(" ,-–—")
    if fold(text) in _NOBODY:
        return Person("")
    if is_mayor(text) or _OFFICE.search(text):
        return Person("", text)
    position = ""
    name = _without_titles(text)
    mayor = _MAYOR_BEFORE.match(name)
    if mayor:
        position, name = mayor.group().strip(), _without_titles(name[mayor.end() :])
    return Person(name, position)


def _without_titles(name: str) -> str:
    while (match := _HONORIFIC.match(name)) and match.end() < len(name):
        name = name[match.end() :]
    while (match := _AFTER.search(name)) and match.start() > 0:
        name = name[: match.start()]
    return name.strip(" ,")
