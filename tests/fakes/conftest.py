"""The local Telegram and the real client library that talks to it."""

from collections.abc import AsyncIterator

import pytest
from telegram.ext import ExtBot

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_calls import TOKEN, bot_of


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(token=TOKEN) as fake:
        yield fake


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[ExtBot]:
    async with bot_of(telegram) as real:
        yield real
