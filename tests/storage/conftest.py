"""The office whose changes are taken back, and databases of earlier programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.engine import Database
from tests.postgres import PostgresServer
from tests.storage.office import Office


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture(params=["sqlite", "postgresql"])
def untouched(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that no program has been at."""
    name = ""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        name = server.create()
        url = server.url(name)
    database = Database(url)
    yield database
    database.close()
    if name:
        server.drop(name)
