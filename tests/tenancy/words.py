"""What people type: for each kind of argument words that fit it, that nearly do, and that are
meant to find what is hidden."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.chat.arguments import Argument, Choice, Keyword
from bot.chat.contact_facts import WayPart
from bot.chat.registry import Command
from bot.domain.vocabulary import ContactMedium
from storage.engine import Database
from storage.models.base import Base
from tests.tenancy.world import SPENT_CODE

Maker = Callable[["Words", Any], str]
_SEVERAL_WORDS = re.compile(r"[\s,]")


class NoWordsError(Exception):
    """A command takes something for which nobody said what people type."""


@dataclass
class Words:
    """Draws what somebody types, out of everything that is on record anywhere."""

    draw: random.Random
    known: Mapping[str, list[str]]

    def line(self, command: Command) -> str:
        """A command with arguments and options, sometimes too few, sometimes as in its manual."""
        if command.examples and self.draw.random() < 0.15:
            return "/" + self.draw.choice(command.examples)
        given = [
            self.given(argument)
            for argument in command.grammar.arguments
            if self.draw.random() < (0.45 if argument.optional else 0.95)
        ]
        said = [f"/{command.name}", *given]
        options = command.grammar.options
        wanted = self.draw.choice((0, 0, 1, 2, 4)) if options else 0
        for option in self.draw.sample(options, min(wanted, len(options))):
            value = "" if self.draw.random() < 0.05 else self.given(option.argument)
            quoted = f'"{value}"' if _SEVERAL_WORDS.search(value) else value
            said.append(f"{option.name}={quoted}")
        return " ".join(said)

    def given(self, argument: Argument) -> str:
        """Words for an argument. NoWordsError for a kind of which nobody thought here."""
        for kind in type(argument).__mro__:
            maker = MAKERS.get(kind.__name__)
            if maker is not None:
                return maker(self, argument)
        raise NoWordsError(f"say in tests/tenancy/words.py what people type for {type(argument)}")

    def of(self, *subjects: str) -> str:
        """One of the words on record of these subjects."""
        return self.draw.choice(self.known[self.draw.choice(subjects)])

    def number(self, sign: str, *subjects: str) -> str:
        """The number of a record, hidden or not, or of one that there never was."""
        if self.draw.random() < 0.1:
            return f"{sign}{self.draw.choice((0, 7777777, 99999999999))}"
        return sign + self.of(*subjects)

    def misspelt(self, text: str) -> str:
        """The text, now and then with a slip of the pen."""
        if len(text) < 4 or self.draw.random() < 0.85:
            return text
        at = self.draw.randrange(len(text) - 1)
        return text[:at] + text[at + 1 :]


def on_record(database: Database) -> dict[str, list[str]]:
    """The names, numbers and texts of all networks, by table and column."""
    known: dict[str, list[str]] = {}
    tables = Base.metadata.tables
    with database.engine.connect() as connection:
        for subject, (table, column) in _SUBJECTS.items():
            rows = connection.execute(select(tables[table].c[column]).distinct())
            texts = (str(row[0]) for row in rows)
            known[subject] = sorted(text for text in texts if text)
    return known


_SUBJECTS = {
    "cities": ("party", "name"),
    "city names": ("party_name", "name"),
    "parties": ("party", "id"),
    "places": ("place", "id"),
    "world": ("place", "name"),
    "partnerships": ("partnership", "id"),
    "people": ("contact", "name"),
    "other names": ("contact_name", "name"),
    "positions": ("contact", "position"),
    "notes": ("contact", "note"),
    "contacts": ("contact", "id"),
    "organisations": ("organisation", "name"),
    "addresses": ("contact_way", "address"),
    "exchanges": ("exchange", "id"),
    "summaries": ("exchange", "summary"),
    "guests": ("participant", "name"),
    "officials": ("official", "name"),
    "official numbers": ("official", "id"),
    "networks": ("network", "name"),
    "slugs": ("network", "slug"),
    "batches": ("audit_entry", "batch"),
    "codes": ("access_code", "id"),
    "digests": ("access_code", "digest"),
    "audit entries": ("audit_entry", "id"),
    "terms": ("glossary_term", "term"),
    "renderings": ("glossary_term", "rendering"),
    "originals": ("correction", "original"),
    "term numbers": ("glossary_term", "id"),
    "follow-ups": ("follow_up", "id"),
    "promises": ("follow_up", "text"),
    "deliveries": ("delivery", "id"),
    "digest titles": ("digest", "title"),
    "bridge ends": ("bridge_end", "id"),
}


def _city(words: Words, _argument: Argument) -> str:
    if words.draw.random() < 0.25:
        return words.number("#", "parties")
    return words.misspelt(words.of("cities", "cities", "city names", "world"))


def _cities(words: Words, argument: Argument) -> str:
    if words.draw.random() < 0.5:
        return _city(words, argument)
    return f"{_city(words, argument)}{words.draw.choice((' ', ', ', ' and '))}" + _city(
        words, argument
    )


def _place(words: Words, argument: Argument) -> str:
    return words.number("@", "places") if words.draw.random() < 0.2 else _city(words, argument)


def _partnership(words: Words, argument: Argument) -> str:
    if words.draw.random() < 0.4:
        return words.number("~", "partnerships")
    pairs = ("Yokohama Odesa", "Hangzhou, Gifu", "Leeds Hangzhou", "Odesa", "Genoa Kyiv")
    return words.draw.choice((*pairs, _cities(words, argument)))


def _contact(words: Words, _argument: Argument) -> str:
    if words.draw.random() < 0.4:
        return words.number("#", "contacts")
    return words.misspelt(words.of("people", "other names", "positions"))


def _official(words: Words, _argument: Argument) -> str:
    if words.draw.random() < 0.3:
        return words.number("#", "official numbers")
    return words.misspelt(words.of("officials"))


def _follow_up(words: Words, _argument: Argument) -> str:
    """By number, in its words, or in those that many have."""
    match words.draw.randrange(4):
        case 0:
            return words.misspelt(words.of("promises"))
        case 1:
            return words.draw.choice(("Promise", "keel", "pump", "Call"))
        case _:
            return words.number("#", "follow-ups")


def _owner(words: Words, argument: Argument) -> str:
    match words.draw.randrange(6):
        case 0:
            return words.draw.choice(("me", "@me", "await", "@await Odesa", "@<@UAIKO>", "@nobody"))
        case 1:
            return f"await {_city(words, argument)}"
        case 2:
            return words.number("@%", "parties")
        case 3:
            return words.number("@#", "official numbers")
        case 4:
            return f"@{_city(words, argument)}"
        case _:
            return f"@{words.misspelt(words.of('officials'))}"


def _whose(words: Words, argument: Argument) -> str:
    lists = ("mine", "ours", "theirs", "overdue")
    known = (*lists, *lists, words.number("~", "partnerships"), _city(words, argument))
    return words.draw.choice(known)


def _promise(words: Words, argument: Argument) -> str:
    """What is owed, in the order in which people say it, with one part or another left out."""
    parts = [
        _partnership(words, argument),
        f'"{words.of("summaries", "promises", "people")}"',
        f"by {words.draw.choice(_DUE)}",
        _owner(words, argument),
    ]
    return " ".join(part for part in parts if words.draw.random() < 0.7)


def _sought(words: Words, _argument: Argument) -> str:
    """What somebody looks for: a name, a piece of one, two things at once, an address."""
    subjects = ("people", "positions", "organisations", "addresses", "other names", "cities")
    found = words.misspelt(words.of(*subjects, "guests", "summaries"))
    match words.draw.randrange(5):
        case 0:
            return found[: max(3, len(found) // 2)]
        case 1:
            return f"{found} {words.of('cities', 'positions')}"
        case 2:
            return words.draw.choice(("Cyrillic", "ja", "nodal", "vexil", "protocol Odesa", "p1"))
        case _:
            return found


def _new_contact(words: Words, argument: Argument) -> str:
    parts = [words.of("people", "other names"), _city(words, argument)]
    if words.draw.random() < 0.5:
        parts.append(words.of("positions"))
    if words.draw.random() < 0.5:
        parts.append(words.of("addresses"))
    if words.draw.random() < 0.2:
        words.draw.shuffle(parts)
    return ", ".join(parts[: words.draw.choice((1, 3, 4, 4))])


def _text(words: Words, argument: Argument) -> str:
    if argument.name == "org":
        name = words.of("organisations")
        return words.draw.choice((name, name.upper(), name.lower()))
    return words.of("summaries", "people", "organisations", "positions", "city names", "officials")


def _choice(words: Words, argument: Choice) -> str:
    return words.misspelt(str(words.draw.choice(list(argument.words))).replace("_", " "))


def _keyword(_words: Words, argument: Keyword) -> str:
    return argument.accepted[0]


def _way(words: Words, argument: WayPart) -> str:
    if argument.medium is ContactMedium.EMAIL:
        return words.of("addresses")
    return words.draw.choice(("+380 48 123 45 67", "@oksana", "Deribasivska 1"))


def _key_of_change(words: Words, _argument: Argument) -> str:
    return words.of("batches") if words.draw.random() < 0.9 else "0" * 32


def _code(words: Words, _argument: Argument) -> str:
    return words.draw.choice((SPENT_CODE, "AAAA-BBBB-CCCC", words.of("digests")[:14]))


def _term_pair(words: Words, _argument: Argument) -> str:
    pair = words.draw.choice(("de-en", "uk-en", "en-uk", "de-de", "x-y"))
    return f'"{words.of("terms")}" = "{words.of("renderings")}" ({pair})'


def _filters(words: Words, argument: Argument) -> str:
    usual = ("all", "sister city", "dormant", "cooling", "Ukraine", "mou", "active", "Italy")
    said = [words.draw.choice((*usual, _city(words, argument))) for _ in range(2)]
    return " ".join(said[: words.draw.choice((1, 2))])


def _several(*choices: str) -> Maker:
    return lambda words, _argument: words.draw.choice(choices)


def _among(*subjects: str) -> Maker:
    return lambda words, _argument: words.misspelt(words.of(*subjects))


_DAYS = ("2026-11-18", "yesterday", "2025", "2026-12-24", "next Friday", "2027-03-01", "soon")
_DUE = ("Friday 15:00", "tomorrow", "in 3 days", "next week", "end of month", "2026-11-01", "soon")
_EVERY = ("week", "2 weeks", "every month", "never")
_LANGUAGES = ("uk", "Japanese", "en", "українська", "Klingonish", "de")

# By the name of the kind of argument, or of one that it is a special case of.
MAKERS: dict[str, Maker] = {
    "City": _city,
    "Cities": _cities,
    "Place": _place,
    "Places": _cities,
    "ThePartnership": _partnership,
    "PartnershipKey": lambda words, _argument: words.number("~", "partnerships"),
    "TheContact": _contact,
    "TheOfficial": _official,
    "TheFollowUp": _follow_up,
    "Promise": _promise,
    "WhatComesNext": lambda words, _argument: (
        f"next: {words.of('promises', 'summaries')} by {words.draw.choice(_DUE)}"
    ),
    "WhichDelivery": lambda words, _argument: (
        "all" if words.draw.random() < 0.1 else words.number("#", "deliveries")
    ),
    "TheOwner": _owner,
    "WhoseReminders": lambda words, argument: (
        "all" if words.draw.random() < 0.3 else _city(words, argument)
    ),
    "WhoseDigest": lambda words, argument: words.draw.choice((_city, _partnership))(
        words, argument
    ),
    "WhichFollowUps": _whose,
    "Due": lambda words, _argument: f"by {words.draw.choice(_DUE)}",
    "When": _several(*_DUE),
    "EveryWord": _several(*_EVERY),
    "Weekday": _several("Monday", "friday", "понеділок", "someday"),
    "TimeOfDay": _several("09:00", "9 am", "25:00"),
    "TimeTold": _several(
        "2026-11-14T09:00+00:00/2026-11-21T09:00+00:00", "0001-01-01/0001-01-02", "always"
    ),
    "QuietHours": _several("20:00-08:00", "22-7", "off", "never"),
    "ContactParts": _new_contact,
    "Wanted": _sought,
    "Rest": _text,
    "Part": _text,
    "Choice": _choice,
    "KindOfExchange": _choice,
    "Keyword": _keyword,
    "Confirmed": _several("--yes"),
    "Day": _several(*_DAYS),
    "Period": _several("12", "3 years", "off", "99999"),
    "Page": _several("1", "2", "3", "99", "x"),
    "OneLanguage": _several(*_LANGUAGES),
    "Languages": _several("uk,en", *_LANGUAGES),
    "Zone": lambda words, argument: words.draw.choice(("Europe/Kyiv", _city(words, argument))),
    "FilterWords": _filters,
    "WayPart": _way,
    "TermPart": _several("2024-2028", "2024-", "never"),
    "OneCountry": _several("UA", "Italy", "日本", "Atlantis"),
    "Website": _several("www.odesa.example", "nowhere"),
    "ChangeKey": _key_of_change,
    "Code": _code,
    "Number": lambda words, _argument: words.number(
        "", "codes", "audit entries", "exchanges", "bridge ends"
    ),
    "Names": _among("guests", "people"),
    "NetworkName": _among("slugs", "networks"),
    "TermPair": _term_pair,
    "BetterText": _term_pair,
    "TermName": _among("terms", "people"),
    "TermKey": lambda words, _argument: (
        words.number("#", "term numbers") if words.draw.random() < 0.4 else words.of("terms")
    ),
    "Characters": _several("500000", "500 000", "none", "0", "many"),
    "Engines": _several("apertium", "deepl,apertium", "babelfish"),
    "PartOfName": _among("cities", "city names", "networks"),
    "CommandName": _several("partner", "contact find", "network", "privacy", "audit", "vexil"),
}
