"""Texts that nobody means well, and ways to spoil those that somebody does."""

import random
from collections.abc import Callable

WORDS = (
    "", " ", "#", "#0", "#1", "#-1", "#01", "#٣", "#²", "#①", "#99999999999999999999", "#1.5",
    "#1e9", "~", "~1", "~0", "~9223372036854775808", "~x", "@", "@698740", "@0",
    "@99999999999999999999", "@everyone", "@here", "*", "*0123456789abcdef", "--yes", "--no",
    "--", "-", "–", "—", "=", ":", "=x", "x=", "page=", "page=0", "page=-1", "page=999999",
    "page=٣", "=＝=", ",", ",,", ";", "|", '"', "'", "“", "”", "„", "«", "»", "「", '""', "“”",
    '"a', 'a"', '""""', "\\", "\\\\", "/", "//", "\\n", "{0}", "{}", "{name}", "{name!r:>9999}",
    "{{", "%s", "%n%n%n", "%(name)s", "${7*7}", "{{7*7}}", "' OR '1'='1",
    "'; DROP TABLE party;--", "1) UNION SELECT 1--", "\\'; --", "%", "_", "%_%", "<b>", "</b>",
    "<script>alert(1)</script>", "&lt;", "&#0;", "&amp;amp;", "<!channel>", "<!here>", "<@U1>",
    "<#C1|x>", "<https://x|y>", "tg://user?id=1", "](x)", "*x*", "_y_", "~z~", "`q`", "```",
    "\x00", "a\x00b", "\x1b[31m", "\r", "\r\n", "\n", "\t", "\x85", "\u2028", "\u2029", "\x7f",
    "\ud800", "\udfff", "a\udc00b", "\ufeff", "\ufffe", "\uffff", "\U0010ffff", "\ufffd",
    "\u202e", "\u202eevil\u202c", "\u2066x\u2069", "\u200b", "\u200d", "\u2060", "\u00ad",
    "\u3000", "مرحبا", "אודסה", "اوديسا = یوکوهاما", "e\u0301", "\u0301", "Z\u0351\u0358\u034d",
    "ﬃ", "İ", "ı", "ß", "ǅ", "Ω", "K", "Å", "𝕺𝖉𝖊𝖘𝖆", "Ｏｄｅｓａ", "👩‍👩‍👧‍👦", "🇺🇦", "🇺",
    "👍🏽", "☎️", "1️⃣", "①", "½", "²", "٣", "१२", "Ⅷ", "0", "-0", "-1", "1e400", "1e-400", "NaN",
    "inf", "-inf", "0x10", "1_000", "1,000,000.00", "99999999999999999999999999999999",
    "0.00000000000000000001", "10,000 masks", "٣ مقاعد", "1/0", "0000-00-00", "0000", "0001",
    "9999-12-31", "99999", "99999-01-01", "10000-01-01", "-1-01-01", "2026-02-29", "2026-02-30",
    "2026-13-01", "2026-00-10", "2026-W53-7", "2026-1", "21.11.2026", "2026年11月21日", "令和8年",
    "1965..1964", "1965/1964", "2026-11-21T25:61", "31 April", "yesterday", "tomorrow",
    "next friday", "in 999999999 days", "999999 years ago", "today+1", "вчора", "昨天", "ayer",
    "before 0", "after 9999", "now", "0 0 0", "29.02.1900", "1/2/3", "12:00", "-", "??", "~2020?",
    "Odesa", "Yokohama", "Leeds Hangzhou", "Leeds, Hangzhou", "横浜", "オデーサ", "Одеса",
    "Cape Town", "Oksana Kovalenko", "Sari", "Aiko", "yes", "no", "none", "all", "into", "and",
    "или", "с", "re:", "mailto:x@y", "x@y", "x@", "a@b@c", "x@odesa.example", "+380 48 123 45 67",
    "+", "00", "tel:+1", "javascript:alert(1)", "http://", "https://[::1",
    "http://169.254.169.254/", "file:///etc/passwd", "//x", "xn--", "odesa.example/%ff", "UTC",
    "Europe/Kyiv", "../../etc/passwd", "/etc/localtime", "Mars/Base", "posixrules", "en", "uk",
    "xx", "zh-Hant-TW", "tlh", "english, 日本語, -", "i-klingon", "con", "nul", "null", "None",
    "undefined", "true", "self", "__class__", "call", "log", "help", "/help",
)  # fmt: skip
CONFUSED = {
    "a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і", "s": "ѕ", "=": "＝", ":": "：",
    "#": "＃", "~": "～", "@": "＠", "-": "‐", "1": "１", '"': "”", ",": "，", "/": "／",
    " ": "\u00a0", "0": "٠",
}  # fmt: skip
_LENGTHS = (30, 300, 1_000, 3_900, 10_000)


