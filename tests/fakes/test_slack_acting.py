"""People of the local Slack who type, press and mention, and an app that hears of it by HTTP."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack, Signing
from tests.fakes.slack.published import sample
from tests.fakes.slack_app import served
from tests.fakes.slack_calls import extra_fields, refusal, until


async def test_a_command_reaches_the_app_and_its_answers_are_shown(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    answer = await http_app.slash_command("/partner", "status Odesa")
    assert answer.status == 200
    await until(lambda: len(http_app.ephemerals) == 2)
    assert {http_app.text_of(one).split("\n")[0] for one in http_app.ephemerals} == {
        "Looking up…",
        "Odesa",
    }
    assert extra_fields(heard[0], sample("SlashCommandPayload")) == set()


@pytest.mark.parametrize("signing", [Signing.FORGED, Signing.STALE, Signing.UNSIGNED])
async def test_the_app_turns_away_what_slack_did_not_sign(
    http_app: FakeSlack, heard: list[dict[str, Any]], signing: Signing
) -> None:
    answer = await http_app.slash_command("/partner", "status Odesa", signing=signing)
    assert answer.status in {401, 403}
    assert heard == []


async def test_the_request_url_is_verified(http_app: FakeSlack) -> None:
    assert (await http_app.url_verification()).status == 200


async def test_an_app_that_answers_too_late_is_a_violation(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fakes.slack.limits.ACKNOWLEDGE_SECONDS", 0.05)
    app = AsyncApp(
        client=AsyncWebClient(token=slack.team.bot_token, base_url=slack.url),
        signing_secret=slack.world.signing_secret,
    )

    @app.command("/slow")
    async def slow(ack: Any) -> None:
        await asyncio.sleep(0.3)
        await ack()

    async with served(app) as address:
        slack.app_url = address
        assert (await slack.slash_command("/slow")).status == 0
    assert refusal(slack) == "operation_timeout"


async def test_a_pressed_button_is_answered_in_place(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    await http_app.slash_command("/partner", "status Odesa")
    await until(lambda: len(http_app.ephemerals) == 2)
    shown = next(one for one in http_app.ephemerals if one.get("blocks"))
    await http_app.press(shown, "Follow up")
    await until(lambda: http_app.text_of(shown) == "Done")
    pressed = heard[-1]
    assert pressed["actions"][0]["value"] == "7"
    assert pressed["container"]["is_ephemeral"] is True


async def test_a_button_that_is_not_there_cannot_be_pressed(slack: FakeSlack) -> None:
    message = {"ts": "1.1", "channel": slack.channel.id, "blocks": []}
    with pytest.raises(LookupError):
        await slack.press(message, "Follow up")


async def test_a_message_shortcut_carries_the_message(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    message = http_app.written("We met the mayor", http_app.user, http_app.channel)
    assert (await http_app.shortcut("log_this", message)).status == 200
    assert heard[-1]["message"]["text"] == "We met the mayor"


async def test_a_mention_in_a_thread_is_answered_in_the_thread(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    head = http_app.written("Odesa?", http_app.user, http_app.channel)
    await http_app.mention("partner status <Odesa>", thread_ts=head["ts"])
    await until(lambda: http_app.posted)
    assert http_app.posted[0]["thread_ts"] == head["ts"]
    assert heard[0]["event"]["text"].endswith("partner status &lt;Odesa&gt;")


async def test_a_direct_message_has_the_published_shape(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    await http_app.direct_message("partner status Odesa")
    await until(lambda: heard)
    assert heard[0]["event"]["channel_type"] == "im"
    published = sample("MessagePayload") | {"context_team_id": "", "context_enterprise_id": ""}
    assert extra_fields(heard[0], published) == set()


async def test_a_redelivered_event_keeps_its_id(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    await http_app.direct_message("hello")
    await http_app.redeliver(1, "http_timeout")
    await until(lambda: len(heard) == 2)
    assert heard[0]["event_id"] == heard[1]["event_id"]


async def test_a_removed_app_is_told_and_its_token_is_dead(
    http_app: FakeSlack, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    await http_app.app_uninstalled()
    assert heard[-1]["event"] == {"type": "app_uninstalled"}
    with pytest.raises(SlackApiError, match="account_inactive"):
        await client.auth_test()
