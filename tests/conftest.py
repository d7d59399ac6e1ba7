"""What every test may ask for: databases at the newest schema, and no way to the outside."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.services import gazetteer
from storage.engine import Database
from storage.schema import migrate
from tests import outside
from tests.postgres import PostgresServer

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
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a migrated database that others are copied from."""
    name = postgres.create()
    database = Database(postgres.url(name))
    migrate(database)
    database.close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that others are copied from."""
    path = tmp_path_factory.mktemp("template") / "attache.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated SQLite database in a file."""
    path = Path(shutil.copy(sqlite_template, tmp_path / "attache.db"))
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres: PostgresServer, postgres_template: str) -> Iterator[Database]:
    """An empty, migrated PostgreSQL database."""
    name = postgres.create(postgres_template)
    database = Database(postgres.url(name))
    yield database
    database.close()
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty, migrated database; the test runs once on each kind."""
    kind = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found: Database = request.getfixturevalue(kind)
    return found


@pytest.fixture
def small_gazetteer(database: Database) -> Database:
    """The database with some seventy real places in its gazetteer."""
    gazetteer.load(database, source=PLACES)
    return database
