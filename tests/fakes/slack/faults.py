"""Trouble made to order: errors, rate limits and lost connections for the next calls."""

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What the next call of a method meets; `drop` accepts the call and then hangs up, `delay`
    accepts it and then answers so many seconds later, `accepted` accepts it and then answers
    with the error. With `unheard` nothing is accepted before the drop."""

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    drop: bool = False
    delay: float = 0.0
    accepted: bool = False
    unheard: bool = False

    @property
    def is_accepted(self) -> bool:
        """Return whether the call is carried out all the same."""
        return not self.unheard and (self.drop or self.delay > 0 or self.accepted)


class Faults:
    """The faults that wait, in order, per method."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of the method meet the fault."""
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call, used up thereby; None when all is well."""
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None
