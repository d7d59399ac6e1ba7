"""Whether two texts, one the translation of the other, name the same numbers."""

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import product

from bot.domain.months import months_in

_DIGIT = re.compile(r"\d")
_SPACES = " \u00a0\u202f\u2009"
_SIGN = r"(?:(?<![A-Za-z0-9_À-ɏͰ-ϿЀ-ӿ.,])[-−])?"
_TAIL = r"(?:[.,'’٫٬]\d+)*"
_JOINED = re.compile(rf"{_SIGN}\d+{_TAIL}")
_SPACED = re.compile(rf"{_SIGN}(?:\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[,.]\d+)?|\d+{_TAIL})")
_MAY_BE_SPACED = re.compile(rf"\d[{_SPACES}]\d{{3}}")
# Spelled alike before they are compared: minus, and the marks within numbers.
_ALIKE = str.maketrans(dict.fromkeys(_SPACES + "’", "'") | {"−": "-", "٫": ".", "٬": ","})
# 10,000 and 10.000, and 1,00,000 as in India; but 0.500 is a half.
_GROUPED = re.compile(r"(?!0)(\d{1,3}([.,'])(?:\d{3}\2|\d{2}\2)*\d{3})(?:(?!\2)[.,](\d+))?")
_SIMPLE = re.compile(r"(\d+)(?:[.,](\d+))?")
# How many zeros a word behind a number stands for, in the languages that cities write.
_SCALES = {
    3: "thousand thousands tausend tsd mil mille mila ribu rb nghìn тис тисяч тисячі тисяча тыс"
    " тысяч тысячи tys tysięcy tysiące bin ألف آلاف 千 천 พัน हज़ार हजार",
    4: "万 萬 만 หมื่น",
    5: "lakh lakhs लाख แสน",
    6: "million millions mio millionen millón millones milhão milhões milione milioni miljoen"
    " juta jt triệu млн мільйон мільйони мільйонів миллион миллиона миллионов mln milion miliony"
    " milionów milyon مليون ملايين 百万 百萬 ล้าน mn",
    7: "crore crores करोड़",
    8: "億 亿 억",
    9: "billion billions milliarde milliarden mrd milliard milliards miliardo miliardi miljard"
    " miliar tỷ млрд мільярд мільярди мільярдів миллиард миллиарда миллиардов mld miliard"
    " miliardy miliardów milyar مليار مليارات bn",
    12: "trillion billionen billón billones triliun 兆 조",
}  # fmt: skip


def same_numbers(source: str, translation: str) -> bool:
    """Whether a translation names the numbers of its source, each as often, in any order.

    10,000 may have become 10.000, ٣ a 3, 5万 50,000, and 11月 November; nothing else may change.
    """
    if not (_has_digits(source) or _has_digits(translation)):
        return True
    mine, theirs = source.lower(), translation.lower()
    first, second = _as_written(mine), _as_written(theirs)
    if first == second or sorted(first) == sorted(second):
        return _same_months(months_in(mine), theirs)
    return any(_agree(*pair) for pair in product(_readings(mine), _readings(theirs)))


def numbers_apart(source: str, translation: str) -> tuple[list[str], list[str]]:
    """The numbers that the source alone names, and those that the translation alone does, each
    in small letters as it is written. Both are empty where the difference is in no number, such as
    between November and October."""
    mine, theirs = (_readings(text.lower())[0] for text in (source, translation))
    return mine.beyond(theirs), theirs.beyond(mine)


