"""What the local Slack tells of edits, deletions and emoji, as Slack's own framework hears it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.published import sample
from tests.fakes.slack_calls import extra_fields


def written(slack: FakeSlack, text: str = "Hello", **more: Any) -> dict[str, Any]:
    return slack.written(text, slack.user, slack.channel, **more)


async def test_an_edit_tells_both_versions(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    await http_app.edit(written(http_app), "Hullo")
    event = heard[0]["event"]
    assert (event["subtype"], event["channel_type"]) == ("message_changed", "channel")
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("Hello", "Hullo")
    assert event["message"]["edited"]["user"] == http_app.user.id


async def test_a_deletion_tells_what_is_gone(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    message = written(http_app)
    await http_app.delete(message)
    event = heard[0]["event"]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", message["ts"])
    assert event["previous_message"]["text"] == "Hello"
    assert http_app.messages == []


async def test_of_the_head_of_a_thread_a_stone_stays(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    message = written(http_app)
    written(http_app, thread_ts=message["ts"])
    await http_app.delete(message)
    event = heard[0]["event"]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert event["previous_message"]["text"] == "Hello"


async def test_an_emoji_is_told_as_slack_publishes_it(slack: FakeSlack) -> None:
    slack.app_url = "http://127.0.0.1:1/"
    with pytest.raises(OSError, match="Cannot connect"):
        await slack.react(written(slack), "heart")
    assert slack.last_event is not None
    published = sample("ReactionAddedPayload")
    assert extra_fields(slack.last_event, published) == set()
    assert set(published["event"]) == set(slack.last_event["event"])


@pytest.mark.parametrize(
    ("name", "code"), [("no_such_emoji", "invalid_name"), ("memo::skin-tone-2", "invalid_name")]
)
async def test_emoji_that_slack_does_not_have_are_refused(
    slack: FakeSlack, client: AsyncWebClient, name: str, code: str
) -> None:
    message = written(slack)
    with pytest.raises(SlackApiError, match=code):
        await client.reactions_add(channel=slack.channel.id, timestamp=message["ts"], name=name)


async def test_a_message_that_is_gone_bears_no_emoji(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    place = {"channel": slack.channel.id, "timestamp": "1.000001", "name": "+1::skin-tone-3"}
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.reactions_add(**place)
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.reactions_remove(**place)


async def test_one_message_is_told_by_its_number(slack: FakeSlack, client: AsyncWebClient) -> None:
    messages = [written(slack, text)["ts"] for text in ("one", "two", "three")]
    border = {"oldest": messages[1], "latest": messages[1]}
    place = {"channel": slack.channel.id, **border}
    told = await client.conversations_history(**place, inclusive=True, limit=1)
    assert [each["text"] for each in told["messages"]] == ["two"]
    assert (await client.conversations_history(**place))["messages"] == []


async def test_a_reply_is_told_by_its_own_number_as_well(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    reply = written(slack, "I do", thread_ts=written(slack, "Who?")["ts"])["ts"]
    told = await client.conversations_replies(channel=slack.channel.id, ts=reply)
    assert [each["text"] for each in told["messages"]] == ["I do"]


async def test_only_the_bots_own_files_can_be_deleted(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    theirs = slack.add_file("plan.pdf", b"x")
    with pytest.raises(SlackApiError, match="cant_delete_file"):
        await client.files_delete(file=theirs["id"])
    slack.take_violations()
    await client.files_upload_v2(channel=slack.channel.id, filename="a.txt", content="a")
    (shared,) = slack.posted[0]["files"]
    await client.files_delete(file=shared["id"])
    assert slack.posted[0]["files"] == []
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_delete(file=shared["id"])
