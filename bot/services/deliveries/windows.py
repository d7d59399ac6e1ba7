"""How many messages one worker has on their way to a platform at once."""

import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.chat.delivering import Courier, Later, Uncertain
from bot.domain.identity import Platform
from bot.services.deliveries.ailing import Ailing
from bot.services.deliveries.reckoning import FAULT
from bot.services.deliveries.results import Failed, GivenBack, Pointless, Result

# Where one can look for what may have arrived, as many as are sent while the clerk is at the desk,
# between these: more would only have to be looked for if the worker died.
NARROWEST, WIDEST = 50, 800
# Of those that nobody can look for, each may arrive twice if the worker dies: so few are on their
# way at once as the platform's pace allows for, hardly ever more than one.
_FEWEST, _MOST = 2, 10
_UNPACED = 16
# What is taken is ready within this many seconds, and mostly much sooner.
_SHORTEST_LEAD, _LONGEST_LEAD = 0.03, 0.2
_MARGIN = 1.5
# A call that takes longer takes no room from the others, unless there are so many of them.
_SLOW_SECONDS, _MOST_SLOW = 1.0, 40
# How much the latest call counts for how long the next will take.
_FRESH = 0.2


class Windows:
    """Counts what is under way, and how long it takes."""

    def __init__(self, couriers: Mapping[Platform, Courier]) -> None:
        self._couriers = couriers
        self._under_way: Counter[Platform] = Counter()
        self._called_at: dict[Platform, list[float]] = {each: [] for each in couriers}
        self._ailing = {each: Ailing() for each in couriers}
        self._widths = dict.fromkeys(couriers, NARROWEST)
        self._seconds: dict[Platform, float] = {}
        self._turn_seconds = 0.0
        self._ready_seconds = _LONGEST_LEAD / _MARGIN

    @property
    def lead(self) -> float:
        """In how many seconds what is taken now will be ready to be sent, with something to
        spare: whoever misses their slot comes close to the next."""
        return min(max(_MARGIN * self._ready_seconds, _SHORTEST_LEAD), _LONGEST_LEAD)

    def rooms(self) -> dict[Platform, int]:
        """How many more messages may be taken for each platform."""
        rooms = {}
        for platform, courier in self._couriers.items():
            under_way = self._under_way[platform]
            taken = under_way - min(self._slow(platform), _MOST_SLOW)
            room = max(0, self._size(platform, courier) - taken)
            rooms[platform] = self._ailing[platform].room(room, under_way)
        return rooms

    def came_of(self, result: Result) -> None:
        """What came of one of them, from which it is seen whether a platform is out of order."""
        if isinstance(result, GivenBack | Pointless):
            return
        failure = result.failure if isinstance(result, Failed) else None
        if isinstance(failure, Later) and failure.reason == FAULT:
            return
        is_told_to_wait = isinstance(failure, Later) and failure.pause > 0
        is_silent = isinstance(failure, Later | Uncertain) and not is_told_to_wait
        claim = result.claim
        self._ailing[claim.to.platform].came_of(claim.lane, is_answered=not is_silent)

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
        self._called_at[platform].append(began)
        try:
            yield
        finally:
            self._called_at[platform].remove(began)
        taken = min(time.monotonic() - began, _SLOW_SECONDS)
        self._seconds[platform] = self._blended(self._seconds.get(platform, 0.0), taken)

    def ready(self, seconds: float) -> None:
        """So long after it was taken a message was ready to be sent."""
        self._ready_seconds = self._blended(self._ready_seconds, seconds)

    def turned(self, seconds: float, taken: Mapping[Platform, int]) -> None:
        """So long the last turn of the clerk took, and so many more were taken to each platform
        than were under way when it ended."""
        self._turn_seconds = self._blended(self._turn_seconds, seconds)
        for platform, width in self._widths.items():
            under_way = self._under_way[platform]
            if under_way > width * 3 // 4:
                self._widths[platform] = max(NARROWEST, width * 3 // 4)
            elif under_way < width // 4 and taken.get(platform, 0) > width // 2:
                # There is much to do, and hardly anything was left to do meanwhile.
                self._widths[platform] = min(WIDEST, width * 2)

    def _slow(self, platform: Platform) -> int:
        """How many calls are slow."""
        since = time.monotonic() - _SLOW_SECONDS
        return sum(began < since for began in self._called_at[platform])

    def _size(self, platform: Platform, courier: Courier) -> int:
        if courier.can_look:
            return self._widths[platform]
        if not courier.account_pause:
            return _UNPACED
        # From one turn to the next, then to its time, then there and back.
        there_and_back = self._seconds.get(platform, 0.0)
        cycle = self._turn_seconds + self.lead + courier.account_pause + there_and_back
        return min(max(math.ceil(cycle / courier.account_pause), _FEWEST), _MOST)

    @staticmethod
    def _blended(before: float, latest: float) -> float:
        return before + (latest - before) * _FRESH if before else latest
