"""How stretches of a text are set off, apart from its words: bold, struck through, code."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Ours: more than anybody sets off in one message, few enough for any platform to show.
MOST = 400


class MarkKind(StrEnum):
    """How a stretch of a text is set off. Code may be words in a line or a block of its own."""

    BOLD = "bold"
    ITALIC = "italic"
    STRUCK = "struck"
    CODE = "code"
    BLOCK = "block"


# What is meant for machines, in whatever language people read it.
CODES = frozenset({MarkKind.CODE, MarkKind.BLOCK})
# From one character up to, not including, another.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is set off: the characters, counted as code points, from `begin`
    up to, not including, `end`."""

    begin: int
    end: int
    kind: MarkKind


def settled(marks: Iterable[Mark], text: str) -> tuple[Mark, ...]:
    """The marks of a text from its beginning on, the wider first, at most `MOST`. Of one kind
    none touches another. Those that do not lie in the text, or set off nothing, are left out."""
    within = [each for each in marks if 0 <= each.begin < each.end <= len(text)]
    whole: list[Mark] = []
    for each in sorted(within, key=lambda mark: (mark.kind, mark.begin)):
        last = whole[-1] if whole else None
        if last is not None and last.kind is each.kind and each.begin <= last.end:
            whole[-1] = Mark(last.begin, max(last.end, each.end), last.kind)
        else:
            whole.append(each)
    seen = [each for each in whole if not text[each.begin : each.end].isspace()]
    return tuple(sorted(seen, key=lambda mark: (mark.begin, -mark.end, mark.kind))[:MOST])


def segments(text: str, marks: Iterable[Mark]) -> Iterator[tuple[str, tuple[MarkKind, ...]]]:
    """The text in pieces that are each set off in one way, which is told from the outside in."""
    coming = list(reversed(settled(marks, text)))
    borders = {border for each in coming for border in (each.begin, each.end)}
    active: list[Mark] = []
    at = 0
    for border in (*sorted(borders - {0, len(text)}), len(text)):
        active = [each for each in active if each.end > at]
        while coming and coming[-1].begin <= at:
            active.append(coming.pop())
        if border > at:
            yield text[at:border], tuple(each.kind for each in active)
        at = border


def code_in(marks: Iterable[Mark]) -> tuple[Span, ...]:
    """Where the code is."""
    return tuple((each.begin, each.end) for each in marks if each.kind in CODES)


def noted(marks: Iterable[Mark]) -> list[list[Any]]:
    """The marks as plain values, to be kept."""
    return [[each.begin, each.end, each.kind.value] for each in marks]


def recalled(values: Iterable[Any]) -> tuple[Mark, ...]:
    """The marks of such values."""
    return tuple(Mark(begin, end, MarkKind(kind)) for begin, end, kind in values)
