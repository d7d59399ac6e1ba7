"""Turn by turn: what may have arrived, and what a dead or frozen worker had on its way."""

from datetime import timedelta

import pytest

from bot.chat.delivering import Later, Uncertain
from bot.domain.deliveries import DeliveryState
from bot.domain.identity import Platform
from bot.services.deliveries.claiming import MOST_ATTEMPTS
from bot.services.deliveries.reckoning import LOOKS_NEEDED
from bot.services.deliveries.results import GivenBack
from storage.models import Delivery, Official
from storage.moments import now_of
from tests.services.deliveries.sending import Secretariat, absent, failed, sent

PENDING, SENDING, UNCERTAIN = (
    DeliveryState.PENDING,
    DeliveryState.SENDING,
    DeliveryState.UNCERTAIN,
)
SENT, DEAD, CANCELLED = DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.CANCELLED


def test_on_slack_what_is_uncertain_is_looked_for_and_found(office: Secretariat) -> None:
    office.posts("news")
    (claim,) = office.takes()
    office.records(failed(claim, Uncertain("timeout")))
    assert office.states() == [UNCERTAIN]
    assert office.takes() == []
    office.passes(seconds=6)
    (look,) = office.takes()
    assert look.is_look
    office.records(sent(look, "1700000000.0001"))
    assert office.states() == [SENT]


def test_on_slack_what_is_not_there_is_sent_again_after_a_second_look(office: Secretariat) -> None:
    office.posts("news")
    (claim,) = office.takes()
    office.records(failed(claim, Uncertain("timeout")))
    for _ in range(LOOKS_NEEDED):
        office.passes(seconds=6)
        (look,) = office.takes()
        assert look.is_look
        office.records(absent(look))
    (again,) = office.takes()
    assert not again.is_look
    assert not again.is_repeated


def test_nothing_overtakes_what_is_uncertain(office: Secretariat) -> None:
    office.posts("first")
    office.posts("second")
    (claim,) = office.takes()
    office.records(failed(claim, Uncertain("timeout")))
    assert office.takes() == []
    office.passes(seconds=6)
    assert [each.head.key for each in office.takes()] == ["first"]


def test_on_telegram_what_is_uncertain_is_sent_again_and_marked(office: Secretariat) -> None:
    office.posts("news", "-100", Platform.TELEGRAM)
    (claim,) = office.takes()
    for _time in range(3):
        office.records(failed(claim, Uncertain("timeout")))
        assert office.deliveries()[0].is_repeated
        office.passes(seconds=31)
        (claim,) = office.takes()
        assert claim.is_repeated
    office.records(sent(claim))
    assert office.states() == [SENT]


def test_on_telegram_what_stays_uncertain_is_given_up_in_the_end(office: Secretariat) -> None:
    office.posts("news", "-100", Platform.TELEGRAM)
    office.changes(Delivery, 1, attempts=MOST_ATTEMPTS - 1)
    (claim,) = office.takes()
    office.records(failed(claim, Uncertain("timeout")))
    given_up = office.deliveries()[0]
    assert (given_up.state, given_up.reason) == (DEAD, "lost_track")


def test_what_a_dead_worker_had_is_looked_for_when_its_lease_ends(office: Secretariat) -> None:
    office.posts("news")
    office.takes()
    office.passes(seconds=31)
    (look,) = office.takes(office.another_clerk())
    assert look.is_look


def test_what_a_dead_worker_had_for_telegram_is_sent_marked(office: Secretariat) -> None:
    office.posts("news", "-100", Platform.TELEGRAM)
    office.takes()
    office.passes(seconds=31)
    (again,) = office.takes(office.another_clerk())
    assert again.is_repeated


def test_what_every_worker_dies_of_is_given_up(office: Secretariat) -> None:
    office.posts("news", "-100", Platform.TELEGRAM)
    office.takes()
    office.changes(Delivery, 1, attempts=MOST_ATTEMPTS)
    office.passes(seconds=31)
    assert office.takes(office.another_clerk()) == []
    assert office.deliveries()[0].reason == "lost_track"


def test_what_a_dead_worker_had_for_telegram_waits_for_the_morning(office: Secretariat) -> None:
    petro = office.employs("Petro", platform=Platform.TELEGRAM)
    office.owes(petro, "the list")
    office.pump()
    assert len(office.takes()) == 1
    with office.database.reading() as session:
        now = now_of(session)
    night = {
        "quiet_from": (now - timedelta(hours=1)).time(),
        "quiet_until": (now + timedelta(hours=1)).time(),
    }
    office.changes(Official, petro, **night)
    office.passes(seconds=31)
    assert office.takes(office.another_clerk()) == []
    assert office.states() == [PENDING]


def test_what_never_arrives_is_given_up_in_the_end(office: Secretariat) -> None:
    office.posts("news")
    office.changes(Delivery, 1, attempts=MOST_ATTEMPTS - 1)
    (claim,) = office.takes()
    office.records(failed(claim, Uncertain("timeout")))
    for _ in range(LOOKS_NEEDED):
        office.passes(seconds=6)
        (look,) = office.takes()
        office.records(absent(look))
    assert office.deliveries()[0].reason == "attempts_used_up"


def test_what_could_not_be_looked_for_is_still_in_doubt(office: Secretariat) -> None:
    office.posts("news")
    (claim,) = office.takes()
    office.records(failed(claim, Uncertain("timeout")))
    office.passes(seconds=6)
    (look,) = office.takes()
    office.records(GivenBack(look, 0.0))
    assert office.states() == [UNCERTAIN]


def test_a_bundle_stays_one_message_when_it_is_looked_for(office: Secretariat) -> None:
    petro = office.employs("Petro")
    for text in ("the list", "the invoice"):
        office.owes(petro, text)
    office.pump()
    (claim,) = office.takes()
    office.passes(seconds=31)
    office.owes(petro, "the visa")
    office.pump()
    (look,) = office.takes()
    assert (look.ids, look.head.key) == (claim.ids, claim.head.key)


def test_a_worker_that_was_replaced_cannot_undo_what_the_other_does(office: Secretariat) -> None:
    office.posts("news")
    (frozen,) = office.takes()
    office.passes(seconds=31)
    (look,) = office.takes(office.another_clerk())
    office.records(failed(frozen, Later("unreached")))
    assert office.states() == [SENDING]
    office.records(absent(look))
    assert office.states() == [UNCERTAIN]


def test_that_it_was_sent_counts_whoever_says_so(office: Secretariat) -> None:
    office.posts("news")
    (frozen,) = office.takes()
    office.passes(seconds=31)
    office.takes(office.another_clerk())
    office.records(sent(frozen))
    assert office.states() == [SENT]


def test_who_was_frozen_does_not_hide_that_another_sent_it_again(office: Secretariat) -> None:
    office.posts("news", "-100", Platform.TELEGRAM)
    (frozen,) = office.takes()
    office.passes(seconds=31)
    (again,) = office.takes(office.another_clerk())
    office.records(sent(frozen))
    office.records(sent(again))
    assert office.states() == [SENT]
    assert office.deliveries()[0].is_repeated


def test_holds_that_ended_while_the_server_was_away_count_once_more(
    office: Secretariat, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.posts("news")
    (claim,) = office.takes()
    office.passes(seconds=31)
    with office.database.reading() as session:
        now = now_of(session)
    monkeypatch.setattr("storage.moments.started_of", lambda _session: now)
    assert office.takes(office.another_clerk()) == []
    office.records(sent(claim))
    assert office.states() == [SENT]
