"""What was promised is reminded of by the running program: on both platforms, on several machines,
and once."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.chat.calendars import PublicHolidays
from bot.domain.deliveries import DeliveryState
from bot.domain.identity import Platform
from bot.domain.working_time import Hours, permitted
from storage.administration import Administration
from storage.audit import Actor
from storage.engine import Database
from storage.models import ChatIdentity, Delivery, FollowUp, Official, Party
from storage.speakers import Speakers
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.handlers.conftest import found_network
from tests.program import Service, serving
from tests.templates import Templates

# Somewhere it is a working day and the middle of it, on whichever day of the week the tests run.
_COUNTRIES = ("IN", "NP", "EG", "UA", "IR")
_ZONES = tuple(f"Etc/GMT{hours:+d}" for hours in range(-12, 13) if hours)


def somewhere_at_work(now: datetime) -> tuple[str, str]:
    """A country and a time zone where people may be reminded now and for the next hours."""
    calendar = PublicHolidays()
    for country in _COUNTRIES:
        for zone in _ZONES:
            hour = now.astimezone(ZoneInfo(zone)).hour
            if 9 <= hour <= 15 and permitted(now, Hours(zone, country=country), calendar):
                return country, zone
    raise AssertionError("nobody works anywhere")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, templates: Templates) -> Iterator[Database]:
    with templates.copy(request.param, found_network) as found:
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


def _move(database: Database, city: str, official: str) -> str:
    """Let a city and its official be where it is day; the zone."""
    country, zone = somewhere_at_work(datetime.now(UTC))
    with database.writing(Actor("test")) as session:
        # Of the other parties nobody has a holiday either.
        for party in session.scalars(select(Party)):
            party.country = country if party.name == city else ""
        person = session.scalars(select(Official).where(Official.name == official)).one()
        person.timezone = zone
    return zone


def _gives_account(database: Database, official: str, platform: Platform, user: str, team: str):
    with database.writing(Actor("test")) as session:
        person = session.scalars(select(Official).where(Official.name == official)).one()
        session.add(ChatIdentity(official_id=person.id, platform=platform, user=user, team=team))


@contextlib.asynccontextmanager
async def _machines(
    count: int, database: Database, slack: FakeSlack, telegram: FakeTelegram, folder: Path
) -> AsyncIterator[list[Service]]:
    """That many machines over one database; the first of them listens as well."""
    settings = {
        "DATABASE_URL": database.url.render_as_string(hide_password=False),
        "SLACK_BOT_TOKEN": slack.team.bot_token,
        "SLACK_SIGNING_SECRET": slack.world.signing_secret,
        "SLACK_API_URL": slack.url,
        "TELEGRAM_BOT_TOKEN": "123:ABC",
        "TELEGRAM_API_URL": telegram.url,
    }
    async with contextlib.AsyncExitStack() as running:
        services = [await running.enter_async_context(serving(folder, **settings))]
        for _ in range(count - 1):
            more = serving(folder, "--only", "worker", **settings)
            services.append(await running.enter_async_context(more))
        slack.app_url = services[0].url + "/slack/events"
        yield services
        for service in services:
            assert await service.stop() == 0


async def test_a_promise_made_in_slack_is_reminded_of_there_by_one_of_several_machines(
    database: Database, slack: FakeSlack, telegram: FakeTelegram, tmp_path: Path
) -> None:
    _move(database, "Odesa", "Petro")
    _gives_account(database, "Petro", Platform.SLACK, slack.user.id, slack.team.id)
    machines = 2 if not database.is_embedded else 1
    async with _machines(machines, database, slack, telegram, tmp_path):
        await slack.slash_command(
            command="/follow", text='add Odesa "send pump specification" by tomorrow 9:00'
        )
        assert "send pump specification" in slack.text_of(slack.ephemerals[-1])
        _becomes_due(database)
        await _until(lambda: len(slack.posted) == 1)
        await asyncio.sleep(1.5)
    (reminder,) = slack.posted
    assert "send pump specification" in slack.text_of(reminder)
    assert _states(database) == [DeliveryState.SENT]


async def test_done_under_a_reminder_is_the_end_of_it(
    database: Database, slack: FakeSlack, telegram: FakeTelegram, tmp_path: Path
) -> None:
    _move(database, "Odesa", "Petro")
    petro = telegram.person("Petro")
    _gives_account(database, "Petro", Platform.TELEGRAM, str(petro["id"]), "")
    async with _machines(1, database, slack, telegram, tmp_path):
        await telegram.message('/follow add Odesa "call Yokohama" by tomorrow 9:00', user=petro)
        await telegram.wait_for(1)
        _becomes_due(database)
        await telegram.wait_for(2)
        assert "call Yokohama" in telegram.text_of(telegram.last)
        await telegram.press(telegram.last, "Done", user=petro)
        await telegram.wait_for(3)
    with database.reading() as session:
        assert session.scalars(select(FollowUp)).one().closed_at is not None


async def test_the_digest_comes_into_the_channel_that_subscribed(
    database: Database, slack: FakeSlack, telegram: FakeTelegram, tmp_path: Path
) -> None:
    _gives_account(database, "Sari", Platform.SLACK, slack.user.id, slack.team.id)
    with database.reading() as session:
        home = Speakers(session).network("demo")
    assert home is not None
    with database.writing(Actor("test")) as session:
        Administration(session).bind(home.id, Platform.SLACK, slack.team.id, slack.channel.id)
    async with _machines(1, database, slack, telegram, tmp_path):
        await slack.slash_command(command="/digest", text="subscribe monday 09:00 Asia/Jakarta")
        assert "09:00" in slack.text_of(slack.ephemerals[-1])
        await slack.slash_command(command="/digest", text="now")
        await _until(lambda: slack.posted)
    assert "Sister Cities Demo" in slack.text_of(slack.posted[0])


def _becomes_due(database: Database) -> None:
    """The day has come on which it was promised for."""
    with database.writing(Actor("test")) as session:
        promise = session.scalars(select(FollowUp)).one()
        now = datetime.now(UTC)
        promise.due_at = now - timedelta(minutes=1)
        promise.due_on, promise.created_at = promise.due_at.date(), now - timedelta(days=2)
        promise.due_time = promise.due_at.time().replace(tzinfo=None)


def _states(database: Database) -> list[DeliveryState]:
    with database.reading() as session:
        return list(session.scalars(select(Delivery.state)))


async def _until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while True:
            if is_so():
                return
            await asyncio.sleep(0.05)
