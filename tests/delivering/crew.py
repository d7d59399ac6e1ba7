"""Workers that are started, killed, frozen and stopped at will.

A process that has loaded everything forks them, so that each is there at once: two hundred can
be killed while a machine would otherwise still be importing.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
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
    """Those that run now, by the number of their process."""

    nursery: Nursery
    url: str
    manner: Manner
    running: list[int] = field(default_factory=list)
    killed: int = 0

    def start(self, count: int = 1, manner: Manner | None = None) -> None:
        """So many more."""
        for _each in range(count):
            self.running.append(self.nursery.fork(self.url, manner or self.manner))

    def kill(self, process: int) -> None:
        """End one as a power cut does."""
        os.kill(process, signal.SIGKILL)
        self.running.remove(process)
        self.killed += 1

    def stop(self, process: int) -> None:
        """Ask one to stop, and wait until it has."""
        os.kill(process, signal.SIGTERM)
        self.running.remove(process)
        deadline = time.monotonic() + _STOP_SECONDS
        while _runs(process):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{process} does not stop")
            time.sleep(0.02)

    @contextlib.contextmanager
    def frozen(self, process: int) -> Iterator[None]:
        """One stands still during the block, and goes on after it."""
        os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(process, signal.SIGCONT)

    def bury(self) -> None:
        """End those that run still, and forget them all."""
        for process in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.running.clear()

    def exited(self) -> list[int]:
        """Those that ended though nobody wanted them to."""
        return [process for process in self.running if not _runs(process)]


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


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
