"""Telling a platform that is out of order from a message that met with bad luck: while nothing is
answered, one message at a time finds out whether it is over, and the others wait."""

import time
from collections.abc import Callable

# So many places one after the other without any answer are no bad luck.
_SEVERAL = 5
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 5.0


class Ailing:
    """What one platform has answered lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._silent: set[str] = set()
        self._pause = _FIRST_PAUSE
        self._tried_at = 0.0

    def came_of(self, lane: str, *, is_answered: bool) -> None:
        """A call for this lane was answered, be it by a refusal, or it was not."""
        if is_answered:
            self._silent.clear()
            self._pause = _FIRST_PAUSE
            return
        if self._is_ailing:
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        self._silent.add(lane)
        self._tried_at = self._clock()

    def room(self, room: int, under_way: int) -> int:
        """How much of the room for more messages there is."""
        if not self._is_ailing:
            return room
        is_time = self._clock() >= self._tried_at + self._pause
        return min(room, 1) if is_time and not under_way else 0

    @property
    def _is_ailing(self) -> bool:
        return len(self._silent) >= _SEVERAL
