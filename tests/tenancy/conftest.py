"""Twin databases, filled once for all tests of a process."""

from collections.abc import Iterator

import pytest

from tests.postgres import PostgresServer
from tests.tenancy.twins import Twins


@pytest.fixture(scope="session")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """In files of their own."""
    found = Twins("sqlite", tmp_path_factory.mktemp("twins"), _no_server)
    yield found
    found.close()


@pytest.fixture(scope="session")
def postgres_twins(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Twins]:
    """On a server of the tests' own."""
    found = Twins("postgresql", tmp_path_factory.mktemp("twins"), lambda: postgres)
    yield found
    found.close()


def _no_server() -> PostgresServer:
    raise RuntimeError("no PostgreSQL was asked for")
