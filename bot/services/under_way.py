"""Work that goes on beside whoever began it, and a bell that wakes who waits for some to come."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class UnderWay:
    """What was begun and is not over. Lives on the loop."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def begin(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Do it, and nobody needs to wait for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def finish(self, seconds: float = 0.0) -> None:
        """Wait so long for what is under way; the rest is given up."""
        if self._tasks and seconds:
            await asyncio.wait(self._tasks, timeout=seconds)
        late = tuple(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


class Bell:
    """Rung when there may be something to do, which is then not looked for in vain."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake whoever waits, or the next who will."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until it is rung, but no longer than this."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            pass
        self._rung.clear()
