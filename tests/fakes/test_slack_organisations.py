"""Enterprise organisations of the local Slack: one token for many workspaces, and what is told."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import Channel, FakeSlack, Organisation, User
from tests.fakes.slack.payloads import actor, commander, event_callback
from tests.fakes.slack.published import sample
from tests.fakes.slack_calls import extra_fields, refusal

# Slack has added these since its samples were made.
NEWER = {"context_team_id": "", "context_enterprise_id": ""}


@pytest.fixture
def organisation(slack: FakeSlack) -> Organisation:
    return slack.add_organisation("Prefecture")


@pytest.fixture
def user(slack: FakeSlack, organisation: Organisation) -> User:
    return slack.add_user("Aiko Mori", slack.add_team("Foreign Office", organisation))


@pytest.fixture
def channel(slack: FakeSlack, user: User) -> Channel:
    return slack.add_channel("twins", team=user.team)


def client_of(slack: FakeSlack, organisation: Organisation) -> AsyncWebClient:
    return AsyncWebClient(token=organisation.bot_token, base_url=slack.url, retry_handlers=[])


async def test_its_token_posts_in_each_of_its_workspaces(
    slack: FakeSlack, organisation: Organisation, channel: Channel
) -> None:
    other = slack.add_channel("cranes", team=slack.add_team("Harbour", organisation))
    for there in (channel, other):
        await client_of(slack, organisation).chat_postMessage(channel=there.id, text="Hello")
    assert [message["channel"] for message in slack.posted] == [channel.id, other.id]


async def test_its_token_does_not_post_elsewhere(
    slack: FakeSlack, organisation: Organisation, user: User
) -> None:
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client_of(slack, organisation).chat_postMessage(
            channel=slack.channel.id, text="Hello"
        )
    assert refusal(slack) == "channel_not_found"


async def test_its_workspaces_are_listed_page_by_page(
    slack: FakeSlack, organisation: Organisation, user: User
) -> None:
    slack.add_team("Harbour", organisation)
    client = client_of(slack, organisation)
    first = await client.auth_teams_list(limit=1)
    second = await client.auth_teams_list(limit=1, cursor=first["response_metadata"]["next_cursor"])
    assert [team["name"] for page in (first, second) for team in page["teams"]] == [
        "Foreign Office",
        "Harbour",
    ]
    assert second["response_metadata"]["next_cursor"] == ""


async def test_its_token_names_the_organisation_alone(
    slack: FakeSlack, organisation: Organisation
) -> None:
    told = await client_of(slack, organisation).auth_test()
    assert extra_fields(told.data, sample("auth.test")) == set()
    assert (told["enterprise_id"], told["is_enterprise_install"]) == (organisation.id, True)


def test_a_command_has_the_published_shape(slack: FakeSlack, user: User, channel: Channel) -> None:
    told = commander(slack.world, user, channel)
    assert extra_fields(told, sample("SlashCommandPayload")) == set()
    assert told["is_enterprise_install"] == "true"


def test_an_interaction_names_no_workspace_but_the_users(
    slack: FakeSlack, user: User, channel: Channel
) -> None:
    told = actor(slack.world, user, channel)
    assert extra_fields(told, sample("BlockActionPayload") | {"is_enterprise_install": False}) == (
        set()
    )
    assert told["team"] is None
    assert told["user"]["team_id"] == user.team.id


def test_an_event_is_authorised_by_the_organisation(
    slack: FakeSlack, user: User, channel: Channel, organisation: Organisation
) -> None:
    told = event_callback(slack.world, user, {"type": "app_mention"}, channel)
    assert extra_fields(told, sample("AppMentionPayload") | NEWER) == set()
    (authorised,) = told["authorizations"]
    assert (authorised["enterprise_id"], authorised["team_id"]) == (organisation.id, None)


async def test_a_changed_person_has_the_published_shape(http_app: FakeSlack) -> None:
    await http_app.user_changed(http_app.user, deleted=True)
    told: dict[str, Any] = http_app.last_event or {}
    assert extra_fields(told, sample("UserChangePayload") | NEWER) == {"event.event_ts"}
