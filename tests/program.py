"""The program itself, run as an operator runs it."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[1]


@dataclass
class Finished:
    """What a command printed, and its exit status."""

    status: int
    output: str
    errors: str


def environment(**settings: str) -> dict[str, str]:
    """The environment of a fresh machine with these settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **settings}


async def attache(
    *arguments: str, folder: Path, typed: str = "", settings: Mapping[str, str] | None = None
) -> Finished:
    """Run one command to its end, in `folder`, with `typed` as its standard input."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=environment(**(settings or {})),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate(typed.encode())
    return Finished(process.returncode or 0, output.decode(), errors.decode())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Service:
    """A running `attache serve`."""

    url: str
    process: asyncio.subprocess.Process
    session: aiohttp.ClientSession

    async def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page; status 0 while nobody listens."""
        try:
            async with self.session.get(self.url + path) as response:
                return response.status, await response.text()
        except aiohttp.ClientError:
            return 0, ""

    async def until(self, path: str, status: int, seconds: float = 30) -> str:
        """Wait until a page has this status; its text."""
        text = ""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    found, text = await self.get(path)
                    if found == status:
                        return text
                    await asyncio.sleep(0.1)
        raise AssertionError(f"{path} is not {status} after {seconds} s: {text}")

    async def stop(self) -> int:
        """Ask the process to stop; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(30):
            return await self.process.wait()


@contextlib.asynccontextmanager
async def serving(
    folder: Path, *arguments: str, ready: int = 200, **settings: str
) -> AsyncIterator[Service]:
    """`attache serve` until the end of the block; when it begins, `/readyz` has that status."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "serve",
        *arguments,
        cwd=folder,
        env=environment(PORT=str(port), **settings),
    )
    async with aiohttp.ClientSession() as session:
        service = Service(f"http://127.0.0.1:{port}", process, session)
        try:
            await service.until("/readyz", ready)
            yield service
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
