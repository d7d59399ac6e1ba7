"""`/network problems`: what could not be delivered, why, and sending it again."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.chat.answer import Outcome
from bot.chat.reach import Reach
from bot.chat.speech import Speech
from bot.domain.access import Role, Scope
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform
from bot.platforms.console.plain import plain
from handlers.problems import notice, together
from storage.audit import Actor
from storage.engine import Database
from storage.models import Channel, Delivery, Digest, Lane
from storage.records import Records
from tests.conversation import REACH, TODAY, Conversation
from tests.handlers.occurring import number_of


def dead(database: Database, reason: str, *, key: str = "", **facts: Any) -> int:
    """A delivery that came to nothing; its number."""
    known = {
        "key": key or f"nudge:{reason}",
        "network_id": 1,
        "kind": DeliveryKind.NUDGE,
        "lane": "official:1",
        "state": DeliveryState.DEAD,
        "next_at": TODAY,
        "attempts": 7,
        "reason": reason,
        "matter": {"rung": "owner"},
    }
    with database.writing(Actor("fixture")) as session:
        delivery = Delivery(**{**known, **facts})
        session.add(delivery)
        session.flush()
        return delivery.id


def found(database: Database, number: int) -> Delivery:
    with database.reading() as session:
        return session.get_one(Delivery, number)


def to_petro(database: Database, reason: str, **facts: Any) -> int:
    petro = number_of(database, "Petro")
    return dead(database, reason, official_id=petro, lane=f"official:{petro}", **facts)


@pytest.fixture
def sari(network: Database) -> Conversation:
    """The steward."""
    return Conversation(network, "Sari")


def test_without_problems_all_is_well(sari: Conversation) -> None:
    assert sari.says("/network problems") == "Everything was delivered."


def test_a_problem_says_for_whom_why_and_what_to_do(network: Database, sari: Conversation) -> None:
    to_petro(network, "bot_blocked")
    assert sari.says("/network problems") == (
        "1 message could not be delivered as it should\n"
        "• #1 · Reminder for Petro — The bot was blocked there. — Ask them to unblock it. ·"
        " Saturday, November 21, 2026, 9:00\u202fAM (UTC)\n"
        "[Send again #1]"
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("no_account", "There is no account to write to."),
        ("kicked", "The bot is no longer in that place."),
        ("channel_lost", "The bot is no longer in that place."),
        ("is_archived", "That place is archived or closed."),
        ("account_inactive", "The app's access to that platform has ended."),
        ("not_installed", "The app's access to that platform has ended."),
        ("attempts_used_up", "It was tried for more than a day in vain."),
        ("some_new_word", "The platform refused it: some_new_word"),
    ],
)
def test_every_reason_is_put_in_words(
    network: Database, sari: Conversation, reason: str, words: str
) -> None:
    to_petro(network, reason)
    assert words in sari.says("/network problems")


@pytest.mark.parametrize("reason", ["not_started", "chat_not_found"])
def test_whoever_never_opened_the_bot_is_to_press_start(
    network: Database, sari: Conversation, reason: str
) -> None:
    number = to_petro(network, reason)
    listed = sari.says("/network problems")
    matter = {"problem": reason, "delivery": number}
    start = "Ask them to open the bot in Telegram and press Start"
    for told in (listed, _notice(network, matter)):
        assert "Reminder for Petro" in told
        assert "They have not spoken with the bot yet, and it may not speak first." in told
        assert f"{start}: https://t.me/attache_bot" in told
        assert "digest" not in told
    assert f"{start}.\n" in _notice(network, matter, Reach())


def test_a_place_that_is_gone_is_no_person_to_press_anything(
    network: Database, sari: Conversation
) -> None:
    place = {"platform": Platform.TELEGRAM, "channel": "-1001"}
    dead(network, "chat_not_found", kind=DeliveryKind.DIGEST, **place)
    told = sari.says("/network problems")
    assert "That place does not exist any more" in told
    assert "press Start" not in told


def test_a_place_is_called_by_its_title(network: Database, sari: Conversation) -> None:
    place = {"platform": Platform.SLACK, "team": "T1", "channel": "C1"}
    with network.writing(Actor("fixture")) as session:
        session.add(Channel(network_id=1, title="odesa-room", **place))
    dead(network, "is_archived", kind=DeliveryKind.DIGEST, **place)
    assert "Digest for odesa-room" in sari.says("/network problems")


def test_a_title_is_found_wherever_it_was_put_down(network: Database, sari: Conversation) -> None:
    place = {"platform": Platform.TELEGRAM, "channel": "-1001"}
    with network.writing(Actor("fixture")) as session:
        session.add(Channel(network_id=1, lost_at=TODAY, **place))
        session.add(
            Digest(
                network_id=1,
                title="Odesa group",
                weekday=0,
                time_of_day=time(9),
                timezone="UTC",
                **place,
            )
        )
    dead(network, "kicked", kind=DeliveryKind.DIGEST, **place)
    told = sari.says("/network problems")
    assert "Digest for Odesa group" in told
    assert "Telegram: Odesa group" in told
    assert "-1001" not in told


@pytest.mark.parametrize(
    ("platform", "channel", "called"),
    [
        (Platform.SLACK, "C0123ABC", "a channel"),
        (Platform.TELEGRAM, "-100123", "a group"),
    ],
)
def test_the_number_of_a_place_is_shown_among_the_problems_alone(
    network: Database, sari: Conversation, platform: Platform, channel: str, called: str
) -> None:
    place = {"platform": platform, "channel": channel}
    with network.writing(Actor("fixture")) as session:
        session.add(Channel(network_id=1, lost_at=TODAY, **place))
    number = dead(network, "kicked", kind=DeliveryKind.DIGEST, **place)
    listed = sari.says("/network problems")
    assert f"Digest for {called} ({channel})" in listed
    assert f"{platform.title()}: {called} ({channel})" in listed
    told = _notice(network, {"problem": "kicked", "delivery": number})
    assert f"Digest for {called}\n" in told
    assert channel not in told


def test_what_was_sent_twice_is_told_for_a_while(network: Database, sari: Conversation) -> None:
    sent = {"state": DeliveryState.SENT, "is_repeated": True, "sent_at": TODAY}
    to_petro(network, "", **sent)
    assert "It was sent again" in sari.says("/network problems")
    sari.at_moment(TODAY + timedelta(days=20))
    assert sari.says("/network problems") == "Everything was delivered."


def test_what_is_on_its_way_is_no_problem(network: Database, sari: Conversation) -> None:
    to_petro(network, "unreached", state=DeliveryState.PENDING)
    assert sari.says("/network problems") == "Everything was delivered."


def test_places_that_were_lost_are_named(network: Database, sari: Conversation) -> None:
    with network.writing(Actor("fixture")) as session:
        session.add(
            Channel(
                network_id=1,
                platform=Platform.TELEGRAM,
                channel="-1001",
                title="Odesa group",
                lost_at=datetime.fromisoformat("2026-11-02T10:00:00+00:00"),
            )
        )
    assert sari.says("/network problems") == (
        "Everything was delivered.\n\n"
        "Places that the bot is out of\n"
        "• Telegram: Odesa group — since November 2, 2026"
    )


def test_many_are_paged(network: Database, sari: Conversation) -> None:
    for number in range(8):
        to_petro(network, "bot_blocked", key=f"nudge:{number}:1")
    assert "Page 1 of 2" in sari.says("/network problems")
    assert "#2 ·" in sari.presses("Next ▶")


def test_one_is_sent_again_from_the_start(network: Database, sari: Conversation) -> None:
    number = to_petro(network, "bot_blocked", asked_at=TODAY)
    sari.says("/network problems")
    assert sari.presses("Send again #1").startswith("✅ 1 message is on its way again.")
    delivery = found(network, number)
    assert (delivery.state, delivery.attempts, delivery.reason) == (DeliveryState.PENDING, 0, "")
    assert (delivery.next_at, delivery.asked_at) == (TODAY, None)


def test_its_lane_is_woken(network: Database, sari: Conversation) -> None:
    to_petro(network, "bot_blocked")
    sari.says("/network resend 1")
    with network.reading() as session:
        lane = session.scalars(select(Lane)).one()
    assert (lane.key, lane.ready_at) == (f"official:{number_of(network, 'Petro')}", TODAY)


def test_all_are_sent_again(network: Database, sari: Conversation) -> None:
    numbers = [to_petro(network, "bot_blocked", key=f"nudge:{each}:1") for each in range(3)]
    sari.says("/network problems")
    assert "3 messages are on their way again." in sari.presses("Send all again")
    states = {found(network, number).state for number in numbers}
    assert states == {DeliveryState.PENDING}


def test_what_was_for_nobody_goes_to_who_asks(network: Database, sari: Conversation) -> None:
    number = dead(network, "no_account", lane="")
    sari.says("/network resend all")
    own = number_of(network, "Sari")
    assert (found(network, number).official_id, found(network, number).lane) == (
        own,
        f"official:{own}",
    )


def test_a_delivery_that_is_not_dead_is_not_sent_again(
    network: Database, sari: Conversation
) -> None:
    number = to_petro(network, "", state=DeliveryState.SENT, sent_at=TODAY)
    assert sari.says(f"/network resend #{number}").startswith(
        "⚠️ There is nothing to be sent again."
    )
    assert found(network, number).state is DeliveryState.SENT


@pytest.mark.parametrize("typed", ["twelve", "-1", "#", "1.5"])
def test_a_number_that_is_none_is_asked_for_again(sari: Conversation, typed: str) -> None:
    assert "Say which one by its number" in sari.says(f"/network resend {typed}")


def test_a_number_beyond_all_numbers_is_no_trouble(sari: Conversation) -> None:
    assert "nothing to be sent again" in sari.says("/network resend 99999999999")


@pytest.mark.parametrize("name", ["Petro", "Vera"])
def test_only_stewards_see_problems(network: Database, name: str) -> None:
    to_petro(network, "bot_blocked")
    other = Conversation(network, name)
    assert "Only stewards of the network can do that." in other.says("/network problems")
    other.says("/network resend all")
    assert other.answer is not None
    assert other.answer.outcome is Outcome.REFUSED


def test_nothing_is_shown_where_others_read_along(network: Database, sari: Conversation) -> None:
    to_petro(network, "bot_blocked")
    sari.venue = replace(sari.venue, private=False)
    assert "Others read along here." in sari.says("/network problems")


def test_another_network_sees_and_sends_none_of_it(other_network: Database) -> None:
    number = to_petro(other_network, "bot_blocked")
    marco = Conversation(other_network, "Marco", network="harbours")
    assert marco.says("/network problems") == "Everything was delivered."
    assert "nothing to be sent again" in marco.says(f"/network resend #{number}")


def _notice(database: Database, matter: dict[str, Any], reach: Reach = REACH) -> str:
    with database.reading() as session:
        reply = notice(matter, Records(session, Scope(1, Role.STEWARD)), reach)
    return plain(reply, Speech("en", "UTC"))


def test_a_steward_is_told_what_came_to_nothing(network: Database) -> None:
    number = to_petro(network, "bot_blocked")
    assert _notice(network, {"problem": "bot_blocked", "delivery": number}) == (
        "⚠️ Something could not be delivered.\n"
        "Reminder for Petro\n"
        "The bot was blocked there.\n"
        "Ask them to unblock it.\n"
        "[Problems] [Send again #1]"
    )


def test_one_that_is_gone_meanwhile_is_told_all_the_same(network: Database) -> None:
    said = _notice(network, {"problem": "kicked", "delivery": 77})
    assert said.endswith("Invite it there again.\n[Problems]")


def test_several_notices_are_one_message(network: Database) -> None:
    to_petro(network, "bot_blocked")
    with network.reading() as session:
        records = Records(session, Scope(1, Role.STEWARD))
        notices = [
            notice({"problem": "kicked", "delivery": 1}, records, REACH) for _each in range(8)
        ]
    said = plain(together(notices), Speech("en", "UTC"))
    assert said.startswith("⚠️ 8 things could not be delivered.\nReminder for Petro\n")
    assert said.endswith("and 2 more\n[Problems]")
