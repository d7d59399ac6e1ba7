"""The stand-in for Slack, driven by Slack's own client libraries."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from starlette.applications import Starlette
from starlette.routing import Route

from tests.fakes.slack import FakeSlack, Signing
from tests.fakes.slack.published import sample

BUTTONS = [
    {"type": "header", "text": {"type": "plain_text", "text": "Odesa"}},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "Mykola &amp; <https://odesa.ua|city hall>"},
        "fields": [{"type": "mrkdwn", "text": "*Stage* active"}],
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "text": {"type": "plain_text", "text": "Follow up"},
                "action_id": "follow",
                "value": "7",
            }
        ],
    },
]
FORM = {
    "type": "modal",
    "callback_id": "log",
    "title": {"type": "plain_text", "text": "Log"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "city",
            "label": {"type": "plain_text", "text": "City"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        },
        {
            "type": "input",
            "block_id": "kind",
            "optional": True,
            "label": {"type": "plain_text", "text": "Kind"},
            "element": {
                "type": "static_select",
                "action_id": "chosen",
                "options": [
                    {"text": {"type": "plain_text", "text": "Visit"}, "value": "visit"},
                    {"text": {"type": "plain_text", "text": "Letter"}, "value": "letter"},
                ],
            },
        },
    ],
}

# The client library still uses a class that aiohttp has marked as going away.
OLD_AUTH = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as running:
        yield running
        assert running.violations == []


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.team.bot_token, base_url=slack.url, retry_handlers=[])


def bolt_app(slack: FakeSlack, heard: list[dict[str, Any]]) -> AsyncApp:
    client = AsyncWebClient(token=slack.team.bot_token, base_url=slack.url, retry_handlers=[])
    app = AsyncApp(client=client, signing_secret=slack.world.signing_secret)

    @app.command("/partner")
    async def partner(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack(text="Looking up…")
        await respond(text="Odesa", blocks=BUTTONS, response_type="ephemeral")

    @app.command("/log")
    async def log(ack: Any, client: AsyncWebClient, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("log")
    async def logged(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        city = body["view"]["state"]["values"]["city"]["typed"]["value"]
        errors = {"city": "No such city"}
        await (ack(response_action="errors", errors=errors) if city == "Nowhere" else ack())

    @app.action("follow")
    async def follow(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack()
        await respond(text="Done", replace_original=True)

    hear_the_rest(app, heard)
    return app


def hear_the_rest(app: AsyncApp, heard: list[dict[str, Any]]) -> None:
    @app.shortcut("log_this")
    async def log_this(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack()

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], say: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await say(text="Here", thread_ts=event.get("thread_ts") or event["ts"])

    async def note(body: dict[str, Any]) -> None:
        heard.append(body)

    for kind in ("message", "app_uninstalled", "tokens_revoked", "app_home_opened"):
        app.event(kind)(note)


@contextlib.asynccontextmanager
async def served(app: AsyncApp) -> AsyncIterator[str]:
    route = Route("/slack/events", AsyncSlackRequestHandler(app).handle, methods=["POST"])
    config = uvicorn.Config(
        Starlette(routes=[route]), host="127.0.0.1", port=0, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve())
    await until(lambda: server.started)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/slack/events"
    finally:
        server.should_exit = True
        await task


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    return []


@pytest.fixture
async def http_app(slack: FakeSlack, heard: list[dict[str, Any]]) -> AsyncIterator[FakeSlack]:
    async with served(bolt_app(slack, heard)) as address:
        slack.app_url = address
        yield slack


@pytest.fixture
async def socket_app(slack: FakeSlack, heard: list[dict[str, Any]]) -> AsyncIterator[FakeSlack]:
    slack.transport = "socket"
    handler = AsyncSocketModeHandler(
        bolt_app(slack, heard), slack.world.app_token, ping_interval=0.2
    )
    await handler.connect_async()
    await slack.socket.wait_for(1)
    yield slack
    await handler.close_async()
    await asyncio.sleep(0)


async def until(condition: Any) -> None:
    async with asyncio.timeout(5):
        # What is waited for lies in another's state, which offers no event.
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def refusal(slack: FakeSlack) -> str:
    (violation,) = slack.take_violations()
    return violation.code


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


@pytest.mark.parametrize(("token", "code"), [("", "not_authed"), ("xoxb-unknown", "invalid_auth")])
async def test_a_call_without_a_good_token_is_refused(
    slack: FakeSlack, token: str, code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await AsyncWebClient(token=token, base_url=slack.url).auth_test()
    assert refused.value.response["error"] == refusal(slack) == code


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


def extra_fields(told: dict[str, Any], published: dict[str, Any]) -> set[str]:
    extra = set(told) - set(published)
    for name in set(told) & set(published):
        if isinstance(told[name], dict) and isinstance(published[name], dict) and published[name]:
            extra |= {f"{name}.{field}" for field in extra_fields(told[name], published[name])}
    return extra


async def test_a_file_is_uploaded_and_shared(slack: FakeSlack, client: AsyncWebClient) -> None:
    await client.files_upload_v2(
        channel=slack.channel.id, filename="contacts.csv", content="name\nOlena\n"
    )
    (made,) = slack.world.files.values()
    assert made["content"] == b"name\nOlena\n"
    assert slack.posted[0]["files"][0]["name"] == "contacts.csv"


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


async def test_a_shared_file_is_handed_out_to_the_bot_alone(slack: FakeSlack) -> None:
    made = slack.add_file("contacts.csv", b"name\n")
    bearer = {"Authorization": f"Bearer {slack.team.bot_token}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(made["url_private_download"], headers=bearer) as got:
            assert await got.read() == b"name\n"
        async with session.get(made["url_private_download"]) as got:
            assert got.content_type == "text/html"
    assert refusal(slack) == "not_authed"


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


async def test_a_command_over_socket_mode_is_acknowledged_with_its_answer(
    socket_app: FakeSlack,
) -> None:
    answer = await socket_app.slash_command("/partner", "status Odesa")
    assert answer.body["text"] == "Looking up…"
    await until(lambda: len(socket_app.ephemerals) == 2)


async def test_a_mention_over_socket_mode_is_answered(socket_app: FakeSlack) -> None:
    assert (await socket_app.mention("help")).status == 200
    await until(lambda: socket_app.posted)


async def test_a_form_over_socket_mode_is_refused_with_errors(socket_app: FakeSlack) -> None:
    await socket_app.slash_command("/log")
    await until(lambda: socket_app.views)
    answer = await socket_app.submit(socket_app.views[0], {"City": "Nowhere"})
    assert answer.body["errors"] == {"city": "No such city"}


async def test_a_client_comes_back_when_asked_to_leave(socket_app: FakeSlack) -> None:
    (first,) = socket_app.socket.connections
    await socket_app.socket.ask_to_leave()
    await until(lambda: socket_app.socket.connections not in ([first], []))
    await socket_app.socket.wait_for(1)
    assert (await socket_app.slash_command("/partner")).status == 200
    await until(lambda: len(socket_app.ephemerals) == 2)


async def test_a_client_comes_back_after_a_lost_connection(socket_app: FakeSlack) -> None:
    await socket_app.socket.drop()
    await until(lambda: socket_app.socket.connections)
    assert (await socket_app.slash_command("/partner")).status == 200
    await until(lambda: len(socket_app.ephemerals) == 2)


async def test_an_unheard_of_envelope_is_a_violation(slack: FakeSlack) -> None:
    client = AsyncWebClient(base_url=slack.url)
    address = (await client.apps_connections_open(app_token=slack.world.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as link:
        assert (await link.receive_json())["type"] == "hello"
        await link.send_json({"envelope_id": "never sent"})
        await until(lambda: slack.violations)
    assert refusal(slack) == "unknown_envelope"