def word(chance: random.Random) -> str:
    """A hostile word; rarely a very long one."""
    kind = chance.random()
    if kind < 0.85:
        return chance.choice(WORDS)
    if kind < 0.97:
        return "".join(character(chance) for _ in range(chance.randrange(12)))
    length = chance.choice(_LENGTHS)
    unit = chance.choice((*WORDS, character(chance))) or "x"
    return (unit * (length // len(unit) + 1))[:length]


def character(chance: random.Random) -> str:
    """Any character that there is, and many that there are not."""
    most = chance.choice((0x7F, 0x2FF, 0x6FF, 0xFFFF, 0x10FFFF))
    return chr(chance.randrange(most + 1))


def text(chance: random.Random, most: int = 6) -> str:
    """Some hostile words, one after another."""
    return chance.choice((" ", " ", "", "  ", ", ")).join(
        word(chance) for _ in range(chance.randint(1, most))
    )


def spoiled(chance: random.Random, given: str, times: int = 3) -> str:
    """The text after a few accidents; often it is still understood."""
    for _ in range(chance.randint(1, times)):
        given = chance.choice(_ACCIDENTS)(chance, given)
    return given


def _span(chance: random.Random, given: str) -> tuple[int, int]:
    start = chance.randint(0, len(given))
    return start, min(len(given), start + chance.choice((1, 1, 2, 5, 20)))


def _deleted(chance: random.Random, given: str) -> str:
    start, end = _span(chance, given)
    return given[:start] + given[end:]


def _doubled(chance: random.Random, given: str) -> str:
    start, end = _span(chance, given)
    return given[:end] + given[start:end] * chance.choice((1, 1, 1, 2, 50)) + given[end:]


def _inserted(chance: random.Random, given: str) -> str:
    start, _end = _span(chance, given)
    return given[:start] + word(chance) + given[start:]


def _replaced(chance: random.Random, given: str) -> str:
    start, end = _span(chance, given)
    return given[:start] + word(chance) + given[end:]


def _confused(chance: random.Random, given: str) -> str:
    return "".join(CONFUSED.get(each, each) if chance.random() < 0.3 else each for each in given)


def _shuffled(chance: random.Random, given: str) -> str:
    words = given.split(" ")
    first, second = chance.randrange(len(words)), chance.randrange(len(words))
    words[first], words[second] = words[second], words[first]
    return " ".join(words)


def _changed_word(chance: random.Random, given: str) -> str:
    words = given.split(" ")
    words[chance.randrange(len(words))] = word(chance)
    return " ".join(words)


def _accented(chance: random.Random, given: str) -> str:
    return "".join(each + "\u0301" * (chance.random() < 0.2) for each in given)


def _cased(chance: random.Random, given: str) -> str:
    return chance.choice((str.upper, str.lower, str.swapcase, str.title))(given)


def _cut(chance: random.Random, given: str) -> str:
    return given[: chance.randint(0, len(given))]


_ACCIDENTS: tuple[Callable[[random.Random, str], str], ...] = (
    _deleted, _doubled, _inserted, _replaced, _confused, _shuffled, _changed_word, _changed_word,
    _accented, _cased, _cut,
)  # fmt: skip
