"""Workers that are started, killed, frozen and stopped at will.

A process that has loaded everything forks them, so that each is there at once: two hundred can
be killed while a machine would otherwise still be importing.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson

from tests.delivering.running import RunningStandIn
from tests.delivering.worker import Manner
from tests.program import ROOT, environment

_STOP_SECONDS = 40.0


class Nursery:
    """The process that forks them; one is enough for many crews."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def fork(self, url: str, manner: Manner) -> int:
        """The number of a new worker on that database."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"url": url, "manner": asdict(manner)}
        self._process.stdin.write(orjson.dumps(order) + b"\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@dataclass
class Crew:
    """Those that run now, by the number of their process. They are spoken to by a handle, as a
    number is given to another process when they are gone."""

    nursery: Nursery
    url: str
    manner: Manner
    killed: int = 0
    _handles: dict[int, int] = field(default_factory=dict)

    @property
    def running(self) -> list[int]:
        """Those that nobody has ended, the eldest first."""
        return list(self._handles)

    def start(self, count: int = 1, manner: Manner | None = None) -> None:
        """So many more."""
        for _each in range(count):
            process = self.nursery.fork(self.url, manner or self.manner)
            self._handles[process] = os.pidfd_open(process)

    def kill(self, process: int) -> None:
        """End one as a power cut does."""
        self._end(process, signal.SIGKILL)
        self.killed += 1

    def stop(self, process: int) -> None:
        """Ask one to stop, and wait until it has."""
        handle = self._handles[process]
        signal.pidfd_send_signal(handle, signal.SIGTERM)
        if not _is_over(handle, _STOP_SECONDS):
            raise TimeoutError(f"{process} does not stop")
        self._forget(process)

    @contextlib.contextmanager
    def frozen(self, process: int) -> Iterator[None]:
        """One stands still during the block, and goes on after it."""
        signal.pidfd_send_signal(self._handles[process], signal.SIGSTOP)
        try:
            yield
        finally:
            signal.pidfd_send_signal(self._handles[process], signal.SIGCONT)

    def bury(self) -> None:
        """End those that run still, and forget them all."""
        for process in self.running:
            self._end(process, signal.SIGKILL)

    def exited(self) -> list[int]:
        """Those that ended though nobody wanted them to."""
        return [process for process, handle in self._handles.items() if _is_over(handle)]

    def _end(self, process: int, how: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handles[process], how)
        self._forget(process)

    def _forget(self, process: int) -> None:
        os.close(self._handles.pop(process))


@contextlib.contextmanager
def nursery(standin: RunningStandIn, log: Path | None = None) -> Iterator[Nursery]:
    """A nursery for workers that speak with this stand-in; their complaints go to `log`."""
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-T1",
        # pragma: allowlist nextline secret  known to the stand-in alone
        "SLACK_SIGNING_SECRET": "known to the stand-in alone",
        "SLACK_API_URL": standin.slack_url,
        "TELEGRAM_BOT_TOKEN": "123:ABC",
        "TELEGRAM_API_URL": standin.telegram_url,
        "ATTACHE_LOG_LEVEL": "warning",
        "PTB_TIMEDELTA": "true",
    }
    with contextlib.ExitStack() as stack:
        errors = stack.enter_context(log.open("ab")) if log else subprocess.DEVNULL
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.delivering.worker"],
            cwd=ROOT,
            env=environment(**settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        try:
            yield Nursery(process)
        finally:
            process.communicate()


@contextlib.contextmanager
def crew(found: Nursery, url: str, manner: Manner | None = None) -> Iterator[Crew]:
    """Workers on a database; the last of them end with the block."""
    workers = Crew(found, url, manner or Manner())
    try:
        yield workers
    finally:
        workers.bury()


def _is_over(handle: int, seconds: float = 0.0) -> bool:
    """Whether a process has ended within so many seconds."""
    return bool(select.select([handle], [], [], seconds)[0])
