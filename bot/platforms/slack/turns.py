"""Letting what happens in one place be taken in one after the other, in the order it came."""

import asyncio
import contextlib
from collections.abc import Iterator


class Turn:
    """A place in the row. Whoever is over, or gives up, lets the next one come."""

    def __init__(self, before: "Turn | None" = None) -> None:
        self._before = before
        self._over = asyncio.Event()

    @property
    def before(self) -> "Turn | None":
        """The last who came before and is not over yet."""
        while self._before is not None and self._before.is_over:
            self._before = self._before.before
        return self._before

    @property
    def is_over(self) -> bool:
        """Whether the next one need not wait for this one."""
        return self._over.is_set()

    async def come(self) -> None:
        """Wait until all who came before are over."""
        while self.before is not None:
            await self.before.wait()

    async def wait(self) -> None:
        """Wait until this one is over."""
        await self._over.wait()

    def over(self) -> None:
        """Let the next one come. May be said twice."""
        self._over.set()


class Turns:
    """The rows, one for each place; another place is not held up."""

    def __init__(self) -> None:
        self._last: dict[str, Turn] = {}

    @contextlib.contextmanager
    def taken(self, place: str) -> Iterator[Turn]:
        """A turn, which is over at the end of the block at the latest."""
        turn = self._last[place] = Turn(self._last.get(place))
        try:
            yield turn
        finally:
            turn.over()
            if self._last.get(place) is turn:
                self._leave(place, turn.before)

    def _leave(self, place: str, unfinished: Turn | None) -> None:
        """Whoever comes next waits for one who came before and is not over, if there is any."""
        if unfinished is None:
            del self._last[place]
        else:
            self._last[place] = unfinished
