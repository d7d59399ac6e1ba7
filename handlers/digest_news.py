"""What of a network's week one digest tells: all of it, or what touches a party or partnership."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from sys import maxsize
from zoneinfo import ZoneInfo

from bot.domain.digesting import DAYS_AHEAD, Window, foremost, is_near, is_quick
from bot.domain.vocabulary import ExchangeKind, Priority
from bot.domain.weights import weight_of
from handlers.digest_weeks import Jubilee, MeasuredWeek, Quiet
from storage.digest_rows import Bond, Met, Owed, Passed, Settled, Week
from storage.digest_views import About, DigestView
from storage.views import PartyView

# Of those that are quiet for long, so many are named; the others have a list of their own.
_STANDING = 2
# So few exchanges are told one by one.
_FEW = 4
# A partnership that is older is no news when somebody puts it on record.
_LATELY = timedelta(days=366)
_AID = (ExchangeKind.AID, ExchangeKind.DONATION)


@dataclass(frozen=True, slots=True)
class Merits:
    """Whom there is to thank: who did most of what was due, with how much that was; who gave
    aid to whom; whose answers came quickly."""

    foremost: PartyView | None = None
    done: int = 0
    givers: tuple[tuple[PartyView, Bond], ...] = ()
    quick: tuple[PartyView, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell, each kind in the order in which it is told. `passed`: the exchanges
    of each partnership together, the weightiest first; few of them one by one. `ahead`: what is
    planned and what is due, by its day. `quiet` has those that fell silent since the last digest
    and a few others of the `all_quiet`."""

    week: Week
    today: date
    passed: tuple[tuple[Passed, ...], ...]
    ahead: tuple[Passed | Owed, ...]
    slipped: tuple[Owed, ...]
    quiet: tuple[Quiet, ...]
    all_quiet: int
    jubilees: tuple[Jubilee, ...]
    joined: tuple[PartyView, ...]
    begun: tuple[Bond, ...]
    met: tuple[Met, ...]
    aid: tuple[Owed, ...]
    merits: Merits

    @property
    def is_any(self) -> bool:
        """Whether anything happened or is to be done. That some are quiet as before is no
        news."""
        told = (self.passed, self.ahead, self.slipped, self.jubilees, self.aid)
        new = (self.joined, self.begun, self.met)
        return any(told) or any(new) or any(each.silence.is_new for each in self.quiet)


class Circle:
    """What touches the subject of a digest: a party, a partnership, or everything."""

    def __init__(self, week: Week, about: About) -> None:
        self._party_id = about.party_id
        self._bond_ids: frozenset[int] | None = None
        if about.partnership_id is not None:
            self._bond_ids = frozenset({about.partnership_id})
        elif about.party_id is not None:
            self._bond_ids = frozenset(week.seats.get(about.party_id, ()))
        own = (week.bonds[each] for each in self._bond_ids or () if each in week.bonds)
        self._party_ids = {party.id for bond in own for party in bond.parties}

    @property
    def is_whole(self) -> bool:
        """Whether it is the network's digest."""
        return self._bond_ids is None

    def has(self, bond_id: int | None, party_id: int | None = None) -> bool:
        """Whether a partnership is within it, or what a party owes outside of any."""
        if self._bond_ids is None or bond_id in self._bond_ids:
            return True
        return party_id is not None and party_id == self._party_id

    def knows(self, party_id: int | None) -> bool:
        """Whether a party is within it or a partner of the one that is."""
        return self.is_whole or party_id in self._party_ids or party_id == self._party_id


