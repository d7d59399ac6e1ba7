"""Reviews that are due, by the day agreed on or by the policy of the partnership's type."""

from collections.abc import Iterable
from datetime import date

from bot.chat.partnerships import titled
from bot.chat.reply import Button, Entry
from bot.chat.text import Text, _
from bot.domain.partial_dates import PartialDate
from bot.domain.rhythm import policy_for, review_due
from handlers.measuring import facts_of
from handlers.occasions.occasion import About, Days, Occasion, Told
from handlers.occasions.reading import View
from storage.partnerships import PartnershipView


def reviews(view: View, days: Days) -> Iterable[Occasion]:
    """The reviews that become due on one of the days; none during a pause."""
    for partnership in view.partnerships:
        due = _due(partnership)
        if due is not None and due.start in days and not _is_paused(partnership, view.today):
            entry = Entry(titled(partnership), _sentence(partnership, due, view.today), _hint())
            status = Button(_("Status"), f"partner status ~{partnership.id}")
            key = f"{partnership.id}:{due.start}"
            yield Occasion(key, due.start, Told(entry, (status,)), About(partnership.id))


def _due(partnership: PartnershipView) -> PartialDate | None:
    """The day, no more exactly than what it is counted from."""
    since = partnership.since
    day = review_due(
        policy_for(partnership.type),
        since.start if since else None,
        partnership.last_review_on,
        partnership.next_review_on,
    )
    if day is None:
        return None
    is_counted = partnership.last_review_on is None and day != partnership.next_review_on
    return PartialDate(day, since.precision) if is_counted and since else PartialDate(day)


def _is_paused(partnership: PartnershipView, today: date) -> bool:
    pause = facts_of(partnership, {}).pause
    return pause is not None and pause.since <= today < pause.until


def _sentence(partnership: PartnershipView, due: PartialDate, today: date) -> Text:
    if partnership.last_review_on is None:
        return _("Its first review is due: {day}.", day=due)
    if due.start < today:
        return _("The review was due on {day}.", day=due)
    return _("The review is due on {day}.", day=due)


def _hint() -> Text:
    return _("What did it yield, and what should change: renew, reshape or end?")
