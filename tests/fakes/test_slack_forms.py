"""Forms opened, filled in and refused in the local Slack."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_calls import FORM, refusal, section, until


async def test_a_form_is_opened_filled_in_and_closed(
    http_app: FakeSlack, heard: list[dict[str, Any]]
) -> None:
    await http_app.slash_command("/log")
    await until(lambda: http_app.views)
    form = http_app.views[0]
    await http_app.submit(form, {"City": "Odesa", "Kind": "Visit"})
    assert http_app.views == []
    values = heard[-1]["view"]["state"]["values"]
    assert values["kind"]["chosen"]["selected_option"]["value"] == "visit"


async def test_a_form_with_an_error_stays_open(http_app: FakeSlack) -> None:
    await http_app.slash_command("/log")
    await until(lambda: http_app.views)
    answer = await http_app.submit(http_app.views[0], {"City": "Nowhere"})
    assert answer.body["errors"] == {"city": "No such city"}
    assert len(http_app.views) == 1


async def test_a_form_with_a_needed_field_blank_cannot_be_sent(http_app: FakeSlack) -> None:
    await http_app.slash_command("/log")
    await until(lambda: http_app.views)
    with pytest.raises(ValueError, match="City"):
        await http_app.submit(http_app.views[0])


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"private_metadata": "x" * 3001},
        {"submit": None},
        {"type": "home"},
        {"blocks": [section("x")] * 101},
    ],
)
async def test_a_form_slack_would_refuse_is_refused(
    slack: FakeSlack, client: AsyncWebClient, change: dict[str, Any]
) -> None:
    trigger = slack.world.new_trigger(slack.user)
    view = {name: value for name, value in (FORM | change).items() if value is not None}
    with pytest.raises(SlackApiError):
        await client.views_open(trigger_id=trigger, view=view)
    assert refusal(slack) in {"invalid_arguments", "invalid_blocks"}


async def test_a_trigger_opens_one_form_within_three_seconds(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    used, old = slack.world.new_trigger(slack.user), slack.world.new_trigger(slack.user)
    await client.views_open(trigger_id=used, view=FORM)
    slack.pass_time(4)
    for trigger, code in ((used, "exchanged_trigger_id"), (old, "expired_trigger_id")):
        with pytest.raises(SlackApiError, match=code):
            await client.views_open(trigger_id=trigger, view=FORM)
        assert refusal(slack) == code
