"""How fast messages may follow each other in one place, as platforms word it: a pause between any
two, and so many within a stretch of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Tempo:
    """`pause` seconds pass between any two messages, and no more than `most` of them go out
    within any `within` seconds; 0 where there is no such rule."""

    pause: float = 0.0
    most: int = 0
    within: float = 0.0

    def counted(self, times: Iterable[datetime]) -> list[datetime]:
        """Of the times of messages those that count for the next one, in their order; none
        where only the pause does."""
        ordered = sorted(times)[-self.most :] if self.most else []
        if not ordered:
            return []
        since = ordered[-1] - timedelta(seconds=self.within)
        return [each for each in ordered if each > since]

    def free_at(self, counted: Sequence[datetime]) -> datetime | None:
        """When the first of so many is long enough ago for one more; None while they are fewer."""
        is_full = self.most and len(counted) >= self.most
        return counted[-self.most] + timedelta(seconds=self.within) if is_full else None


UNLIMITED = Tempo()
