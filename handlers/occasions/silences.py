"""Silence beyond the rhythm of a partnership: told when it begins, and not again."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.chat.partnerships import titled
from bot.chat.reply import Button, Entry
from bot.chat.text import Days as Span
from bot.chat.text import Text, _
from bot.domain.facts import Facts
from bot.domain.health import PastExchange, Reason, ReasonCode
from bot.domain.history import History
from bot.domain.partial_dates import PartialDate
from bot.domain.rhythm import Clock
from bot.domain.standing import state_today
from bot.domain.vocabulary import State
from handlers.health_words import in_words
from handlers.measuring import facts_of
from handlers.occasions.occasion import About, Days, Occasion, Told
from handlers.occasions.periods import days_before
from handlers.occasions.reading import Past, View
from storage.partnerships import PartnershipView

# A partnership goes down these steps, and every one is told of once.
_STEPS = (State.COOLING, State.DORMANT, State.ZOMBIE_CANDIDATE)


def silences(view: View, days: Days) -> Iterable[Occasion]:
    """Partnerships that become cooling, dormant or candidates for a review within the days.
    Those that are paused are left alone, and so are those that were silent before."""
    for partnership in view.partnerships:
        facts = facts_of(partnership, {})
        for past in view.pasts(partnership):
            fallen = _fallen(partnership, facts, past, days, view)
            if fallen is not None:
                yield _occasion(partnership, past, *fallen, view.today)


def _fallen(
    partnership: PartnershipView, facts: Facts, past: Past, days: Days, view: View
) -> tuple[State, date] | None:
    """The state that it fell to, and the first day on which it was in it; None if it did not, or
    is no longer in it."""
    days = _before_plans(past, days)
    exchanges: Sequence[PastExchange] = past.exchanges
    ends = _states(facts, exchanges, (days.before, days.last))
    if State.ZOMBIE_CANDIDATE in ends:
        exchanges = view.closely(partnership, past)
        ends = _states(facts, exchanges, (days.before, days.last))
    before, after = ends
    if _step(after) <= _step(before):
        return None
    if _states(facts, exchanges, (max(days.last, view.today),)) != [after]:
        return None
    each_day = zip(days, _states(facts, exchanges, days), strict=True)
    return after, next(day for day, state in each_day if state is after)


def _before_plans(past: Past, days: Days) -> Days:
    """The days until something planned ends the silence."""
    planned = past.outline.planned_on
    if planned is None or planned.start not in days:
        return days
    return Days(days.first, days_before(planned.start, 1))


def _states(facts: Facts, exchanges: Sequence[PastExchange], days: Iterable[date]) -> list[State]:
    clocks = (Clock(day, facts.pause) for day in days)
    return [state_today(facts, History.of(exchanges, clock), clock) for clock in clocks]


def _step(state: State) -> int:
    return _STEPS.index(state) + 1 if state in _STEPS else 0


def _occasion(
    partnership: PartnershipView, past: Past, state: State, on: date, today: date
) -> Occasion:
    outline = past.outline
    last = outline.last_on or partnership.since
    if state is State.ZOMBIE_CANDIDATE:
        last = outline.last_substantive_on or partnership.since or outline.first_on
    since = "" if last is None else str(last)
    about = About(partnership.id, past.party_id)
    told = _told(partnership, past, state, last, today)
    return Occasion(f"{partnership.id}:{state}:{since}", on, told, about)


def _told(
    partnership: PartnershipView, past: Past, state: State, last: PartialDate | None, today: date
) -> Told:
    entry = Entry(
        titled(partnership),
        _silence(past, state, last, today),
        _hint(partnership, state),
    )
    return Told(
        entry,
        (
            Button(_("Status"), f"partner status ~{partnership.id}"),
            Button(_("Log something"), f"log ~{partnership.id}"),
        ),
    )


def _silence(past: Past, state: State, last: PartialDate | None, today: date) -> Text:
    lately = past.outline.last_on
    if state is State.ZOMBIE_CANDIDATE and lately is not None and lately != last:
        return _(
            "Beside courtesies there is no recorded activity since {day}; please confirm.", day=last
        )
    code = ReasonCode.NO_RECORDED_ACTIVITY if lately is None else ReasonCode.SILENT
    on = last.start if last else None
    days = (today - on).days if on else None
    recorded = {last.start: last} if last else {}
    return in_words(Reason(code, days=days, on=on), {}, recorded)


def _hint(partnership: PartnershipView, state: State) -> Text:
    if state is State.ZOMBIE_CANDIDATE:
        return _("A review could settle whether to renew, reshape or end it.")
    rhythm = facts_of(partnership, {}).policy.rhythm_days
    return _("Partners of this kind usually hear from each other within {span}.", span=Span(rhythm))
