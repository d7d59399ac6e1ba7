"""Turn by turn: what is taken, and what becomes of it by what came of the call."""

from bot.chat.delivering import Later, Moved, Refused
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform
from bot.domain.tempo import Tempo
from bot.services.deliveries.claiming import MOST_ATTEMPTS
from bot.services.deliveries.results import Sent
from storage.models import Delivery
from tests.services.deliveries.sending import Secretariat, failed, sent

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
