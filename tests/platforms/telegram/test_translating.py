"""`/translate` on Telegram: as a reply to a message, and with engines that take their time."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.chat.pace import Pace
from bot.chat.router import Router
from bot.platforms.telegram import receiving
from bot.services.answering import Answering
from bot.services.translation.detecting import Detector
from bot.services.translation.granting import Granting
from bot.services.translation.installed import TranslationSettings, installed
from bot.services.translation.translator import Translator
from handlers.commands import registry
from storage.engine import Database
from tests.platforms.telegram.conftest import Setting
from tests.translation.engines.standins import LibreStandIn


@pytest.fixture
async def libre() -> AsyncIterator[LibreStandIn]:
    """A LibreTranslate of the house."""
    async with LibreStandIn() as server:
        yield server


@pytest.fixture
async def answering(network: Database, libre: LibreStandIn) -> AsyncIterator[Answering]:
    """The router, with somebody who grants wishes."""
    settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)
    async with aiohttp.ClientSession() as session:
        granting = Granting(network, Translator(installed(settings, session)), Detector())
        running = Answering(Router(registry(), network), 2, Pace(), granting.granted)
        yield running
        running.close()


async def test_the_message_that_is_replied_to_is_translated(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities", bot="administrator")
    polling.bind(group)
    aiko = polling.telegram.person("Aiko")
    first = await polling.telegram.message("The mayor arrives soon", chat=group, user=aiko)

    await polling.telegram.message("/translate to es", chat=group, reply_to=first)

    [answer] = await polling.answers()
    assert "The-ado mayor-ado arrives-ado soon-ado" in answer
    assert "machine translation · LibreTranslate" in answer
    assert "The mayor arrives soon" in answer


async def test_a_slow_engine_does_not_hold_up_the_others(
    polling: Setting, libre: LibreStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "PATIENCE_SECONDS", 0.01)
    libre.delay = 1.0
    polling.know(polling.telegram.user)

    await polling.telegram.message("/translate to es The mayor arrives soon")
    await polling.telegram.message("/settings")

    first, second = await polling.answers(2)
    assert "machine translation" not in first
    assert "machine translation" in second


async def test_what_is_under_way_is_finished_before_the_end(
    polling: Setting, libre: LibreStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "PATIENCE_SECONDS", 0.01)
    libre.delay = 0.5
    polling.know(polling.telegram.user)
    await polling.telegram.message("/translate to es The mayor arrives soon")
    await polling.settled()

    await polling.platform.stop()

    assert "machine translation" in polling.telegram.text_of(polling.telegram.last)
