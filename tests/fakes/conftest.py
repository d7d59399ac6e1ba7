"""The local Telegram and the local Slack, and the real client libraries that talk to them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from telegram.ext import ExtBot

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_app import bolt_app, served
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


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as running:
        yield running
        assert running.violations == []


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.team.bot_token, base_url=slack.url, retry_handlers=[])


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    return []


@pytest.fixture
async def http_app(slack: FakeSlack, heard: list[dict[str, Any]]) -> AsyncIterator[FakeSlack]:
    async with served(bolt_app(slack, heard)) as address:
        slack.app_url = address
        yield slack
