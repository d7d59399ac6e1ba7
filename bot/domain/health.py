"""The health of a partnership: a score with its reasons and the share of it that is known."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from bot.domain.activity import delivery, recency, reciprocity, substance
from bot.domain.facts import Facts
from bot.domain.governance import governance
from bot.domain.history import History, PastExchange
from bot.domain.reasons import UNKNOWN, Finding, Part, Reason, ReasonCode
from bot.domain.rhythm import Clock, Pause, notice_reached
from bot.domain.standing import state_today
from bot.domain.vocabulary import State

__all__ = [
    "PART_WEIGHTS",
    "Facts",
    "Health",
    "Part",
    "PastExchange",
    "Pause",
    "Reason",
    "ReasonCode",
    "assess",
]

PART_WEIGHTS: Mapping[Part, float] = MappingProxyType(
    {
        Part.RECENCY: 0.30,
        Part.SUBSTANCE: 0.25,
        Part.RECIPROCITY: 0.15,
        Part.DELIVERY: 0.15,
        Part.GOVERNANCE: 0.15,
    }
)


@dataclass(frozen=True, slots=True)
class Health:
    """How a partnership fares. A prompt to look, never a verdict.

    `score`: 0 to 100, None if no part is known. `parts`: each 0 to 1, None where unknown.
    `known`: the share of the weights, 0 to 1, that the score rests on. `reasons`: what costs
    most points first; the points add up to what is missing to 100 before rounding.
    """

    score: int | None
    parts: Mapping[Part, float | None]
    known: float
    state: State
    reasons: tuple[Reason, ...]


def assess(facts: Facts, exchanges: Iterable[PastExchange], today: date) -> Health:
    """The health of one partnership as of today.

    Exchanges come in any order; those dated after today are plans. What has ended is not
    scored: no part is known and no reason given.
    """
    clock = Clock(today, facts.pause)
    history = History.of(exchanges, clock)
    findings = dict.fromkeys(Part, UNKNOWN)
    remarks: tuple[Reason, ...] = ()
    if not facts.has_ended:
        findings = _findings(facts, history, clock)
        remarks = _remarks(facts, history, clock)
    parts = {part: finding.value for part, finding in findings.items()}
    known = math.fsum(PART_WEIGHTS[part] for part, value in parts.items() if value is not None)
    return Health(
        score=_score(parts, known),
        parts=MappingProxyType(parts),
        known=known,
        state=state_today(facts, history, clock),
        reasons=_reasons(findings, known, remarks),
    )


def _findings(facts: Facts, history: History, clock: Clock) -> dict[Part, Finding]:
    return {
        Part.RECENCY: recency(facts, history, clock),
        Part.SUBSTANCE: substance(facts, history, clock),
        Part.RECIPROCITY: reciprocity(facts, history, clock),
        Part.DELIVERY: delivery(facts),
        Part.GOVERNANCE: governance(facts, clock),
    }


def _score(parts: Mapping[Part, float | None], known: float) -> int | None:
    if not known:
        return None
    reached = sum(PART_WEIGHTS[part] * (value or 0.0) for part, value in parts.items())
    return round(100 * reached / known)


def _reasons(
    findings: Mapping[Part, Finding], known: float, remarks: tuple[Reason, ...]
) -> tuple[Reason, ...]:
    costs = (
        replace(reason, pull=100 * PART_WEIGHTS[part] * reason.pull / known)
        for part, finding in findings.items()
        for reason in finding.reasons
    )
    return (*sorted(costs, key=lambda reason: -reason.pull), *remarks)


def _remarks(facts: Facts, history: History, clock: Clock) -> tuple[Reason, ...]:
    """What costs nothing and is yet worth knowing, the weightiest first."""
    remarks: list[Reason] = []
    if facts.pause is not None and clock.stands_still:
        pause = facts.pause
        remarks.append(Reason(ReasonCode.PAUSED, on=pause.until, note=pause.reason))
    if history.last_on is None:
        remarks.append(Reason(ReasonCode.NO_RECORDED_ACTIVITY, on=facts.since))
    ends_on = facts.agreement_until
    if ends_on is not None and notice_reached(facts.policy, ends_on, clock.today) is not None:
        left = (ends_on - clock.today).days
        remarks.append(Reason(ReasonCode.AGREEMENT_ENDS, days=left, on=ends_on))
    if history.last_on is not None:
        days = clock.days_since(history.last_on)
        if days <= facts.policy.rhythm_days:
            remarks.append(Reason(ReasonCode.IN_RHYTHM, days=days, on=history.last_on))
    return tuple(remarks)
