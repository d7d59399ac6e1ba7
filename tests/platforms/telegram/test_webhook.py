"""Telegram posts updates to a real web server with the bot behind it."""

import io
import logging

import aiohttp
import pytest
from prometheus_client import REGISTRY

from bot.platforms.telegram.settings import Mode
from tests.platforms.telegram.conftest import PUBLIC, SECRET, MakeSetting, Setting


def refused(reason: str) -> float:
    labels = {"platform": "telegram", "reason": reason}
    return REGISTRY.get_sample_value("attache_refused_requests_total", labels) or 0.0


async def posted(setting: Setting, body: bytes, secret: str | None = SECRET) -> int:
    """The status with which the webhook answers this body."""
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    url = f"{setting.telegram.routes[PUBLIC]}/telegram/webhook"
    async with (
        aiohttp.ClientSession() as client,
        client.post(url, data=io.BytesIO(body), headers=headers) as response,
    ):
        return response.status


async def test_an_official_is_answered(webhook: Setting) -> None:
    webhook.know(webhook.telegram.user)
    await webhook.telegram.message("/partner status Odesa")
    [answer] = await webhook.answers()
    assert answer.startswith("Yokohama 🇯🇵 – Odesa 🇺🇦")


async def test_an_update_is_taken_only_when_it_was_acted_on(webhook: Setting) -> None:
    webhook.know(webhook.telegram.user)
    await webhook.telegram.message("/help")
    # The post has been answered here, and so has the person.
    assert (webhook.telegram.deliveries[-1].status, len(webhook.telegram.sent)) == (200, 1)


async def test_the_same_update_twice_acts_once(webhook: Setting) -> None:
    webhook.know(webhook.telegram.user)
    await webhook.telegram.message("/help")
    await webhook.telegram.resend()
    assert [delivery.status for delivery in webhook.telegram.deliveries] == [200, 200]
    assert len(webhook.telegram.sent) == 1


@pytest.mark.parametrize("secret", ["guess", "", SECRET + "x", "sécret", None])
async def test_a_forger_is_refused(webhook: Setting, secret: str | None) -> None:
    before = refused("secret")
    assert await posted(webhook, b'{"update_id": 1}', secret) == 403
    assert (refused("secret"), webhook.asked) == (before + 1, [])


async def test_a_forger_leaves_no_line_in_the_log(
    webhook: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    # pragma: allowlist nextline secret  a wrong guess
    await webhook.telegram.message("/help", secret="guess")
    await webhook.telegram.redeliver()
    assert not [record for record in caplog.records if record.name.startswith("bot.")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b'{"update_id": "x"}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": 1e400, "chat": {}}}',
        b"\xff\xfe",
        b'{"update_id": 1, "x": "' + b"a" * 2_000_000 + b'"}',
    ],
)
async def test_rubbish_is_refused(webhook: Setting, body: bytes) -> None:
    before = refused("malformed")
    assert await posted(webhook, body) == 400
    assert (refused("malformed"), webhook.asked) == (before + 1, [])


@pytest.mark.parametrize(
    "body",
    [
        b'{"update_id": 1, "message": 5}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": "x", "chat": {"id": 1}}}',
        b'{"update_id": 1, "callback_query": {"id": []}}',
    ],
)
async def test_an_update_of_an_unknown_kind_is_passed_over(webhook: Setting, body: bytes) -> None:
    """Sent again, which is what a refusal asks for, it would be no clearer."""
    assert await posted(webhook, body) == 200
    assert webhook.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"update_id": 1}',
        b'{"update_id": 1, "poll_answer_of_tomorrow": {"id": 1}}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, '
        b'"type": "of tomorrow"}, "from": {"id": 1, "is_bot": false, "first_name": ""}, '
        b'"text": "hi"}}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, '
        b'"type": "private"}, "from": {"id": 1, "is_bot": false, "first_name": ""}, '
        b'"text": "hi", "entities": [{"type": "mention", "offset": 900, "length": 9}]}}',
    ],
)
async def test_what_nobody_knows_yet_is_taken_and_passed_over(
    webhook: Setting, body: bytes
) -> None:
    webhook.telegram.private_chat({"id": 1, "first_name": "A"})
    assert await posted(webhook, body) == 200


async def test_what_cannot_be_recorded_now_is_asked_for_again(webhook: Setting) -> None:
    group = webhook.telegram.group("Sister cities")
    webhook.bind(group)
    with webhook.database_down():
        await webhook.telegram.kick_bot(group)
    assert webhook.telegram.deliveries[-1].status == 503
    await webhook.telegram.redeliver()
    assert webhook.channels() == {str(group.id): False}


async def test_a_person_is_told_when_the_database_is_gone(webhook: Setting) -> None:
    with webhook.database_down():
        await webhook.telegram.message("/help")
    [answer] = await webhook.answers()
    assert "I cannot reach my records" in answer


async def test_a_bot_that_stops_takes_nothing_new(webhook: Setting) -> None:
    await webhook.platform.stop()
    await webhook.telegram.message("/help")
    assert webhook.telegram.deliveries[-1].status == 503


async def test_there_is_no_route_without_a_webhook(made: MakeSetting) -> None:
    assert made(Mode.POLLING).platform.routes() == []
