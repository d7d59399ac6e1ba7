"""What was asked once and need not be asked again for a while."""

from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.platforms.slack.workspaces import Clock

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """At most so many answers, the oldest forgotten first, each for as long as it is good."""

    def __init__(self, clock: Clock, most: int) -> None:
        self._clock = clock
        self._most = most
        self._known: dict[Key, tuple[datetime, Value]] = {}

    def get(self, key: Key) -> tuple[Value] | None:
        """The answer, alone in a tuple, for it may itself be None; None if it is not known."""
        until, value = self._known.get(key, (None, None))
        return (value,) if until is not None and self._clock() < until else None  # type: ignore[return-value]  # with a time there is a value

    def keep(self, key: Key, value: Value, lasting: timedelta) -> None:
        """Remember an answer from now on."""
        self._known.pop(key, None)
        if len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[key] = (self._clock() + lasting, value)

    def forget(self, key: Key) -> None:
        """Ask again next time."""
        self._known.pop(key, None)
