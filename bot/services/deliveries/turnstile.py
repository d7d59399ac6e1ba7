"""One call after the other, where nobody could look for what a killed worker had sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turnstile:
    """Lets one through at a time, for as long as nobody has to miss their slot for it."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def passed(self, until: float) -> AsyncIterator[None]:
        """Alone in the block, unless somebody else is in it still at that time, in seconds of
        the loop's clock."""
        try:
            async with asyncio.timeout_at(until):
                await self._lock.acquire()
        except TimeoutError:
            yield
            return
        try:
            yield
        finally:
            self._lock.release()
