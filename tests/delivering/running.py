"""A stand-in that was started, as those who started it see it."""

import contextlib
import http.client
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from tests.delivering.record import Broken, Record, Taken
from tests.delivering.standin import Orders
from tests.program import ROOT, environment, free_port

_START_SECONDS = 20.0


@dataclass
class RunningStandIn:
    """The process, and the way to speak with it."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def slack_url(self) -> str:
        """For SLACK_API_URL."""
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def telegram_url(self) -> str:
        """For TELEGRAM_API_URL."""
        return f"http://127.0.0.1:{self.port}"

    def order(self, **orders: Any) -> None:
        """Change some of its `Orders`."""
        self._ask("POST", "orders", orjson.dumps(orders))

    def forget(self) -> None:
        """Begin the record anew."""
        self._ask("POST", "forget")

    def counts(self) -> dict[str, Any]:
        """How many messages it took, and which calls it had."""
        return self._ask("GET", "counts")

    def record(self) -> Record:
        """All that it took."""
        told = self._ask("GET", "record")
        return Record(
            [Taken(**each) for each in told["taken"]],
            [Broken(**each) for each in told["broken"]],
            Counter(told["calls"]),
            Counter(told["answers"]),
        )

    def _ask(self, verb: str, what: str, body: bytes | None = None) -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(verb, f"/control/{what}", body)
            told: dict[str, Any] = orjson.loads(connection.getresponse().read())
        finally:
            connection.close()
        return told


@contextlib.contextmanager
def standing_in(orders: Orders | None = None) -> Iterator[RunningStandIn]:
    """A stand-in until the end of the block."""
    port = free_port()
    told = orjson.dumps(asdict(orders or Orders())).decode()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.delivering.standin", "--ends-with-parent"),
            *(f"--port={port}", "--orders", told),
        ],
        cwd=ROOT,
        env=environment(),
    )
    running = RunningStandIn(port, process)
    try:
        _wait_for(running)
        yield running
    finally:
        process.kill()
        process.wait()


def _wait_for(running: RunningStandIn) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            running.counts()
        except OSError:
            if time.monotonic() > deadline or running.process.poll() is not None:
                raise
            time.sleep(0.02)
        else:
            return
