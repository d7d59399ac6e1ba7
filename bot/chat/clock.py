"""Times of the day as people write them: `15:00`, `3pm`, `15 Uhr 30`, `午後3時`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.little_words import UNSPACED, forms, plain, without_after, without_before
from bot.chat.text import _, _c
from bot.domain.names import fold

_TIME = (
    r"(?:(?P<half>午前|午後|上午|下午|晚上|早上)\s?)?"
    r"(?P<hour>\d{1,2})"
    r"(?:(?P<between>[:.]|\s?h\s?|\s?uhr\s?|[時时点點])(?P<minute>\d{2})分?"
    r"|(?P<past>[時时点點]半))?"
    r"(?P<mark>\s?(?:am|pm|a\.m\.?|p\.m\.?|uhr|h|год\.?|o'?clock|[時时点點]))?"
)
_ALONE = re.compile(_TIME)
_AT_END = re.compile(rf"(?P<rest>.*?)(?P<time>{_TIME})")
_AT_START = re.compile(rf"(?P<time>{_TIME})(?P<rest>\s.*)")
_NOON = forms("noon,midday,mittag,mittags,опівдні,полудень,midi,mediodía,tengah hari,正午,中午")
_AFTERNOON = ("午後", "下午", "晚上")
_TO = r"\b(?:to|until|bis|до|à|hasta|sampai|hingga)\b|\ba\b(?!\.)"
_SPAN = re.compile(rf"(?P<start>.+?)\s*(?:[-–—~〜]|{_TO})\s*(?P<end>.+)")
_OFF = _c("quiet hours", "off")
_NEVER = (time(0), time(0))
# Somebody whom nothing may reach at any hour has no use for reminders.
_LEAST_OPEN_MINUTES = 60
_DAY_MINUTES = 24 * 60
_MOST_WORDS = 4


@dataclass(frozen=True)
class TimeOfDay(Argument):
    """A time of the day: `09:00`, `9`, `3pm`, `15 Uhr`."""

    placeholder = _("TIME")

    def starts(self, words: Words, call: Call) -> int:
        """The longest run of leading words that is a time."""
        longest = min(_MOST_WORDS, len(words))
        return next((n for n in range(longest, 0, -1) if clock_time(words[:n].text)), 0)

    def read(self, words: Words, call: Call) -> time:
        """The time meant. Mistake if it is none."""
        found = clock_time(words.text)
        if found is None:
            raise Mistake(
                _(
                    "“{typed}” is no time of the day. Write it like {example}.",
                    typed=words.text[:40],
                    example="09:00",
                )
            )
        return found


class QuietHours(Argument):
    """Hours of which one is not to be disturbed: `20:00-08:00`, or `off`."""

    placeholder = _("20:00-08:00")

    def read(self, words: Words, call: Call) -> tuple[time, time]:
        """When they begin and end; the same time twice if no hour is quiet. Mistake if these
        are no hours, or hardly leave any."""
        text = plain(words.text)
        if fold(text) in ("off", "none", "never", fold(call.speech.say(_OFF))):
            return _NEVER
        match = _SPAN.fullmatch(text)
        start, end = (clock_time(match[part]) if match else None for part in ("start", "end"))
        if start is None or end is None:
            raise Mistake(
                _(
                    "“{typed}” are no hours. Write them like {example}, or say {off}.",
                    typed=words.text[:40],
                    example="20:00-08:00",
                    off=_OFF,
                )
            )
        if 0 < (_minutes(start) - _minutes(end)) % _DAY_MINUTES < _LEAST_OPEN_MINUTES:
            raise Mistake(_("Please leave at least one hour of the day for reminders."))
        return start, end


def clock_time(text: str) -> time | None:
    """The time of the day that the whole text is, if only an hour as in `9`; None if it is
    none."""
    text = without_before(plain(text))
    if fold(text) in _NOON:
        return time(12)
    match = _ALONE.fullmatch(text)
    return _time_of(match) if match else None


def times_in(text: str) -> Iterator[tuple[str, time]]:
    """Each way to take a time from the end or the beginning of a plain text: the rest of it, and
    the time. The rest is empty for a time alone."""
    for words, rest in (text.rpartition(" ")[::-2], text.partition(" ")[::2]):
        if fold(words) in _NOON:
            yield without_after(rest), time(12)
    for shape in (_AT_END, _AT_START):
        match = shape.fullmatch(text)
        found = _time_of(match) if match and _is_a_time(match) else None
        if match and found is not None:
            yield without_after(match["rest"].strip()), found


def _is_a_time(match: re.Match[str]) -> bool:
    """Whether more than a number says so, and it does not begin within a word or a number."""
    before = match["rest"][-1:] if match.start("rest") < match.start("time") else ""
    is_apart = not before or before.isspace() or UNSPACED.match(before) is not None
    if match["between"] == ".":
        # 1.12 by itself is a day.
        return is_apart and bool(match["rest"].strip())
    return is_apart and any(match[part] for part in ("half", "between", "past", "mark"))


def _time_of(match: re.Match[str]) -> time | None:
    hour = int(match["hour"])
    minute = 30 if match["past"] else int(match["minute"] or 0)
    mark = (match["mark"] or "").replace(".", "").strip()
    if mark in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if mark == "pm" else 0)
    elif match["half"] in _AFTERNOON and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
