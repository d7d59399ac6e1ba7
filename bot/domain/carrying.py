"""Which marks of a text its translation has as well."""

from collections.abc import Iterable

from bot.domain.chunking import UNSPACED
from bot.domain.marks import CODES, Mark, settled


def carried(marks: Iterable[Mark], source: str, translation: str) -> tuple[Mark, ...]:
    """The marks of a translation: of whole texts, of whole lines where both have as many, and of
    what stands in it once just as it was written, such as names, numbers and code. Where other
    marked words went nobody knows."""
    found = (_carried(mark, source, translation) for mark in settled(marks, source))
    return settled((mark for mark in found if mark is not None), translation)


def _carried(mark: Mark, source: str, translation: str) -> Mark | None:
    words = source[mark.begin : mark.end]
    if words.strip() == source.strip():
        return Mark(0, len(translation), mark.kind)
    begin = mark.begin + len(words) - len(words.lstrip())
    core = Mark(begin, begin + len(words.strip()), mark.kind)
    return _of_lines(core, source, translation) or _verbatim(core, source, translation)


def _verbatim(mark: Mark, source: str, translation: str) -> Mark | None:
    words = source[mark.begin : mark.end]
    begin = translation.find(words)
    end = begin + len(words)
    if begin < 0 or translation.find(words, begin + 1) >= 0:
        return None
    is_apart = not (_is_within_word(translation, begin) or _is_within_word(translation, end))
    return Mark(begin, end, mark.kind) if is_apart else None


def _is_within_word(text: str, at: int) -> bool:
    """Whether a word goes on here. Scripts without spaces do not tell."""
    around = text[max(at - 1, 0) : at + 1]
    return len(around) == 2 and around.isalnum() and not UNSPACED.search(around)


def _of_lines(mark: Mark, source: str, translation: str) -> Mark | None:
    """Translations keep lines apart; but what has become of code is no code."""
    before, behind = source[: mark.begin], source[mark.end :]
    is_whole = not (before.rpartition("\n")[2].strip() or behind.partition("\n")[0].strip())
    lines = translation.split("\n")
    if not is_whole or mark.kind in CODES or source.count("\n") != len(lines) - 1:
        return None
    first, last = before.count("\n"), source.count("\n") - behind.count("\n")
    begin = sum(len(line) + 1 for line in lines[:first])
    end = sum(len(line) + 1 for line in lines[: last + 1]) - 1
    return Mark(begin, end, mark.kind)
