"""A real Slack adapter over a real database and router, against the local Slack."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.access import Role, Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage
from storage.audit import Actor
from storage.engine import Database
from storage.models import Network
from storage.places import Gazetteer
from storage.records import Records
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import (
    NASTY,
    ODESA,
    YOKOHAMA,
    Running,
    bind,
    installable,
    running,
)


@pytest.fixture
def kind() -> str:
    """What is tested here does not depend on the kind of database."""
    return "sqlite"


@pytest.fixture
def home(small_gazetteer: Database) -> Database:
    """A network of two cities and one partnership."""
    with small_gazetteer.writing(Actor("fixture")) as session:
        network = Network(slug="demo", name="Sister Cities Demo")
        session.add(network)
        session.flush()
        records = Records(session, Scope(network.id, Role.STEWARD))
        cities = []
        for number in (YOKOHAMA, ODESA):
            place = Gazetteer(session).get(number)
            assert place is not None
            cities.append(records.parties.add_place(place))
        pair = records.partnerships.add(cities, PartnershipType.SISTER_CITY, Stage.IMPLEMENTATION)
        pair.since = PartialDate.parse("1965")
        pair.note = f"Note {NASTY}"
        pair.agreement_title = f"Agreement {NASTY}"
        pair.agreement_signed = PartialDate.parse("1965-07-01")
        for summary in ("Video call of the mayors", f"Visit {NASTY}"):
            records.exchanges.add(
                pair.id,
                ExchangeKind.CALL,
                summary,
                PartialDate.parse("2022"),
                cities[0].id,
                quantities=[],
            )
    return small_gazetteer


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as running:
        yield running
        assert running.violations == []


@pytest.fixture
def bound(home: Database, slack: FakeSlack) -> Database:
    """The database, the whole workspace bound to the network and its person an editor."""
    return bind(home, slack)


@pytest.fixture
async def app(slack: FakeSlack, bound: Database) -> AsyncIterator[Running]:
    """One workspace over HTTP."""
    async with running(slack, bound) as listening:
        yield listening


@pytest.fixture
async def public(slack: FakeSlack, bound: Database) -> AsyncIterator[Running]:
    """An app that workspaces install themselves."""
    async with running(slack, bound, **installable(slack)) as listening:
        yield listening


@pytest.fixture(params=["http", "socket"])
async def either(
    request: pytest.FixtureRequest, slack: FakeSlack, bound: Database
) -> AsyncIterator[Running]:
    """One workspace, over HTTP and over Socket Mode."""
    token = slack.world.app_token if request.param == "socket" else ""
    async with running(slack, bound, app_token=token) as listening:
        if token:
            slack.transport = "socket"
            await slack.socket.wait_for(1)
        yield listening
