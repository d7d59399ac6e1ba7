"""How many characters an engine was sent today, and whether it may be sent more."""

from collections.abc import Callable
from datetime import UTC, date, datetime


def _today() -> date:
    return datetime.now(UTC).date()


class Spending:
    """Counts by the day in UTC, in this process; `most` is None where there is no cap."""

    def __init__(self, most: int | None = None, today: Callable[[], date] = _today) -> None:
        self.most = most
        self._today = today
        self._day = today()
        self._spent = 0

    @property
    def today(self) -> int:
        """The characters of this day."""
        day = self._today()
        if day != self._day:
            self._day, self._spent = day, 0
        return self._spent

    def may_spend(self, characters: int) -> bool:
        """Whether so many more are within the cap."""
        return self.most is None or self.today + characters <= self.most

    def spend(self, characters: int) -> None:
        """Count them."""
        self._spent = self.today + characters
