"""The door: only what Slack signed comes in, and nothing that comes in breaks it."""

import hashlib
import hmac
import json
import time

import aiohttp
import pytest

from bot.telemetry import REFUSED
from tests.fakes.slack import Signing
from tests.platforms.slack.stage import Running

FORM = "application/x-www-form-urlencoded"


def refused(reason: str) -> float:
    return REFUSED.labels("slack", reason)._value.get()


@pytest.mark.parametrize("signing", [Signing.FORGED, Signing.STALE, Signing.UNSIGNED])
async def test_what_slack_did_not_sign_leaves_no_trace(app: Running, signing: Signing) -> None:
    before = refused(signing.value)
    answer = await app.slack.slash_command("/partner", "status Odesa", signing=signing)
    assert (answer.status, answer.text) == (401, "")
    assert app.heard == []
    assert refused(signing.value) == before + 1


async def test_a_forged_press_is_turned_away(app: Running) -> None:
    await app.slack.mention("probe pages")
    shown = app.slack.posted[0]
    answer = await app.slack.press(shown, "Next ▶", signing=Signing.FORGED)
    assert answer.status == 401
    assert "Entry 1" in app.slack.text_of(shown)


async def test_the_request_url_is_proved(app: Running) -> None:
    answer = await app.slack.url_verification()
    assert answer.status == 200


async def test_a_forged_proof_is_not_given(app: Running) -> None:
    answer = await app.slack.url_verification(Signing.FORGED)
    assert answer.status == 401


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b"{}", "application/json"),
        (b'{"type": "event_callback", "event": 7}', "application/json"),
        (b"payload=%7B", FORM),
        (b"payload=[]", FORM),
        (b"no form at all", FORM),
        (b"\xff\xfe", FORM),
        (b"", FORM),
    ],
)
async def test_what_cannot_be_read_is_a_bad_request(app: Running, body: bytes, kind: str) -> None:
    assert await post(app, body, kind) == 400


async def test_kinds_of_payload_that_nobody_listens_for_are_received_well(app: Running) -> None:
    assert await post(app, b'{"type": "view_closed", "view": {}}', "application/json") == 200


async def test_a_flood_of_bytes_is_cut_off(app: Running) -> None:
    assert await post(app, b"x" * 1_000_001, FORM) == 413


async def test_the_word_payload_may_stand_in_a_command(app: Running) -> None:
    await app.slack.slash_command("/probe", "echo payload of aid")
    assert app.slack.text_of(app.slack.ephemerals[0]) == "payload of aid"


@pytest.mark.parametrize("stamp", ["", "soon", "²", "9" * 400])
async def test_a_moment_that_is_none_is_turned_away(app: Running, stamp: str) -> None:
    given = {"X-Slack-Signature": "v0=ü", "X-Slack-Request-Timestamp": stamp}
    async with aiohttp.ClientSession() as session:
        encoded = {name: value.encode().decode("latin-1") for name, value in given.items()}
        async with session.post(app.slack.app_url, data=b"{}", headers=encoded) as answer:
            assert answer.status == 401


async def post(app: Running, body: bytes, kind: str) -> int:
    """The status of a request that is signed as Slack signs, whatever stands in it."""
    headers = signed(app.slack.world.signing_secret, body)
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            app.slack.app_url, data=body, headers={"Content-Type": kind, **headers}
        ) as answer,
    ):
        return answer.status


def signed(secret: str, body: bytes) -> dict[str, str]:
    moment = str(int(time.time()))
    base = f"v0:{moment}:".encode() + body
    return {
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest(),
    }


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback", "event": None},
        {"type": "event_callback", "event": {"type": ["message"]}},
        {"type": "event_callback", "event": {"type": "app_mention", "subtype": {}}},
        {"type": "event_callback", "event": {"type": "app_mention"}, "authorizations": False},
        {"type": "event_callback", "event": {"type": "app_mention"}, "authorizations": [1]},
        {"type": "event_callback", "event": {"type": "app_mention", "user": 7}},
        {"type": "event_callback", "event": {"type": "app_mention"}, "team_id": ["T1"]},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"value": "help"}]},
        {"type": "block_actions", "user": {"id": []}, "actions": [{"action_id": "0"}]},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "0"}], "team": 1},
        {"type": "event_callback", "event": {"type": "app_mention"}, "event_id": "E\x00"},
        {"type": "event_callback", "event": {"type": "app_mention"}, "event_id": "E" * 129},
        {"type": "event_callback", "event": {"type": "app_mention", "user_team": ["T"]}},
        {"type": {}, "command": "/help"},
        {"type": "view_submission", "view": None},
        {"type": "view_submission", "view": {"callback_id": "x"}},
    ],
)
async def test_what_is_of_the_wrong_type_is_a_bad_request(
    app: Running, payload: dict[str, object]
) -> None:
    assert await post(app, json.dumps(payload).encode(), "application/json") == 400
    assert app.heard == []
