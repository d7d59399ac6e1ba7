"""What is owed: made, closed, opened again, put off and handed over."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from bot.domain.due import end_of, moment_of, zone_of
from bot.domain.identity import Platform
from bot.domain.recurrence import Every
from bot.domain.vocabulary import Closure, Priority, Visibility
from storage.follow_up_reading import FollowUpReading
from storage.models import Appointment, FollowUp, Network, Official, Party
from storage.models.follow_ups import LONGEST_FOLLOW_UP

LONGEST_TEXT = LONGEST_FOLLOW_UP


class ClosedAlready(Exception):
    """Somebody else was quicker."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The message a follow-up was made from."""

    platform: Platform
    team: str
    channel: str
    message: str


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes: an official, a party, or both, where the official does it for the party. With
    `awaited` the party is the other side and the official waits for it."""

    owner_id: int | None = None
    party_id: int | None = None
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, perhaps a time, in a zone, and the moment from which it is late. `is_usual`: nobody
    said when."""

    due_on: date
    due_time: time | None
    zone: str
    is_usual: bool = False

    @property
    def moment(self) -> datetime:
        """That time, or else the end of that day."""
        if self.due_time is None:
            return end_of(self.due_on, self.zone)
        return moment_of(self.due_on, self.due_time, self.zone)


@dataclass(frozen=True, slots=True)
class Draft:
    """A follow-up before it is on record."""

    text: str
    owed: Owed
    deadline: Deadline
    partnership_id: int | None = None
    every: str = ""
    priority: Priority = Priority.NORMAL
    visibility: Visibility = Visibility.NETWORK
    origin: Origin | None = None
    exchange_id: int | None = None


class FollowUps(FollowUpReading):
    """What is owed, as far as the speaker may see it. Who may change it is for callers to ask."""

    def add(self, draft: Draft, now: datetime) -> int:
        """A new follow-up, made by the one who speaks; its number."""
        made = FollowUp(
            network_id=self._scope.network_id,
            partnership_id=draft.partnership_id,
            text=draft.text,
            every=draft.every,
            priority=draft.priority,
            visibility=draft.visibility,
            exchange_id=draft.exchange_id,
            made_by_id=self._scope.official_id,
            created_at=now,
        )
        _put_owed(made, draft.owed)
        _put_deadline(made, draft.deadline)
        if draft.origin is not None:
            made.origin_platform, made.origin_team = draft.origin.platform, draft.origin.team
            made.origin_channel, made.origin_message = draft.origin.channel, draft.origin.message
        self._session.add(made)
        self._session.flush()
        return made.id

    def close(
        self,
        follow_up_id: int,
        closure: Closure,
        now: datetime,
        settled_by_id: int | None = None,
    ) -> int | None:
        """Close one, perhaps as settled by an exchange. The number of the next one, if it was
        done and comes again; it is due after today and after the one that was done.

        ClosedAlready if it is, LookupError if there is none.
        """
        record = self._record(follow_up_id)
        if record.closed_at is not None:
            raise ClosedAlready(follow_up_id)
        record.closed_at, record.closure = now, closure
        record.closed_by_id, record.settled_by_id = self._scope.official_id, settled_by_id
        following = self._next(record, now) if closure is Closure.DONE and record.every else None
        self._session.flush()
        return following.id if following else None

    def reopen(self, follow_up_id: int, now: datetime) -> None:
        """Let one be open again; the one that came after it is taken away. LookupError if there
        is none."""
        record = self._record(follow_up_id)
        record.closed_at = record.closure = record.closed_by_id = record.settled_by_id = None
        following = select(FollowUp).where(
            FollowUp.network_id == record.network_id,
            FollowUp.partnership_id.is_not_distinct_from(record.partnership_id),
            FollowUp.owner_id.is_not_distinct_from(record.owner_id),
            FollowUp.text == record.text,
            FollowUp.every == record.every,
            FollowUp.every != "",
            FollowUp.first_due_on == record.first_due_on,
            FollowUp.due_on > record.due_on,
            FollowUp.closed_at.is_(None),
            FollowUp.removed_at.is_(None),
        )
        for each in self._session.scalars(following):
            each.removed_at = now
        self._session.flush()

    def snooze(self, follow_up_id: int, until: datetime) -> None:
        """Let reminders rest until then; what is due stays due."""
        self._record(follow_up_id).snoozed_until = until
        self._session.flush()

    def put_off(self, follow_up_id: int, deadline: Deadline) -> None:
        """Let it be due at another time. What comes again is counted from there."""
        record = self._record(follow_up_id)
        _put_deadline(record, deadline)
        record.first_due_on = deadline.due_on if record.every else None
        record.snoozed_until = None
        self._session.flush()

    def hand_over(self, follow_up_id: int, owed: Owed) -> None:
        """Let it be owed by somebody else. A time of day stays the moment that it was, a day
        the day that it was, in the zone of the new owner."""
        record = self._record(follow_up_id)
        zone = self.zone_of(owed)
        _put_owed(record, owed)
        if record.due_time is not None:
            local = record.due_at.astimezone(zone_of(zone))
            _put_deadline(record, Deadline(local.date(), local.time(), zone))
        else:
            _put_deadline(record, Deadline(record.due_on, None, zone))
        self._session.flush()

    def zone_of(self, owed: Owed) -> str:
        """The time zone of the one who has to act: of the official, else of their party, else
        of the party that owes, else of the network."""
        writes_for = (
            select(Party.timezone)
            .join(Appointment, Appointment.party_id == Party.id)
            .where(
                Appointment.network_id == self._scope.network_id,
                Appointment.official_id == owed.owner_id,
            )
        )
        queries = [
            select(Official.timezone).where(Official.id == owed.owner_id),
            writes_for,
            select(Party.timezone).where(Party.id == owed.party_id),
            select(Network.timezone).where(Network.id == self._scope.network_id),
        ]
        if owed.owner_id is not None:
            # Who waits for a party far away reckons in their own time.
            del queries[2]
        found = (self._session.execute(query).scalar() for query in queries)
        return next((zone for zone in found if zone), "UTC")

    def _next(self, record: FollowUp, now: datetime) -> FollowUp:
        first = record.first_due_on or record.due_on
        after = max(record.due_on, now.astimezone(zone_of(record.timezone)).date())
        day = Every.parse(record.every).next_after(first, after)
        kept = {name: getattr(record, name) for name in _HANDED_ON}
        following = FollowUp(**kept, created_at=now)
        following.first_due_on = first
        _put_deadline(following, Deadline(day, record.due_time, record.timezone))
        self._session.add(following)
        return following

    def _record(self, follow_up_id: int) -> FollowUp:
        if self.get(follow_up_id) is None:
            raise LookupError(follow_up_id)
        return self._session.get_one(
            FollowUp, follow_up_id, with_for_update=True, populate_existing=True
        )


# What the next one has in common with the one that was done.
_HANDED_ON = (
    *("network_id", "partnership_id", "text", "owner_id", "party_id", "awaited", "every"),
    *("first_due_on", "priority", "visibility", "origin_platform", "origin_team"),
    *("origin_channel", "origin_message", "exchange_id", "made_by_id"),
)


def _put_owed(record: FollowUp, owed: Owed) -> None:
    record.owner_id, record.party_id = owed.owner_id, owed.party_id
    record.awaited = owed.awaited


def _put_deadline(record: FollowUp, deadline: Deadline) -> None:
    record.due_on, record.due_time = deadline.due_on, deadline.due_time
    record.timezone, record.due_at = deadline.zone, deadline.moment
    if record.every and record.first_due_on is None:
        record.first_due_on = deadline.due_on
