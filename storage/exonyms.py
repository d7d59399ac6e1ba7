"""What languages call the cities after which time zones are named, as Unicode's CLDR has it.

The gazetteer knows all names of a place but not whose they are. CLDR knows of some three hundred
of the best-known cities what each language calls them: Londres, Londyn, ロンドン.
https://cldr.unicode.org/translation/time-zones-and-city-names
"""

from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.domain.names import fold
from bot.domain.scripts import script_of_language

# Ukraine asks for it in all languages with Latin letters: resolution 55 of its cabinet of 2010,
# https://zakon.rada.gov.ua/laws/show/55-2010-%D0%BF
_AS_ASKED_FOR = "Europe/Kyiv"
# GeoNames says City where the time zone does not.
_ADDED = " city"


@lru_cache(8192)
def exonym(place: str, timezone: str, language: str) -> str:
    """What a language calls the place of this name in the gazetteer; empty where it is not the
    city of its time zone, and where the language has no name of its own for it."""
    if not place or not _is_city_of(place, timezone):
        return ""
    if timezone == _AS_ASKED_FOR and script_of_language(language) == "Latn":
        return ""
    city = _city(timezone, language)
    # Some say there what kind of place is meant: 'Meksyk (miasto)'.
    return "" if "(" in city else city


@lru_cache(64)
def countries_in(language: str) -> frozenset[str]:
    """What a language calls the countries of the world, folded; cities share some names."""
    locale = _locale(language)
    return frozenset(fold(each) for each in locale.territories.values()) if locale else frozenset()


def _is_city_of(place: str, timezone: str) -> bool:
    own = fold(_city(timezone, "en") or timezone.rpartition("/")[2])
    return bool(own) and fold(place) in (own, own + _ADDED)


def _city(timezone: str, language: str) -> str:
    locale = _locale(language)
    if locale is None:
        return ""
    zones = locale.time_zones
    ids = (timezone, *_earlier().get(timezone, ()))
    return next((str(zones[each].get("city", "")) for each in ids if each in zones), "")


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


@cache
def _earlier() -> dict[str, list[str]]:
    """Names of zones before they were renamed; CLDR goes by those."""
    earlier: dict[str, list[str]] = {}
    for old, new in get_global("zone_aliases").items():
        earlier.setdefault(new, []).append(old)
    return earlier
