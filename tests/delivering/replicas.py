"""A PostgreSQL with a second one that follows it and takes its place when it is gone."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import psutil
import psycopg

from storage.schema import migrate
from tests import postgres
from tests.delivering.databases import Ground, durable
from tests.postgres import PostgresServer

_FOLLOWED = (
    *(each for each in postgres._FAST if not each.startswith(("wal_level", "max_wal_senders"))),
    "wal_level=replica",
    "max_wal_senders=4",
)
_SOCKET = ".s.PGSQL.5432"


class FollowedServer(PostgresServer):
    """The first of the two, and what becomes of it."""

    def __init__(self) -> None:
        super().__init__()
        self._follower: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the first one."""
        with mock.patch.object(postgres, "_FAST", _FOLLOWED):
            super().start()

    def follow(self, *, synchronously: bool) -> None:
        """Copy it, and let the copy follow; a commit waits for it or does not."""
        base = ["-h", str(self._folder), "-U", "postgres", "-D", str(self._copy), "-R", "-X"]
        self._run("pg_basebackup", *base, "stream", "--checkpoint=fast", "--no-sync")
        self._start_follower()
        if synchronously:
            with psycopg.connect(self.url(), autocommit=True) as connection:
                connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
                connection.execute("SELECT pg_reload_conf()")

    def fail_over(self, seconds: float, behind: float = 0.0) -> None:
        """The first is gone at once; so many seconds later the second is in its place. With
        `behind`, the second heard nothing for so long before, as when the line was down."""
        assert self._process is not None
        receivers = self._receivers() if behind else []
        for each in receivers:
            os.kill(each, signal.SIGSTOP)
        time.sleep(behind)
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(30)
        self._process = None
        for each in receivers:
            # It ends before it reads what had come on the line.
            os.kill(each, signal.SIGTERM)
            os.kill(each, signal.SIGCONT)
        time.sleep(seconds)
        self._run("pg_ctl", "promote", "-w", "-D", self._copy)
        for name in (_SOCKET, f"{_SOCKET}.lock"):
            (self._folder / name).unlink(missing_ok=True)
        (self._folder / _SOCKET).symlink_to(self._copy.parent / "copy-socket" / _SOCKET)

    def remove(self) -> None:
        """Stop both and take their data away."""
        if self._follower is not None:
            self._follower.send_signal(signal.SIGINT)
            self._follower.wait(30)
        super().remove()

    @property
    def _copy(self) -> Path:
        return self._folder / "copy"

    def _receivers(self) -> list[int]:
        """The processes that listen to the first one."""
        assert self._follower is not None
        ours = psutil.Process(self._follower.pid).children()
        found = [each.pid for each in ours if "walreceiver" in " ".join(each.cmdline())]
        assert found
        return found

    def _start_follower(self) -> None:
        socket = self._folder / "copy-socket"
        socket.mkdir()
        if self._user is not None:
            shutil.chown(socket, self._user)
        settings = (*_FOLLOWED, f"unix_socket_directories={socket}", "hot_standby=on")
        with (self._folder / "copy-log").open("ab") as log:
            self._follower = subprocess.Popen(
                [
                    *(self._binaries / "postgres", "-D", self._copy),
                    *(part for each in settings for part in ("-c", each)),
                ],
                user=self._user,
                cwd=self._folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + 30
        while not self._is_followed():
            if time.monotonic() > deadline:
                raise postgres.NoPostgresError((self._folder / "copy-log").read_text()[-2000:])
            time.sleep(0.05)

    def _is_followed(self) -> bool:
        with psycopg.connect(self.url()) as connection:
            found = connection.execute("SELECT count(*) FROM pg_stat_replication").fetchone()
        return bool(found and found[0])


@contextlib.contextmanager
def followed_ground(*, synchronously: bool) -> Iterator[Ground]:
    """An empty, migrated database on such a server."""
    server = FollowedServer()
    try:
        server.start()
        name = server.create()
        durable(server, name)
        server.follow(synchronously=synchronously)
        found = Ground(server.url(name), server)
        with found.opened() as database:
            migrate(database)
        yield found
    finally:
        server.remove()
