"""`/translate` on Telegram: as a reply to a message, and with engines that take their time."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from bot.chat.pace import Pace
from bot.chat.router import Router
from bot.platforms.telegram import receiving
from bot.platforms.telegram.places import Place
from bot.platforms.telegram.standing import Standing
from bot.services.answering import Answering
from bot.services.translation.detecting import Detector
from bot.services.translation.granting import Granting
from bot.services.translation.installed import TranslationSettings, installed
from bot.services.translation.translator import Translator
from handlers.commands import registry
from storage.engine import Database
from tests.fakes.telegram import Chat
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


async def flagged(setting: Setting, flag: str = "🇪🇸") -> tuple[Chat, dict[str, Any]]:
    """A group, and a message in it that somebody has answered with a flag."""
    group = setting.telegram.group("Sister cities", bot="administrator")
    setting.bind(group)
    setting.know(setting.telegram.user)
    aiko = setting.telegram.person("Aiko")
    first = await setting.telegram.message("The mayor arrives soon, we hope", chat=group, user=aiko)
    await setting.telegram.message(flag, chat=group, reply_to=first)
    return group, first


async def test_a_second_flag_does_not_say_it_again(polling: Setting) -> None:
    group, first = await flagged(polling)
    await polling.answers()

    await polling.telegram.message("🇲🇽", chat=group, reply_to=first)
    await polling.telegram.message("/help", chat=group)

    told, helped = await polling.answers(2)
    assert "mayor-ado" in told
    assert "mayor-ado" not in helped
    assert [each.text for each in polling.asked] == ["translate to es"] * 2 + ["/help"]


async def test_what_telegram_did_not_take_is_said_to_the_next_flag(polling: Setting) -> None:
    polling.telegram.fail_next("sendMessage", error_code=400, description="Bad Request: not now")
    group, first = await flagged(polling)
    await polling.settled()
    assert polling.telegram.sent == []

    await polling.telegram.message("🇪🇸", chat=group, reply_to=first)

    assert "mayor-ado" in (await polling.answers())[0]


async def test_the_flag_of_the_text_s_own_language_is_left_alone(polling: Setting) -> None:
    group, _first = await flagged(polling, "🇬🇧")
    await polling.telegram.message("/help", chat=group)

    [told] = await polling.answers()
    assert "already" not in told
    assert [each.text for each in polling.asked] == ["translate to en", "/help"]


async def test_out_of_reach_of_the_database_a_flag_is_answered_all_the_same(
    polling: Setting,
) -> None:
    standing, place = Standing(polling.database), Place(-100, asked=7)
    now = datetime(2026, 11, 21, tzinfo=UTC)
    assert await standing.is_new("key", place, now)
    assert not await standing.is_new("key", place, now)
    with polling.database_down():
        assert await standing.is_new("key", place, now)
        await standing.is_not("key", place)
