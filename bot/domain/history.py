"""What passed between the parties so far, read once: what came last, what is planned."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import attrgetter
from statistics import median

from bot.domain.rhythm import Clock
from bot.domain.vocabulary import ExchangeKind
from bot.domain.weights import SUBSTANTIVE_KINDS

_GAPS_LOOKED_AT = 5
_GAPS_NEEDED = 4
_DAY = attrgetter("on")


@dataclass(frozen=True, slots=True)
class PastExchange:
    """An exchange as the measures see it. `initiator` None: shared by all parties."""

    kind: ExchangeKind
    on: date
    initiator: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The exchanges up to today, oldest first, and the first day of those still to come.

    `ages`: beside each exchange, the days since then by the clock that was given.
    """

    past: tuple[PastExchange, ...]
    ages: tuple[int, ...]
    planned_on: date | None = None

    @classmethod
    def of(cls, exchanges: Iterable[PastExchange], clock: Clock) -> "History":
        """The history as of today; exchanges dated later are plans and not yet past."""
        ordered = sorted(exchanges, key=_DAY)
        now = bisect_right(ordered, clock.today, key=_DAY)
        past = ordered[:now]
        return cls(
            past=tuple(past),
            ages=tuple(clock.days_since_each([exchange.on for exchange in past])),
            planned_on=ordered[now].on if now < len(ordered) else None,
        )

    def without(self, kind: ExchangeKind) -> "History":
        """The same history as if nothing of this kind had ever passed."""
        kept = [place for place, exchange in enumerate(self.past) if exchange.kind is not kind]
        return History(
            past=tuple(self.past[place] for place in kept),
            ages=tuple(self.ages[place] for place in kept),
            planned_on=self.planned_on,
        )

    @property
    def first_on(self) -> date | None:
        """The day of the first exchange on record; None without any."""
        return self.past[0].on if self.past else None

    @property
    def last_on(self) -> date | None:
        """The day of the last exchange; None without any."""
        return self.past[-1].on if self.past else None

    @property
    def last_substantive_on(self) -> date | None:
        """The day of the last substantive exchange; None without any."""
        newest_first = reversed(self.past)
        return next((each.on for each in newest_first if each.kind in SUBSTANTIVE_KINDS), None)

    def own_rhythm(self, rhythm_days: int) -> float:
        """Days that usually pass between substantive exchanges, from one to two rhythms.

        The median of the last five gaps; the expected rhythm where fewer than four are known.
        """
        ages = [
            age
            for exchange, age in zip(self.past, self.ages, strict=True)
            if exchange.kind in SUBSTANTIVE_KINDS
        ]
        gaps = [older - newer for older, newer in pairwise(ages[-_GAPS_LOOKED_AT - 1 :])]
        if len(gaps) < _GAPS_NEEDED:
            return rhythm_days
        return min(max(median(gaps), rhythm_days), 2 * rhythm_days)
