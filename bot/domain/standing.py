"""What the record says of a partnership today: new, active, cooling, dormant and so on."""

from datetime import date, timedelta

from bot.domain.facts import Facts
from bot.domain.history import History
from bot.domain.rhythm import LATEST_FIRST_REVIEW_DAYS, Clock
from bot.domain.vocabulary import State

# A tie that is silent for over eight times its rhythm has most likely decayed (Navarro et al.
# 2017, EPJ Data Science 6). Those were telephone calls; for cities it is an assumption.
DECAYED_AFTER_RHYTHMS = 8


def state_today(facts: Facts, history: History, clock: Clock) -> State:
    """The state that the record of exchanges gives.

    Without any exchange the silence is counted from the day the partnership began; if that
    is unknown too it is new while forming and dormant later: nothing recorded, please confirm.
    """
    if facts.has_ended:
        return State.ENDED
    if clock.stands_still:
        return State.PAUSED
    if _is_new(facts, history, clock):
        return State.NEW
    if _is_zombie_candidate(facts, history, clock):
        return State.ZOMBIE_CANDIDATE
    return _by_silence(facts, history, clock)


def _is_new(facts: Facts, history: History, clock: Clock) -> bool:
    if facts.last_review_on is not None:
        return False
    began = facts.since
    if began is None and facts.is_forming:
        began = history.first_on or clock.today
    if began is None:
        return False
    if clock.days_since(began) < facts.policy.first_review_days:
        return True
    agreed = facts.next_review_on
    # A review agreed on for decades after the beginning is not what makes a partnership new.
    latest = began + timedelta(days=LATEST_FIRST_REVIEW_DAYS)
    return agreed is not None and clock.today < agreed <= latest


def _is_zombie_candidate(facts: Facts, history: History, clock: Clock) -> bool:
    """An agreement in force, nothing planned, and no substance for eight of its rhythms.

    Courtesies do not save it, so it may exchange greetings and still be one. Where nothing
    substantive is on record the silence is counted from the beginning, or else from the
    first exchange on record.
    """
    if not facts.in_force(clock.today) or _is_something_planned(facts, history, clock.today):
        return False
    silent_since = history.last_substantive_on or facts.since or history.first_on
    if silent_since is None:
        return False
    rhythm = history.own_rhythm(facts.policy.rhythm_days)
    return clock.days_since(silent_since) > DECAYED_AFTER_RHYTHMS * rhythm


def _is_something_planned(facts: Facts, history: History, today: date) -> bool:
    horizon = today + timedelta(days=facts.policy.rhythm_days)
    plans = (facts.planned_on, history.planned_on)
    return any(plan is not None and today <= plan <= horizon for plan in plans)


def _by_silence(facts: Facts, history: History, clock: Clock) -> State:
    silent_since = history.last_on or facts.since
    if silent_since is None:
        return State.DORMANT
    rhythms = clock.days_since(silent_since) / facts.policy.rhythm_days
    if rhythms <= 1:
        return State.ACTIVE
    return State.COOLING if rhythms <= 2 else State.DORMANT
