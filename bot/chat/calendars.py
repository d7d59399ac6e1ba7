"""Weekends and public holidays of every country that the `holidays` library knows."""

from datetime import date
from functools import cache, lru_cache
from threading import Lock
from typing import Any

# Two years of some ninety countries.
_MOST_DAYS = 65_536
# The library works out a year when it is first asked about it, one thread at a time.
_working_out = Lock()


class PublicHolidays:
    """A Calendar of the whole world. What the library does not know keeps Saturday and Sunday."""

    def is_weekend(self, country: str, day: date) -> bool:
        """Whether people in this country do not work on this day of the week. In some countries
        a Saturday now and then makes up for a holiday, and is none."""
        return _is_weekend(country, day)

    def holiday(self, country: str, day: date) -> str:
        """The public holiday of that day by its English name, or by its own where it has none in
        English; "" if there is none."""
        return _holiday(country, day)

    def closed(self, country: str, day: date) -> bool:
        """Whether offices there are closed on that day."""
        return _is_weekend(country, day) or bool(_holiday(country, day))


@lru_cache(_MOST_DAYS)
def _is_weekend(country: str, day: date) -> bool:
    known = _known(country)
    if known is None:
        return day.weekday() >= 5
    with _working_out:
        return bool(known.is_weekend(day))


@lru_cache(_MOST_DAYS)
def _holiday(country: str, day: date) -> str:
    known = _known(country)
    if known is None:
        return ""
    with _working_out:
        return str(known.get(day, ""))


@cache
def _known(country: str) -> Any:
    """The library's calendar of a country; None if it has none."""
    # Loaded when first needed: few commands ask, and it takes a while.
    import holidays  # noqa: PLC0415

    code = country.upper()
    languages = holidays.list_localized_countries().get(code, [])
    english = next((each for each in languages if each.startswith("en")), None)
    try:
        return holidays.country_holidays(code, language=english)
    except NotImplementedError:
        return None
