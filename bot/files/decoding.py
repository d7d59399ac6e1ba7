"""From the bytes of a file to its text, whatever program and decade it comes from."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32's mark begins with that of UTF-16, so it is looked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheets and address books have written where the members of city networks are.
_LIKELY = [
    "cp1252", "cp1250", "cp1251", "cp932", "gb18030", "big5", "cp949", "euc_jp", "koi8_r",
    "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
]  # fmt: skip
_SAMPLE = 200_000
# Unicode Standard Annex 14, class BK, and what Python's splitlines knows beside it.
_LINE_ENDS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ud800-\udfff]")


def decoded(raw: bytes) -> tuple[str, str]:
    """The text, and the encoding it was taken to be in. Never fails: bytes that fit no
    encoding become the replacement character."""
    encoding = _encoding(raw)
    return clean(raw.decode(encoding, errors="replace")), encoding


def clean(text: str) -> str:
    """The text with one kind of line end and without what no database or chat can carry."""
    return _CONTROL.sub("", one_line_end(text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line_end(text: str) -> str:
    """The text with a space for each sign that some programs, and not others, end a line at."""
    return _LINE_ENDS.sub(" ", text)


def _encoding(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    wide = _without_mark(raw)
    if wide:
        return wide
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw[:_SAMPLE])
    return "utf-8"


def _without_mark(raw: bytes) -> str:
    """UTF-16 that does not say so: every other byte of Latin text in it is a zero."""
    start = raw[:2000]
    if len(start) < 4 or start.count(0) < len(start) // 4:
        return ""
    return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"


def _guessed(sample: bytes) -> str:
    """The likeliest encoding; of those that read the text equally well the commoner one."""
    found = from_bytes(sample, cp_isolation=_LIKELY, preemptive_behaviour=False)
    order = [
        (match.chaos, -match.coherence, _LIKELY.index(match.encoding))
        for match in found
        if match.encoding in _LIKELY
    ]
    return _LIKELY[min(order)[2]] if order else "cp1252"
