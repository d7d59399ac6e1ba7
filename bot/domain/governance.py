"""Whether a partnership is looked after: contacts, reviews, agreement, medium, KPIs."""

from dataclasses import replace

from bot.domain.facts import Facts
from bot.domain.reasons import UNKNOWN, Finding, Reason, ReasonCode
from bot.domain.rhythm import Clock, review_due

CONTACT_STALE_AFTER_DAYS = 365


def governance(facts: Facts, clock: Clock) -> Finding:
    """The mean of those of its five parts that are known; unknown if none is."""
    return _mean(
        _contacts(facts, clock),
        _review(facts, clock),
        _agreement(facts, clock),
        _mean(
            _agreed(facts.language_agreed, ReasonCode.LANGUAGE_NOT_AGREED),
            _agreed(facts.channel_agreed, ReasonCode.CHANNEL_NOT_AGREED),
        ),
        _agreed(facts.kpis_agreed, ReasonCode.KPIS_NOT_AGREED),
    )


def _mean(*findings: Finding) -> Finding:
    known = [(each.value, each.reasons) for each in findings if each.value is not None]
    if not known:
        return UNKNOWN
    return Finding(
        sum(value for value, _ in known) / len(known),
        tuple(
            replace(reason, pull=reason.pull / len(known))
            for _, reasons in known
            for reason in reasons
        ),
    )


def _contacts(facts: Facts, clock: Clock) -> Finding:
    sides = (party for party in facts.parties if party in facts.nodal_verified_on)
    return _mean(*(_contact(party, facts, clock) for party in sides))


def _contact(party: int, facts: Facts, clock: Clock) -> Finding:
    verified_on = facts.nodal_verified_on[party]
    # People change their posts during a pause too, so these days are the calendar's.
    days = None if verified_on is None else max(0, (clock.today - verified_on).days)
    if days is not None and days <= CONTACT_STALE_AFTER_DAYS:
        return Finding(1.0)
    code = ReasonCode.CONTACT_UNVERIFIED
    return Finding(0.0, (Reason(code, 1.0, days=days, on=verified_on, party=party),))


def _review(facts: Facts, clock: Clock) -> Finding:
    due = review_due(facts.policy, facts.since, facts.last_review_on, facts.next_review_on)
    if due is None:
        return UNKNOWN
    overdue = clock.days_since(due)
    if not overdue:
        return Finding(1.0)
    reviewed = facts.last_review_on is not None
    code = ReasonCode.REVIEW_OVERDUE if reviewed else ReasonCode.NEVER_REVIEWED
    return Finding(0.0, (Reason(code, 1.0, days=overdue, on=due),))


def _agreement(facts: Facts, clock: Clock) -> Finding:
    in_force = facts.in_force(clock.today)
    finding = _agreed(in_force, ReasonCode.AGREEMENT_NOT_IN_FORCE)
    ends_on = facts.agreement_until
    if ends_on is None or ends_on >= clock.today:
        return finding
    return replace(finding, reasons=tuple(replace(each, on=ends_on) for each in finding.reasons))


def _agreed(answer: bool | None, otherwise: ReasonCode) -> Finding:
    if answer is None:
        return UNKNOWN
    return Finding(1.0) if answer else Finding(0.0, (Reason(otherwise, 1.0),))
