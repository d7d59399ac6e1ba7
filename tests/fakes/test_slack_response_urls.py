"""Answers through the response URLs of the local Slack, and when these end."""

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_calls import refusal


async def test_a_response_url_takes_five_answers(slack: FakeSlack) -> None:
    url = slack.world.new_response_url(slack.channel, slack.user)
    hook = AsyncWebhookClient(url, retry_handlers=[])
    answers = [await hook.send(text="Hello", response_type="in_channel") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert refusal(slack) == "used_url"
    assert len(slack.posted) == 5


async def test_a_response_url_ends_after_thirty_minutes(slack: FakeSlack) -> None:
    url = slack.world.new_response_url(slack.channel, slack.user)
    slack.pass_time(30 * 60 + 1)
    answer = await AsyncWebhookClient(url, retry_handlers=[]).send(text="Hello")
    assert answer.body == refusal(slack) == "expired_url"


async def test_an_original_can_be_deleted_through_its_response_url(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=slack.channel.id, text="Hello")
    url = slack.world.new_response_url(slack.channel, slack.user, slack.posted[0])
    await AsyncWebhookClient(url, retry_handlers=[]).send(delete_original=True)
    assert slack.posted == []
