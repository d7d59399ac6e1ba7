"""Whether Telegram lets the bot read along in groups."""

import pytest

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.reach import Reach
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.telegram.settings import Mode, TelegramSettings
from handlers.commands import registry
from storage.button_texts import ButtonTexts
from storage.engine import Database
from tests.fakes.telegram import FakeTelegram
from tests.platforms.telegram.conftest import TOKEN, until


async def nobody(_message: Message) -> Answer | None:
    return None


@pytest.mark.parametrize("privacy", [True, False])
async def test_what_telegram_says_of_it_is_known(network: Database, privacy: bool) -> None:
    reach = Reach()
    async with FakeTelegram(token=TOKEN, privacy=privacy) as telegram:
        settings = TelegramSettings(TOKEN, Mode.POLLING, "", telegram.url)
        texts = ButtonTexts(network)
        platform = TelegramPlatform(settings, nobody, texts, network, registry(), reach)
        assert not reach.telegram_reads_groups
        await platform.start()
        await until(lambda: platform.is_receiving)
        await platform.stop()
    assert reach.telegram_username == "attache_bot"
    assert reach.telegram_reads_groups is not privacy
