"""When an office abroad is closed, so that nobody waits for an answer from there in vain."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.chat.text import Text, _
from bot.domain.working_time import Calendar
from storage.views import PartyView

_DAY = timedelta(days=1)
# Nothing is closed for longer that a calendar knows of.
_LONGEST = 21


def closed_offices(
    parties: Iterable[PartyView], today: date, home: str, calendar: Calendar
) -> tuple[Text, ...]:
    """A sentence for each party whose office is closed today, or tomorrow otherwise than in the
    reader's own country `home`, which may be unknown."""
    said = (_sentence(party, today, home, calendar) for party in parties if party.country)
    return tuple(sentence for sentence in said if sentence)


def _sentence(party: PartyView, today: date, home: str, calendar: Calendar) -> Text:
    tomorrow = today + _DAY
    if _is_off(party.country, today, calendar):
        return _closed_today(party, today, calendar)
    if _is_off(party.country, tomorrow, calendar) and not _is_off(home, tomorrow, calendar):
        return _closed_tomorrow(party, tomorrow, calendar)
    return ""


def _closed_today(party: PartyView, today: date, calendar: Calendar) -> Text:
    opens, holiday = _opens(party.country, today, calendar)
    facts = {"city": party.name, "day": opens, "holiday": holiday}
    is_short = opens == today + _DAY
    if holiday and is_short:
        return _("The office in {city} is closed today: {holiday}.", **facts)
    if holiday:
        return _(
            "The office in {city} is closed today: {holiday}. It opens again on {day}.", **facts
        )
    if is_short:
        return _("The office in {city} is closed today.", **facts)
    return _("The office in {city} is closed today and opens again on {day}.", **facts)


def _closed_tomorrow(party: PartyView, tomorrow: date, calendar: Calendar) -> Text:
    opens, holiday = _opens(party.country, tomorrow, calendar)
    facts = {"city": party.name, "day": opens, "holiday": holiday}
    if holiday and opens == tomorrow + _DAY:
        return _("The office in {city} is closed tomorrow: {holiday}.", **facts)
    if holiday:
        return _(
            "The office in {city} closes tomorrow: {holiday}. It opens again on {day}.", **facts
        )
    return _("The office in {city} closes tomorrow and opens again on {day}.", **facts)


def _opens(country: str, closed: date, calendar: Calendar) -> tuple[date, str]:
    """The next day on which it is open, and the first holiday until then."""
    holiday, day = "", closed
    while _is_off(country, day, calendar) and (day - closed).days < _LONGEST:
        holiday = holiday or calendar.holiday(country, day)
        day += _DAY
    return day, holiday


def _is_off(country: str, day: date, calendar: Calendar) -> bool:
    return calendar.is_weekend(country, day) or bool(calendar.holiday(country, day))
