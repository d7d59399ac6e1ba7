"""A circuit breaker: an engine that fails is left alone for a while, and then tried with one
call before all may come back."""

import time
from collections.abc import Callable

from bot.domain.translating import Failure

# These say nothing about the engine's health: another text or pair may go well at once.
_OWN_FAULTS = frozenset({Failure.UNSUPPORTED_PAIR, Failure.TOO_LONG, Failure.BAD_ANSWER})
# These will be the same for the next call, too. A spent quota may be raised by its owner, a
# wrong key be put right: so not for ever.
_AT_ONCE = {Failure.QUOTA_SPENT: 1800.0, Failure.NOT_AUTHORISED: 300.0}
_MOST_FAILURES = 4
_FIRST_SECONDS, _MOST_SECONDS = 5.0, 300.0


class Resting:
    """Whether an engine may be asked. Not for threads: it lives on the loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed = 0
        self._rests = 0
        self._until = 0.0
        self._is_tried = False
        self.reason: Failure | None = None
        # How it failed last, until it answers.
        self.last: Failure | None = None

    @property
    def seconds(self) -> float:
        """For how long it is still left alone; 0 if it may be asked."""
        return max(self._until - self._clock(), 0.0)

    def may_ask(self) -> bool:
        """Whether it may be asked now. After a rest only one is let through, to try."""
        if self.reason is None:
            return True
        if self.seconds or self._is_tried:
            return False
        self._is_tried = True
        return True

    def went_well(self) -> None:
        """It has answered."""
        self._failed, self._rests, self._until = 0, 0, 0.0
        self._is_tried, self.reason, self.last = False, None, None

    def was_left(self) -> None:
        """Nobody waited for the answer; who tried it has learnt nothing."""
        self._is_tried = False

    def failed(self, failure: Failure, pause: float) -> bool:
        """It has failed. Whether it is left alone from now on."""
        was_tried, self._is_tried = self._is_tried, False
        if failure in _OWN_FAULTS:
            # It did answer, after all.
            if was_tried:
                self.went_well()
            return False
        self._failed += 1
        self.last = failure
        seconds = max(_AT_ONCE.get(failure, 0.0), pause)
        if not seconds and (was_tried or self._failed >= _MOST_FAILURES):
            seconds = min(_FIRST_SECONDS * 2**self._rests, _MOST_SECONDS)
            self._rests += 1
        if not seconds:
            return False
        self._until, self.reason = self._clock() + seconds, failure
        return True