def news_of(measured: MeasuredWeek, digest: DigestView, since: datetime, now: datetime) -> News:
    """What this digest tells of the time from `since` to `now`."""
    week, zone = measured.week, ZoneInfo(digest.rhythm.zone)
    today, circle = now.astimezone(zone).date(), Circle(week, digest.about)
    window = Window(since, now, since.astimezone(zone).date(), today)
    own = [each for each in week.passed if circle.has(each.partnership_id)]
    passed = [each for each in own if window.is_news(each.happened_on, each.logged_at)]
    plans = [each for each in own if is_near(each.happened_on, today)]
    owed = [each for each in week.owed if circle.has(each.partnership_id, each.party_id)]
    horizon = now + timedelta(days=DAYS_AHEAD)
    quiet = [each for each in measured.quiet if circle.has(each.bond.id)]
    joined = (each for each in week.joined if circle.is_whole and window.has(each.made_at))
    begun = (each for each in week.bonds.values() if circle.has(each.id))
    met = (each for each in week.met if window.has(each.made_at) and circle.knows(each.party_id))
    settled = [
        each
        for each in week.settled
        if window.has(each.closed_at) and circle.has(each.partnership_id, each.party_id)
    ]
    return News(
        week=week,
        today=today,
        passed=_by_bond(passed),
        ahead=_by_day(*plans, *(each for each in owed if now < each.due_at < horizon)),
        slipped=_latest(each for each in owed if each.due_at <= now),
        quiet=_newly_quiet(quiet),
        all_quiet=len(quiet),
        jubilees=tuple(each for each in measured.jubilees if circle.has(each.bond.id)),
        joined=tuple(each.party for each in joined),
        begun=tuple(each for each in begun if _is_new(each, window)),
        met=tuple(met),
        aid=tuple(each for each in week.aid if circle.has(each.partnership_id, each.party_id)),
        merits=_merits(week, passed, settled),
    )


def _is_new(bond: Bond, window: Window) -> bool:
    """Whether a partnership began of late: one that is old, and only now on record, is no news."""
    is_old = bond.since is not None and bond.since.end < window.since_day - _LATELY
    return window.has(bond.made_at) and not is_old


def _by_bond(passed: list[Passed]) -> tuple[tuple[Passed, ...], ...]:
    """What passed between the same parties together, unless it is little; where most happened
    first."""
    ordered = sorted(passed, key=lambda each: each.partnership_id)
    groups = [
        tuple(sorted(group, key=lambda each: -weight_of(each.kind)))
        for _bond, group in groupby(ordered, key=lambda each: each.partnership_id)
    ]
    weights = {group: sum(weight_of(each.kind) for each in group) for group in groups}
    groups.sort(key=lambda group: (-weights[group], -group[0].id))
    if len(passed) > _FEW:
        return tuple(groups)
    return tuple((each,) for group in groups for each in group)


def _by_day(*coming: Passed | Owed) -> tuple[Passed | Owed, ...]:
    """What comes first, first; on one day what is between the same parties together."""
    return tuple(sorted(coming, key=_place))


def _place(coming: Passed | Owed) -> tuple[date, int, bool, datetime | None, int]:
    match coming:
        case Passed(partnership_id=bond, happened_on=day):
            return day.start, bond, False, None, coming.id
        case Owed(partnership_id=bond, due_on=day):
            # What is between nobody in particular stands behind the rest of its day.
            return day, maxsize if bond is None else bond, True, coming.due_at, coming.id


def _latest(owed: Iterable[Owed]) -> tuple[Owed, ...]:
    """What is late for longest first; of what was due on one day, what presses."""
    return tuple(
        sorted(
            owed,
            key=lambda each: (each.due_on, each.priority is not Priority.HIGH, each.due_at),
        )
    )


def _newly_quiet(quiet: list[Quiet]) -> tuple[Quiet, ...]:
    new = [each for each in quiet if each.silence.is_new]
    standing = [each for each in quiet if not each.silence.is_new]
    return (*new, *standing[:_STANDING])


def _merits(week: Week, passed: list[Passed], settled: list[Settled]) -> Merits:
    kept = [(each, week.parties.get(each.party_id or 0)) for each in settled]
    counts = Counter(party.id for _each, party in kept if party is not None)
    first = foremost(counts)
    given = ((each, week.parties.get(each.initiator_id or 0)) for each in passed)
    givers = dict.fromkeys(
        (party, week.bonds[each.partnership_id])
        for each, party in given
        if each.kind in _AID and party is not None
    )
    quick = dict.fromkeys(
        party
        for each, party in kept
        if party is not None and each.awaited and is_quick(each.made_at, each.closed_at)
    )
    return Merits(
        foremost=week.parties[first[0]] if first else None,
        done=counts[first[0]] if first else 0,
        givers=tuple(givers),
        quick=tuple(quick),
    )
