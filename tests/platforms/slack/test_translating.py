"""`/translate` on Slack: whoever asked sees the answer, however long an engine takes."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.chat.pace import Pace
from bot.chat.router import Router
from bot.platforms.slack import limits
from bot.services.answering import Answering
from bot.services.translation.detecting import Detector
from bot.services.translation.granting import Granting
from bot.services.translation.installed import TranslationSettings, installed
from bot.services.translation.translator import Translator
from handlers.commands import registry
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, running, until
from tests.translation.engines.standins import LibreStandIn


@pytest.fixture
async def libre() -> AsyncIterator[LibreStandIn]:
    """A LibreTranslate of the house."""
    async with LibreStandIn() as server:
        yield server


@pytest.fixture
async def translating(
    slack: FakeSlack, bound: Database, libre: LibreStandIn
) -> AsyncIterator[Running]:
    """One workspace over HTTP, with somebody who grants wishes."""
    settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)
    async with aiohttp.ClientSession() as session:
        granting = Granting(bound, Translator(installed(settings, session)), Detector())
        answering = Answering(Router(registry(), bound), 2, Pace(), granting.granted)
        async with running(slack, bound, answering.ask) as listening:
            yield listening
        answering.close()


async def test_the_translation_is_shown_to_who_asked(translating: Running) -> None:
    await translating.slack.slash_command("/translate", "to es The mayor arrives soon")

    (shown,) = translating.slack.ephemerals
    told = translating.slack.text_of(shown)
    assert "The-ado mayor-ado arrives-ado soon-ado" in told
    assert "machine translation · LibreTranslate" in told
    assert "The mayor arrives soon" in told


async def test_an_engine_that_takes_longer_than_slack_waits_is_waited_for(
    translating: Running, libre: LibreStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ACKNOWLEDGE_SECONDS", 0.05)
    libre.delay = 0.3

    await translating.slack.slash_command("/translate", "to es The mayor arrives soon")
    await until(lambda: translating.slack.ephemerals)

    assert "mayor-ado" in translating.slack.text_of(translating.slack.ephemerals[-1])
