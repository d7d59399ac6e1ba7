"""A text with its marks, which stay where they belong whatever is done to the words."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from bot.domain.marks import Mark, MarkKind, settled

# What stands from one place up to, not including, another is to be these words instead.
Edit = tuple[int, int, str]
New = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Marked:
    """Words, and how stretches of them are set off."""

    text: str
    marks: tuple[Mark, ...] = ()

    @classmethod
    def all_of(cls, text: str, kinds: Iterable[MarkKind]) -> "Marked":
        """A text that is set off from its beginning to its end."""
        return cls(text, tuple(Mark(0, len(text), kind) for kind in kinds))

    def __add__(self, other: "Marked") -> "Marked":
        """Both texts in one."""
        behind = (_moved(each, len(self.text)) for each in other.marks)
        return Marked(self.text + other.text, (*self.marks, *behind))

    def piece(self, begin: int, end: int) -> "Marked":
        """A piece of the text, with what its marks have in it."""
        if not self.marks:
            return Marked(self.text[begin:end])
        cut = (
            Mark(max(each.begin, begin), min(each.end, end), each.kind)
            for each in self.marks
            if each.begin < end and begin < each.end
        )
        return Marked(self.text[begin:end], tuple(_moved(each, -begin) for each in cut))

    def stripped(self) -> "Marked":
        """Without white space at the beginning and the end."""
        begin = len(self.text) - len(self.text.lstrip())
        return self.piece(begin, max(begin, len(self.text.rstrip())))

    def edited(self, edits: Iterable[Edit]) -> "Marked":
        """With other words in some places, which are told in order. A mark over a whole place is
        one over its new words; what is put in between a mark and its neighbour belongs to
        neither."""
        places = list(edits)
        moves = _Moves(places)
        words, at = [], 0
        for begin, end, new in places:
            words += [self.text[at:begin], new]
            at = end
        moved = (
            Mark(moves.begin(each.begin), moves.end(each.end), each.kind) for each in self.marks
        )
        return Marked("".join((*words, self.text[at:])), tuple(moved))

    def replaced(self, pattern: re.Pattern[str], new: New) -> "Marked":
        """With other words for whatever the pattern finds, as `re.sub` has it."""
        if not self.marks:
            return Marked(pattern.sub(new, self.text))
        return self.edited(
            (*found.span(), found.expand(new) if isinstance(new, str) else new(found))
            for found in pattern.finditer(self.text)
        )

    def parted(self, pattern: re.Pattern[str]) -> Iterator["Marked"]:
        """In pieces, of which every second one, beginning with the second, is something that the
        pattern finds."""
        at = 0
        for found in pattern.finditer(self.text):
            yield self.piece(at, found.start())
            yield self.piece(*found.span())
            at = found.end()
        yield self.piece(at, len(self.text))

    def settled(self) -> "Marked":
        """With its marks in order, and none that means nothing."""
        return Marked(self.text, settled(self.marks, self.text))


def joined(parts: Iterable[Marked], between: str = "") -> Marked:
    """The texts in one, with these words between them."""
    words: list[str] = []
    marks: list[Mark] = []
    at = 0
    for part in parts:
        if words:
            words.append(between)
            at += len(between)
        words.append(part.text)
        marks += [_moved(each, at) for each in part.marks]
        at += len(part.text)
    return Marked("".join(words), tuple(marks))


class _Moves:
    """Where what stood in a text stands in it after edits."""

    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits
        self._ends = [end for _begin, end, _new in edits]
        growth = (len(new) - (end - begin) for begin, end, new in edits)
        self._shifts = list(accumulate(growth, initial=0))

    def begin(self, at: int) -> int:
        """Where a mark begins that began there: behind what is put in there."""
        index = bisect_right(self._ends, at)
        is_within = index < len(self._edits) and self._edits[index][0] < at
        return (self._edits[index][0] if is_within else at) + self._shifts[index]

    def end(self, at: int) -> int:
        """Where a mark ends that ended there: before what is put in there."""
        index = bisect_right(self._ends, at)
        while index and self._edits[index - 1][0] == at:
            index -= 1
        if index < len(self._edits) and self._edits[index][0] < at:
            first, _last, new = self._edits[index]
            return first + len(new) + self._shifts[index]
        return at + self._shifts[index]


def _moved(mark: Mark, by: int) -> Mark:
    return Mark(mark.begin + by, mark.end + by, mark.kind)
