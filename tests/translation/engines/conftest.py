"""Engines over a real session, against local servers and the real Apertium."""

import asyncio
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from bot.services.translation.guarding import Limits
from tests.translation.engines.standins import DeepLStandIn, LibreStandIn

PAIRS = Path("/usr/share/apertium/modes")
NEEDED = ("eng-spa", "spa-eng", "es-pt", "pt-es", "ind-zlm", "zlm-ind")
MISSING = (
    "Apertium is missing: apt-get install apertium apertium-apy apertium-eng-spa"
    " apertium-es-pt apertium-ind-zlm"
)
# Other tries at once: what is waited for between them is tested by itself.
QUICK = Limits(seconds=5.0, first_pause=0.001)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def libre() -> AsyncIterator[LibreStandIn]:
    async with LibreStandIn() as server:
        yield server


@pytest.fixture
async def deepl() -> AsyncIterator[DeepLStandIn]:
    async with DeepLStandIn() as server:
        yield server


@pytest.fixture(scope="session")
def apertium_program() -> str:
    """The local program, with the pairs that are tested."""
    program = shutil.which("apertium")
    assert program is not None, MISSING
    assert all((PAIRS / f"{pair}.mode").exists() for pair in NEEDED), MISSING
    return program


@pytest.fixture(scope="session")
def apy(apertium_program: str) -> Iterator[str]:
    """The address of a real APy server, on this machine alone."""
    assert apertium_program
    assert shutil.which("apertium-apy") is not None, MISSING
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = Path(__file__).with_name("apy_on_loopback.py")
    # The distribution's Python has APy, the project's own does not.
    command = ["/usr/bin/python3", str(script), "-p", str(port), str(PAIRS)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=script.parents[3]) as server:
        try:
            asyncio.run(_listening(port, server))
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.communicate(timeout=10)


async def _listening(port: int, server: "subprocess.Popen[bytes]") -> None:
    async with asyncio.timeout(30):
        while True:
            assert server.poll() is None, "APy has ended at once"
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            await writer.wait_closed()
            return
