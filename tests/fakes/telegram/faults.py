"""Failures that a test asks for."""

from collections import defaultdict, deque
from dataclasses import dataclass

from tests.fakes.telegram.errors import InjectedError


@dataclass(frozen=True)
class Fault:
    """How the next call of a method fails: with an answer, or with a dropped connection; with a
    `delay`, in seconds, its right answer is late."""

    error: InjectedError
    drop: bool
    handled: bool
    delay: float = 0.0


class Faults:
    """Failures waiting for their calls, in the order they were asked for."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault) -> None:
        """Let the next call of the method that has no fault yet fail so."""
        self._waiting[method].append(fault)

    def take(self, method: str) -> Fault | None:
        """The fault of this call; None if it should go well."""
        return self._waiting[method].popleft() if self._waiting[method] else None

    def unused(self) -> list[str]:
        """Methods that were never called to fail as asked."""
        return [method for method, waiting in self._waiting.items() if waiting]


def injected(error_code: int, description: str | None, retry_after: int | None) -> InjectedError:
    """The error as Telegram words it: a `retry_after` makes it Too Many Requests."""
    if retry_after is not None:
        text = description or f"Too Many Requests: retry after {retry_after}"
        return InjectedError(429, text, retry_after=retry_after)
    return InjectedError(error_code, description or "Internal Server Error")
