"""Turn by turn: what people are told, at hours that are theirs, and not too often."""

from datetime import time, timedelta

import pytest

from bot.domain.deliveries import DeliveryState
from bot.domain.identity import Platform
from bot.domain.vocabulary import Closure, Priority
from storage.models import Delivery, FollowUp, Official
from storage.moments import now_of
from tests.services.deliveries.sending import Secretariat, sent

PENDING, SENDING, UNCERTAIN = (
    DeliveryState.PENDING,
    DeliveryState.SENDING,
    DeliveryState.UNCERTAIN,
)
SENT, DEAD, CANCELLED = DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.CANCELLED


def test_several_things_for_one_person_are_one_message(office: Secretariat) -> None:
    petro = office.employs("Petro")
    for text in ("the list", "the photographs", "the invoice"):
        office.owes(petro, text)
    office.pump()
    (claim,) = office.takes()
    assert len(claim.deliveries) == 3
    office.records(sent(claim))
    assert office.states() == [SENT] * 3
    assert len({each.bundle_id for each in office.deliveries()}) == 1


def test_what_waited_until_it_was_due_again_is_told_once(office: Secretariat) -> None:
    office.owes(office.employs("Petro"))
    office.pump()
    for _day in range(3):
        office.passes(days=1)
        office.pump()
    assert len(office.deliveries()) > 1
    (claim,) = office.takes()
    (told,) = claim.deliveries
    assert told.id == max(each.id for each in office.deliveries())
    assert office.states().count(CANCELLED) == len(office.deliveries()) - 1


def test_of_what_is_due_again_that_which_may_have_arrived_is_told(office: Secretariat) -> None:
    office.owes(office.employs("Petro", platform=Platform.TELEGRAM))
    office.pump()
    office.takes()
    office.passes(days=1)
    office.pump()
    office.passes(days=1)
    (claim,) = office.takes()
    assert claim.is_repeated
    assert len(claim.deliveries) == 1


@pytest.mark.parametrize("how", ["closed", "snoozed", "handed on", "removed"])
def test_what_was_settled_meanwhile_is_not_told(office: Secretariat, how: str) -> None:
    petro, oksana = office.employs("Petro"), office.employs("Oksana")
    number = office.owes(petro)
    office.pump()
    with office.database.reading() as session:
        now = now_of(session)
    changes = {
        "closed": {"closed_at": now, "closure": Closure.DONE},
        "snoozed": {"snoozed_until": now + timedelta(days=1)},
        "handed on": {"owner_id": oksana},
        "removed": {"removed_at": now},
    }
    office.changes(FollowUp, number, **changes[how])
    assert office.takes() == []
    assert office.states() == [CANCELLED]


def test_at_night_nobody_is_woken(office: Secretariat) -> None:
    petro = office.employs("Petro")
    office.owes(petro)
    office.pump()
    with office.database.reading() as session:
        now = now_of(session)
    quiet = [(now + timedelta(hours=hours)).time().replace(tzinfo=None) for hours in (-1, 2)]
    office.changes(Official, petro, quiet_from=quiet[0], quiet_until=quiet[1])
    assert office.takes() == []
    (waiting,) = office.deliveries()
    assert waiting.state is PENDING
    assert timedelta(hours=1) < waiting.next_at - now <= timedelta(hours=2, minutes=1)


def test_who_said_a_time_of_day_is_reminded_then(office: Secretariat) -> None:
    petro = office.employs("Petro")
    office.owes(petro, "the list")
    office.pump()
    office.records(sent(office.takes()[0]))
    office.owes(petro, "the call", late=1)
    office.pump()
    (claim,) = office.takes()
    assert {each.text for each in claim.follow_ups.values()} == {"the call"}


def test_nobody_is_reminded_twice_within_some_hours(office: Secretariat) -> None:
    petro = office.employs("Petro")
    office.owes(petro, "the list")
    office.pump()
    office.records(sent(office.takes()[0]))
    office.owes(petro, "the invoice")
    office.pump()
    assert office.takes() == []
    office.passes(hours=5)
    assert len(office.takes()) == 1


def test_what_presses_is_told_all_the_same(office: Secretariat) -> None:
    petro = office.employs("Petro")
    office.owes(petro, "the list")
    office.pump()
    office.records(sent(office.takes()[0]))
    office.owes(petro, "the visa", priority=Priority.HIGH)
    office.pump()
    assert len(office.takes()) == 1


def test_three_messages_a_day_are_enough(office: Secretariat) -> None:
    petro = office.employs("Petro")
    with office.database.reading() as session:
        now = now_of(session)
    for number in range(4):
        office.owes(petro, f"thing {number}", priority=Priority.HIGH)
        office.pump()
        office.records(sent(office.takes()[0]))
    # All of them today, and long enough ago.
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for each in office.deliveries():
        office.changes(Delivery, each.id, sent_at=max(midnight, now - timedelta(hours=6)))
    office.owes(petro, "one more")
    office.pump()
    assert office.takes() == []
    assert office.deliveries()[-1].next_at >= midnight + timedelta(days=1)


def test_quiet_hours_hold_for_whoever_stands_in(office: Secretariat) -> None:
    with office.database.reading() as session:
        hour = now_of(session).hour
    night = (time((hour - 1) % 24), time((hour + 1) % 24))
    office.employs("Oksana", quiet=night)
    office.owes(office.employs("Petro", platform=None))
    office.pump()
    assert office.takes() == []
