"""Lines as Telegram's HTML, in which every tag is closed within the one that it was opened in."""

import html
from collections.abc import Iterable, Sequence

from bot.domain.marks import MarkKind, segments
from bot.platforms.telegram.html import Row, Run
from bot.platforms.telegram.limits import ENTITIES

_TAGS = {MarkKind.BOLD: "b", MarkKind.ITALIC: "i", MarkKind.STRUCK: "s"}


def markup(rows: Iterable[Row]) -> str:
    """The lines of one message. Where there are more marks than Telegram styles, the last ones
    are left out, so that the message itself looks as it should."""
    lines = [*rows]
    writing = _Writing(ENTITIES - sum(bool(run.tag) for row in lines for run in row))
    return "\n".join("".join(writing.styled(run) for run in row) for row in lines)


class _Writing:
    """What is written of a message, with room for so many marks."""

    def __init__(self, room: int) -> None:
        self._room = room

    def styled(self, run: Run) -> str:
        """A run in its tag, if there is anything to be seen in it."""
        inner = self._marked(run) if run.marks else html.escape(run.text, quote=False)
        if not (run.tag and run.text.strip()):
            return inner
        return f"<{run.tag}>{inner}</{run.tag.partition(' ')[0]}>"

    def _marked(self, run: Run) -> str:
        written: list[str] = []
        standing: list[str] = []
        for text, kinds in segments(run.text, run.marks):
            wanted = _tags(kinds)
            kept = _shared(standing, wanted)
            # No tag is opened for white space alone: nothing would be seen of it.
            opened = wanted[kept:][: self._room] if text.strip() else []
            self._room -= len(opened)
            written += [f"</{tag}>" for tag in reversed(standing[kept:])]
            written += [f"<{tag}>" for tag in opened]
            written.append(html.escape(text, quote=False))
            standing = [*standing[:kept], *opened]
        return "".join((*written, *(f"</{tag}>" for tag in reversed(standing))))


def _tags(kinds: Iterable[MarkKind]) -> list[str]:
    """The tags of a piece from the outside in. Code holds no others:
    https://core.telegram.org/bots/api#formatting-options"""
    every = list(kinds)
    if MarkKind.BLOCK in every:
        return ["pre"]
    return ["code"] if MarkKind.CODE in every else [_TAGS[kind] for kind in every]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first are the same."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
