"""A text in parts that are translated by themselves: what goes wrong with one of them, or costs
another try, is not the others' business."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.chunking import Chunk, sentences
from bot.domain.pieces import Piece
from bot.domain.protecting import Protected

_LONGEST = 1000
_ENDS = ".!?…。！？।؟"
_EMPTY = Protected(())


@dataclass(frozen=True, slots=True)
class Part:
    """A part, and the white space that parts it from the next."""

    text: Protected
    gap: str

    @property
    def chunk(self) -> Chunk:
        """The part as it was written."""
        return Chunk(self.text.text, self.gap)


def parted(text: Protected) -> list[Part]:
    """The text line by line, and long lines in parts of about a thousand characters, cut where
    sentences end; never within what stays."""
    parts: list[Part] = []
    space = ""
    for number, line in enumerate(text.lines()):
        before, core, behind = _bare(line)
        space += ("\n" if number else "") + before
        if space:
            # In front of everything is an empty part, and else the one before.
            last = parts.pop() if parts else Part(_EMPTY, "")
            parts.append(Part(last.text, last.gap + space))
        parts += _cut(core)
        space = behind
    return [*parts, Part(_EMPTY, space)] if space else parts


def _bare(line: Protected) -> tuple[str, Protected, str]:
    """The line without the white space around it."""
    pieces = list(line.pieces)
    before = behind = ""
    if pieces and isinstance(pieces[0], str):
        before, pieces[0] = _split(pieces[0], len(pieces[0].lstrip()))
    if pieces and isinstance(pieces[-1], str):
        core = pieces[-1].rstrip()
        behind, pieces[-1] = pieces[-1][len(core) :], core
    return before, Protected(tuple(each for each in pieces if each)), behind


def _split(text: str, length: int) -> tuple[str, str]:
    return text[: len(text) - length], text[len(text) - length :]


def _cut(line: Protected) -> list[Part]:
    if len(line.text) <= _LONGEST:
        return [Part(line, "")]
    parts: list[Part] = []
    pieces: list[Piece] = []
    size = 0
    for piece in _sentences_of(line):
        length = len(piece) if isinstance(piece, str) else len(piece.source)
        if pieces and size + length > _LONGEST and _ends_sentence(pieces[-1]):
            parts.append(_part(pieces))
            pieces, size = [], 0
        pieces.append(piece)
        size += length
    return [*parts, _part(pieces)]


def _part(pieces: list[Piece]) -> Part:
    *first, last = pieces
    core = last.rstrip() if isinstance(last, str) else last
    gap = last[len(core) :] if isinstance(last, str) and isinstance(core, str) else ""
    return Part(Protected((*first, *((core,) if core else ()))), gap)


def _sentences_of(line: Protected) -> Iterator[Piece]:
    for piece in line.pieces:
        if isinstance(piece, str):
            yield from (each.text + each.gap for each in sentences(piece))
        else:
            yield piece


def _ends_sentence(piece: Piece) -> bool:
    """What stands before something that stays may go on behind it."""
    return isinstance(piece, str) and piece.rstrip()[-1:] in tuple(_ENDS)
