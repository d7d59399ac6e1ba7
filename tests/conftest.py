"""What every test may ask for: databases at the newest schema, and no way to the outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.services import gazetteer
from storage.engine import Database
from tests import outside
from tests.postgres import PostgresServer
from tests.templates import Templates, empty

PLACES = Path(__file__).parent / "fixtures" / "places.json"


@pytest.fixture(autouse=True, scope="session")
def _no_outside() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        outside.forbid(patch)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A running server; it and its data go away after the last test."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def templates(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Templates:
    """Filled databases to be copied; a server is started when the first one is needed."""
    return Templates(
        tmp_path_factory.mktemp("templates"), lambda: request.getfixturevalue("postgres")
    )


@pytest.fixture
def sqlite_database(templates: Templates) -> Iterator[Database]:
    """An empty, migrated SQLite database in a file."""
    with templates.copy("sqlite", empty) as database:
        yield database


@pytest.fixture
def postgres_database(templates: Templates) -> Iterator[Database]:
    """An empty, migrated PostgreSQL database."""
    with templates.copy("postgresql", empty) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """A kind of database; what asks for it runs once on each."""
    return str(request.param)


@pytest.fixture
def database(kind: str, templates: Templates) -> Iterator[Database]:
    """An empty, migrated database."""
    with templates.copy(kind, empty) as found:
        yield found


@pytest.fixture
def small_gazetteer(kind: str, templates: Templates) -> Iterator[Database]:
    """A database with some seventy real places in its gazetteer."""
    with templates.copy(kind, places) as found:
        yield found


def places(database: Database) -> None:
    """Load some seventy real places."""
    gazetteer.load(database, source=PLACES)
