"""A channel or group is sent the digest from now on, at once, or no more."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.vocabulary import ExchangeKind
from storage.engine import Database
from tests.conversation import TODAY, Conversation
from tests.handlers.digesting import (
    bound,
    deliveries,
    editor_in_channel,
    logged,
    steward_in_channel,
)
from tests.handlers.test_bindings import steward_of_harbours
from tests.handlers.test_joining import invited

SUBSCRIBE = "/digest subscribe monday 09:00 Asia/Jakarta"


def test_a_subscription_is_said_back_in_full(network: Database) -> None:
    answer = steward_in_channel(network).says(SUBSCRIBE)
    assert answer.startswith("✅ From now on the week's digest is sent here.")
    for fact in (
        "About: Sister Cities Demo",
        "Every week: Monday",
        "Time: 09:00",
        "Time zone: Asia/Jakarta",
        "In: English",
    ):
        assert fact in answer
    # Nine in Jakarta, as the speaker's clock shows it.
    assert "The next one: Monday, November 23, 2026, 2:00" in answer
    assert answer.endswith("[Preview] [Unsubscribe] [Undo]")


def test_without_a_zone_it_is_the_speaker_s(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says("/settings timezone Europe/Kyiv")
    answer = sari.says("/digest subscribe friday 9:00")
    assert "Time zone: Europe/Kyiv" in answer
    assert "Every week: Friday" in answer


def test_a_zone_may_be_named_by_a_city(network: Database) -> None:
    answer = steward_in_channel(network).says("/digest subscribe every monday 9 am Yokohama")
    assert "Time zone: Asia/Tokyo" in answer
    assert "Time: 09:00" in answer


def test_subscribing_again_says_that_it_is_so_already(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(SUBSCRIBE)
    answer = sari.says(SUBSCRIBE)
    assert answer.startswith("It is so already.")
    assert "[Undo]" not in answer


def test_subscribing_anew_says_what_changed(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(f"{SUBSCRIBE} about=Odesa lang=uk,en")
    answer = sari.says("/digest subscribe friday 10:00")
    assert answer.startswith("✅ The digest that is sent here was changed.")
    assert "Every week: Monday → Friday" in answer
    assert "Time: 09:00 → 10:00" in answer
    # What was not said stays as it was.
    assert "About: Odesa" in answer
    assert "Time zone: Asia/Jakarta" in answer
    assert "In: Ukrainian and English" in answer


def test_a_subject_and_languages_are_taken_away_again(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(f"{SUBSCRIBE} about=Odesa lang=uk")
    answer = sari.says(f"{SUBSCRIBE} about= lang=")
    assert "About: Odesa → Sister Cities Demo" in answer
    assert "In: Ukrainian → English" in answer


def test_two_cities_mean_their_partnership(network: Database) -> None:
    answer = steward_in_channel(network).says(f"{SUBSCRIBE} about=Leeds,Hangzhou")
    assert "About: Leeds 🇬🇧 – Hangzhou 🇨🇳" in answer


def test_a_subscription_is_taken_back(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(SUBSCRIBE)
    assert "Undone" in sari.presses("Undo")
    assert "No digest is sent here yet." in sari.says("/digest now")


def test_a_change_is_taken_back(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(SUBSCRIBE)
    sari.says("/digest subscribe friday 10:00")
    sari.presses("Undo")
    assert sari.says(SUBSCRIBE).startswith("It is so already.")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("someday 09:00", "“someday” is no day of the week. Write it like Monday."),
        ("monday 25:99", "“25:99” is no time of the day. Write it like 09:00."),
        (
            "monday 09:00 Nowhere/City",
            "I know no time zone “Nowhere/City”. Name a city or a zone, such as Jakarta,"
            " Asia/Jakarta.",
        ),
        ("monday 09:00 lang=Korean", "I do not speak Korean yet."),
        ("monday 09:00 about=Atlantis", "I know no Atlantis"),
        ("", "/digest subscribe DAY TIME [ZONE]"),
        ("monday", "/digest subscribe DAY TIME [ZONE]"),
    ],
)
def test_what_is_wrong_or_missing_is_told_with_an_example(
    network: Database, said: str, told: str
) -> None:
    assert told in steward_in_channel(network).says(f"/digest subscribe {said}")


def test_a_private_chat_is_sent_no_digest(network: Database) -> None:
    steward_in_channel(network)
    answer = Conversation.on_slack(network, "U1").says(SUBSCRIBE)
    assert "We are alone here. Please say this in the channel or group that you mean." in answer


def test_a_terminal_is_sent_no_digest(network: Database) -> None:
    answer = Conversation(network, "Sari").says(SUBSCRIBE)
    assert "Nothing is sent to a terminal by itself." in answer


def test_an_unbound_place_is_sent_no_digest(network: Database) -> None:
    steward_in_channel(network)
    # A slash command is answered to the speaker alone, wherever they are.
    elsewhere = Conversation.on_slack(network, "U1", channel="C2")
    elsewhere.venue = replace(elsewhere.venue, private=True)
    assert "This place does not belong to Sister Cities Demo" in elsewhere.says(SUBSCRIBE)


def test_a_place_of_another_network_is_sent_no_digest_of_ours(other_network: Database) -> None:
    steward_in_channel(other_network)
    steward_of_harbours(other_network)
    marco = Conversation.on_slack(other_network, "U2", channel="C1")
    marco.venue = replace(marco.venue, private=True)
    assert "From now on" not in marco.says(SUBSCRIBE)


def test_a_channel_of_a_bound_workspace_is_sent_one(network: Database) -> None:
    steward_in_channel(network, "C9").says("/network bind workspace --yes")
    anywhere = Conversation.on_slack(network, "U1", channel="C5")
    assert "is sent here" in anywhere.says(SUBSCRIBE)


def test_a_thread_of_slack_is_no_place_of_its_own(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.venue = replace(sari.venue, topic="1700000000.000100")
    sari.says(SUBSCRIBE)
    sari.venue = replace(sari.venue, topic="")
    assert sari.says(SUBSCRIBE).startswith("It is so already.")


def test_a_topic_of_telegram_is(network: Database) -> None:
    code = invited(network, "network invite steward")
    Conversation.on_telegram(network, "7").says(f"/join {code}")
    group = Conversation.on_telegram(network, "7", group="-100")
    group.says("/network bind --yes")
    group.says(SUBSCRIBE)
    group.venue = replace(group.venue, topic="5")
    assert "From now on" in group.says(SUBSCRIBE)


def test_an_editor_subscribes_to_the_digest_of_their_own_city(network: Database) -> None:
    editor = editor_in_channel(network)
    assert "About: Odesa" in editor.says(f"{SUBSCRIBE} about=Odesa")
    answer = editor.says(f"{SUBSCRIBE} about=Yokohama,Odesa")
    assert "About: Odesa → Yokohama 🇯🇵 – Odesa 🇺🇦" in answer


def test_an_editor_takes_their_own_subscription_back(network: Database) -> None:
    editor = editor_in_channel(network)
    editor.says(f"{SUBSCRIBE} about=Odesa")
    assert "Undone" in editor.presses("Undo")
    assert "No digest is sent here yet." in editor.says("/digest unsubscribe")


def test_an_editor_decides_about_no_other_digest(network: Database) -> None:
    editor = editor_in_channel(network)
    assert "Only editors of Leeds and stewards" in editor.says(f"{SUBSCRIBE} about=Leeds")
    refusal = editor.says(SUBSCRIBE)
    assert "Only stewards decide where the digest of the whole network goes." in refusal
    assert "about=Odesa" in refusal


def test_an_editor_does_not_replace_what_a_steward_subscribed_to(network: Database) -> None:
    editor = editor_in_channel(network)
    Conversation.on_slack(network, "U1", channel="C1").says(SUBSCRIBE)
    assert "Only stewards decide" in editor.says(f"{SUBSCRIBE} about=Odesa")
    assert "Only stewards decide" in editor.says("/digest unsubscribe")
    assert "Only stewards decide" in editor.says("/digest now")


def test_a_viewer_only_reads(network: Database) -> None:
    steward_in_channel(network)
    visitor = Conversation.on_slack(network, "U9", channel="C1")
    assert "Only editors and stewards" in visitor.says(SUBSCRIBE)
    assert "a quiet week" in visitor.says("/digest preview")


def test_unsubscribed_is_sent_no_more_until_that_is_taken_back(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(SUBSCRIBE)
    assert "From now on no digest is sent here." in sari.says("/digest unsubscribe")
    undo = sari.answer
    assert "No digest is sent here yet." in sari.says("/digest unsubscribe")
    sari.answer = undo
    sari.presses("Undo")
    assert sari.says(SUBSCRIBE).startswith("It is so already.")


def test_whoever_unsubscribed_may_subscribe_again(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(f"{SUBSCRIBE} about=Odesa")
    sari.says("/digest unsubscribe")
    answer = sari.says(SUBSCRIBE)
    assert "From now on the week's digest is sent here." in answer
    assert "About: Sister Cities Demo" in answer


def test_now_queues_it_for_this_place(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(SUBSCRIBE)
    assert "The digest is on its way." in sari.says("/digest now")
    [queued] = deliveries(network)
    assert queued.kind is DeliveryKind.DIGEST
    assert (queued.team, queued.channel, queued.topic) == ("T1", "C1", "")
    assert queued.lane == "slack:T1:C1"
    assert queued.next_at == TODAY
    assert queued.state is DeliveryState.PENDING


def test_now_twice_sends_it_once(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(SUBSCRIBE)
    sari.says("/digest now")
    sari.at_moment(TODAY + timedelta(minutes=2))
    assert "It was sent a moment ago, or is on its way." in sari.says("/digest now")
    assert len(deliveries(network)) == 1


def test_now_in_a_terminal_is_the_answer(network: Database) -> None:
    logged(network, "Odesa", "Yokohama", ExchangeKind.CALL, "They need 40 more")
    assert "They need 40 more" in Conversation(network, "Sari").says("/digest now")
    assert deliveries(network) == []


def test_a_preview_in_private_says_where_the_digest_goes(network: Database) -> None:
    sari = steward_in_channel(network)
    alone = Conversation.on_slack(network, "U1")
    assert "It is sent nowhere yet." in alone.says("/digest preview")
    sari.says(SUBSCRIBE)
    assert "It is sent to a channel." in alone.says("/digest preview")


def test_a_preview_in_a_channel_is_that_of_its_own_digest(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says(f"{SUBSCRIBE} about=Odesa")
    assert sari.says("/digest preview").startswith("Odesa: a quiet week.")
    assert sari.presses("quiet").startswith("1 partnership")


def test_a_channel_s_languages_go_before_the_network_s(network: Database) -> None:
    steward_in_channel(network)
    bound(network, "C7", languages=["id", "uk"])
    sari = Conversation.on_slack(network, "U1", channel="C7")
    assert "In: Indonesian and Ukrainian" in sari.says(SUBSCRIBE)
