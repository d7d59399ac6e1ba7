"""Weeks of networks, read and measured once for all the digests that are made in one run."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.digesting import (
    DAYS_AHEAD,
    Anniversary,
    Silence,
    anniversary,
    began_on,
    silence,
    urgency_of_silence,
)
from bot.domain.facts import Facts
from bot.domain.health import PastExchange, Pause
from bot.domain.partial_dates import PartialDate
from bot.domain.rhythm import policy_for
from bot.domain.vocabulary import ExchangeKind
from storage.digest_rows import Bond, Week
from storage.digest_views import DigestView
from storage.exchanges import Outline
from storage.records import Records

# Partnerships that are remembered at once; each takes about a kilobyte.
_MOST_BONDS = 50_000


@dataclass(frozen=True, slots=True)
class Quiet:
    """A partnership of which nothing was recorded for long, and the last that was."""

    bond: Bond
    silence: Silence
    last_on: PartialDate | None


@dataclass(frozen=True, slots=True)
class Jubilee:
    """A partnership that began on one of the coming days."""

    bond: Bond
    anniversary: Anniversary


@dataclass(frozen=True, slots=True)
class MeasuredWeek:
    """A week with what the measures say of it: the quiet in the order in which they are told,
    the anniversaries by their day."""

    week: Week
    quiet: tuple[Quiet, ...]
    jubilees: tuple[Jubilee, ...]


@dataclass(slots=True)
class _Read:
    """A week as it was read for a moment, and what the measures said of it on which day."""

    week: Week
    moment: datetime
    measured: dict[tuple[date, date], MeasuredWeek] = field(default_factory=dict)


class Weeks:
    """Remembers the weeks that it was asked for, until there are too many; to be made anew for
    each run, for what was read once is not read again. Not to be shared by threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, datetime], _Read] = OrderedDict()

    def of(
        self, records: Records, digest: DigestView, since: datetime, now: datetime
    ) -> MeasuredWeek:
        """The week of the digest's network, up to `now` at least. It begins with the UTC day of
        `since`, so that digests which were sent one after the other share it."""
        zone = ZoneInfo(digest.rhythm.zone)
        today, before = now.astimezone(zone).date(), since.astimezone(zone).date()
        read = self._read(records, digest.network_id, since, now)
        if (today, before) not in read.measured:
            read.measured[today, before] = _measured(read.week, today, before)
        return read.measured[today, before]

    def _read(self, records: Records, network_id: int, since: datetime, now: datetime) -> _Read:
        begin = since.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        found = self._known.get((network_id, begin))
        if found is None or found.moment < now:
            found = _Read(records.digests.week(begin, now), now)
            self._known[network_id, begin] = found
        self._known.move_to_end((network_id, begin))
        while len(self._known) > 1 and self._bonds() > _MOST_BONDS:
            self._known.popitem(last=False)
        return found

    def _bonds(self) -> int:
        return sum(len(each.week.bonds) for each in self._known.values())


def _measured(week: Week, today: date, before: date) -> MeasuredWeek:
    bonds = week.bonds.values()
    quiet = [found for each in bonds if (found := _quiet(each, week, today, before))]
    quiet.sort(key=lambda each: (*urgency_of_silence(each.silence), each.bond.id))
    coming = [today + timedelta(days=number) for number in range(DAYS_AHEAD)]
    # The day that leap years have more of is remembered on the one before.
    days = {(2, 29), *((day.month, day.day) for day in coming)}
    jubilees = [each for bond in bonds if (each := _jubilee(bond, today, days))]
    jubilees.sort(key=lambda each: (each.anniversary.on, -each.anniversary.years, each.bond.id))
    return MeasuredWeek(week, tuple(quiet), tuple(jubilees))


def _quiet(bond: Bond, week: Week, today: date, before: date) -> Quiet | None:
    outline = week.outlines.get(bond.id)
    last_on = outline.last_on if outline else None
    policy = policy_for(bond.type)
    if last_on is not None and (today - last_on.start).days <= policy.rhythm_days:
        return None
    if not bond.is_agreed:
        # Nobody breaks a silence that was not agreed to be broken.
        return None
    found = silence(_facts(bond), _corners(outline), today, before)
    return Quiet(bond, found, last_on) if found else None


def _facts(bond: Bond) -> Facts:
    pause = None
    if bond.paused_from is not None and bond.paused_until is not None:
        pause = Pause(bond.paused_from, bond.paused_until)
    return Facts(
        policy=policy_for(bond.type),
        stage=bond.stage,
        since=bond.since.start if bond.since else None,
        last_review_on=bond.last_review_on,
        next_review_on=bond.next_review_on,
        pause=pause,
    )


def _corners(outline: Outline | None) -> list[PastExchange]:
    """A history with the same first and last days."""
    if outline is None:
        return []
    days = (outline.first_on, outline.last_on, outline.planned_on)
    return [PastExchange(ExchangeKind.MESSAGE, day.start) for day in days if day is not None]


def _jubilee(bond: Bond, today: date, days: set[tuple[int, int]]) -> Jubilee | None:
    began = began_on(bond.since, bond.signed)
    if began is None or not bond.is_agreed or (began.month, began.day) not in days:
        return None
    found = anniversary(began, today)
    return Jubilee(bond, found) if found else None
