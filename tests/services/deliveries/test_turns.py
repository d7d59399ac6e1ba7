"""Turn by turn: what is taken, and what becomes of it by what came of the call."""

from datetime import time, timedelta

import pytest

from bot.chat.delivering import Later, Moved, Refused, Uncertain
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform
from bot.domain.tempo import Tempo
from bot.domain.vocabulary import Closure, Priority
from bot.services.deliveries.claiming import MOST_ATTEMPTS
from bot.services.deliveries.reckoning import LOOKS_NEEDED
from bot.services.deliveries.results import GivenBack, Sent
from storage.models import Delivery, FollowUp, Official
from storage.moments import now_of
from tests.services.deliveries.sending import Secretariat, absent, failed, sent

PENDING, SENDING, UNCERTAIN = (
    DeliveryState.PENDING,
    DeliveryState.SENDING,
    DeliveryState.UNCERTAIN,
)
SENT, DEAD, CANCELLED = DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.CANCELLED


def test_it_is_marked_as_being_sent_before_anybody_is_called(office: Secretariat) -> None:
    office.posts("news")
    (claim,) = office.takes()
    assert claim.head.key == "news"
    assert office.states() == [SENDING]


def test_what_one_worker_has_no_other_takes(office: Secretariat) -> None:
    office.posts("news")
    office.takes()
    assert office.takes(office.another_clerk()) == []


def test_a_receipt_is_recorded(office: Secretariat) -> None:
    office.posts("news")
    (claim,) = office.takes()
    office.records(sent(claim, "1700000000.0001"))
    (done,) = office.deliveries()
    assert (done.state, done.message) == (SENT, "1700000000.0001")
    assert done.sent_at is not None


def test_what_goes_to_one_place_goes_in_its_order(office: Secretariat) -> None:
    for key in ("first", "second"):
        office.posts(key)
    (claim,) = office.takes()
    assert claim.head.key == "first"
    assert office.takes() == []
    (following,) = office.takes(results=[sent(claim)])
    assert following.head.key == "second"


def test_a_place_is_left_alone_for_its_pause(office: Secretariat) -> None:
    office.slack.keeps = Tempo(60.0)
    for key in ("first", "second"):
        office.posts(key)
    (claim,) = office.takes()
    assert office.takes(results=[sent(claim)]) == []
    office.passes(seconds=61)
    assert [each.head.key for each in office.takes()] == ["second"]


def test_a_place_gets_so_many_at_once_and_then_waits(office: Secretariat) -> None:
    office.telegram.keeps = Tempo(0.0, 3, 60.0)
    for number in range(5):
        office.posts(f"{number}", "-100", Platform.TELEGRAM)
    results: list[Sent] = []
    taken = 0
    while claims := office.takes(results=results):
        results = [sent(claim) for claim in claims]
        taken += len(claims)
    assert taken == 3
    office.passes(seconds=50)
    assert office.takes() == []
    office.passes(seconds=11)
    (fourth,) = office.takes(office.another_clerk())
    assert fourth.head.key == "3"


def test_what_a_dead_worker_perhaps_sent_counts_as_well(office: Secretariat) -> None:
    office.telegram.keeps = Tempo(0.0, 2, 60.0)
    for key in ("first", "second"):
        office.posts(key, "-100", Platform.TELEGRAM)
    (first,) = office.takes()
    assert len(office.takes(results=[sent(first)])) == 1
    office.passes(seconds=31)
    assert office.takes(office.another_clerk()) == []
    office.passes(seconds=30)
    (again,) = office.takes(office.another_clerk())
    office.posts("third", "-100", Platform.TELEGRAM)
    assert again.is_repeated
    (third,) = office.takes(results=[sent(again)])
    assert third.head.key == "third"


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


def test_to_be_told_to_wait_closes_one_lane_and_no_other(office: Secretariat) -> None:
    office.posts("busy", "C1")
    office.posts("more", "C1")
    office.posts("calm", "C2")
    claims = {each.head.key: each for each in office.takes()}
    results = [failed(claims["busy"], Later("ratelimited", 30.0)), sent(claims["calm"])]
    office.records(*results)
    office.posts("calmer", "C2")
    (calmer,) = office.takes()
    assert calmer.head.key == "calmer"
    office.records(sent(calmer))
    office.passes(seconds=31)
    assert [each.head.key for each in office.takes()] == ["busy"]


def test_complaints_about_several_channels_are_about_the_workspace(office: Secretariat) -> None:
    for number in range(8):
        office.posts(f"{number}", f"C{number}")
    *most, last = office.takes()
    office.records(*(failed(each, Later("ratelimited", 30.0)) for each in most))
    office.records(sent(last))
    office.posts("other", "C9")
    assert office.takes() == []
    office.passes(seconds=31)
    assert office.takes()


