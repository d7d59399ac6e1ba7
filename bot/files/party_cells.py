"""The parties that a row names."""

import math
from collections.abc import Mapping

from bot.chat.text import _
from bot.domain.mentions import Mention
from bot.domain.names import fold
from bot.domain.vocabulary import PartyKind
from bot.files import codes
from bot.files.lines import Cell, Row, Unreadable
from bot.files.reading_cells import fitting, text_of

LONGEST_NAME = 200
# GeoNames' numbers and our columns are of 32 bits.
_LARGEST = 2**31 - 1
_KINDS = {
    "state": PartyKind.REGION,
    "province": PartyKind.REGION,
    "region": PartyKind.REGION,
    "prefecture": PartyKind.REGION,
    "county": PartyKind.REGION,
}


def parties_of(row: Row, columns: Mapping[str, tuple[int, str]]) -> list[Mention]:
    """The parties in the order of their columns; those without a name are left out."""
    sides: dict[int, dict[str, Cell]] = {}
    for heading, (side, field) in columns.items():
        sides.setdefault(side, {})[field] = row.cells.get(heading, "")
    found = (mention(cells) for _side, cells in sorted(sides.items()))
    return [each for each in found if each is not None]


def mention(cells: Mapping[str, Cell]) -> Mention | None:
    """The party that these fields name, or None. Unreadable if one of them cannot be."""
    name = fitting(text_of(cells.get("city", "")), LONGEST_NAME)
    if not name:
        return None
    if not fold(name):
        raise Unreadable(_("{text} is no name of a city.", text=name[:60]))
    place_id = text_of(cells.get("geonameid", ""))
    latitude, longitude = _degrees(cells, "latitude", 90), _degrees(cells, "longitude", 180)
    if latitude is None or longitude is None:
        latitude = longitude = None
    return Mention(
        name,
        codes.country(text_of(cells.get("country", ""))),
        _number(place_id),
        latitude,
        longitude,
        _kind(text_of(cells.get("party_kind", "")), name),
    )


def _kind(said: str, name: str) -> PartyKind:
    sentence = _("{text} is no kind of party; write city, region or association.", text=said[:60])
    kind = codes.word(said, PartyKind, sentence)
    if kind is not None:
        return kind
    last = name.rpartition("(")[2].rstrip(")") if name.endswith(")") else ""
    return _KINDS.get(last.casefold(), PartyKind.CITY)


def _number(text: str) -> int | None:
    if not text:
        return None
    whole = text.removesuffix(".0")
    if not (whole.isascii() and whole.isdecimal()) or not 0 < int(whole[:20]) <= _LARGEST:
        raise Unreadable(_("{text} is no GeoNames number.", text=text[:60]))
    return int(whole)


def _degrees(cells: Mapping[str, Cell], field: str, most: int) -> float | None:
    text = text_of(cells.get(field, ""))
    if not text:
        return None
    try:
        degrees = float(text.replace(",", ".").removesuffix("°"))
    except ValueError:
        degrees = math.nan
    # The comparison is false for what is not a number.
    if not -most <= degrees <= most:
        raise Unreadable(_("{text} are no degrees of latitude or longitude.", text=text[:60]))
    return degrees
