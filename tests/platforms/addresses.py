"""Addresses that people type wherever there is room, and a door behind some of them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

# What a service in a cloud or a house network must not be led to.
INNER = (
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
)
OUTER = ("https://example.org/", "//example.net/x", "ftp://example.com/y.csv")


@dataclass
class Trap:
    """A door on this machine that nobody may knock at."""

    port: int = 0
    knocks: list[object] = field(default_factory=list)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Addresses to be typed; the first ones lead to the door."""
        own = (f"http://127.0.0.1:{self.port}/x", f"http://localhost:{self.port}/y.png")
        return (*own, *INNER, *OUTER)

    @property
    def commands(self) -> list[str]:
        """Commands with an address wherever words are taken, and what shows them again."""
        typed = (
            "{url}",
            "partner status {url}",
            "city edit Odesa website={url}",
            "city edit Odesa",
            "contact add Ivan Franko, Odesa, officer note={url} org={url} source={url}",
            "contact add Olha Bondar, Odesa, {url}, olha@odesa.example",
            "contact show Ivan Franko",
            "log Odesa call {url} with={url}",
            "partner edit Odesa note={url} agreement={url} title={url}",
            "partner status Odesa",
            "partner timeline Odesa",
            "contact find {url}",
        )
        return [line.format(url=url) for url in self.addresses for line in typed]


@contextlib.asynccontextmanager
async def trap() -> AsyncIterator[Trap]:
    """The door, guarded until the end of the block."""
    found = Trap()

    async def knocked(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found.knocks.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(knocked, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    async with server:
        yield found