class _Reading:
    """The numbers of a text in small letters, as they are written and as they count with
    'million' and 'тис.'"""

    def __init__(self, text: str, shape: re.Pattern[str]) -> None:
        self.text = text
        self.plain: Counter[str] = Counter()
        self.scaled: Counter[str] = Counter()
        self.scales = 0
        self._written: list[tuple[str, Counter[str]]] = []
        for match in shape.finditer(text):
            self._take(match)

    @property
    def months(self) -> Counter[str]:
        """The months that are named by words, by their numbers."""
        return Counter({_MONTHS[month]: count for month, count in months_in(self.text).items()})

    def beyond(self, other: "_Reading") -> list[str]:
        """Those that the other has not, as they are written."""
        left = other.scaled + other.months
        beyond: list[str] = []
        for written, values in self._written:
            if values <= left:
                left -= values
            else:
                beyond.append(written)
        return beyond

    def _take(self, match: re.Match[str]) -> None:
        *first, last = _parts(match[0])
        scale = _scale().match(self.text, match.end())
        zeros = _zeros()[scale[1]] if scale else 0
        self.plain.update([_value(*each) for each in (*first, last)])
        scaled = Counter([*(_value(*each) for each in first), _value(*last, zeros)])
        self.scaled.update(scaled)
        written = match[0] + scale[0] if scale else match[0]
        self._written.append((written, scaled))
        self.scales += bool(zeros)


def _agree(one: _Reading, other: _Reading) -> bool:
    if one.scaled != other.scaled and one.plain == other.plain:
        # Where a word for a million is not known here, there is none to compare.
        return one.scales != other.scales
    return _agree_in_months(one, other)


def _agree_in_months(one: _Reading, other: _Reading) -> bool:
    """A number may become a month's name and a name a number; November may not become October."""
    lost, gained = one.scaled - other.scaled, other.scaled - one.scaled
    if lost or gained:
        return lost <= other.months and gained <= one.months
    return _same_months(months_in(one.text), other.text)


def _same_months(mine: Counter[int], text: str) -> bool:
    theirs = months_in(text) if mine else mine
    return not theirs or bool(mine & theirs)


def _as_written(text: str) -> list[tuple[str, str]]:
    """The numbers of a text sign by sign, with the word for a million behind them: most come
    back so, and need no closer look."""
    signed = "-" in text or "−" in text
    return _scaled(signed).findall(text)


def _has_digits(text: str) -> bool:
    return _DIGIT.search(text) is not None


def _readings(text: str) -> list[_Reading]:
    """With spaces between groups of digits, if there may be any, and without."""
    shapes = [_SPACED, _JOINED] if _MAY_BE_SPACED.search(text) else [_JOINED]
    return [_Reading(text, shape) for shape in shapes]


def _parts(written: str) -> list[tuple[str, str]]:
    """What stands before and behind the decimal mark; several for a date or a version."""
    plain = written.translate(_ALIKE)
    sign, digits = plain[: plain.startswith("-")], plain.lstrip("-")
    if grouped := _GROUPED.fullmatch(digits):
        return [(sign + re.sub(r"[.,']", "", grouped[1]), grouped[3] or "")]
    if simple := _SIMPLE.fullmatch(digits):
        return [(sign + simple[1], simple[2] or "")]
    return [(part, "") for part in re.findall(r"\d+", digits)]


def _value(whole: str, part: str, zeros: int = 0) -> str:
    """The one way to write a number: its digits without outer zeros, and the power of ten."""
    digits = whole.lstrip("-") + part
    if not digits.isascii():
        digits = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    short = digits.rstrip("0")
    power = zeros - len(part) + len(digits) - len(short)
    short = short.lstrip("0")
    return f"{'-' * whole.startswith('-')}{short}e{power}" if short else "0"


_MONTHS = {month: _value(str(month), "") for month in range(1, 13)}


@cache
def _zeros() -> dict[str, int]:
    return {word: zeros for zeros, words in _SCALES.items() for word in words.split()}


@cache
def _scale() -> re.Pattern[str]:
    words = sorted(_zeros(), key=len, reverse=True)
    signs = "|".join(word for word in words if re.fullmatch(r"[一-鿿가-힣]+", word))
    return re.compile(rf"\s?({signs}|(?:{'|'.join(words)})(?![^\W\d_]))")


@cache
def _scaled(signed: bool) -> re.Pattern[str]:
    # What begins with one digit, and no repetition or choice, is looked for many times faster.
    number = _JOINED.pattern if signed else rf"\d\d*{_TAIL}"
    return re.compile(rf"({number})(?:{_scale().pattern})?")
