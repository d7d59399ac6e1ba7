"""Where the bot goes from Telegram: to Telegram alone, whatever addresses people type."""

from urllib.parse import urlsplit

import pytest

from bot.chat.reply import Button, Reply
from tests import outside
from tests.platforms.addresses import trap
from tests.platforms.telegram.conftest import Setting


async def test_nothing_that_is_typed_is_fetched(
    polling: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    polling.know(polling.telegram.user)
    async with trap() as trapped:
        with outside.reached(monkeypatch) as seen:
            for line in trapped.commands:
                await polling.telegram.message(line)
            await polling.telegram.message("/help")
            await polling.settled()
    assert trapped.knocks == []
    assert {port for _host, port in seen} == {urlsplit(polling.telegram.url).port}


async def test_no_message_asks_for_a_preview(polling: Setting) -> None:
    page = Reply("https://example.org", buttons=(Button("Next", "page 2"),), replaces=True)
    polling.say(page, Reply("https://example.net", replaces=True))
    await polling.telegram.message("pages")
    await polling.answers()
    await polling.telegram.press(polling.telegram.last, "Next")
    await polling.settled()
    said = {"sendMessage", "editMessageText"}
    calls = [call for call in polling.telegram.calls if call.method in said]
    assert {call.method for call in calls} == said
    assert all(call.arguments["link_preview_options"]["is_disabled"] for call in calls)
