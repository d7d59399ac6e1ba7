"""What the exchanges and deliverables add to a score: recency, substance, reciprocity, delivery."""

import math

from bot.domain.facts import Facts
from bot.domain.history import History
from bot.domain.reasons import UNKNOWN, Finding, Reason, ReasonCode
from bot.domain.reciprocity import balance_between, imbalance_to_mention, is_measurable
from bot.domain.rhythm import Clock
from bot.domain.weights import SUBSTANTIVE_KINDS, WEIGHTS, decayed

SUBSTANCE_HALF_LIFE_RHYTHMS = 2
# What weight 3 in every rhythm, between a call and a visit, adds up to over such half-lives.
FULL_SUBSTANCE = 6 / math.log(2)


def recency(facts: Facts, history: History, clock: Clock) -> Finding:
    """2^(-max(0, d - τ)/τ), d = days since any exchange; unknown without any."""
    if history.last_on is None:
        return UNKNOWN
    days = clock.days_since(history.last_on)
    rhythm = facts.policy.rhythm_days
    value = decayed(1.0, max(0, days - rhythm), rhythm)
    if days <= rhythm:
        return Finding(value)
    reason = Reason(ReasonCode.SILENT, 1 - value, days=days, on=history.last_on)
    return Finding(value, (reason,))


def substance(facts: Facts, history: History, clock: Clock) -> Finding:
    """min(1, A/A*), A = Σ w·2^(-age/2τ) over the substantive; unknown without any exchange."""
    if not history.past:
        return UNKNOWN
    last_on = history.last_substantive_on
    if last_on is None:
        return Finding(0.0, (Reason(ReasonCode.NO_SUBSTANCE, 1.0),))
    half_life = SUBSTANCE_HALF_LIFE_RHYTHMS * facts.policy.rhythm_days
    reached = sum(
        decayed(WEIGHTS[exchange.kind], age, half_life)
        for exchange, age in zip(history.past, history.ages, strict=True)
        if exchange.kind in SUBSTANTIVE_KINDS
    )
    value = min(1.0, reached / FULL_SUBSTANCE)
    if value == 1.0:
        return Finding(value)
    days = clock.days_since(last_on)
    reason = Reason(ReasonCode.LITTLE_SUBSTANCE, 1 - value, days=days, on=last_on)
    return Finding(value, (reason,))


def reciprocity(facts: Facts, history: History, clock: Clock) -> Finding:
    """The reciprocity ρ, unknown until enough passed lately."""
    if not is_measurable(history, facts.policy, clock):
        return UNKNOWN
    balance = balance_between(facts.parties, history, facts.policy)
    ratio = balance.ratio
    if ratio is None or math.isclose(ratio, 1.0):
        return Finding(ratio)
    code = ReasonCode.ONE_SIDED
    if balance.is_lopsided and not imbalance_to_mention(
        facts.parties, history, facts.policy, clock
    ):
        code = ReasonCode.ONE_SIDED_BY_AID
    giver = max(balance.given, key=lambda party: balance.given[party])
    share = balance.given[giver] / balance.total
    return Finding(ratio, (Reason(code, 1 - ratio, party=giver, share=share),))


def delivery(facts: Facts) -> Finding:
    """The share of the deliverables due that were done, or moved by agreement."""
    done, due = facts.deliverables_done, facts.deliverables_due
    if not due or done is None:
        return UNKNOWN
    value = min(1.0, done / due)
    if value == 1.0:
        return Finding(value)
    return Finding(value, (Reason(ReasonCode.UNDELIVERED, 1 - value, done=done, due=due),))
