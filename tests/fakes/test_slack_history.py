"""What the local Slack tells of messages that were posted: in channels, threads and events."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_calls import refusal

METADATA = {"event_type": "attache_delivery", "event_payload": {"key": "nudge:7:3"}}


async def posted(slack: FakeSlack, client: AsyncWebClient, **more: Any) -> str:
    answer = await client.chat_postMessage(
        channel=slack.channel.id, text="Hello", metadata=METADATA, **more
    )
    return str(answer["ts"])


async def history(slack: FakeSlack, client: AsyncWebClient, **more: Any) -> list[dict[str, Any]]:
    answer = await client.conversations_history(channel=slack.channel.id, **more)
    return list(answer["messages"])


async def test_metadata_is_told_to_who_asks_for_it(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    await posted(slack, client)
    (message,) = await history(slack, client, include_all_metadata=True)
    assert message["metadata"] == METADATA


async def test_metadata_is_not_told_otherwise(slack: FakeSlack, client: AsyncWebClient) -> None:
    await posted(slack, client)
    (message,) = await history(slack, client)
    assert "metadata" not in message


async def test_a_thread_tells_of_metadata_as_well(slack: FakeSlack, client: AsyncWebClient) -> None:
    head = await posted(slack, client)
    await posted(slack, client, thread_ts=head)
    answer = await client.conversations_replies(
        channel=slack.channel.id, ts=head, include_all_metadata=True
    )
    assert [message["metadata"] for message in answer["messages"]] == [METADATA] * 2


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ("attache", "invalid_metadata_format"),
        ({"event_type": "attache", "payload": {}}, "invalid_metadata_format"),
        ({"event_type": "attache.delivery", "event_payload": {}}, "invalid_metadata_schema"),
        ({"event_type": "attache", "event_payload": "key"}, "invalid_metadata_schema"),
    ],
)
async def test_metadata_that_slack_would_drop_are_a_violation(
    slack: FakeSlack, client: AsyncWebClient, metadata: Any, code: str
) -> None:
    with pytest.raises(SlackApiError, match=code):
        await client.chat_postMessage(channel=slack.channel.id, text="Hello", metadata=metadata)
    assert refusal(slack) == code


async def test_only_what_lies_between_two_moments_is_told(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    first, second, third = [await posted(slack, client) for _ in range(3)]
    between = await history(slack, client, oldest=first, latest=third)
    assert [message["ts"] for message in between] == [second]


async def test_more_than_slack_lists_at_a_time_is_a_violation(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError, match="invalid_limit"):
        await history(slack, client, limit=1000)
    assert refusal(slack) == "invalid_limit"


async def test_a_channel_without_the_bot_is_not_told_of(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.remove_bot()
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await history(slack, client)


async def test_an_archived_channel_can_be_read_and_not_written_to(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.archive()
    assert await history(slack, client) == []
    with pytest.raises(SlackApiError, match="is_archived"):
        await posted(slack, client)


async def test_who_left_cannot_be_written_to(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.user.deactivated = True
    with pytest.raises(SlackApiError, match="user_disabled"):
        await client.conversations_open(users=slack.user.id)


@pytest.mark.parametrize("fault", [{"status": 503}, {"error": "fatal_error"}])
async def test_a_call_can_be_accepted_and_answered_with_an_error(
    slack: FakeSlack, client: AsyncWebClient, fault: dict[str, Any]
) -> None:
    slack.fail_next("chat.postMessage", accepted=True, **fault)
    with pytest.raises(SlackApiError):
        await posted(slack, client)
    assert len(slack.posted) == len(slack.calls("chat.postMessage")) == 1


async def test_a_mention_comes_as_a_message_as_well(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    await http_app.mention("hello")
    assert [body["event"]["type"] for body in heard] == ["app_mention", "message"]
    assert heard[0]["event_id"] != heard[1]["event_id"]
    assert heard[0]["event"]["ts"] == heard[1]["event"]["ts"]


async def test_a_reply_in_a_thread_names_its_heads_author(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    head = http_app.written("Who?", http_app.user, http_app.channel)
    await http_app.say("I do", thread_ts=head["ts"])
    event = heard[0]["event"]
    assert (event["thread_ts"], event["parent_user_id"]) == (head["ts"], http_app.user.id)
