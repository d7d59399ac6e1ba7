"""Whether both sides take the initiative: the reciprocity of a partnership and of a network."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.history import History
from bot.domain.rhythm import Clock, Policy
from bot.domain.vocabulary import ExchangeKind
from bot.domain.weights import WEIGHTS, decayed

HALF_LIFE_RHYTHMS = 4
FEWEST_EXCHANGES = 3
SUBSTANTIVE_WITHIN_RHYTHMS = 4
# Under a half, one side has given more than three times what the other gave.
LOPSIDED_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Balance:
    """What each party gave to the others: the decayed weight of what it started, by party id."""

    given: Mapping[int, float]

    @property
    def total(self) -> float:
        """All that was given, by whomever."""
        return sum(self.given.values())

    @property
    def ratio(self) -> float | None:
        """Reciprocity ρ = 2·min(W_ab, W_ba) / (W_ab + W_ba), 0 to 1; None if nothing was given.

        Among more than two parties it is `pooled_ratio` over their pairs, where what a party
        gave went to the others in equal parts; for two that is the formula above.
        """
        others = len(self.given) - 1
        if others < 1 or self.total <= 0:
            return None
        # In rising order each weight is the smaller one of its pair with all that follow.
        smaller = sum(
            weight * (others - place) for place, weight in enumerate(sorted(self.given.values()))
        )
        return min(1.0, 2 * smaller / (others * self.total))

    @property
    def is_lopsided(self) -> bool:
        """Whether one side gives by far the most."""
        return self.ratio is not None and self.ratio < LOPSIDED_BELOW

    def signed(self, party_id: int) -> float | None:
        """(W_ab - W_ba) / (W_ab + W_ba) from this party's side; None if nothing was given.

        1: only this party gives, 0: even, -1: only the others do. KeyError for a party that
        is not in it.
        """
        others = len(self.given) - 1
        if others < 1 or self.total <= 0:
            return None
        gave = others * self.given[party_id]
        received = sum(weight for giver, weight in self.given.items() if giver != party_id)
        return (gave - received) / (gave + received)

    def flows(self) -> dict[tuple[int, int], float]:
        """What went from one party to another, by (giver, receiver)."""
        others = len(self.given) - 1
        return {
            (giver, receiver): weight / others
            for giver, weight in self.given.items()
            for receiver in self.given
            if receiver != giver
        }


def balance_between(parties: Sequence[int], history: History, policy: Policy) -> Balance:
    """What each of the parties gave up to today, with a half-life of four rhythms.

    An exchange without an initiator, or started by someone else, counts for all in equal parts.
    """
    half_life = HALF_LIFE_RHYTHMS * policy.rhythm_days
    given = dict.fromkeys(parties, 0.0)
    shared = 0.0
    for exchange, age in zip(history.past, history.ages, strict=True):
        weight = decayed(WEIGHTS[exchange.kind], age, half_life)
        if exchange.initiator in given:
            given[exchange.initiator] += weight
        else:
            shared += weight
    return Balance({party: weight + shared / len(given) for party, weight in given.items()})


def is_measurable(history: History, policy: Policy, clock: Clock) -> bool:
    """Whether enough passed, and lately enough, for reciprocity to mean something."""
    last = history.last_substantive_on
    if last is None or len(history.past) < FEWEST_EXCHANGES:
        return False
    return clock.days_since(last) <= SUBSTANTIVE_WITHIN_RHYTHMS * policy.rhythm_days


def imbalance_to_mention(
    parties: Sequence[int], history: History, policy: Policy, clock: Clock
) -> Balance | None:
    """The balance if a party may be nudged about it, otherwise None.

    Emergency aid is left out first: whoever was helped in need owes no return.
    """
    ordinary = history.without(ExchangeKind.AID)
    if not is_measurable(ordinary, policy, clock):
        return None
    balance = balance_between(parties, ordinary, policy)
    return balance if balance.is_lopsided else None


def pooled_ratio(balances: Iterable[Balance]) -> float | None:
    """One reciprocity over many partnerships, 0 to 1; None if nothing was given in any.

    r = Σ min(w_ij, w_ji) / Σ w_ij over all ordered pairs of parties (Squartini et al. 2013,
    Sci. Rep. 3:2729); partnerships of the same two parties are added up first.
    """
    flows: defaultdict[tuple[int, int], float] = defaultdict(float)
    for balance in balances:
        for pair, weight in balance.flows().items():
            flows[pair] += weight
    total = sum(flows.values())
    if total <= 0:
        return None
    returned = sum(min(weight, flows[giver, to]) for (to, giver), weight in flows.items())
    return min(1.0, returned / total)
