"""How much an exchange counts, and whether it shows that a partnership does something."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.vocabulary import ExchangeKind

WEIGHTS: Mapping[ExchangeKind, int] = MappingProxyType(
    {
        ExchangeKind.MESSAGE: 1,
        ExchangeKind.GREETING: 1,
        ExchangeKind.LETTER: 1,
        ExchangeKind.CALL: 2,
        ExchangeKind.ONLINE_MEETING: 2,
        # What makes meeting in person dear is the journey, and that is logged as a visit or an
        # event. A meeting by itself is talk, like one online; more would count the trip twice.
        ExchangeKind.MEETING: 2,
        ExchangeKind.VISIT: 4,
        ExchangeKind.EVENT: 4,
        ExchangeKind.TRAINING: 4,
        ExchangeKind.PROJECT_STEP: 6,
        ExchangeKind.DONATION: 6,
        ExchangeKind.AID: 6,
        ExchangeKind.SIGNING: 4,
    }
)

# A signing weighs as much as a visit, yet a ceremony is just what an idle partnership has.
SUBSTANTIVE_KINDS: frozenset[ExchangeKind] = frozenset(WEIGHTS) - {
    ExchangeKind.MESSAGE,
    ExchangeKind.GREETING,
    ExchangeKind.LETTER,
    ExchangeKind.SIGNING,
}


def weight_of(kind: ExchangeKind) -> int:
    """The weight of one exchange of this kind on its day, 1 to 6."""
    return WEIGHTS[kind]


def is_substantive(kind: ExchangeKind) -> bool:
    """Whether an exchange of this kind is more than courtesy and ceremony."""
    return kind in SUBSTANTIVE_KINDS


def decayed(weight: float, age_days: float, half_life_days: float) -> float:
    """What is left of a weight after so many days; half of it after each half-life."""
    left: float = weight * 2.0 ** (-age_days / half_life_days)
    return left
