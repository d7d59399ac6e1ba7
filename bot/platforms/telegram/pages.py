"""Blocks of lines put on as few messages as they need."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.platforms.telegram.html import Row, Run, cut, length
from bot.platforms.telegram.limits import ENTITIES, TEXT_LENGTH

_MORE: Row = (Run("…"),)
# Less of a line than this tells nobody anything.
_LEAST = 20
# A line that goes over several messages begins under what stands there if there is room for this.
_LEAST_TO_BEGIN = 400


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; a heading also belongs to what follows it."""

    rows: tuple[Row, ...]
    is_heading: bool = False

    @property
    def length(self) -> int:
        """How much of a message the lines take, with a break after each."""
        return sum(length(row) + 1 for row in self.rows)

    @property
    def entities(self) -> int:
        """How many styled pieces there are."""
        return sum(bool(run.tag) for row in self.rows for run in row)


def paged(blocks: Iterable[Block]) -> list[tuple[Row, ...]]:
    """The lines of each message in order; a block is divided only if no message can hold it."""
    pages = _Pages()
    for block in _with_headings(blocks):
        pages.add(block)
    return pages.finished()


def shortened(blocks: Iterable[Block], room: int) -> tuple[Row, ...]:
    """As many lines as one message of such a length takes, with … under them where there is
    more."""
    rows = tuple(row for block in _with_headings(blocks) for row in block.rows)
    if _fits(rows, room):
        return rows
    taken: tuple[Row, ...] = ()
    for row in rows:
        if not _fits((*taken, row, _MORE), room):
            left = room - Block((*taken, _MORE)).length - 1
            piece = next(cut(row, left)) if left >= _LEAST and length(row) > left else ()
            taken += (piece,) if piece and _fits((*taken, piece, _MORE), room) else ()
            break
        taken += (row,)
    return (*taken, _MORE)


def _fits(rows: tuple[Row, ...], room: int) -> bool:
    block = Block(rows)
    return block.length <= room and block.entities <= ENTITIES


def _with_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each heading joined to the next one after an empty line."""
    leading: tuple[Row, ...] = ()
    for block in blocks:
        if block.is_heading:
            leading += ((), *block.rows)
        else:
            yield Block(leading + block.rows)
            leading = ()
    if leading:
        yield Block(leading)


class _Pages:
    """Messages being filled."""

    def __init__(self) -> None:
        self._full: list[tuple[Row, ...]] = []
        self._rows: tuple[Row, ...] = ()

    def add(self, block: Block) -> None:
        """Put the block where it fits whole, else on messages of its own, line by line."""
        if self._fits(block):
            self._rows += block.rows
            return
        self._turn()
        if self._fits(block):
            self._rows += block.rows
            return
        for row in block.rows:
            for piece in cut(row, TEXT_LENGTH - 1, self._left()):
                self._add_row(piece)

    def finished(self) -> list[tuple[Row, ...]]:
        """All messages that have something on them."""
        self._turn()
        return self._full

    def _left(self) -> int:
        """How much of a line the page that is being filled still takes, if that is worth while."""
        left = TEXT_LENGTH - 1 - Block(self._rows).length
        return left if left >= _LEAST_TO_BEGIN else TEXT_LENGTH - 1

    def _add_row(self, row: Row) -> None:
        if not self._fits(Block((row,))):
            self._turn()
        self._rows += (row,)

    def _fits(self, block: Block) -> bool:
        return _fits(self._rows + block.rows, TEXT_LENGTH)

    def _turn(self) -> None:
        if any(length(row) for row in self._rows):
            self._full.append(self._rows)
        self._rows = ()
