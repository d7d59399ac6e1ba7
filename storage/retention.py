"""How long a network keeps what, and erasing what is older."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, Text, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.traces import NAME_ERASED
from storage.erasing import Erasing
from storage.models import Appointment, AuditEntry, Contact, FollowUp, Network, Official
from storage.models.networks import REMOVED_KEPT_DAYS
from storage.personal import Subjects

# Somebody who never had a role has no more on record than a name, a language and a zone.
VISITORS_KEPT_DAYS = 365
_NO_VALUE = "null"
# Records of one kind; None where they are kept for ever.
_Which = ColumnElement[bool] | None


@dataclass(frozen=True, slots=True)
class Periods:
    """How long a network keeps removed records (in days), contacts that nobody verified or
    changed, and the values of its trail (in months); None is for ever."""

    removed_days: int | None = REMOVED_KEPT_DAYS
    unverified_months: int | None = None
    trail_months: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """How much the next run erases: removed contacts, unverified ones, values of entries,
    removed follow-ups."""

    removed: int = 0
    unverified: int = 0
    trail: int = 0
    follow_ups: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.removed + self.unverified + self.trail + self.follow_ups


class Retention:
    """The periods of one network, and what is past them."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._network_id = scope.network_id

    def periods(self) -> Periods:
        """How long this network keeps what."""
        row: Any = self._session.execute(
            select(
                Network.removed_kept_days,
                Network.unverified_kept_months,
                Network.trail_kept_months,
            ).where(Network.id == self._network_id)
        ).one()
        return Periods(*row)

    def keep(self, periods: Periods) -> None:
        """Keep records so long from now on; the next run of the schedule acts on it."""
        network = self._session.get_one(Network, self._network_id)
        network.removed_kept_days = periods.removed_days
        network.unverified_kept_months = periods.unverified_months
        network.trail_kept_months = periods.trail_months
        self._session.flush()

    def due(self, periods: Periods, now: datetime) -> Due:
        """What is past these periods."""
        return Due(*(self._count(each) for each in self._past(periods, now)))

    def erase_due(self, now: datetime, limit: int) -> int:
        """Erase at most so many of each kind that are past their time; how many those were."""
        removed, unverified, trail, dropped = self._past(self.periods(), now)
        erasing = Erasing(self._session, now)
        done = 0
        for which in (removed, unverified):
            ids = self._ids(Contact.id, which, limit)
            if ids:
                erasing.contacts(self._network_id, ids)
                done += len(ids)
        follow_ups = self._ids(FollowUp.id, dropped, limit)
        if follow_ups:
            erasing.follow_ups(self._network_id, follow_ups)
        entries = self._ids(AuditEntry.id, trail, limit)
        if entries:
            erasing.entries(self._network_id, entries)
        return done + len(follow_ups) + len(entries)

    def _past(self, periods: Periods, now: datetime) -> tuple[_Which, _Which, _Which, _Which]:
        """Which removed contacts, unverified ones, entries and removed follow-ups those are."""
        days, months, trail = periods.removed_days, periods.unverified_months, periods.trail_months
        since = None if days is None else now - timedelta(days=days)
        return (
            None if since is None else self._removed(since),
            None if months is None else self._unverified(months_before(now, months)),
            None if trail is None else self._told(months_before(now, trail)),
            None if since is None else self._taken_back(since),
        )

    def _removed(self, before: datetime) -> ColumnElement[bool]:
        something = or_(Contact.name != "", Contact.position != "", Contact.findable != "")
        return and_(Contact.network_id == self._network_id, Contact.removed_at < before, something)

    def _taken_back(self, before: datetime) -> ColumnElement[bool]:
        return and_(
            FollowUp.network_id == self._network_id,
            FollowUp.removed_at < before,
            FollowUp.text != "",
        )

    def _unverified(self, before: datetime) -> ColumnElement[bool]:
        changed = exists().where(
            AuditEntry.entity == "contact",
            AuditEntry.entity_id == cast(Contact.id, String),
            AuditEntry.at >= before,
        )
        return and_(
            Contact.network_id == self._network_id,
            Contact.removed_at.is_(None),
            Contact.created_at < before,
            or_(Contact.verified_on.is_(None), Contact.verified_on < before.date()),
            ~changed,
        )

    def _told(self, before: datetime) -> ColumnElement[bool]:
        values = (
            func.coalesce(cast(column, Text), _NO_VALUE) != _NO_VALUE
            for column in (AuditEntry.before, AuditEntry.after)
        )
        return and_(AuditEntry.network_id == self._network_id, AuditEntry.at < before, or_(*values))

    def _count(self, which: _Which) -> int:
        return 0 if which is None else self._session.execute(_counted(which)).scalar_one()

    def _ids(self, column: Any, which: _Which, limit: int) -> list[int]:
        if which is None:
            return []
        return list(
            self._session.scalars(select(column).where(which).order_by(column).limit(limit))
        )


def networks_of(session: Session) -> list[int]:
    """All networks, also those that were removed: what they kept has its time as well."""
    return list(session.scalars(select(Network.id).order_by(Network.id)))


def erase_idle_officials(session: Session, now: datetime, limit: int) -> int:
    """Erase at most so many officials who have had no role for as long as the networks they
    were in keep what was removed, and did nothing since; how many those were."""
    subjects, erasing = Subjects(session), Erasing(session, now)
    done = 0
    for official_id, since in _idle(session, now - timedelta(days=1)):
        if done == limit:
            break
        days = _kept_days(session, official_id)
        if days is None or since >= now - timedelta(days=days):
            continue
        erasing.official(subjects.idle_official(official_id))
        done += 1
    return done


def months_before(moment: datetime, months: int) -> datetime:
    """The beginning of the day so many months before, in UTC; the last of the month where it
    is shorter."""
    count = moment.year * 12 + moment.month - 1 - months
    year, month = count // 12, count % 12 + 1
    day = date(year, month, min(moment.day, monthrange(year, month)[1]))
    return datetime.combine(day, time(), UTC)


def _counted(which: ColumnElement[bool]) -> Any:
    return select(func.count()).where(which)


def _idle(session: Session, before: datetime) -> Iterator[tuple[int, datetime]]:
    """Officials without a role, and the last moment at which they did something or something
    was done with them."""
    query = select(Official.id, Official.created_at).where(
        Official.name != NAME_ERASED,
        Official.created_at < before,
        ~exists().where(Appointment.official_id == Official.id),
    )
    for official_id, created_at in session.execute(query.order_by(Official.id)).all():
        last = session.execute(select(func.max(AuditEntry.at)).where(_of(official_id))).scalar_one()
        yield official_id, max(created_at, last or created_at)


def _of(official_id: int) -> ColumnElement[bool]:
    own = and_(AuditEntry.entity == "official", AuditEntry.entity_id == str(official_id))
    role = and_(AuditEntry.entity == "appointment", AuditEntry.entity_id.like(f"%/{official_id}"))
    return or_(AuditEntry.official_id == official_id, own, role)


def _kept_days(session: Session, official_id: int) -> int | None:
    """The longest time that a network they had a role in keeps what was removed."""
    query = (
        select(Network.removed_kept_days)
        .join(AuditEntry, AuditEntry.network_id == Network.id)
        .where(AuditEntry.entity == "appointment", AuditEntry.entity_id.like(f"%/{official_id}"))
        .distinct()
    )
    found = list(session.scalars(query))
    if not found:
        return VISITORS_KEPT_DAYS
    days = [each for each in found if each is not None]
    return max(days) if len(days) == len(found) else None
