"""When something is due: a day to come, and perhaps a time, in the speaker's own words."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.clock import times_in
from bot.chat.days_ahead import coming
from bot.chat.errors import Mistake
from bot.chat.intervals import ahead_of
from bot.chat.little_words import plain
from bot.chat.no_day import is_no_exact_day, not_understood
from bot.chat.owners import TheOwner
from bot.chat.text import _, _c
from bot.chat.weekdays import is_weekday_in_full
from bot.domain.due import moment_of, zone_of
from bot.domain.names import fold

_BY = _c("due", "by")
# What else is said for it; the catalogs have one word for each language.
_ALSO_BY = frozenset(
    fold(word)
    for word in (
        *("by", "until", "till", "before", "due", "due by", "bis", "bis zum", "до", "avant"),
        *("avant le", "d'ici", "d'ici le", "antes de", "antes del", "para", "para el", "sebelum"),
        *("paling lambat", "sampai"),
    )
)
# In Japanese and Chinese it stands behind the day.
_BEHIND = re.compile(r"(?<=\S)\s?(までに|まで|之前|以前|前)$")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.?|p\.m\.?|uhr|[時时点點])|\d{1,2}:\d\d")
_MOST_WORDS = 7
_LONGEST = timedelta(days=3653)
_ONE_MINUTE = timedelta(minutes=1)

# A field is called `time` as well.
Clock = time


@dataclass(frozen=True, slots=True)
class DueMeant:
    """The day and the time at which something is due in `zone`, the speaker's; without a time,
    any hour of that day will do. `is_moment`: it was reckoned from now on, as `in 2 hours` is,
    and so is the same moment in every zone."""

    day: date
    time: Clock | None = None
    zone: str = "UTC"
    is_moment: bool = field(default=False, compare=False)

    def is_past(self, now: datetime) -> bool:
        """Whether that day is over, or that time."""
        today = now.astimezone(zone_of(self.zone)).date()
        if self.time is None or abs((self.day - today).days) > 1:
            return self.day < today
        return moment_of(self.day, self.time, self.zone) <= now


@dataclass(frozen=True, slots=True)
class _Found:
    meant: DueMeant
    surely: bool


@dataclass(frozen=True)
class Due(Argument):
    """When it is due: `by Friday 15:00`, `tomorrow 9:00`, `за тиждень`, `by end of month`."""

    placeholder = _("by WHEN")

    def read(self, words: Words, call: Call) -> DueMeant:
        """The day and time meant. Mistake if there is none such, or not within ten years."""
        text = _without_by(words.text, call)
        found = _found(text, call)
        if found is None:
            raise not_understood(text, call)
        _ensure_to_come(found.meant, text, call)
        return found.meant

    def starts(self, words: Words, call: Call) -> int:
        """How many leading words say when, if the line ends after them or goes on with an owner.

        Without a word such as `by` they must hardly mean anything else. After a text in quotes
        they may be anything.
        """
        if not words or words.words[0].quoted:
            return 0
        after_quotes, by = _is_after_quotes(words), length_of_by(words, call)
        for count in range(min(_MOST_WORDS, len(words)), by, -1):
            is_last = after_quotes or _is_end(words[count:], call)
            if is_last and _say_when(words[:count], by, call):
                return count
        return _until_owner(words, call) if by and after_quotes else 0

    def ends(self, words: Words, call: Call) -> int:
        """How many last words say when."""
        for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
            tail = words[len(words) - count :]
            is_quoted = any(word.quoted for word in tail.words)
            if not is_quoted and _say_when(tail, length_of_by(tail, call), call):
                return count
        return 0

    def reaches(self, words: Words, call: Call) -> int:
        """How many words, given as `due=…`, say when."""
        longest = min(_MOST_WORDS, len(words))
        return next((n for n in range(longest, 0, -1) if _found(words[:n].text, call)), 0)


class When(Due):
    """Until when a reminder rests: `tomorrow`, `next week`, `2 hours`, `2026-12-01 14:00`."""

    placeholder = _("WHEN")


def in_figures(meant: DueMeant) -> str:
    """The day and time as they can be said in any language, in the same zone."""
    return meant.day.isoformat() + (f" {meant.time:%H:%M}" if meant.time is not None else "")


def length_of_by(words: Words, call: Call) -> int:
    """How many leading words stand for `by`, before at least one more; 0 if none do."""
    known = _said_by(call)
    counts = (count for count in (3, 2, 1) if len(words) > count)
    return next((count for count in counts if fold(words[:count].text) in known), 0)


def surely_behind_by(text: str, call: Call) -> DueMeant | None:
    """When a text says that something is due if, behind `by`, it can hardly say anything else: a
    date, a day of the week by its full name, or a time that is no mere number. None otherwise."""
    found = _found(text, call, surely=True)
    if found is None:
        return None
    is_sure = found.surely or is_weekday_in_full(text, call) or _CLOCK.fullmatch(plain(text))
    return found.meant if is_sure else None


def _say_when(words: Words, by: int, call: Call) -> bool:
    """Whether these words, the first of which are `by`, say when something is due."""
    text = words.text
    is_said = by > 0 or _BEHIND.search(text) is not None or _is_after_quotes(words)
    found = _found(_without_by(text, call), call, surely=not is_said)
    if found is None:
        return by > 0 and is_no_exact_day(words[by:].text, call)
    return is_said or (found.surely and not found.meant.is_past(call.now))


def _found(text: str, call: Call, *, surely: bool = False) -> _Found | None:
    """When a text without `by` says that it is due; None if it does not, or not `surely`."""
    text = plain(text)
    return _after_hours(text, call) or _with_time(text, call, surely) or _on_day(text, call, surely)


def _after_hours(text: str, call: Call) -> _Found | None:
    """`in 2 hours`, to the full minute after."""
    ahead = ahead_of(text)
    is_clock = ahead is not None and not ahead.said and text.endswith("h")
    if ahead is None or ahead.every is not None or (is_clock and call.speech.language != "en"):
        return None
    local = (call.now + ahead.delta).astimezone(call.speech.zone)
    if local.second or local.microsecond:
        local = local.replace(second=0, microsecond=0) + _ONE_MINUTE
    meant = DueMeant(local.date(), local.time(), call.speech.zone.key, is_moment=True)
    return _Found(meant, ahead.said)


def _with_time(text: str, call: Call, surely: bool) -> _Found | None:
    for rest, at in times_in(text):
        if not rest:
            return _Found(_next_at(call.today, at, call), surely=False)
        day = coming(rest, call, surely=surely)
        if day is None:
            continue
        if day.is_weekday and call.today.weekday() == day.day.weekday():
            # Today, if the time is still to come.
            return _Found(_next_at(call.today, at, call, days=7), surely=True)
        return _Found(DueMeant(day.day, at, call.speech.zone.key), day.surely or day.is_weekday)
    return None


def _next_at(day: date, at: time, call: Call, days: int = 1) -> DueMeant:
    """That time of the day, or so many days later if it is past."""
    meant = DueMeant(day, at, call.speech.zone.key)
    return (
        DueMeant(day + timedelta(days=days), at, meant.zone) if meant.is_past(call.now) else meant
    )


def _on_day(text: str, call: Call, surely: bool) -> _Found | None:
    day = coming(text, call, surely=surely)
    return _Found(DueMeant(day.day, None, call.speech.zone.key), day.surely) if day else None


def _without_by(text: str, call: Call) -> str:
    words = text.strip().split()
    for count in (3, 2, 1):
        if len(words) > count and fold(" ".join(words[:count])) in _said_by(call):
            return " ".join(words[count:])
    return _BEHIND.sub("", " ".join(words))


def _said_by(call: Call) -> set[str]:
    return {*_ALSO_BY, fold(call.speech.say(_BY))}


def _is_after_quotes(words: Words) -> bool:
    """Whether what stands before these words in the line is a text in quotes."""
    before = [word for word in words.line.words if word.end <= words.words[0].start]
    return bool(before) and before[-1].quoted


def _is_end(rest: Words, call: Call) -> bool:
    return not rest or TheOwner("owner").starts(rest, call) > 0


def _until_owner(words: Words, call: Call) -> int:
    owner = TheOwner("owner")
    found = (at for at in range(1, len(words)) if owner.starts(words[at:], call))
    return next(found, len(words))


def _ensure_to_come(meant: DueMeant, text: str, call: Call) -> None:
    if meant.day > call.today + _LONGEST:
        raise Mistake(_("That is more than ten years ahead. Please name a nearer day."))
    if meant.is_past(call.now):
        raise _past(text)


def _past(text: str) -> Mistake:
    return Mistake(
        _("“{typed}” is past already. Please name a day or a time to come.", typed=text[:60])
    )
