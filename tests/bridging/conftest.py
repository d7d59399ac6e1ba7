"""Yokohama in Slack and Odesa in Telegram, with the program between them."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.engine import Database
from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.handlers.conftest import found_network
from tests.templates import Templates
from tests.translation.engines.conftest import libre
from tests.translation.engines.standins import LibreStandIn

__all__ = ["libre"]


@pytest.fixture
def network_database(templates: Templates) -> Iterator[Database]:
    with templates.copy("sqlite", found_network) as found:
        yield found


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as running:
        yield running
    assert running.violations == []


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(token="123:ABC") as running:
        yield running
    assert running.violations == []


@pytest.fixture
async def stage(
    network_database: Database,
    slack: FakeSlack,
    telegram: FakeTelegram,
    libre: LibreStandIn,
    tmp_path: Path,
) -> AsyncIterator[Stage]:
    """The program on one machine."""
    found = Stage.between(network_database, slack, telegram, libre)
    async with found.served(tmp_path):
        yield found


@pytest.fixture
def aiko(stage: Stage) -> OnSlack:
    """Of Yokohama, in Slack."""
    return stage.on_slack("Aiko", "Aiko Tanaka", "odesa")


@pytest.fixture
def petro(stage: Stage) -> OnTelegram:
    """Of Odesa, in Telegram."""
    return stage.on_telegram("Petro", "Petro", "Yokohama and Odesa")
