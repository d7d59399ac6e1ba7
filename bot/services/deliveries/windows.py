"""How many messages one worker has on their way to a platform at once."""

import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.chat.delivering import Courier
from bot.domain.identity import Platform

# Enough to keep one process busy.
IN_FLIGHT = 200
# Of those that nobody can look for, each may arrive twice if the worker dies: so few are on their
# way at once as the platform's pace allows for, hardly ever more than one.
_FEWEST, _MOST = 2, 8
_UNPACED = 16
# How much the latest call counts for how long the next will take.
_FRESH = 0.2


class Windows:
    """Counts what is under way, and how long it takes."""

    def __init__(self, couriers: Mapping[Platform, Courier]) -> None:
        self._couriers = couriers
        self._under_way: Counter[Platform] = Counter()
        self._seconds: dict[Platform, float] = {}
        self._turn_seconds = 0.0

    def rooms(self) -> dict[Platform, int]:
        """How many more messages may be taken for each platform."""
        return {
            platform: max(0, self._size(platform, courier) - self._under_way[platform])
            for platform, courier in self._couriers.items()
        }

    @contextmanager
    def under_way(self, platform: Platform) -> Iterator[None]:
        """One message is being delivered."""
        self._under_way[platform] += 1
        try:
            yield
        finally:
            self._under_way[platform] -= 1

    @contextmanager
    def timed(self, platform: Platform) -> Iterator[None]:
        """The platform is being called."""
        began = time.monotonic()
        yield
        self._seconds[platform] = self._blended(
            self._seconds.get(platform, 0.0), time.monotonic() - began
        )

    def turned(self, seconds: float) -> None:
        """So long the last turn of the clerk took."""
        self._turn_seconds = self._blended(self._turn_seconds, seconds)

    def _size(self, platform: Platform, courier: Courier) -> int:
        if courier.can_look:
            return IN_FLIGHT
        if not courier.account_pause:
            return _UNPACED
        # From one turn to the next, then to its time, then there and back.
        cycle = 2 * self._turn_seconds + courier.account_pause + self._seconds.get(platform, 0.0)
        return min(max(math.ceil(cycle / courier.account_pause), _FEWEST), _MOST)

    @staticmethod
    def _blended(before: float, latest: float) -> float:
        return before + (latest - before) * _FRESH if before else latest
