"""What of a week is worth telling, in which order, and how much of it at first sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain.facts import Facts
from bot.domain.history import History, PastExchange
from bot.domain.partial_dates import PartialDate, Precision
from bot.domain.rhythm import Clock
from bot.domain.standing import state_today
from bot.domain.vocabulary import State

# How far a digest looks ahead.
DAYS_AHEAD = 7
# What happened longer ago than this is history that somebody put on record, and no news.
NEWS_DAYS = 31
# Who answers within this answered quickly.
QUICK = timedelta(days=2)
# More of them in one week than this is a deed; one is everybody's daily work.
_WORTH_THANKS = 2
# What a person reads on a phone in half a minute.
HEAD_LINES = 15
_ROUND_YEARS = 5


class Section(StrEnum):
    """The parts of a digest, in the order in which they are told."""

    PASSED = "passed"
    DUE = "due"
    SLIPPED = "slipped"
    QUIET = "quiet"
    ANNIVERSARIES = "anniversaries"
    NEW = "new"
    AID = "aid"
    THANKS = "thanks"


# The most lines that a part has in the head. What somebody has to act on gets its lines before
# what is good to know does.
_PRESSING: Mapping[Section, int] = MappingProxyType(
    {Section.SLIPPED: 4, Section.DUE: 4, Section.PASSED: 4}
)
_GOOD_TO_KNOW: Mapping[Section, int] = MappingProxyType(
    {
        Section.QUIET: 3,
        Section.AID: 2,
        Section.NEW: 3,
        Section.ANNIVERSARIES: 2,
        Section.THANKS: 3,
    }
)
# Nobody's merit is one of "and 2 more".
_LEAST: Mapping[Section, int] = MappingProxyType({Section.THANKS: 3})


def shares(counts: Mapping[Section, int], lines: int = HEAD_LINES) -> dict[Section, int]:
    """How many lines of the head each part gets that has something to tell: one at least, the
    others in turn. Where only one would be left over, it takes the place of the remark."""
    given = {section: min(count, _LEAST.get(section, 1)) for section, count in counts.items()}
    for kind in (_PRESSING, _GOOD_TO_KNOW):
        _deal(kind, counts, given, lines)
    return {
        section: counts[section] if counts[section] - share == 1 else share
        for section, share in given.items()
        if share
    }


def _deal(
    most: Mapping[Section, int],
    counts: Mapping[Section, int],
    given: dict[Section, int],
    lines: int,
) -> None:
    """Give what is left of the lines to these parts in turn, up to the most of each."""
    while True:
        left = lines - sum(given.values())
        wanting = [
            section
            for section, limit in most.items()
            if section in given and given[section] < min(limit, counts[section])
        ]
        if left <= 0 or not wanting:
            return
        for section in wanting[:left]:
            given[section] += 1


@dataclass(frozen=True, slots=True)
class Window:
    """The time of which a digest tells: from the end of the last one's up to `until`, and the
    days on which these moments fall where the digest is read."""

    since: datetime
    until: datetime
    since_day: date
    today: date

    def has(self, moment: datetime) -> bool:
        """Whether it is within; each moment is within one digest only."""
        return self.since <= moment < self.until

    def is_news(self, happened_on: PartialDate, logged_at: datetime) -> bool:
        """Whether an exchange is to be told of: it was put on record and happened lately, or
        had been planned and its day has come."""
        if happened_on.start > self.today or logged_at >= self.until:
            return False
        if logged_at >= self.since:
            return happened_on.end >= self.since_day - timedelta(days=NEWS_DAYS)
        return happened_on.precision is Precision.DAY and happened_on.start > self.since_day


def is_near(planned_on: PartialDate, today: date) -> bool:
    """Whether what is planned for a day comes within the next ones."""
    is_exact = planned_on.precision is Precision.DAY
    return is_exact and today < planned_on.start < today + timedelta(days=DAYS_AHEAD)


@dataclass(frozen=True, slots=True)
class Silence:
    """How quiet a partnership is: cooling or dormant, `days` by its own clock since the last
    exchange or, without any, since it began; None where neither is known. `is_new`: it was not
    yet so at the last digest."""

    state: State
    days: int | None
    is_new: bool


def silence(
    facts: Facts, exchanges: Sequence[PastExchange], today: date, before: date
) -> Silence | None:
    """The silence of a partnership today, beside that of a day before; None where it is not
    quiet, has ended, rests, or has something planned within its rhythm: it is seen to then.

    The corner dates of its history are enough. Courtesies break a silence: nobody is told that
    nothing was recorded while letters were.
    """
    clock = Clock(today, facts.pause)
    history = History.of(exchanges, clock)
    if _is_seen_to(facts, history, today):
        return None
    state = state_today(facts, history, clock)
    if state not in (State.COOLING, State.DORMANT):
        return None
    earlier = Clock(before, facts.pause)
    was = state_today(facts, History.of(exchanges, earlier), earlier)
    began = history.last_on or facts.since
    days = clock.days_since(began) if began is not None else None
    return Silence(state, days, is_new=was is not state and before < today)


def _is_seen_to(facts: Facts, history: History, today: date) -> bool:
    horizon = today + timedelta(days=facts.policy.rhythm_days)
    return history.planned_on is not None and history.planned_on <= horizon


def urgency_of_silence(silent: Silence) -> tuple[bool, bool, int]:
    """The order in which the quiet are told: what is new first, then those that fell silent
    last, for they are the easiest to win back."""
    return not silent.is_new, silent.days is None, silent.days or 0


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A day on which something began so many years ago."""

    on: date
    years: int

    @property
    def is_round(self) -> bool:
        """Whether people celebrate it."""
        return self.years % _ROUND_YEARS == 0


def anniversary(began: date, today: date, days: int = DAYS_AHEAD) -> Anniversary | None:
    """The anniversary that falls on today or one of the days after it, `days` in all; None if
    there is none. What began on the 29th of February is remembered on the 28th."""
    last = today + timedelta(days=days - 1)
    for year in (today.year, last.year):
        day = _in_year(began, year)
        if today <= day <= last and year > began.year:
            return Anniversary(day, year - began.year)
    return None


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def began_on(since: PartialDate | None, signed: PartialDate | None) -> date | None:
    """The very day on which a partnership began; None where no more than a year is known. The
    day of the signing tells it where it is of the year that is known."""
    if since is not None and since.precision is Precision.DAY:
        return since.start
    if signed is None or signed.precision is not Precision.DAY:
        return None
    is_same = since is None or since.start <= signed.start <= since.end
    return signed.start if is_same else None


def foremost(counts: Mapping[int, int], most: int = 1) -> list[int]:
    """Whom to thank of those who did so many things each: whoever did most, if it was more than
    one. Nobody, where more than `most` share the first place."""
    highest = max(counts.values(), default=0)
    first = [each for each, count in counts.items() if count == highest]
    return first if highest >= _WORTH_THANKS and len(first) <= most else []


def is_quick(made_at: datetime, closed_at: datetime) -> bool:
    """Whether an answer that was waited for came quickly."""
    return closed_at - made_at <= QUICK
