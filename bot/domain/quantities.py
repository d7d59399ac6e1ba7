"""How much of what passed, read from a sentence: '10,000 masks', 'USD 20,000', '40 kg'."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

MOST = 20
LONGEST_UNIT = 100
# What a record can keep of an amount.
_LARGEST = Decimal(10) ** 15
_NUMBER = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[.'’ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d{1,2})?"
)
_CURRENCIES = (  # noqa: SIM905  words read better without quotes
    "AED AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN"
    " RMB RON RUB SEK SGD THB TRY TWD UAH USD VND ZAR"
).split()
_CURRENCY = rf"(?:{'|'.join(_CURRENCIES)})\b|US\$|[€$£¥₴₩₹₽]"
_MEASURES = r"(?:kg|g|t|l|m|km|m²|m2|ha|kW|kWh|MW|MWh|GB|TB)\b"
# Counters stand right behind the figures; those of the calendar and the clock are none.
_COUNTER = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_FOUND = re.compile(
    rf"(?P<before>{_CURRENCY})?\s?(?P<number>{_NUMBER})(?![\d:.,/–-]*\d|%)"
    rf"(?:\s?(?P<times>thousand|million|billion|mio|mrd|тис|млн|млрд|万|億)(?![^\W\d_])\.?)?"
    rf"\s?(?:(?P<after>{_CURRENCY})|(?P<measure>{_MEASURES})|(?P<counter>{_COUNTER})"
    rf"|(?<=[\s.])(?P<words>[^\W\d_][\w'’-]*(?:[ ](?!{_CURRENCY})[^\W\d_][\w'’-]*){{0,3}}))?",
    re.IGNORECASE,
)
_TIMES = {
    "thousand": 3, "тис": 3, "万": 4, "million": 6, "mio": 6, "млн": 6, "億": 8, "billion": 9,
    "mrd": 9, "млрд": 9,
}  # fmt: skip
_NO_COUNTERS = frozenset("年月日時分秒週歳回周点间届年级년월일시분초")
# After these a number names a thing instead of counting it.
_LABELS = frozenset(
    {
       "age", "article", "chapter", "class", "day", "goal", "grade", "group", "item", "level",
       "line", "no", "nr", "number", "page", "phase", "room", "sdg", "section", "stage", "step",
       "tel", "telephone", "phone", "fax", "top", "version", "zone",
    }
)  # fmt: skip
_NO_UNITS = frozenset(
    {
       "a", "about", "after", "ago", "all", "am", "an", "and", "are", "as", "at", "available",
       "be", "been", "before", "but", "by", "can", "for", "from", "gmt", "had", "has", "have",
       "hours", "hour", "i", "if", "in", "is", "it", "its", "later", "less", "minutes", "minute",
       "months", "month", "more", "new", "next", "of", "off", "on", "or", "other", "our", "out",
       "over", "per", "percent", "pm", "pp", "points", "seconds", "second", "since", "so", "still",
       "than", "that", "the", "their", "then", "there", "they", "this", "times", "time", "to",
       "too", "until", "up", "utc", "was", "we", "weeks", "week", "were", "when", "which", "while",
       "will", "with", "would", "year", "years", "yet", "days", "day", "cet", "cest", "jst", "eet",
       "eest", "uhr", "tage", "tag", "jahre", "jahren", "jahr", "wochen", "monate", "stunden",
       "und", "oder", "mehr", "für", "von", "bis", "im", "днів", "день", "дні", "років",
       "роки", "рік", "тижнів", "місяців", "годин", "і", "й", "та", "або", "на", "в", "у", "з",
       "до", "для", "ще",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of what; `unit` as it was written."""

    number: Decimal
    unit: str


def quantities_in(text: str, calendar_words: Iterable[str] = ()) -> list[Amount]:
    """The quantities that a sentence names, in order, each once; perhaps none.

    Years, dates, times, ranges and telephone numbers are not quantities. `calendar_words` are
    the months and days of the week, in lower case: '18 November' is a day.
    """
    calendar = frozenset(calendar_words)
    found = (_amount(match, text, calendar) for match in _FOUND.finditer(text))
    return list(dict.fromkeys(each for each in found if each is not None))[:MOST]


def _amount(match: re.Match[str], text: str, calendar: frozenset[str]) -> Amount | None:
    start = match.start("before" if match["before"] else "number")
    if not _stands_alone(text, start, calendar):
        return None
    number = _value(match["number"])
    if number is None:
        return None
    number = (number * 10 ** _TIMES.get((match["times"] or "").lower(), 0)).normalize()
    money = match["before"] or match["after"]
    is_year = match["number"].isdecimal() and 1900 <= number <= 2100
    if is_year and not (money or match["measure"] or match["counter"]):
        return None
    unit = money or match["measure"] or _counter(match["counter"])
    unit = unit or _thing(match["words"] or "", calendar)
    if not unit or not 0 < number < _LARGEST or number != round(number, 3):
        return None
    return Amount(Decimal(f"{number:f}"), unit[:LONGEST_UNIT])


def _stands_alone(text: str, start: int, calendar: frozenset[str]) -> bool:
    """Whether a number begins here that is no part of another, of a date or of a name."""
    before = text[:start]
    if before and not (
        before[-1].isspace() or before[-1] in "(“\"'«「„:—、，。" or _is_cjk(before)
    ):
        return False
    previous = re.split(r"\s+", before.rstrip())[-1].casefold().strip(".:(\"'“„«")
    return previous not in _LABELS and previous not in calendar and not previous[-1:].isdecimal()


def _is_cjk(before: str) -> bool:
    return re.fullmatch(_COUNTER, before[-1]) is not None


def _value(written: str) -> Decimal | None:
    """The number, whichever mark keeps its thousands apart; None for one that is a code."""
    if written.startswith("0") and len(written) > 1 and written[1].isdecimal():
        return None
    digits = re.sub(r"['’ \u00a0\u202f]", "", written)
    marks = [mark for mark in digits if mark in ".,"]
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits) and len(set(marks)) == 1
    if grouped:
        return Decimal(re.sub(r"[.,]", "", digits))
    if not marks:
        return Decimal(digits)
    whole, _mark, part = digits.rpartition(marks[-1])
    return Decimal(f"{re.sub('[.,]', '', whole)}.{part}")


def _counter(sign: str | None) -> str:
    return "" if sign is None or sign in _NO_COUNTERS else sign


def _thing(words: str, calendar: frozenset[str]) -> str:
    """What is counted: the words up to the first in the plural, or else the first word."""
    usable = list(_up_to_a_border(words.split(), calendar))[:3]
    if not usable:
        return ""
    for count, word in enumerate(usable, start=1):
        if word.endswith("s") and not word.endswith("ss") and word.isascii():
            return " ".join(usable[:count])
    return usable[0]


def _up_to_a_border(words: list[str], calendar: frozenset[str]) -> Iterator[str]:
    for word in words:
        if word.casefold() in _NO_UNITS or word.casefold() in calendar:
            return
        yield word
