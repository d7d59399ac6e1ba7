"""`attache serve` as an operator runs it: a process of its own, a server for its database, and
the platforms' real client libraries against local stand-ins."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.domain.identity import Platform
from storage.administration import Administration
from storage.audit import Actor
from storage.engine import Database
from storage.schema import migrate
from storage.speakers import Speakers
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.handlers.conftest import found_network
from tests.postgres import PostgresServer
from tests.program import attache, serving

PUBLIC = "https://attache.example"


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A server that a test may stop without harm to the others."""
    own = PostgresServer()
    try:
        own.start()
        yield own
    finally:
        own.remove()


@pytest.fixture
def network(server: PostgresServer) -> Iterator[Database]:
    """A network on that server."""
    opened = Database(server.url(server.create()))
    migrate(opened)
    found_network(opened)
    yield opened
    opened.close()


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


def _open_to(database: Database, slack: FakeSlack, user_id: int) -> None:
    """The Slack workspace is bound, and one person on Telegram is an official."""
    with database.reading() as session:
        home = Speakers(session).network("demo")
    assert home is not None
    with database.writing(Actor("test")) as session:
        Administration(session).bind(home.id, Platform.SLACK, slack.team.id, "")
        Administration(session).bind(home.id, Platform.TELEGRAM, "", str(user_id))


def _settings(database: Database, slack: FakeSlack, telegram: FakeTelegram) -> dict[str, str]:
    return {
        "DATABASE_URL": database.url.render_as_string(hide_password=False),
        "SLACK_BOT_TOKEN": slack.team.bot_token,
        "SLACK_SIGNING_SECRET": slack.world.signing_secret,
        "SLACK_API_URL": slack.url,
        "TELEGRAM_BOT_TOKEN": "123:ABC",
        "TELEGRAM_API_URL": telegram.url,
    }


async def test_one_process_serves_both_platforms_over_http(
    network: Database, slack: FakeSlack, telegram: FakeTelegram, tmp_path: Path
) -> None:
    olena = telegram.person("Olena")
    _open_to(network, slack, olena["id"])
    settings = {
        **_settings(network, slack, telegram),
        "ATTACHE_PUBLIC_URL": PUBLIC,
        # pragma: allowlist nextline secret  known to the fake alone
        "TELEGRAM_WEBHOOK_SECRET": "s3cret",
    }
    set_up = await attache("telegram", "setup", folder=tmp_path, settings=settings)
    assert set_up.status == 0, set_up.errors
    async with serving(tmp_path, **settings) as service:
        slack.app_url = service.url + "/slack/events"
        telegram.route(PUBLIC, service.url)

        await slack.slash_command(command="/partner", text="status Odesa")
        await telegram.message("/partner status Одеса", user=olena)
        await telegram.wait_for(1)

        assert "Yokohama" in slack.text_of(slack.ephemerals[-1])
        assert "Yokohama" in telegram.text_of(telegram.last)
        _status, metrics = await service.get("/metrics")
        assert 'attache_messages_total{outcome="answered",platform="slack"} 1.0' in metrics
        assert 'attache_messages_total{outcome="answered",platform="telegram"} 1.0' in metrics
        assert await service.stop() == 0


async def test_behind_a_firewall_it_fetches_from_both_platforms(
    network: Database, slack: FakeSlack, telegram: FakeTelegram, tmp_path: Path
) -> None:
    olena = telegram.person("Olena")
    _open_to(network, slack, olena["id"])
    slack.transport = "socket"
    settings = {
        **_settings(network, slack, telegram),
        "SLACK_APP_TOKEN": slack.world.app_token,
        "SLACK_SIGNING_SECRET": "",
    }
    async with serving(tmp_path, **settings) as service:
        await slack.socket.wait_for(1)

        await slack.mention("partner status Odesa")
        await telegram.message("partner status Odesa", user=olena)
        await telegram.wait_for(1)

        assert "Yokohama" in slack.text_of(slack.posted[-1])
        assert "Yokohama" in telegram.text_of(telegram.last)
        assert await service.stop() == 0


async def test_a_database_that_goes_away_is_told_and_comes_back_by_itself(
    network: Database,
    slack: FakeSlack,
    telegram: FakeTelegram,
    server: PostgresServer,
    tmp_path: Path,
) -> None:
    _open_to(network, slack, 1)
    async with serving(tmp_path, **_settings(network, slack, telegram)) as service:
        slack.app_url = service.url + "/slack/events"
        server.stop()

        problem = await service.until("/readyz", 503)
        await slack.slash_command(command="/partner", text="status Odesa")
        told = slack.text_of(slack.ephemerals[-1])
        server.start()
        await service.until("/readyz", 200)
        await slack.slash_command(command="/partner", text="status Odesa")

        assert "cannot be reached" in problem
        assert "try again" in told
        assert "reference" in told
        assert "Yokohama" in slack.text_of(slack.ephemerals[-1])
        assert (await service.get("/healthz"))[0] == 200


async def test_a_database_that_is_away_at_the_start_is_waited_for(
    network: Database, server: PostgresServer, tmp_path: Path
) -> None:
    url = network.url.render_as_string(hide_password=False)
    server.stop()
    async with serving(tmp_path, "--only", "worker", ready=503, DATABASE_URL=url) as service:
        server.start()
        await service.until("/readyz", 200)
        assert await service.stop() == 0


async def test_a_worker_alone_listens_to_no_platform(network: Database, tmp_path: Path) -> None:
    url = network.url.render_as_string(hide_password=False)
    async with serving(tmp_path, "--only", "worker", DATABASE_URL=url) as service:
        assert (await service.get("/slack/events"))[0] == 404
        assert await service.stop() == 0


async def test_the_check_says_what_is_wrong_and_what_to_do(
    network: Database, slack: FakeSlack, telegram: FakeTelegram, tmp_path: Path
) -> None:
    settings = _settings(network, slack, telegram) | {"TELEGRAM_BOT_TOKEN": "123:WRONG"}

    checked = await attache("check", folder=tmp_path, settings=settings)

    assert checked.status == 1
    assert "✓ database" in checked.output
    assert "✓ Slack" in checked.output
    assert "✗ Telegram" in checked.output
    assert "WRONG" not in checked.output + checked.errors
    telegram.violations.clear()
