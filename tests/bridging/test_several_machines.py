"""Two machines over one database, to both of which Slack sends what is said."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.engine import Database
from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram, bridge
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.handlers.conftest import found_network
from tests.program import attache
from tests.templates import Templates
from tests.translation.engines.standins import LibreStandIn

COUNT = 12
PUBLIC = "https://attache.example"


@pytest.fixture
def network_database(templates: Templates) -> Iterator[Database]:
    with templates.copy("postgresql", found_network) as found:
        yield found


@pytest.fixture
async def stage(
    network_database: Database,
    slack: FakeSlack,
    telegram: FakeTelegram,
    libre: LibreStandIn,
    tmp_path: Path,
) -> AsyncIterator[Stage]:
    found = Stage.between(network_database, slack, telegram, libre)
    found.settings |= {
        "ATTACHE_PUBLIC_URL": PUBLIC,
        # pragma: allowlist nextline secret  known to the fake alone
        "TELEGRAM_WEBHOOK_SECRET": "s3cret",
    }
    set_up = await attache("telegram", "setup", folder=tmp_path, settings=found.settings)
    assert set_up.status == 0, set_up.errors
    async with found.served(tmp_path, machines=2):
        yield found


async def test_order_is_kept_and_nothing_is_doubled(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    petro.telegram.route(PUBLIC, stage.services[0].url)
    await bridge((aiko, "es"), (petro, "uk"))
    await stage.settles()
    for number in range(COUNT):
        # One event to one machine, the next to the other; Slack repeats some to both.
        one, other = (stage.services[(number + each) % 2].url for each in (0, 1))
        petro.telegram.route(PUBLIC, other)
        aiko.slack.app_url = one + "/slack/events"
        await aiko.says(f"The pumps of Yokohama leave with ship number {number}")
        aiko.slack.app_url = other + "/slack/events"
        await asyncio.gather(
            aiko.slack.redeliver(),
            petro.says(f"The people of Odesa arrive with train number {number}"),
        )
    await stage.settles()
    with stage.database.reading() as session:
        query = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        assert session.scalar(query) == 0
    read_in_odesa = [each["text"].splitlines()[-1] for each in petro.screen()]
    read_in_yokohama = [aiko.reads(each)[-1] for each in aiko.screen()]
    assert [each for each in read_in_odesa if each.startswith("The pumps of")] == [
        f"The pumps of Yokohama leave with ship number {number}" for number in range(COUNT)
    ]
    assert [each for each in read_in_yokohama if each.startswith("> The people")] == [
        f"> The people of Odesa arrive with train number {number}" for number in range(COUNT)
    ]
