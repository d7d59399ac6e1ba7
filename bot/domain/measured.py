"""Dates, times, money, phone numbers and numbers with units, wherever they stand in a text."""

import re
from collections.abc import Iterator

# As quantities are read, but with the units of other scripts.
_CURRENCY = (
    "US\\$|R\\$|A\\$|C\\$|AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|MXN"
    "|MYR|NOK|NZD|PHP|PLN|RMB|RON|RUB|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR|Rp|RM|kr|Kč|zł|грн|руб"
)
_SIGNS = "€$£¥₴₩₹₽฿₫₱₺₪"
_UNITS = (
    r"km/h|km²|km2|kWh|MWh|GWh|kW|MW|GW|kg|mg|km|cm|mm|m²|m³|m2|m3|ha|GB|MB|TB|Hz|l|m|t|g|h|[Mm]in"
    r"|км²|кг|км|см|мм|м²|м³|га|кВт|МВт|тонн|т|м|л"
)
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?"
    r"|\d{1,3}(?:['’ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,٫]\d+)?)"
)
# Letters before which a figure is part of a name; in scripts without spaces words end anywhere.
_LETTER = r"A-Za-z0-9_À-ɏͰ-ϿЀ-ӿ"
_BORDER = rf"(?![{_LETTER}])"
_CLOCK = r"(?:UTC|GMT|CES?T|EES?T|WES?T|MSK|JST|WIB|WITA|EST|PST)(?:[+-]\d{1,2}(?::\d{2})?)?"
_HALF = rf"(?:[ \u00a0]?[ap]\.m\.|[ap]m{_BORDER}|[ \u00a0](?:pm|PM|AM|am(?!\s[A-ZÄÖÜ])){_BORDER})"
_TIME = rf"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d){_HALF}?(?:[ \u00a0]?{_CLOCK}{_BORDER})?"
_EAST = r"(?:\d{2,4}[年년]\s?)?\d{1,2}[月월]\s?(?:\d{1,2}[日号일])?|\d{1,2}[時时]\d{1,2}分"
_SCALE = r"[千万萬億亿兆만억천]"
_SHAPES = re.compile(
    rf"(?=\d)(?<![{_LETTER}])(?:"
    rf"(?P<whole>"
    rf"\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]{_TIME}(?:Z|[+-]\d{{2}}:?\d{{2}})?)?(?!\d)"
    rf"|\d{{1,4}}(?P<mark>[./-])\d{{1,2}}(?P=mark)\d{{1,4}}(?!\d|(?P=mark)\d)(?:[ \u00a0]{_TIME})?"
    rf"|(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?=\s?[^\W_])(?!\s?[A-ZÄÖÜА-Я])"
    rf"|{_EAST}"
    rf"|(?!\d{{1,3}}(?:\.\d{{3}})+(?![.\d]))\d{{1,6}}(?:\.\d{{1,6}}){{2,6}}(?!\d)"
    rf"|{_TIME}(?:\s?[–-]\s?{_TIME})?|\d{{1,2}}{_HALF}|\d{{1,2}}h[0-5]\d{_BORDER}"
    rf"|\d{{1,5}}(?:/\d{{1,5}}){{1,3}}(?!\d)"
    rf"|0\d{{1,4}}(?:[ /–-]\d{{2,8}}){{1,5}}(?!\d)|\d{{1,5}}(?:-\d{{1,6}}){{2,5}}(?!\d)"
    rf"|\d{{4}}-\d{{3,6}}(?!\d)"
    rf"|(?!\d{{1,3}}(?: \d{{3}})+(?! ?\d))\d{{2,4}}(?: \d{{2,4}}){{2,5}}(?!\d))"
    rf"|(?P<number>{_NUMBER})(?P<unit>\s?[%‰]|\s?°[CF]?|[ \u00a0]?(?:[{_SIGNS}円元원]"
    rf"|(?:{_CURRENCY}|{_UNITS}){_BORDER}))?(?P<scale>\s?{_SCALE})?)"
)
_PHONE = re.compile(
    r"\+\d{1,3}(?:[ \u00a0.–-]{0,2}\(?\d{1,5}\)?){2,6}(?!\d)"
    r"|\(0\d{1,4}\)[ ]?\d[\d /–-]{4,14}\d(?!\d)"
)
_BEFORE = re.compile(rf"(?:(?:{_CURRENCY})[ \u00a0]?|[{_SIGNS}][ \u00a0]?|[-−+±~])$")
_IN_WORD = re.compile(rf"[{_LETTER}]")
_PLAIN = re.compile(r"\d{1,4}")


def measured_in(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where each number begins and ends, with its unit, and whether it is a bare figure.

    A figure may be left to the engine, since its value can be compared afterwards; '40 kg',
    '10,000' and '14:30' may not. '5万' is a figure too: other languages count otherwise.
    """
    if "+" in text or "(0" in text:
        for match in _PHONE.finditer(text):
            yield (*match.span(), False)
    for match in _SHAPES.finditer(text):
        start = _with_sign(text, match.start())
        if match["whole"]:
            yield start, match.end(), False
            continue
        is_bare = match["unit"] is None and start == match.start()
        is_figure = is_bare and (bool(match["scale"]) or bool(_PLAIN.fullmatch(match["number"])))
        yield start, match.end(), is_figure


def _with_sign(text: str, start: int) -> int:
    """Where the currency or the sign before a number begins; the number itself if there is none."""
    before = _BEFORE.search(text[max(start - 5, 0) : start])
    if before is None:
        return start
    first = start - len(before[0])
    return start if first and _IN_WORD.match(text[first - 1]) else first
