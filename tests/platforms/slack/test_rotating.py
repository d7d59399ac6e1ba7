"""Tokens that expire: whoever exchanges them, and however often at once, none is lost."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from cryptography.fernet import Fernet
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.platforms.slack.installed import InstalledWorkspaces
from bot.platforms.slack.rotating import PATIENCE_SECONDS, Rotation
from bot.platforms.slack.settings import SlackSettings
from storage.audit import Actor
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.installations import Installation, Installations
from storage.sealing import Seal
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import until

KEY = Fernet.generate_key().decode()


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """What machines do at once depends on the database between them."""
    return str(request.param)


def kept(database: Database) -> Installations:
    return Installations(database, Seal([KEY]), "client")


@dataclass
class Machine:
    """One of the machines that share a database."""

    workspaces: InstalledWorkspaces
    rotation: Rotation


@contextlib.asynccontextmanager
async def machine(slack: FakeSlack, database: Database) -> AsyncIterator[Machine]:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=slack.url, session=session, retry_handlers=[])
        world = slack.world
        settings = SlackSettings(client_id=world.client_id, client_secret=world.client_secret)
        rotation = Rotation(kept(database), client, settings, now)
        workspaces = InstalledWorkspaces(kept(database), rotation, client, now)
        yield Machine(workspaces, rotation)
        await workspaces.stop()


@pytest.fixture
def expiring(slack: FakeSlack, database: Database) -> Installation:
    """An installation whose token ends within the hour."""
    return installed(slack, database, timedelta(hours=1))


def installed(slack: FakeSlack, database: Database, lasts: timedelta) -> Installation:
    slack.world.rotating_tokens = True
    issued = slack.world.issue_token(slack.team)
    made = Installation(
        slack.team.id,
        issued["access_token"],
        bot_id=slack.team.bot_id,
        bot_user_id=slack.team.bot_user_id,
        refresh_token=issued["refresh_token"],
        expires_at=now() + lasts,
    )
    kept(database).save(made, now())
    return made


def stands(slack: FakeSlack, database: Database) -> Installation:
    found = kept(database).find(slack.team.id)
    assert found is not None
    return found


async def test_a_token_is_exchanged_before_it_expires(
    slack: FakeSlack, database: Database, expiring: Installation
) -> None:
    async with machine(slack, database) as ours:
        found = await ours.workspaces.find(slack.team.id)
    assert found is not None
    assert found.token == stands(slack, database).token == slack.team.bot_token != expiring.token
    assert stands(slack, database).refresh_token in slack.world.refresh_tokens


async def test_a_token_with_hours_to_live_is_left_alone(
    slack: FakeSlack, database: Database
) -> None:
    installed(slack, database, timedelta(hours=11))
    async with machine(slack, database) as ours:
        await ours.workspaces.find(slack.team.id)
    assert slack.calls("oauth.v2.access") == []


async def test_two_machines_at_once_end_up_with_the_same_token(
    slack: FakeSlack, database: Database, expiring: Installation
) -> None:
    async with machine(slack, database) as ours, machine(slack, database) as theirs:
        pair = await asyncio.gather(
            ours.rotation.exchanged(expiring), theirs.rotation.exchanged(expiring)
        )
    last = stands(slack, database)
    assert [each and each.token for each in pair] == [last.token, last.token]
    assert last.refresh_token in slack.world.refresh_tokens


async def test_many_conversations_on_one_machine_exchange_once(
    slack: FakeSlack, database: Database, expiring: Installation
) -> None:
    async with machine(slack, database) as ours:
        await asyncio.gather(*(ours.workspaces.find(slack.team.id) for _ in range(5)))
    assert len(slack.calls("oauth.v2.access")) == 1


async def test_after_many_exchanges_by_many_machines_the_last_one_still_works(
    slack: FakeSlack, database: Database, expiring: Installation
) -> None:
    for _ in range(3):
        read = stands(slack, database)
        async with contextlib.AsyncExitStack() as stack:
            all_three = [
                await stack.enter_async_context(machine(slack, database)) for _ in range(3)
            ]
            await asyncio.gather(*(each.rotation.exchanged(read) for each in all_three))
    assert stands(slack, database).refresh_token in slack.world.refresh_tokens


@pytest.mark.parametrize("trouble", [{"drop": True}, {"error": "internal_error"}])
async def test_without_an_answer_of_slacks_the_old_token_is_used_while_it_works(
    slack: FakeSlack, database: Database, expiring: Installation, trouble: dict[str, Any]
) -> None:
    slack.fail_next("oauth.v2.access", **trouble)
    async with machine(slack, database) as ours:
        found = await ours.workspaces.find(slack.team.id)
    assert found is not None
    assert found.token == expiring.token


@pytest.mark.parametrize("was_refused", [False, True])
async def test_nobody_who_gives_up_waiting_loses_the_new_token(
    slack: FakeSlack, database: Database, expiring: Installation, was_refused: bool
) -> None:
    slack.fail_next("oauth.v2.access", delay=0.3)
    async with machine(slack, database) as ours:
        asked = ours.rotation.exchanged if was_refused else ours.rotation.fresh
        waiting = asyncio.create_task(asked(expiring))
        await until(lambda: slack.calls("oauth.v2.access"))
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert stands(slack, database).refresh_token in slack.world.refresh_tokens


async def test_nobody_waits_long_for_a_new_token_while_the_old_one_works(
    slack: FakeSlack, database: Database, expiring: Installation
) -> None:
    slack.fail_next("oauth.v2.access", delay=PATIENCE_SECONDS + 0.5)
    async with machine(slack, database) as ours:
        found = await ours.workspaces.find(slack.team.id)
    assert found is not None
    assert found.token == expiring.token
    assert stands(slack, database).token == slack.team.bot_token


async def test_a_new_token_is_waited_for_when_the_old_one_is_over(
    slack: FakeSlack, database: Database
) -> None:
    installed(slack, database, timedelta(seconds=-1))
    slack.fail_next("oauth.v2.access", delay=PATIENCE_SECONDS + 0.5)
    async with machine(slack, database) as ours:
        found = await ours.workspaces.find(slack.team.id)
    assert found is not None
    assert found.token == slack.team.bot_token


class Faltering(Database):
    """A database that cannot be written to a few times."""

    failures = 2

    @contextlib.contextmanager
    def writing(self, actor: Actor) -> Iterator[Session]:
        if self.failures:
            self.failures -= 1
            raise DatabaseUnavailable("faltering")
        with super().writing(actor) as session:
            yield session


async def test_a_new_token_waits_for_a_database_that_is_away(
    slack: FakeSlack, database: Database, expiring: Installation
) -> None:
    faltering = Faltering(database.url.render_as_string(hide_password=False))
    async with machine(slack, faltering) as ours:
        found = await ours.workspaces.find(slack.team.id)
    faltering.close()
    assert faltering.failures == 0
    assert found is not None
    assert stands(slack, database).token == found.token == slack.team.bot_token


async def test_an_exchange_does_not_bring_back_what_was_removed_meanwhile(
    slack: FakeSlack, database: Database, expiring: Installation
) -> None:
    kept(database).revoke(slack.team.id, "", now(), now())
    async with machine(slack, database) as ours:
        assert await ours.rotation.exchanged(expiring) is None
    assert kept(database).find(slack.team.id) is None
