"""A conversation with a real engine between its two languages."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine import Database
from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram, bridge
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.translation.engines.conftest import apertium_program, apy
from tests.translation.engines.standins import LibreStandIn

__all__ = ["apertium_program", "apy"]


@pytest.fixture
async def stage(
    network_database: Database,
    slack: FakeSlack,
    telegram: FakeTelegram,
    libre: LibreStandIn,
    apy: str,
    tmp_path: Path,
) -> AsyncIterator[Stage]:
    found = Stage.between(network_database, slack, telegram, libre)
    del found.settings["LIBRETRANSLATE_URL"]
    found.settings["APERTIUM_URL"] = apy
    async with found.served(tmp_path):
        yield found


async def test_english_and_spanish_are_read_as_if_they_were_one(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await bridge((aiko, "en"), (petro, "es"))
    await stage.settles()
    question = await aiko.says("The mayor of Odesa arrives on Monday with 12 guests.")
    copy = await petro.sees("llega")
    assert petro.reads(copy) == [
        "Aiko · Yokohama 🇯🇵",
        "El alcalde de Odesa llega el lunes con 12 huéspedes.",
        "traducción automática · Apertium",
        "The mayor of Odesa arrives on Monday with 12 guests.",
    ]
    await petro.says("Muchas gracias, la casa está lista.", copy)
    told = await aiko.sees("house")
    assert aiko.answers(told) == question
    assert aiko.reads(told)[0] == "Petro · Odesa 🇺🇦"
    assert aiko.reads(told)[-1] == "> Muchas gracias, la casa está lista."
