"""The desk that deliveries are handled at: one transaction, the time it is, and whom it knows."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

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

    def follow_ups(self, ids: Iterable[int]) -> dict[int, FollowUpView]:
        """These follow-ups by id, of whichever networks, without those that were removed."""
        wanted = sorted(set(ids))
        if not wanted:
            return {}
        query = viewed().where(among(FollowUp.id, wanted), FollowUp.removed_at.is_(None))
        rows = self.session.connection().execute(query).all()
        return {each.id: each for each in views_of(self.session, rows)}

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
