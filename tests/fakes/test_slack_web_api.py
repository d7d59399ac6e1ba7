"""Calls of the local Slack's methods: whose they are, what they answer and how they fail."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.published import sample
from tests.fakes.slack_calls import extra_fields, refusal


async def test_a_method_slack_does_not_have_is_a_violation(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError):
        await client.api_call("chat.shout")
    assert refusal(slack) == "unknown_method"


async def test_a_channel_the_bot_was_removed_from_is_no_violation(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.channel.members.discard(slack.team.bot_user_id)
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.chat_postMessage(channel=slack.channel.id, text="Hello")


async def test_a_workspace_cannot_see_anothers_channel(slack: FakeSlack) -> None:
    other = slack.add_team("Other City")
    client = AsyncWebClient(token=other.bot_token, base_url=slack.url)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_info(channel=slack.channel.id)
    assert refusal(slack) == "channel_not_found"


@pytest.mark.parametrize("call", ["auth.test", "team.info", "users.info", "conversations.info"])
async def test_answers_hold_only_published_fields(
    slack: FakeSlack, client: AsyncWebClient, call: str
) -> None:
    params = {
        "users.info": {"user": slack.user.id, "include_locale": "true"},
        "conversations.info": {"channel": slack.channel.id},
    }.get(call, {})
    answer = await client.api_call(call, params=params)
    assert extra_fields(answer.data, sample(call)) == set()


async def test_an_ordered_rate_limit_tells_when_to_come_back(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.fail_next("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=slack.channel.id, text="Hello")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    await client.chat_postMessage(channel=slack.channel.id, text="Hello")
    assert len(slack.posted) == 1


async def test_a_dropped_call_was_accepted_all_the_same(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.fail_next("chat.postMessage", drop=True)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=slack.channel.id, text="Hello")
    assert len(slack.posted) == 1
