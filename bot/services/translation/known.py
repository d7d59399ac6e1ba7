"""What an engine said it can translate, remembered for a while."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.domain.translating import Failure, Pair
from bot.services.translation.engines import EngineFailure

# Models are added by hand, now and then.
_FRESH_SECONDS = 3600.0


class Known:
    """Asks once for all who wait; what was known is better than nothing when the engine is away.
    Of a server that translates but does not say what, nothing is known: it is tried."""

    def __init__(
        self,
        ask: Callable[[], Awaitable[frozenset[Pair]]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask = ask
        self._clock = clock
        self._pairs: frozenset[Pair] | None = None
        self._asked_at = 0.0
        self._asking = asyncio.Lock()

    async def pairs(self) -> frozenset[Pair]:
        """The pairs; none if it does not say. EngineFailure if it cannot be asked."""
        if self._pairs is None or not self._is_fresh():
            async with self._asking:
                if self._pairs is None or not self._is_fresh():
                    self._pairs = await self._renewed()
                    self._asked_at = self._clock()
        return self._pairs

    def holds(self, way: Callable[[frozenset[Pair]], object]) -> bool | None:
        """Whether there is a way over what is remembered, however old that is; None if nothing
        is. The way is None, or raises EngineFailure, where there is none."""
        if not self._pairs:
            return None
        try:
            return way(self._pairs) is not None
        except EngineFailure:
            return False

    def _is_fresh(self) -> bool:
        return self._clock() - self._asked_at < _FRESH_SECONDS

    async def _renewed(self) -> frozenset[Pair]:
        try:
            return await self._ask()
        except EngineFailure as failure:
            if self._pairs is not None:
                return self._pairs
            if failure.failure is Failure.BAD_ANSWER:
                return frozenset()
            raise
