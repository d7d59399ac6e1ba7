"""Command lines made from what the commands themselves declare, right and wrong."""

import random
from collections import deque

from bot.chat.arguments import Argument, Choice, Keyword
from bot.chat.labels import label
from bot.chat.line import LONGEST_LINE
from bot.chat.parsing import Option
from bot.chat.registry import Command, Registry
from tests.fuzz import hostile
from tests.fuzz.showing import LANGUAGES, speech_in

_NAMES = (
    "Odesa", "Yokohama", "Leeds", "Hangzhou", "Dresden", "Oulu", "Lugano", "Gifu", "Kharkiv",
    "横浜", "Одеса", "Odesa Yokohama", "Leeds, Hangzhou", "Hangzhou – Dresden", "Cape Town",
    "Yokohma", "Kanagawa", "@2659836", "#2", "Springfield", "San Francisco", "UCLG ASPAC",
    "Japan",
)  # fmt: skip
_PEOPLE = (
    "Oksana Kovalenko", "O. Kovalenko", "田中 愛子", "Протокол", "Protocol Office", "Sari",
    "Aiko", "Petro", "Vera", "#1", "#2", "#3", "kovalenko@odesa.example",
)  # fmt: skip
_IDS = tuple(f"{sign}{number}" for sign in "#~" for number in (1, 2, 3, 4, 5, 6, 7, 8, 12, 99))
_DAYS = (
    "2026-11-18", "1965", "1979-02", "yesterday", "2027-03-01", "after 2013",
    "2020-11-07/2020-11-13", "21 Nov 2026", "вчора", "昨日", "last week", "2026-Q3",
    "spring 2024", "in 3 months", "monday",
)  # fmt: skip
_WHENS = (
    "by Friday 15:00", "tomorrow 9:00", "in 3 days", "за тиждень", "next week", "end of month",
    "2027-03-28 02:30", "9999-12-31", "10000-01-01", "yesterday", "来週",
)  # fmt: skip
_OWNERS = ("@Petro", "@#1", "@%2", "me", "await", "await Odesa", "@<@U1>", "@", "Odesa")
_TEXTS = (
    "Water purifiers: they need 40 more", "10,000 masks and 3 t of rice",
    "next: send the list by friday", "Video call of the mayors", "Зустріч делегацій",
    "市長の訪問", "blackouts", "uk, en", "English", "українська", "Asia/Tokyo", "Kyiv",
    "odesa.example", "https://omr.gov.ua/en", "protocol officer", "+380 48 123 45 67",
    "o@odesa.example", "2024-2026", "mayor", "email", "--yes", "yes", "viewer",
)  # fmt: skip
# Of several that fit, the first does: the longer names come before those within them.
_FITTING = {
    "due": _WHENS, "when": _WHENS, "every": ("week", "2 weeks", "щотижня"),
    "weekday": ("monday", "понеділок", "月曜"), "timeofday": ("09:00", "9 am", "25:61"),
    "quiet": ("20:00-08:00", "22-7", "off"), "owner": _OWNERS, "followup": ("#1", "#2", "pump"),
    "which": ("mine", "ours", "theirs", "overdue", "all", "#1"),
    "promise": ('Odesa "send it" by Friday @Petro', "next: send the list by 3pm", "Leeds await"),
    "day": _DAYS, "oneday": _DAYS, "term": _DAYS, "partnership": (*_NAMES, *_IDS), "city": _NAMES,
    "place": _NAMES, "names": _NAMES, "name": _NAMES,
    "country": ("JP", "Japan", "Україна", "ドイツ", "XX"), "contact": _PEOPLE, "wanted": _PEOPLE,
    "page": ("1", "2", "3"),
}  # fmt: skip
_ANY = (*_NAMES, *_PEOPLE, *_IDS, *_DAYS, *_TEXTS)
# How many buttons of earlier answers may still be pressed.
REMEMBERED = 60


class Lines:
    """Makes lines; what buttons said before comes up again, as it is or spoilt."""

    def __init__(self, registry: Registry) -> None:
        self._commands = list(registry)
        self._examples = [f"/{example}" for each in self._commands for example in each.examples]
        self.buttons: deque[str] = deque(maxlen=REMEMBERED)

    def line(self, chance: random.Random) -> str:
        """The next line."""
        kind = chance.random()
        if kind < 0.45:
            made = self._built(chance)
        elif kind < 0.65:
            made = hostile.spoiled(chance, chance.choice(self._examples))
        elif kind < 0.75:
            made = hostile.spoiled(chance, self._built(chance))
        elif kind < 0.83:
            made = chance.choice(self._examples)
        elif kind < 0.95 and self.buttons:
            made = chance.choice(self.buttons)
            made = hostile.spoiled(chance, made, 1) if chance.random() < 0.4 else made
        else:
            made = hostile.text(chance)
        if chance.random() < 0.01:
            made += " " + hostile.word(chance) * chance.choice((10, 100, 500))
        # What is longer is refused before it is read, so that most long ones are kept just below.
        return made[: LONGEST_LINE - 1] if chance.random() < 0.8 else made

    def _built(self, chance: random.Random) -> str:
        command = chance.choice(self._commands)
        words = [
            _value(chance, argument)
            for argument in command.grammar.arguments
            if chance.random() < 0.93
        ]
        for option in _some(chance, command):
            words.insert(chance.randint(0, len(words)), _given(chance, option))
        if chance.random() < 0.15:
            words.insert(chance.randint(0, len(words)), hostile.word(chance))
        return " ".join((chance.choice(("/", "", "/")) + command.name, *words))


def _some(chance: random.Random, command: Command) -> list[Option]:
    options = command.grammar.options
    return [each for each in options if chance.random() < min(0.5, 2 / len(options))]


def _given(chance: random.Random, option: Option) -> str:
    """The option by its own name, or by what it is called in one of the languages."""
    name = option.name
    if chance.random() < 0.15:
        name = speech_in(chance.choice(LANGUAGES)).say(option.label)
    value = "" if chance.random() < 0.04 else _value(chance, option.argument)
    if chance.random() < 0.25:
        value = chance.choice(('"{}"', "“{}”", "«{}»", "'{}'", '"{}')).replace("{}", value)
    return name + chance.choice(("=", "=", "=", ":", "＝", "：", " = ")) + value


def _value(chance: random.Random, argument: Argument) -> str:
    kind = chance.random()
    if kind < 0.1:
        return hostile.word(chance)
    if kind < 0.15:
        return hostile.spoiled(chance, _fitting(chance, argument))
    if kind < 0.2:
        return chance.choice(_ANY)
    value = _fitting(chance, argument)
    return f'"{value}"' if " " in value and chance.random() < 0.3 else value


def _fitting(chance: random.Random, argument: Argument) -> str:
    if isinstance(argument, Choice):
        word = chance.choice(list(argument.words))
        named = label(word)
        known = (word.value, named, speech_in(chance.choice(LANGUAGES)).say(word))
        return speech_in("en").say(chance.choice(known))
    if isinstance(argument, Keyword):
        return chance.choice(argument.accepted)
    kind = f"{type(argument).__name__} {argument.name}".lower()
    fitting = next((values for part, values in _FITTING.items() if part in kind), _TEXTS)
    return chance.choice(fitting)
