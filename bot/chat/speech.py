"""Saying a message in its reader's language, with dates in their time zone."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

import locales
from bot.chat.labels import label
from bot.chat.text import (
    Country,
    Days,
    Language,
    Listing,
    Msg,
    Share,
    ShortDay,
    Text,
    Weekday,
    Written,
)
from bot.domain.partial_dates import PartialDate, Precision

CATALOGS = Path(locales.__file__).parent
SOURCE_LANGUAGE = "en"
# Of a year, a month and a week, in days, as Babel counts them.
_LENGTHS = (365, 30, 7)
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def languages() -> tuple[str, ...]:
    """The languages that the bot itself speaks, English first, the rest in alphabetical order."""
    return _languages_in(CATALOGS)


@cache
def _languages_in(catalogs: Path) -> tuple[str, ...]:
    found = sorted(path.parent.parent.name for path in catalogs.glob("*/LC_MESSAGES/attache.po"))
    return (SOURCE_LANGUAGE, *found)


def best_language(*wishes: str) -> str:
    """The first of these codes that the bot speaks, or whose base language it speaks."""
    spoken = languages()
    for wish in wishes:
        code = wish.replace("_", "-")
        for candidate in (code, code.partition("-")[0]):
            if candidate.lower() in spoken:
                return candidate.lower()
    return SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class _Catalog:
    """The texts of a language, and of the sentences without values those that were said before;
    there are no more than in the catalog."""

    texts: NullTranslations
    said: dict[tuple[str, str], str] = field(default_factory=dict)


@cache
def _catalog(language: str) -> _Catalog:
    """The catalog, compiled when first read, so that there is nothing to build or go stale."""
    path = CATALOGS / language / "LC_MESSAGES" / "attache.po"
    if not path.exists():
        return _Catalog(NullTranslations())
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return _Catalog(GNUTranslations(compiled))


class Speech:
    """One reader's language and time zone."""

    def __init__(self, language: str = SOURCE_LANGUAGE, zone: str = "UTC") -> None:
        self.language = language
        self.zone = ZoneInfo(zone)
        self.locale = Locale.parse(language.replace("-", "_"))
        self._catalog = _catalog(language)
        # The directions of letters that would turn a sentence.
        self._foreign = ("L",) if self.locale.text_direction == "rtl" else ("R", "AL")

    def say(self, text: object) -> str:
        """The text in the reader's language. A message's values are said likewise."""
        match text:
            case Msg():
                return self._message(text)
            case StrEnum():
                return self._word(text)
            case str():
                return text
            case datetime():
                return self._moment(text)
            case PartialDate():
                return self._partial(text)
            case date():
                return _full_date(text, self.locale)
            case int() | float() | Decimal():
                return format_decimal(text, locale=self.locale)
            case _:
                return self._wrapped(text)

    def weekdays(self) -> set[str]:
        """What the days of the week are called in this language."""
        return {name.casefold() for name in self.locale.days["format"]["wide"].values()}

    def calendar_words(self) -> set[str]:
        """What days of the week and months are called in this language, in full and in short."""
        kinds = (self.locale.days, self.locale.months)
        return {
            name.casefold().rstrip(".")
            for kind in kinds
            for use in kind.values()
            for width in ("wide", "abbreviated")
            for name in use.get(width, {}).values()
        }

    def _word(self, word: StrEnum) -> str:
        named = label(word)
        return named if isinstance(named, str) else self.say(named)

    def _wrapped(self, value: object) -> str:
        match value:
            case Written():
                return value.line
            case Listing():
                said = [self.say(item) for item in value.items]
                return format_list(said, "or" if value.either else "standard", self.locale)
            case Share():
                return format_percent(value.part, locale=self.locale)
            case Days():
                return self._span(value.count)
            case time():
                return format_time(value, "short", locale=self.locale)
            case ShortDay():
                return format_skeleton("MMMEd", value.day, locale=self.locale)
        return self._named(value)

    def _named(self, value: object) -> str:
        match value:
            case Language():
                return language_name(value.code, self.locale)
            case Country():
                return str(self.locale.territories.get(value.code.upper(), value.code))
            case Weekday():
                return str(self.locale.days["stand-alone"]["wide"][value.number])
        raise TypeError(f"nobody knows how to say a {type(value).__name__}")

    def _span(self, days: int) -> str:
        """In the largest unit of which there are two: fifteen months, but three years. What is
        over is left out, for a span of three years and eleven months is not four."""
        length = next((each for each in _LENGTHS if days >= 2 * each), 1)
        whole = timedelta(days=days // length * length)
        return format_timedelta(whole, granularity="day", threshold=2, locale=self.locale)

    def _message(self, message: Msg) -> str:
        if message.language:
            own = best_language(message.language, self.language)
            return _speech(own, self.zone.key).say(replace(message, language=""))
        if message.args or message.plural:
            return self._translated(message).format_map(_Said(self, message.args))
        key = message.id, message.context
        said = self._catalog.said.get(key)
        if said is None:
            said = self._catalog.said[key] = self._translated(message).format_map({})
        return said

    def _translated(self, message: Msg) -> str:
        """The message's form in the catalog, with its placeholders still in it."""
        texts = self._catalog.texts
        one, many, context = message.id, message.plural, message.context
        if many and context:
            return texts.npgettext(context, one, many, message.count)
        if many:
            return texts.ngettext(one, many, message.count)
        return texts.pgettext(context, one) if context else texts.gettext(one)

    def _moment(self, instant: datetime) -> str:
        day = _full_date(instant.astimezone(self.zone).date(), self.locale)
        clock = format_time(instant, "short", self.zone, self.locale)
        # The locale's own way of putting a time after a day; {0} is the time.
        joined = str(self.locale.datetime_formats["medium"]).replace("'", "")
        said = joined.replace("{1}", day).replace("{0}", clock)
        return f"{said} ({self.zone.key})"

    def _partial(self, day: PartialDate) -> str:
        if day.precision is Precision.DAY:
            return format_date(day.start, "long", self.locale)
        skeleton = "y" if day.precision is Precision.YEAR else "yMMMM"
        return format_skeleton(skeleton, day.start, locale=self.locale)

    def isolated(self, words: str) -> str:
        """People's words, kept from turning the sentence if they run the other way."""
        if words.isascii() and "L" not in self._foreign:
            return words
        if any(unicodedata.bidirectional(char) in self._foreign for char in words):
            return f"{_ISOLATE}{words}{_END_ISOLATE}"
        return words


@lru_cache(64)
def _speech(language: str, zone: str) -> Speech:
    return Speech(language, zone)


class _Said(dict[str, str]):
    """The values of a message, each said when the message asks for it."""

    __slots__ = ("_args", "_speech")

    def __init__(self, speech: Speech, args: Mapping[str, object]) -> None:
        self._speech = speech
        self._args = args

    def __missing__(self, key: str) -> str:
        value = self._args[key]
        said = self._speech.say(value)
        return self._speech.isolated(said) if isinstance(value, str | Written) else said


@lru_cache(1024)
def _full_date(day: date, locale: Locale) -> str:
    return format_date(day, "full", locale)


def language_name(code: str, locale: Locale) -> str:
    """What a language is called in another; the code where neither knows it."""
    try:
        return Locale.parse(code.replace("-", "_")).get_display_name(locale) or code
    except (ValueError, UnknownLocaleError):
        return code


def sayable(text: Text) -> bool:
    """Whether there is anything to say."""
    return bool(text.id if isinstance(text, Msg) else text)
