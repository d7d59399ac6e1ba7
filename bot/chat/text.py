"""Words that wait for their reader: messages are written once and said in each language later."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Msg:
    """A message of the catalogs with the values that go into its {placeholders}.

    Values may be text, numbers, dates, words of the vocabulary, the wrappers below or other
    messages; `bot.chat.speech` says each in the reader's language. One with a `language` of its own
    is said in that, whoever reads it, if there is a catalog of it.
    """

    id: str
    args: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    count: int = 1
    context: str = ""
    language: str = ""


# What a reply is written in: messages to be translated, and the words of people, which are not.
Text = str | Msg


def _(message: str, /, **args: object) -> Msg:
    """A message of the catalogs."""
    return Msg(message, args)


def _n(one: str, many: str, count: int, /, **args: object) -> Msg:
    """A message whose form depends on `count`, which it may show as {n}."""
    return Msg(one, {"n": count, **args}, plural=many, count=count)


def _c(context: str, message: str, /, **args: object) -> Msg:
    """A message that means different things in different places; `context` tells translators."""
    return Msg(message, args, context=context)


def spoken(message: Msg, language: str) -> Msg:
    """The message for those who read this language, in a place where others read another."""
    return replace(message, language=language)


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote, shown in one line of at most `most` UTF-16 units. `language` is empty
    where that is not on record."""

    text: str
    most: int
    language: str = ""

    @property
    def line(self) -> str:
        """As much of it as is shown."""
        return clipped(self.text, self.most)


def clipped(text: str, most: int) -> str:
    """The text in one line of at most `most` UTF-16 units, ending in … if some was left out."""
    line = " ".join(text.split())
    if len(line) * 2 <= most or len(line.encode("utf-16-le")) // 2 <= most:
        return line
    kept = line.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", errors="ignore")
    return kept.rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Language:
    """A language, by its BCP 47 code, to be named in the reader's language."""

    code: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country, by its ISO 3166 code, to be named in the reader's language."""

    code: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Several things in one sentence: 'a, b and c'."""

    items: tuple[object, ...]
    either: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1, said in percent."""

    part: float


@dataclass(frozen=True, slots=True)
class Days:
    """A length of time in days, said in the unit people would use: '3 weeks', '2 years'."""

    count: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday, to be named in the reader's language."""

    number: int


@dataclass(frozen=True, slots=True)
class ShortDay:
    """A day near enough to go without its year, as it stands on a button: 'Mon, Nov 23'."""

    day: date
