"""A partnership's health and state, from what is on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.chat.call import Call
from bot.domain.health import Facts, Health, PastExchange, Pause, assess
from bot.domain.history import History
from bot.domain.partial_dates import PartialDate
from bot.domain.rhythm import Clock, policy_for, review_due
from bot.domain.standing import state_today
from bot.domain.vocabulary import ExchangeKind, State
from storage.exchanges import Outline
from storage.partnerships import PartnershipView

# Partnerships whose histories are read at once; databases bound the values of one statement.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Measured:
    """A health, and its dates as exactly as they are recorded, by the first day of each."""

    health: Health
    recorded: Mapping[date, PartialDate]


def measured(partnership: PartnershipView, call: Call) -> Measured:
    """How the partnership fares today. Two statements, whatever its history."""
    history = call.records.exchanges.history(partnership.id)
    verified = call.records.contacts.nodal_verified_on([each.id for each in partnership.parties])
    exchanges = [PastExchange(kind, day.start, initiator) for kind, day, initiator in history]
    days = [day for _kind, day, _initiator in history]
    if partnership.since is not None:
        days.append(partnership.since)
    # A day that is known exactly goes before the year or month that begins with it.
    recorded = {day.start: day for day in sorted(days, reverse=True)}
    if partnership.since is not None and partnership.last_review_on is None:
        due = review_due(policy_for(partnership.type), partnership.since.start)
        if due is not None:
            recorded.setdefault(due, PartialDate(due, partnership.since.precision))
    return Measured(assess(facts_of(partnership, verified), exchanges, call.today), recorded)


def states_of(partnerships: list[PartnershipView], call: Call) -> dict[int, State]:
    """The state of each of these partnerships, by id. The outlines of their histories settle
    nearly all; what decides a zombie, the usual gap between exchanges, takes a closer look."""
    if not partnerships:
        return {}
    outlines = outlines_of(partnerships, call)
    states: dict[int, State] = {}
    doubtful: list[PartnershipView] = []
    for each in partnerships:
        states[each.id] = _state(each, sketch(outlines.get(each.id)), call.today)
        if states[each.id] is State.ZOMBIE_CANDIDATE:
            doubtful.append(each)
    for start in range(0, len(doubtful), _AT_ONCE):
        batch = doubtful[start : start + _AT_ONCE]
        histories = call.records.exchanges.histories([each.id for each in batch])
        for each in batch:
            past = [PastExchange(kind, day.start) for kind, day, _by in histories.get(each.id, ())]
            states[each.id] = _state(each, past, call.today)
    return states


def outlines_of(partnerships: list[PartnershipView], call: Call) -> dict[int, Outline]:
    """The corner dates of these partnerships' histories, by id."""
    ids = [each.id for each in partnerships]
    return call.records.exchanges.outlines(ids if len(ids) <= _AT_ONCE else None, call.today)


def sketch(outline: Outline | None) -> list[PastExchange]:
    """A history with the same corner dates."""
    if outline is None:
        return []
    corners = (
        (ExchangeKind.MESSAGE, outline.first_on),
        (ExchangeKind.MESSAGE, outline.last_on),
        (ExchangeKind.CALL, outline.last_substantive_on),
        (ExchangeKind.MESSAGE, outline.planned_on),
    )
    return [PastExchange(kind, day.start) for kind, day in corners if day is not None]


def _state(partnership: PartnershipView, exchanges: list[PastExchange], today: date) -> State:
    facts = facts_of(partnership, {})
    clock = Clock(today, facts.pause)
    return state_today(facts, History.of(exchanges, clock), clock)


def facts_of(partnership: PartnershipView, verified: dict[int, date | None]) -> Facts:
    """What the measures need to know of it; `verified` as for the nodal contacts of its parties."""
    has_agreement = bool(partnership.agreement_signed or partnership.agreement_title)
    return Facts(
        policy=policy_for(partnership.type),
        stage=partnership.stage,
        parties=tuple(party.id for party in partnership.parties),
        since=partnership.since.start if partnership.since else None,
        agreement_in_force=True if has_agreement else None,
        agreement_until=partnership.agreement_until,
        last_review_on=partnership.last_review_on,
        next_review_on=partnership.next_review_on,
        nodal_verified_on=verified,
        language_agreed=bool(partnership.language),
        channel_agreed=partnership.medium is not None,
        pause=_pause(partnership),
        archived=partnership.archived_at is not None,
    )


def _pause(partnership: PartnershipView) -> Pause | None:
    if partnership.paused_from is None or partnership.paused_until is None:
        return None
    return Pause(partnership.paused_from, partnership.paused_until, partnership.paused_reason)
