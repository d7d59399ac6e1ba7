"""Files shared in the local Slack, both ways."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_calls import refusal


async def test_a_file_is_uploaded_and_shared(slack: FakeSlack, client: AsyncWebClient) -> None:
    await client.files_upload_v2(
        channel=slack.channel.id, filename="contacts.csv", content="name\nOlena\n"
    )
    (made,) = slack.world.files.values()
    assert made["content"] == b"name\nOlena\n"
    assert slack.posted[0]["files"][0]["name"] == "contacts.csv"


async def test_a_shared_file_is_handed_out_to_the_bot_alone(slack: FakeSlack) -> None:
    made = slack.add_file("contacts.csv", b"name\n")
    bearer = {"Authorization": f"Bearer {slack.team.bot_token}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(made["url_private_download"], headers=bearer) as got:
            assert await got.read() == b"name\n"
        async with session.get(made["url_private_download"]) as got:
            assert got.content_type == "text/html"
    assert refusal(slack) == "not_authed"
