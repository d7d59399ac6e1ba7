"""The town, on both databases."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.services.translation.installed import TranslationSettings, installed
from bot.services.translation.translator import Translator
from storage.engine import Database
from tests.handlers.conftest import network, other_network
from tests.talk.town import Town, settled
from tests.translation.engines.conftest import libre, session
from tests.translation.engines.standins import LibreStandIn

__all__ = ["libre", "network", "other_network", "session"]


@pytest.fixture
async def town(
    network: Database, libre: LibreStandIn, session: aiohttp.ClientSession
) -> AsyncIterator[Town]:
    """Two cities of one network, with LibreTranslate between them."""
    settled(network)
    settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)
    found = Town(network, Translator(installed(settings, session)))
    found.begin()
    yield found
    await found.end()


@pytest.fixture
async def towns(
    other_network: Database, libre: LibreStandIn, session: aiohttp.ClientSession
) -> AsyncIterator[Town]:
    """The same beside another network with a place of its own."""
    settled(other_network)
    settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)
    found = Town(other_network, Translator(installed(settings, session)))
    found.begin()
    yield found
    await found.end()
