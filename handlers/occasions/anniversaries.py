"""Anniversaries of partnerships and of their agreements: told while there is time to greet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.chat.partnerships import titled
from bot.chat.reply import Button, Entry
from bot.chat.text import Text, _, _n
from bot.domain.partial_dates import PartialDate, Precision
from handlers.occasions.occasion import About, Days, Occasion, Told
from handlers.occasions.periods import anniversary, days_after, days_before
from handlers.occasions.reading import View
from storage.partnerships import PartnershipView

# A week to write a letter; a quarter to send somebody, where a round one is to be celebrated.
_TO_GREET = 7
_TO_CELEBRATE = 90


@dataclass(frozen=True, slots=True)
class _Beginning:
    """A day that is remembered, known to the day."""

    what: str
    on: date


def anniversaries(view: View, days: Days) -> Iterable[Occasion]:
    """The anniversaries to be told of on one of the days, of what is known to the day: a week
    before, and round ones also three months before. One that is past is not told any more."""
    for partnership in view.partnerships:
        for beginning in _beginnings(partnership):
            for lead in (_TO_GREET, _TO_CELEBRATE):
                yield from _at(partnership, beginning, lead, days, view.today)


def _at(
    partnership: PartnershipView, beginning: _Beginning, lead: int, days: Days, today: date
) -> Iterator[Occasion]:
    for year in {days_after(day, lead).year for day in (days.first, days.last)}:
        years, day = year - beginning.on.year, anniversary(beginning.on, year)
        on = days_before(day, lead)
        if years < 1 or on not in days or day < today:
            continue
        if lead == _TO_CELEBRATE and not _is_round(years):
            continue
        key = f"{partnership.id}:{beginning.what}:{beginning.on}:{years}:{lead}"
        yield Occasion(key, on, _told(partnership, beginning, day, years), About(partnership.id))


def _beginnings(partnership: PartnershipView) -> tuple[_Beginning, ...]:
    """The signing goes for both where they are the same day."""
    days = {"signed": partnership.agreement_signed, "since": partnership.since}
    known = {what: day.start for what, day in days.items() if _is_exact(day) and day is not None}
    if known.get("since") == known.get("signed"):
        known.pop("since", None)
    return tuple(_Beginning(what, on) for what, on in known.items())


def _is_exact(day: PartialDate | None) -> bool:
    return day is not None and day.precision is Precision.DAY


def _is_round(years: int) -> bool:
    return years % 10 == 0 or years % 25 == 0


def _told(partnership: PartnershipView, beginning: _Beginning, day: date, years: int) -> Told:
    entry = Entry(titled(partnership), _remembered(beginning, day, years), _hint(years))
    return Told(
        entry,
        (
            Button(_("Status"), f"partner status ~{partnership.id}"),
            Button(_("Timeline"), f"partner timeline ~{partnership.id}"),
        ),
    )


def _remembered(beginning: _Beginning, day: date, years: int) -> Text:
    if beginning.what == "signed":
        return _n(
            "{day}: {n} year since the agreement was signed.",
            "{day}: {n} years since the agreement was signed.",
            years,
            day=day,
        )
    return _n(
        "{day}: {n} year since the partnership began.",
        "{day}: {n} years since the partnership began.",
        years,
        day=day,
    )


def _hint(years: int) -> Text:
    if _is_round(years):
        return _("A round anniversary: a good occasion to meet.")
    return _("A good day for a greeting.")