def test_complaints_about_the_first_few_channels_are_their_own_business(
    office: Secretariat,
) -> None:
    for number in range(3):
        office.posts(f"{number}", f"C{number}")
    office.records(*(failed(each, Later("ratelimited", 30.0)) for each in office.takes()))
    office.posts("other", "C9")
    assert [each.head.key for each in office.takes()] == ["other"]


def test_a_failure_is_tried_again_later(office: Secretariat) -> None:
    office.posts("news")
    (claim,) = office.takes()
    assert office.takes(results=[failed(claim, Later("unreached"))]) == []
    office.passes(seconds=10)
    (again,) = office.takes()
    assert again.head.attempts == 1


def test_after_many_failures_somebody_has_to_look(office: Secretariat) -> None:
    office.posts("news")
    office.changes(Delivery, 1, attempts=MOST_ATTEMPTS - 1)
    (claim,) = office.takes()
    office.records(failed(claim, Later("unreached")))
    assert office.deliveries()[0].state is DEAD
    assert office.deliveries()[0].reason == "attempts_used_up"


def test_what_is_refused_is_told_to_a_steward_once(office: Secretariat) -> None:
    for key in ("first", "second"):
        office.posts(key)
        (claim,) = [each for each in office.takes() if each.head.kind is DeliveryKind.DIGEST]
        office.records(failed(claim, Refused("is_archived")))
    notices = [each for each in office.deliveries() if each.kind is DeliveryKind.NOTICE]
    assert [each.official_id for each in notices] == [office.sari]
    assert notices[0].matter == {"problem": "is_archived", "delivery": 1}


def test_a_steward_is_not_told_of_what_could_not_be_told_to_them(office: Secretariat) -> None:
    office.owes(office.sari)
    office.pump()
    (claim,) = office.takes()
    office.records(failed(claim, Refused("user_not_found")))
    assert office.states() == [DEAD]


def test_a_group_that_has_moved_takes_along_what_waits(office: Secretariat) -> None:
    office.posts("news", "-100", Platform.TELEGRAM)
    (claim,) = office.takes()
    office.records(failed(claim, Moved("-1000100")))
    (again,) = office.takes()
    assert again.to.channel == "-1000100"


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


def test_the_parts_of_a_digest_go_under_the_first(office: Secretariat) -> None:
    office.posts("digest:1:2026-11-30")
    (claim,) = office.takes()
    office.records(sent(claim, "1700000000.0001", {"until": "2026-11-30T09:00:00+00:00"}))
    (second,) = office.takes()
    assert (second.head.key, second.head.part) == ("digest:1:2026-11-30#1", 1)
    assert second.head.thread == "1700000000.0001"
    office.records(sent(second, "1700000000.0002", {"until": "2026-11-30T09:00:00+00:00"}))
    (third,) = office.takes()
    assert (third.head.key, third.head.thread) == ("digest:1:2026-11-30#2", "1700000000.0001")


def test_the_bot_on_telegram_keeps_its_pace_over_all_chats(office: Secretariat) -> None:
    office.telegram.account_pause = 100.0
    for number in range(3):
        office.posts(f"{number}", f"-{number + 1}", Platform.TELEGRAM)
    assert len(office.takes()) == 1
    assert office.takes(office.another_clerk()) == []
    office.passes(seconds=101)
    assert len(office.takes()) == 1


def test_a_busy_account_does_not_keep_the_others_waiting(office: Secretariat) -> None:
    office.telegram.account_pause = 100.0
    for number in range(300):
        office.posts(f"{number}", f"-{number + 1}", Platform.TELEGRAM)
    office.posts("slack")
    taken = [claim for _ in range(4) for claim in office.takes()]
    assert "slack" in {each.head.key for each in taken}


def test_a_lane_that_was_forgotten_is_woken(office: Secretariat) -> None:
    office.posts("news")
    (claim,) = office.takes()
    office.records(sent(claim))
    office.posts("more")
    with office.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE lane SET ready_at = NULL")
    assert office.takes() == []
    office.clerk.tidy()
    assert [each.head.key for each in office.takes()] == ["more"]


def test_quiet_hours_hold_for_whoever_stands_in(office: Secretariat) -> None:
    with office.database.reading() as session:
        hour = now_of(session).hour
    night = (time((hour - 1) % 24), time((hour + 1) % 24))
    office.employs("Oksana", quiet=night)
    office.owes(office.employs("Petro", platform=None))
    office.pump()
    assert office.takes() == []
