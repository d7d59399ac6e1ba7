"""The desk that deliveries are handled at: one transaction, the time it is, and whom it knows."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.vocabulary import Visibility
from storage.audit import Actor
from storage.engine import Database
from storage.follow_up_views import FollowUpView, viewed, views_of
from storage.lists import among
from storage.models import FollowUp
from storage.moments import now_of
from storage.recipients import Recipient, Recipients
from storage.records import Records

ACTOR = "deliveries"


@dataclass(frozen=True, slots=True)
class Desk:
    """What one turn of a worker has before it: `now` is the time by the database, and `ticks` the
    same moment by this machine's own clock that never jumps, in seconds."""

    session: Session
    now: datetime
    ticks: float
    recipients: Recipients

    def records(self, scope: Scope) -> Records:
        """The records as somebody else sees them, whom something is told to."""
        return Records(self.session, scope)

    def follow_ups(self, ids: Iterable[int]) -> tuple[dict[int, FollowUpView], set[int]]:
        """These follow-ups by id, of whichever networks, without those that were removed. Nobody
        changes them before the transaction ends. The second are those that somebody is changing
        at this moment, of whom nothing can be said yet."""
        wanted = sorted(set(ids))
        if not wanted:
            return {}, set()
        there = and_(among(FollowUp.id, wanted), FollowUp.removed_at.is_(None))
        steady = viewed().where(there).with_for_update(read=True, skip_locked=True, of=FollowUp)
        rows = self.session.connection().execute(steady).all()
        changing: set[int] = set()
        if len(rows) < len(wanted):
            every = self.session.connection().execute(select(FollowUp.id).where(there))
            changing = set(every.scalars()) - {row[0] for row in rows}
        return {each.id: each for each in views_of(self.session, rows)}, changing

    def shown_to(
        self, reader: Recipient, follow_ups: Iterable[FollowUpView]
    ) -> dict[int, FollowUpView]:
        """Those of these follow-ups, by id, that a reader may see. What is their own, and what
        the whole network sees, is not looked up again."""
        records = self.records(reader.scope)
        return {
            each.id: each
            for each in follow_ups
            if each.visibility is Visibility.NETWORK
            or each.owner_id == reader.official_id
            or records.follow_ups.get(each.id) is not None
        }


@contextmanager
def working(database: Database) -> Iterator[Desk]:
    """A desk at which something is changed, in one transaction."""
    with database.writing(Actor(ACTOR)) as session:
        yield Desk(session, now_of(session), time.monotonic(), Recipients(session))


@contextmanager
def looking(database: Database) -> Iterator[Desk]:
    """A desk at which things are only looked at."""
    with database.reading() as session:
        yield Desk(session, now_of(session), time.monotonic(), Recipients(session))
