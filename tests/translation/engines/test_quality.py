"""Protecting what stays costs nothing of a translation's quality."""

import aiohttp
import pytest

from bot.domain.translating import Pair
from tests.translation.engines.quality import measured, references


@pytest.mark.parametrize(
    "pair", list(references()), ids=lambda pair: f"{pair.source}-{pair.target}"
)
async def test_apertium_is_as_good_through_the_bot_as_alone(
    session: aiohttp.ClientSession, apy: str, pair: Pair
) -> None:
    quality = await measured(session, apy, pair)

    assert quality.untouched < quality.alone <= quality.through_the_bot
    assert quality.kept == 1.0
