"""What is queued, and what is taken back, together with the change that causes it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.domain.deliveries import DeliveryKind, DeliveryState
from storage import lanes, outbox
from storage.audit import Actor
from storage.engine import Database
from storage.models import Delivery, FollowUp
from tests.delivering.filling import Crowd, fill, schedule
from tests.delivering.scene import Scene

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ACTOR = Actor("test")
ROW: Mapping[str, Any] = {
    "key": "nudge:1:1",
    "network_id": 2,
    "kind": DeliveryKind.NUDGE,
    "follow_up_id": 1,
    "official_id": 1,
    "lane": lanes.of_person(1),
    "next_at": NOW,
}


@pytest.fixture
def promised(database: Database) -> Database:
    """Two officials with one promise each."""
    fill(database, Crowd(slack=1, telegram=1))
    return database


def _count(database: Database) -> int:
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(Delivery)).scalar_one()


def test_the_same_key_is_queued_once(promised: Database) -> None:
    for _time in range(2):
        with promised.writing(ACTOR) as session:
            outbox.queue(session, [ROW, ROW], NOW)
    assert _count(promised) == 1


def test_nothing_is_queued_by_a_change_that_is_undone(promised: Database) -> None:
    def fail() -> None:
        with promised.writing(ACTOR) as session:
            outbox.queue(session, [ROW], NOW)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert _count(promised) == 0


def test_of_what_was_missed_while_nobody_worked_one_is_sent(scene: Scene) -> None:
    scene_is_due = datetime.now(UTC) - timedelta(days=2)
    schedule(scene.database, scene.crowd, {1: scene_is_due})
    with scene.crew() as workers:
        workers.start()
        scene.wait()
    assert [each.marks for each in scene.standin.record().taken] == [[1]]


def test_what_is_taken_back_before_it_goes_out_does_not_go_out(scene: Scene) -> None:
    """Follow-ups are closed one by one while a worker sends: whatever waited still when the
    closing was committed never arrives."""
    scene.standin.order(pause=0.02)
    scene.due()
    waited: set[int] = set()
    with scene.crew() as workers:
        workers.start()
        for promise in reversed(scene.crowd.promises):
            if _close(scene.database, promise):
                waited.add(promise)
        scene.wait()
    arrived = {mark for each in scene.standin.record().taken for mark in each.marks}
    assert waited
    assert waited & arrived == set()


def _close(database: Database, promise: int) -> bool:
    """Close a follow-up; whether what is to be told of it still waited at that moment."""
    with database.writing(ACTOR) as session:
        follow_up = session.get_one(FollowUp, promise)
        follow_up.closed_at = datetime.now(UTC)
    with database.reading() as session:
        states = session.execute(select(Delivery.state).where(Delivery.follow_up_id == promise))
        return all(state in _NOT_SENT for state in states.scalars())


_NOT_SENT = {DeliveryState.PENDING, DeliveryState.CANCELLED}
