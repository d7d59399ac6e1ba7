"""The local Telegram posts updates to a webhook and reads its answers."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import (
    Update,
)
from telegram.error import (
    BadRequest,
    Conflict,
)
from telegram.ext import (
    ExtBot,
)

from tests.fakes.telegram import FakeTelegram


class Hook:
    """A bot's web server: feeds each update to the real library's types."""

    def __init__(self, bot: ExtBot) -> None:
        self.bot = bot
        self.status = 200
        self.answer: dict = {}
        self.seen: list[tuple[str | None, Update]] = []

    async def take(self, request: web.Request) -> web.Response:
        update = Update.de_json(await request.json(), self.bot)
        self.seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update))
        return web.json_response(self.answer, status=self.status)


@pytest.fixture
async def hook(telegram: FakeTelegram, bot: ExtBot) -> AsyncIterator[Hook]:
    hook = Hook(bot)
    app = web.Application()
    app.router.add_post("/telegram/webhook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    telegram.route("https://attache.example", f"http://{host}:{port}")
    # pragma: allowlist nextline secret  known to the fake alone
    await bot.set_webhook("https://attache.example/telegram/webhook", secret_token="s3cret")
    yield hook
    await runner.cleanup()


async def test_the_webhook_is_posted_with_its_secret(telegram: FakeTelegram, hook: Hook) -> None:
    await telegram.message("/help")
    [(secret, update)] = hook.seen
    assert (secret, update.message.text) == ("s3cret", "/help")


async def test_a_forger_can_be_played(telegram: FakeTelegram, hook: Hook) -> None:
    # pragma: allowlist nextline secret  a wrong guess
    await telegram.message("/help", secret="guess")
    assert hook.seen[0][0] == "guess"


async def test_an_update_can_come_twice(telegram: FakeTelegram, hook: Hook) -> None:
    await telegram.message("/help")
    await telegram.resend()
    assert hook.seen[0][1].update_id == hook.seen[1][1].update_id


async def test_an_update_not_taken_waits(telegram: FakeTelegram, hook: Hook) -> None:
    hook.status = 503
    await telegram.message("/help")
    info = await hook.bot.get_webhook_info()
    assert (info.pending_update_count, "503" in info.last_error_message) == (1, True)
    hook.status = 200
    await telegram.redeliver()
    assert (await hook.bot.get_webhook_info()).pending_update_count == 0


async def test_a_call_in_the_webhook_answer_is_carried_out(
    telegram: FakeTelegram, hook: Hook
) -> None:
    chat = telegram.private_chat(telegram.user)
    hook.answer = {"method": "sendMessage", "chat_id": chat.id, "text": "At once"}
    await telegram.message("/help")
    assert telegram.text_of(telegram.last) == "At once"


async def test_a_wrong_call_in_the_webhook_answer_is_a_violation(
    telegram: FakeTelegram, hook: Hook
) -> None:
    hook.answer = {"method": "sendMessage", "text": "To nobody"}
    await telegram.message("/help")
    assert telegram.violations[0].description == "Bad Request: chat_id is empty"


async def test_polling_beside_a_webhook_is_a_conflict(telegram: FakeTelegram, hook: Hook) -> None:
    with pytest.raises(Conflict, match="webhook is active"):
        await hook.bot.get_updates()
    assert telegram.violations[0].method == "getUpdates"


async def test_a_webhook_must_be_https(telegram: FakeTelegram, bot: ExtBot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)https url must be provided"):
        await bot.set_webhook("http://attache.example/telegram/webhook")
