"""The HTTP server, stopped like any other service: finish what was taken, then end well."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

# What was taken is finished before a stop, within what a service manager waits for.
STOP_SECONDS = 25


class _Server(uvicorn.Server):
    """uvicorn's own handling raises the signal once more at the end, so that a service that
    was asked to stop, and did, would seem to have been killed."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on SIGTERM and SIGINT; a second one does not wait."""
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, self.handle_exit, each, None)
        yield


async def run(application: Starlette, port: int) -> None:
    """Serve on all addresses until told to stop."""
    config = uvicorn.Config(
        application,
        host="0.0.0.0",  # noqa: S104  # nosec B104  # a balancer or another container reaches it from outside
        port=port,
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    await _Server(config).serve()
