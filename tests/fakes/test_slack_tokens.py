"""The tokens of the local Slack: which are good, how they are got and when they end."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.published import sample
from tests.fakes.slack_calls import extra_fields, refusal

# The client library still uses a class that aiohttp has marked as going away.
OLD_AUTH = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.mark.parametrize(("token", "code"), [("", "not_authed"), ("xoxb-unknown", "invalid_auth")])
async def test_a_call_without_a_good_token_is_refused(
    slack: FakeSlack, token: str, code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await AsyncWebClient(token=token, base_url=slack.url).auth_test()
    assert refused.value.response["error"] == refusal(slack) == code


@OLD_AUTH
async def test_a_code_is_exchanged_for_a_token_once(slack: FakeSlack) -> None:
    client = AsyncWebClient(base_url=slack.url)
    named = {"client_id": slack.world.client_id, "client_secret": slack.world.client_secret}
    code = slack.grant(slack.team)
    got = await client.oauth_v2_access(**named, code=code)
    assert extra_fields(got.data, sample("oauth.v2.access")) == set()
    assert (await client.auth_test(token=got["access_token"]))["team_id"] == slack.team.id
    with pytest.raises(SlackApiError, match="invalid_code"):
        await client.oauth_v2_access(**named, code=code)


@OLD_AUTH
async def test_a_rotated_token_lives_twelve_hours(slack: FakeSlack) -> None:
    slack.world.rotating_tokens = True
    client = AsyncWebClient(base_url=slack.url)
    named = {"client_id": slack.world.client_id, "client_secret": slack.world.client_secret}
    first = await client.oauth_v2_access(**named, code=slack.grant(slack.team))
    slack.pass_time(12 * 60 * 60)
    with pytest.raises(SlackApiError, match="token_expired"):
        await client.auth_test(token=first["access_token"])
    second = await client.oauth_v2_access(
        **named, grant_type="refresh_token", refresh_token=first["refresh_token"]
    )
    assert (await client.auth_test(token=second["access_token"]))["ok"]
