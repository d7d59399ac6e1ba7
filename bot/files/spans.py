"""Dates as files have them: exact, partial, spans, and words that are no date at all."""

import re
from dataclasses import dataclass
from datetime import date

from bot.chat.text import _
from bot.domain.names import fold
from bot.domain.partial_dates import PartialDate
from bot.files.lines import Unreadable

# Read as "no date", while the words themselves are kept.
_NO_DAY = re.compile(
    r"(?:after|since|before|until|about|around|circa|ca|from|early|late|mid)\b.*"
    r"|yearly|annual(?:ly)?|every year|ongoing|monthly|regular(?:ly)?|unknown|undated|various"
    r"|tbd|tba|na|n a|none"
)
# No date in words is longer in any language; reading a page for one would take minutes.
_LONGEST = 60
_SPAN = re.compile(r"\s*(?:/|–|—|\.\.|\s-\s|\sto\s|\sbis\s|\suntil\s)\s*")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
_EAST_ASIAN = re.compile(r"(\d{4})[年년]\s*(?:(\d{1,2})[月월]\s*(?:(\d{1,2})[日일]?)?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """When something was: `start` to `end`, either perhaps unknown; `words` is what stood
    there instead of a day."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    words: str = ""


def span(text: str) -> Span:
    """`1965`, `2007-11`, `2020-11-07/2020-11-13`, `2020/2021`, `after 2023`, `yearly`, or
    nothing. Unreadable for what is neither a date nor words that stand for one."""
    text = text.strip()
    if not text or not fold(text):
        return Span()
    if _NO_DAY.fullmatch(fold(text)):
        return Span(words=text)
    if _NUMBERS.fullmatch(text):
        return Span(day(text))
    halves = _SPAN.split(text)
    if len(halves) != 2:
        return Span(day(text))
    start, end = (day(half) for half in halves)
    if end.end < start.start:
        raise Unreadable(_("{text} ends before it begins.", text=text[:60]))
    return Span(start, end)


def day(text: str) -> PartialDate:
    """One date. Unreadable if it is none, does not exist, or could be two days."""
    text = text.strip()
    found = _plain(text) or _numeric(text) or _in_words(text)
    if found is None:
        raise Unreadable(
            _("{text} is no date; write it like 2020-11-07, 2020-11 or 2020.", text=text[:60])
        )
    return found


def exact_day(text: str) -> date | None:
    """A date of which the day is known; None for nothing. Unreadable for any other."""
    if not text.strip():
        return None
    found = day(text)
    if found.start != found.end:
        raise Unreadable(
            _("{text} is not one day; write it like 2020-11-07.", text=text.strip()[:60])
        )
    return found.start


def _plain(text: str) -> PartialDate | None:
    timed = _WITH_TIME.fullmatch(text)
    east = _EAST_ASIAN.fullmatch(text)
    if east:
        text = "-".join(part for part in east.groups() if part)
    try:
        return PartialDate.parse(timed[1] if timed else text.replace("/", "-"))
    except ValueError:
        return None


def _numeric(text: str) -> PartialDate | None:
    """Day, month and year in an order that only one reading of allows; with full stops the day
    stands first everywhere."""
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    if mark != "." and first <= 12 and second <= 12 and first != second:
        sentence = _("{text} can be two days; write it like 2020-11-07.", text=text)
        raise Unreadable(sentence)
    day_of, month = (second, first) if second > 12 else (first, second)
    try:
        return PartialDate(date(year, month, day_of))
    except ValueError:
        return None


def _in_words(text: str) -> PartialDate | None:
    if len(text) > _LONGEST or not any(char.isalpha() for char in text):
        return None
    if not re.search(r"\d{4}", text):
        return None
    # Costs a quarter of a second to load, and few files need it.
    from dateparser import DateDataParser  # noqa: PLC0415

    try:
        found = DateDataParser(settings={"REQUIRE_PARTS": ["month", "year"]}).get_date_data(text)
    except (ValueError, OverflowError, RecursionError):
        return None
    if found.date_obj is None or found.period not in ("day", "month"):
        return None
    iso = found.date_obj.date().isoformat()
    return PartialDate.parse(iso if found.period == "day" else iso[:7])
