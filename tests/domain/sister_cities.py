"""A partnership of two sister cities on one day, and what is found of its health."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.health import Facts, Part, PastExchange, ReasonCode, assess
from bot.domain.rhythm import policy_for
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage

TODAY = date(2026, 6, 1)
KYOTO, PRAGUE = 1, 2
# A sister city: a rhythm of 180 days, a first review after 183, then every 730.
BARE = Facts(
    policy=policy_for(PartnershipType.SISTER_CITY),
    stage=Stage.IMPLEMENTATION,
    parties=(KYOTO, PRAGUE),
)
IN_FORCE = replace(BARE, agreement_in_force=True)
LONG_AGO = date(1996, 4, 15)


def day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


def ago(days: int, kind: ExchangeKind, initiator: int | None = None) -> PastExchange:
    return PastExchange(kind, day(days), initiator)


def part(name: Part, facts: Facts, *exchanges: PastExchange) -> float | None:
    return assess(facts, exchanges, TODAY).parts[name]


def codes(facts: Facts, *exchanges: PastExchange) -> list[ReasonCode]:
    return [reason.code for reason in assess(facts, exchanges, TODAY).reasons]
