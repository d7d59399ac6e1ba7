"""Messages posted to the local Slack by Slack's own client library."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_calls import BUTTONS, refusal, section


async def test_a_posted_message_is_kept_in_its_channel(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    answer = await client.chat_postMessage(channel=slack.channel.id, text="Hello", blocks=BUTTONS)
    assert slack.posted[0]["ts"] == answer["ts"]
    history = await client.conversations_history(channel=slack.channel.id)
    assert [message["text"] for message in history["messages"]] == ["Hello"]


async def test_a_message_reads_as_a_person_reads_it(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=slack.channel.id, text="Hello", blocks=BUTTONS)
    assert slack.text_of(slack.posted[0]) == (
        "Odesa\nMykola & city hall\n*Stage* active\n[Follow up]"
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": ""}, "no_text"),
        ({"text": "x", "blocks": [section("x")] * 51}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("")]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("x" * 2900)] * 4}, "msg_blocks_too_long"),
        ({"text": "x", "blocks": [section("x") | {"colour": "red"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": [{"type": "sektion"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        (
            {"text": "x", "blocks": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]},
            "invalid_blocks",
        ),
        (
            {
                "text": "x",
                "blocks": [
                    {
                        "type": "header",
                        "text": {"type": "plain_text", "text": "x" * 151},
                    }
                ],
            },
            "invalid_blocks",
        ),
        (
            {"text": "x", "blocks": [{"type": "actions", "elements": BUTTONS[2]["elements"] * 2}]},
            "invalid_blocks",
        ),
        ({"text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ({"text": "x", "channel": "C0NOWHERE"}, "channel_not_found"),
        ({"text": "x", "shout": True}, "invalid_arguments"),
    ],
)
async def test_a_message_slack_would_refuse_is_refused_and_recorded(
    slack: FakeSlack, client: AsyncWebClient, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("chat.postMessage", json={"channel": slack.channel.id} | given)
    assert refused.value.response["error"] == code
    assert refusal(slack) == code


@pytest.mark.parametrize(
    "part",
    [
        {"text": {"type": "plain_text", "text": "x" * 76}},
        {"value": "x" * 2001},
        {"action_id": "x" * 256},
        {"style": "purple"},
    ],
)
async def test_a_button_beyond_its_limits_is_refused(
    slack: FakeSlack, client: AsyncWebClient, part: dict[str, Any]
) -> None:
    button = BUTTONS[2]["elements"][0] | part
    blocks = [{"type": "actions", "elements": [button]}]
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=slack.channel.id, text="x", blocks=blocks)
    assert refusal(slack) == "invalid_blocks"


async def test_only_the_bots_own_message_can_be_changed(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=slack.channel.id, text="Hello")
    await client.chat_update(channel=slack.channel.id, ts=posted["ts"], text="Good day")
    theirs = slack.written("Hi", slack.user, slack.channel)
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=slack.channel.id, ts=theirs["ts"], text="Bye")
    assert refusal(slack) == "cant_update_message"
    assert [message["text"] for message in slack.messages] == ["Good day", "Hi"]


async def test_a_deleted_message_is_gone(slack: FakeSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=slack.channel.id, text="Hello")
    await client.chat_delete(channel=slack.channel.id, ts=posted["ts"])
    assert slack.messages == []


async def test_an_ephemeral_message_is_for_one_person(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=slack.channel.id, user=slack.user.id, text="Psst")
    assert [(one["user"], one["text"]) for one in slack.ephemerals] == [(slack.user.id, "Psst")]
    assert slack.posted == []


async def test_a_direct_message_goes_to_the_persons_own_channel(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    opened = await client.conversations_open(users=[slack.user.id])
    answer = await client.chat_postMessage(channel=slack.user.id, text="Hello")
    assert answer["channel"] == opened["channel"]["id"]


@pytest.mark.parametrize(
    ("text", "live"),
    [
        ("<!here> and <@U0AB>", ["<!here>", "<@U0AB>"]),
        ("<!subteam^S0AB|@team>", ["<!subteam^S0AB|@team>"]),
        ("&lt;!channel&gt; <https://a.b|@here>", []),
    ],
)
async def test_pings_are_seen_in_text_and_in_blocks(text: str, live: list[str]) -> None:
    assert FakeSlack.pings({"text": text}) == live
    assert FakeSlack.pings({"text": "", "blocks": [section(text)]}) == live


async def test_plain_text_never_pings() -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "<!here>"}}
    assert FakeSlack.pings({"blocks": [header]}) == []
