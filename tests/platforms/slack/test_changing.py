"""What the bot does to messages afterwards: other words, none any more, emoji under them."""

from typing import Any

import pytest

from bot.chat.delivering import (
    Change,
    Later,
    NotDelivered,
    Reactions,
    Refused,
    Removal,
    Rewriting,
    Uncertain,
)
from bot.chat.reply import Button, Quote, Reply
from bot.chat.speech import Speech
from bot.domain.identity import Platform, Venue
from bot.telemetry import SEND_FAILURES
from storage.button_texts import ButtonTexts
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.parcels import deliver
from tests.platforms.slack.stage import Running


def here(slack: FakeSlack, channel: str = "") -> Venue:
    return Venue(Platform.SLACK, channel or slack.channel.id, slack.team.id)


def rewriting(app: Running, message: str, channel: str = "", reply: Reply | None = None) -> Change:
    words = reply or Reply("Olena", (Quote("Good <!here> morning"),))
    return Rewriting(here(app.slack, channel), message, words, Speech())


def reactions(app: Running, message: str, emoji: str, before: str = "") -> Change:
    return Reactions(here(app.slack), message, (*emoji.split(),), (*before.split(),))


async def change(app: Running, wanted: Change) -> None:
    await app.platform.courier.change(wanted)


async def failure(app: Running, wanted: Change) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await change(app, wanted)
    return failed.value


def shown(app: Running) -> list[str]:
    return [name for _, _, name in app.slack.world.reactions]


async def test_a_message_says_something_else(app: Running) -> None:
    number = await deliver(app)
    await change(app, rewriting(app, number))
    (said,) = app.slack.posted
    assert app.slack.text_of(said) == "Olena\n> Good <!here> morning"
    assert app.slack.pings(said) == []
    assert said["metadata"]["event_payload"]


async def test_in_what_it_says_nobody_is_looked_for(app: Running) -> None:
    await change(app, rewriting(app, await deliver(app)))
    (call,) = app.slack.calls("chat.update")
    assert (call["parse"], call["link_names"]) == ("none", False)


async def test_a_message_is_taken_back(app: Running) -> None:
    await change(app, Removal(here(app.slack), await deliver(app)))
    assert app.slack.posted == []


async def test_somebodys_direct_messages_are_changed_as_well(app: Running) -> None:
    person = app.slack.user.id
    number = await deliver(app, person)
    await change(app, rewriting(app, number, person))
    assert "morning" in app.slack.text_of(app.slack.posted[0])
    await change(app, Removal(here(app.slack, person), number))
    assert app.slack.posted == []


async def test_emoji_are_shown_under_anybodys_message(app: Running) -> None:
    message = app.slack.written("Hello", app.slack.user, app.slack.channel)
    await change(app, reactions(app, message["ts"], "❤️ 🇺🇦 👍🏼"))
    assert shown(app) == ["heart", "flag-ua", "+1::skin-tone-3"]


async def test_only_what_is_different_is_told(app: Running) -> None:
    message = app.slack.written("Hello", app.slack.user, app.slack.channel)
    await change(app, reactions(app, message["ts"], "❤️ 🎉"))
    await change(app, reactions(app, message["ts"], "🎉 👀", before="❤️ 🎉"))
    assert shown(app) == ["tada", "eyes"]
    assert len(app.slack.calls("reactions.add")) == 3
    assert [call["name"] for call in app.slack.calls("reactions.remove")] == ["heart"]


async def test_emoji_that_slack_has_no_name_for_are_left_out(app: Running) -> None:
    message = app.slack.written("Hello", app.slack.user, app.slack.channel)
    await change(app, reactions(app, message["ts"], "x 🎉 🎉"))
    assert shown(app) == ["tada"]


async def test_what_is_made_twice_is_as_it_was_made_once(app: Running) -> None:
    message = app.slack.written("Hello", app.slack.user, app.slack.channel)["ts"]
    number = await deliver(app)
    for wanted in (
        rewriting(app, number),
        reactions(app, message, "🎉"),
        reactions(app, message, "", before="❤️"),
        Removal(here(app.slack), number),
    ):
        await change(app, wanted)
        await change(app, wanted)
    assert shown(app) == ["tada"]


async def test_a_message_that_is_gone_needs_no_change(app: Running) -> None:
    before = SEND_FAILURES.labels("slack", "message_not_found")._value.get()
    for wanted in (
        rewriting(app, "1.000001"),
        Removal(here(app.slack), "1.000001"),
        reactions(app, "1.000001", "🎉", before="❤️"),
    ):
        await change(app, wanted)
    assert SEND_FAILURES.labels("slack", "message_not_found")._value.get() == before


@pytest.mark.parametrize("reason", ["invalid_name", "too_many_emoji", "too_many_reactions"])
async def test_what_slack_has_no_room_for_is_not_shown_and_the_rest_is(
    app: Running, reason: str
) -> None:
    message = app.slack.written("Hello", app.slack.user, app.slack.channel)
    app.slack.fail_next("reactions.add", error=reason)
    await change(app, reactions(app, message["ts"], "❤️ 🎉"))
    assert shown(app) == ["tada"]


@pytest.mark.parametrize("method", ["chat.update", "chat.delete", "reactions.add"])
@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        ({"error": "missing_scope"}, Refused, "missing_scope"),
        ({"retry_after": 30}, Later, "ratelimited"),
        ({"drop": True}, Uncertain, "connection"),
        ({"accepted": True, "status": 503}, Uncertain, "http_503"),
    ],
)
async def test_what_is_not_known_to_be_made_is_told_and_counted(
    app: Running, method: str, fault: dict[str, Any], kind: type[NotDelivered], reason: str
) -> None:
    number = await deliver(app)
    wanted = {
        "chat.update": rewriting(app, number),
        "chat.delete": Removal(here(app.slack), number),
        "reactions.add": reactions(app, number, "🎉"),
    }[method]
    before = SEND_FAILURES.labels("slack", reason)._value.get()
    app.slack.fail_next(method, **fault)
    failed = await failure(app, wanted)
    assert (type(failed), failed.reason) == (kind, reason)
    assert SEND_FAILURES.labels("slack", reason)._value.get() == before + 1


async def test_an_archived_channel_is_not_changed(app: Running) -> None:
    number = await deliver(app)
    app.slack.archive()
    assert (await failure(app, reactions(app, number, "🎉"))).reason == "is_archived"


async def test_buttons_that_cannot_be_kept_are_for_later(app: Running) -> None:
    number = await deliver(app)
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    app.platform.courier._showing._button_texts = ButtonTexts(away)
    long = Reply("Kept", buttons=(Button("Press", "x" * 3000),))
    later = await failure(app, rewriting(app, number, reply=long))
    away.close()
    assert (type(later), later.reason) == (Later, "database_unavailable")
