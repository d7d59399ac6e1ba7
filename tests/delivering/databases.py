"""Databases for the harness: what is committed on them outlives the server's process."""

import contextlib
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from storage.engine import Database
from storage.schema import migrate
from tests.postgres import PostgresServer


@dataclass
class Ground:
    """A migrated database, with its server if it has one."""

    url: str
    server: PostgresServer | None = None

    @contextlib.contextmanager
    def opened(self) -> Iterator[Database]:
        """The database, for as long as the block."""
        database = Database(self.url)
        try:
            yield database
        finally:
            database.close()

    def crash(self) -> None:
        """The server ends at once, as at a power cut, and is started again."""
        server = self._server()
        assert server._process is not None
        server._process.send_signal(signal.SIGQUIT)
        server._process.wait(30)
        server._process = None
        server.start()

    def away(self, seconds: float) -> None:
        """The server is stopped, and started again so many seconds later."""
        server = self._server()
        server.stop()
        time.sleep(seconds)
        server.start()

    def _server(self) -> PostgresServer:
        if self.server is None:
            raise ValueError("SQLite has no server")
        return self.server


@contextlib.contextmanager
def ground(kind: str) -> Iterator[Ground]:
    """An empty, migrated database of this kind, gone after the block."""
    with contextlib.ExitStack() as stack:
        found = _postgresql(stack) if kind == "postgresql" else _sqlite(stack)
        with found.opened() as database:
            migrate(database)
        yield found


def _sqlite(stack: contextlib.ExitStack) -> Ground:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    return Ground(f"sqlite:///{folder}/harness.db")


def _postgresql(stack: contextlib.ExitStack) -> Ground:
    server = PostgresServer()
    stack.callback(server.remove)
    server.start()
    name = server.create()
    durable(server, name)
    return Ground(server.url(name), server)


def durable(server: PostgresServer, name: str) -> None:
    """A commit waits until it is written to the system, which a killed server does not undo.
    The tests' server does not wait, and would forget the last of them."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = on".encode())
