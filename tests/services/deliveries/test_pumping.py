"""What has become due is queued in the transaction that says so, once and for all."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import DeliveryState, ScheduleKind
from bot.domain.identity import Platform
from bot.domain.vocabulary import Closure
from storage import outbox
from storage.audit import Actor
from storage.models import ChatIdentity, Digest, FollowUp, Schedule
from storage.moments import now_of
from tests.services.deliveries.sending import Secretariat


def test_what_is_due_is_queued_once(office: Secretariat) -> None:
    number = office.owes(office.employs("Petro"))
    office.pump()
    office.pump()
    assert [each.key for each in office.deliveries()] == [f"nudge:{number}:0"]


def test_two_machines_queue_it_once(office: Secretariat) -> None:
    office.owes(office.employs("Petro"))
    clerks = [office.another_clerk() for _ in range(2)]
    assert sorted(clerk.pump() for clerk in clerks) == [0, 1]
    assert len(office.deliveries()) == 1


def test_a_key_is_used_once(office: Secretariat) -> None:
    office.posts("once")
    office.posts("once")
    assert len(office.deliveries()) == 1


def test_what_is_taken_back_was_never_queued(office: Secretariat) -> None:
    with pytest.raises(RuntimeError, match="changed my mind"):
        _queues_and_gives_up(office)
    assert office.deliveries() == []


def _queues_and_gives_up(office: Secretariat) -> None:
    with office.database.writing(Actor("fixture")) as session:
        now = now_of(session)
        row = {"key": "never", "network_id": office.network_id, "kind": "digest", "lane": "x"}
        outbox.queue(session, [{**row, "next_at": now}], now)
        raise RuntimeError("changed my mind")


def test_what_is_not_due_yet_waits_for_its_time(office: Secretariat) -> None:
    office.owes(office.employs("Petro"), late=-30)
    office.pump()
    assert office.deliveries() == []
    office.passes(minutes=31)
    with office.database.reading() as session:
        waiting = session.get(Schedule, (ScheduleKind.FOLLOW_UP, 1))
    assert waiting is not None
    assert waiting.next_at is not None


def test_what_is_closed_is_not_looked_at_again(office: Secretariat) -> None:
    number = office.owes(office.employs("Petro"), late=-60)
    office.pump()
    with office.database.reading() as session:
        now = now_of(session)
    office.changes(FollowUp, number, closed_at=now, closure=Closure.DONE)
    office.pump()
    with office.database.reading() as session:
        at_rest = session.get(Schedule, (ScheduleKind.FOLLOW_UP, number))
    assert at_rest is not None
    assert at_rest.next_at is None


def test_what_is_opened_again_is_told_again_under_another_key(office: Secretariat) -> None:
    number = office.owes(office.employs("Petro"))
    office.pump()
    with office.database.reading() as session:
        now = now_of(session)
    office.changes(FollowUp, number, closed_at=now, closure=Closure.DONE)
    office.pump()
    office.changes(FollowUp, number, closed_at=None, closure=None, due_at=now)
    office.pump()
    assert [each.key for each in office.deliveries()] == [f"nudge:{number}:{n}" for n in (0, 1)]


def test_whoever_cannot_be_written_to_is_stood_in_for(office: Secretariat) -> None:
    owner = office.employs("Petro", platform=None)
    colleague = office.employs("Oksana", platform=Platform.TELEGRAM)
    office.owes(owner)
    office.pump()
    assert [each.official_id for each in office.deliveries()] == [colleague]


def test_without_a_colleague_the_secretariat_hears_of_it(office: Secretariat) -> None:
    office.owes(office.employs("Petro", platform=None))
    office.pump()
    assert [each.official_id for each in office.deliveries()] == [office.sari]


def test_what_reaches_nobody_is_kept_on_the_list(office: Secretariat) -> None:
    with office.database.writing(Actor("fixture")) as session:
        session.query(ChatIdentity).delete()
    office.owes(office.employs("Petro", platform=None))
    office.pump()
    assert office.states() == [DeliveryState.DEAD]
    assert office.deliveries()[0].reason == "no_account"


def test_a_digest_is_planned_for_its_day_and_hour(office: Secretariat) -> None:
    number = office.subscribes()
    office.pump()
    with office.database.reading() as session:
        planned = session.get_one(Schedule, (ScheduleKind.DIGEST, number)).next_at
    assert planned is not None
    assert (planned.weekday(), planned.hour, planned.minute) == (0, 9, 0)
    assert office.deliveries() == []


def test_a_digest_goes_out_when_its_hour_has_come(office: Secretariat) -> None:
    with office.database.reading() as session:
        soon = now_of(session) - timedelta(minutes=2)
    number = office.subscribes(
        weekday=soon.weekday(), time_of_day=soon.time().replace(second=0, microsecond=0)
    )
    moment = soon.replace(second=0, microsecond=0)
    office.pump()
    office.changes(Schedule, (ScheduleKind.DIGEST, number), next_at=moment, counted_from=moment)
    office.pump()
    office.pump()
    assert [each.key for each in office.deliveries()] == [f"digest:{number}:{moment.date()}"]


def test_a_digest_that_was_moved_to_another_hour_does_not_come_at_the_old_one(
    office: Secretariat,
) -> None:
    with office.database.reading() as session:
        moment = (now_of(session) - timedelta(minutes=2)).replace(second=0, microsecond=0)
    number = office.subscribes(weekday=moment.weekday(), time_of_day=moment.time())
    office.pump()
    office.changes(Schedule, (ScheduleKind.DIGEST, number), counted_from=moment)
    office.changes(Digest, number, weekday=(moment.weekday() + 1) % 7)
    office.pump()
    assert office.deliveries() == []
