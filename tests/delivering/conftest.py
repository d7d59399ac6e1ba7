"""One stand-in and one nursery for all rows of a file; a database for each."""

from collections.abc import Iterator

import pytest

from storage.engine import Database
from tests.delivering.crew import Nursery, nursery
from tests.delivering.databases import Ground, ground
from tests.delivering.running import RunningStandIn, standing_in
from tests.delivering.scene import Scene

SIZE = 200


@pytest.fixture(scope="module")
def running() -> Iterator[RunningStandIn]:
    with standing_in() as found:
        yield found


@pytest.fixture(scope="module")
def workers_nursery(running: RunningStandIn) -> Iterator[Nursery]:
    with nursery(running) as found:
        yield found


@pytest.fixture
def standin(running: RunningStandIn) -> RunningStandIn:
    """A stand-in that nothing has happened to yet."""
    running.order(limits=False, pause=0.0, troubles=[])
    running.forget()
    return running


@pytest.fixture
def scene(database: Database, standin: RunningStandIn, workers_nursery: Nursery) -> Scene:
    """A scene of moderate size."""
    found = Scene(database, standin, workers_nursery, SIZE, patience=40.0)
    found.fill()
    return found


@pytest.fixture
def own_server() -> Iterator[Ground]:
    """A PostgreSQL that may be stopped without harm to other tests."""
    with ground("postgresql") as found:
        yield found


@pytest.fixture
def server_scene(
    own_server: Ground, standin: RunningStandIn, workers_nursery: Nursery
) -> Iterator[Scene]:
    """A scene on that server."""
    with own_server.opened() as database:
        found = Scene(database, standin, workers_nursery, SIZE, own_server, patience=40.0)
        found.fill()
        yield found
