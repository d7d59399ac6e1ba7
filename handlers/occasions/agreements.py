"""Agreements that come to their end: told at each notice period of the policy, and on the day."""

from collections.abc import Iterable
from datetime import date

from bot.chat.partnerships import titled
from bot.chat.reply import Button, Entry
from bot.chat.text import Text, _
from bot.domain.health import Reason, ReasonCode
from bot.domain.rhythm import policy_for
from handlers.health_words import in_words
from handlers.occasions.occasion import About, Days, Occasion, Told
from handlers.occasions.periods import days_before
from handlers.occasions.reading import View
from storage.partnerships import PartnershipView

_ON_THE_DAY = 0


def agreements(view: View, days: Days) -> Iterable[Occasion]:
    """Agreements whose notice, or whose last day, falls on one of the days. Once a shorter notice
    has begun, the longer one has nothing to say any more."""
    for partnership in view.partnerships:
        until = partnership.agreement_until
        if until is None:
            continue
        notices = (*policy_for(partnership.type).notice_days, _ON_THE_DAY)
        for notice in notices:
            on = days_before(until, notice)
            if on in days and not _is_past(until, notice, notices, view.today):
                told = Told(_entry(partnership, until, view.today), _buttons(partnership))
                key = f"{partnership.id}:{until}:{notice}"
                yield Occasion(key, on, told, About(partnership.id))


def _is_past(until: date, notice: int, notices: tuple[int, ...], today: date) -> bool:
    shorter = [days_before(until, each) for each in notices if each < notice]
    return any(on <= today for on in shorter)


def _entry(partnership: PartnershipView, until: date, today: date) -> Entry:
    return Entry(titled(partnership), _ends(until, today), _hint(partnership))


def _ends(until: date, today: date) -> Text:
    left = (until - today).days
    if left < 0:
        return in_words(Reason(ReasonCode.AGREEMENT_NOT_IN_FORCE, on=until), {}, {})
    if left == 0:
        return _("The agreement ends today.")
    return in_words(Reason(ReasonCode.AGREEMENT_ENDS, days=left, on=until), {}, {})


def _hint(partnership: PartnershipView) -> Text:
    example = f"/partner edit ~{partnership.id} until=…"
    if not partnership.agreement_title:
        return _("Once it is renewed: {example}", example=example)
    title = partnership.agreement_title
    return _("{title}. Once it is renewed: {example}", title=title, example=example)


def _buttons(partnership: PartnershipView) -> tuple[Button, ...]:
    return (Button(_("Status"), f"partner status ~{partnership.id}"),)
