"""Which heading means which field, in many languages and nearly right."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz, process

from bot.domain.names import fold

# By how much a heading may be misspelt, and from which length on that is no coincidence.
_LIKE = 88
_LONG = 5
# What is longer is a sentence, and no heading.
_LONGEST = 100

Aliases = Mapping[str, tuple[str, ...]]

PLACE: Aliases = {
    "city": (
        "city", "town", "municipality", "city name", "name of city", "local government",
        "member", "member city", "lgu", "party", "ville", "commune", "municipalité", "stadt",
        "gemeinde", "kommune", "ort", "ciudad", "municipio", "ayuntamiento", "cidade",
        "prefeitura", "città", "comune", "місто", "громада", "город", "міська рада", "miasto",
        "gmina", "miestas", "şehir", "belediye", "kota", "kabupaten", "lungsod", "thành phố",
        "都市", "都市名", "市", "市町村", "自治体", "城市", "市名", "도시", "시",
        "مدينة", "المدينة",
        "เมือง", "शहर", "local authority", "city or town", "region", "stad", "kaupunki",
    ),
    "country": (
        "country", "country code", "cc", "nation", "iso", "iso country", "pays", "land",
        "staat", "país", "pais", "paese", "країна", "страна", "kraj", "ülke", "negara", "bansa",
        "quốc gia", "国", "国名", "国家", "나라", "국가", "بلد", "البلد", "ประเทศ", "देश", "maa",
    ),
    "geonameid": ("geonameid", "geonames id", "geonames", "geoname id", "place id"),
    "latitude": ("latitude", "lat", "breite", "breitengrad", "latitud", "широта", "緯度"),
    "longitude": (
        "longitude", "lng", "lon", "long", "länge", "längengrad", "longitud", "довгота",
        "долгота", "経度",
    ),
    "party_kind": ("party kind", "party type", "kind of party"),
}  # fmt: skip

_LETTERS = "abcdefgh"
_SIDE = re.compile(
    r"(?:city|town|party|partner|place|member|ville|stadt|ciudad|місто|город|都市|城市) ?"
    r"(?P<after>[a-h]|[1-8])|(?P<before>[a-h]) (?P<part>.+)"
)
_PARTS: Aliases = {
    **PLACE,
    "city": (*PLACE["city"], "name"),
    "party_kind": (*PLACE["party_kind"], "kind", "type"),
}
# One of two cities without a letter: the partner of the one under "city".
_SECOND = (
    "partner", "partner city", "twin", "twin city", "twin town", "sister city", "sister",
    "with", "partnerstadt", "ville jumelée", "ciudad hermana", "місто партнер", "побратим",
    "姉妹都市", "友好城市", "counterpart",
)  # fmt: skip


def understood(headings: Sequence[str], aliases: Aliases) -> dict[str, str]:
    """The field of every heading that means one; each field once, the surest heading first."""
    words = {_folded(alias): field for field, names in aliases.items() for alias in names}
    words |= {_folded(field): field for field in aliases}
    found: dict[str, str] = {}
    likely = [heading for heading in headings if len(heading) <= _LONGEST]
    for find in (_exactly, _nearly):
        for heading in likely:
            field = find(heading, words)
            if field and heading not in found and field not in found.values():
                found[heading] = field
    return found


def of_parties(headings: Sequence[str]) -> dict[str, tuple[int, str]]:
    """For headings that speak of one of several parties: which one, counted from 0, and the
    field of it that they hold."""
    found: dict[str, tuple[int, str]] = {}
    for heading in headings:
        side = _side(fold(heading)) if len(heading) <= _LONGEST else None
        if side is not None and side not in found.values():
            found[heading] = side
    if found:
        return found
    firsts = understood(headings, PLACE)
    found = {heading: (0, field) for heading, field in firsts.items()}
    seconds = understood(headings, {"partner": _SECOND})
    return found | dict.fromkeys(seconds, (1, "city"))


def _side(heading: str) -> tuple[int, str] | None:
    match = _SIDE.fullmatch(heading)
    if match is None:
        return None
    if match["after"]:
        return _position(match["after"]), "city"
    field = understood([match["part"]], _PARTS).get(match["part"])
    return None if field is None else (_position(match["before"]), field)


def _position(mark: str) -> int:
    return _LETTERS.index(mark) if mark in _LETTERS else int(mark) - 1


@cache
def _folded(alias: str) -> str:
    """Of our own words only, which are few and always the same."""
    return fold(alias)


def _exactly(heading: str, words: Mapping[str, str]) -> str | None:
    folded = fold(heading)
    bare = fold(re.sub(r"\(.*?\)|\[.*?\]|[*:]", "", heading))
    return words.get(folded) or words.get(bare)


def _nearly(heading: str, words: Mapping[str, str]) -> str | None:
    folded = fold(heading)
    if len(folded) < _LONG:
        return None
    long_ones = [word for word in words if len(word) >= _LONG]
    nearest = process.extractOne(folded, long_ones, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return words[nearest[0]] if nearest else None
