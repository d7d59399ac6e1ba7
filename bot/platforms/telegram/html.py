"""Words as Telegram shows them: in lines of runs, cut to length, and never calling anybody."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.marked import Marked, joined
from bot.domain.marks import Mark
from bot.platforms.telegram.limits import utf16_length

# Nothing is seen of it, but what it stands in is no longer a name, a command or a hashtag.
# When such text is pasted back, reading the line drops it again.
JOINER = "\u2060"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_URL = re.compile(r"(https?://[^\s<>\"]+)")
# A sign between letters is part of an address, which is left whole.
_MENTION = re.compile(r"(?<![A-Za-z0-9_])@(?=\w)")
_HASHTAG = re.compile(r"(?<![\w#])#(?=\w)")
_COMMAND = re.compile(r"(?<![\w/<>])/(?=([A-Za-z0-9_]+)(@?))")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style: an HTML tag that Telegram knows, with its attribute, or none. Their
    marks are shown within it."""

    text: str
    tag: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def length(self) -> int:
        """How much of a message it takes."""
        return utf16_length(self.text)

    def part(self, begin: int, end: int) -> "Run":
        """Some of its words, in its style."""
        words = Marked(self.text, self.marks).piece(begin, end)
        return Run(words.text, self.tag, words.marks)


# One line of a message.
Row = tuple[Run, ...]


class Calm:
    """Takes the life out of what Telegram would make mentions, hashtags or commands of.

    The bot's own commands stay: they are in its help to be pressed.
    """

    def __init__(self, commands: Iterable[str]) -> None:
        self._commands = frozenset(commands)

    def __call__(self, text: str) -> str:
        """The same text to the eye; links still lead where they led."""
        return self.words(Marked(text)).text

    def words(self, words: Marked) -> Marked:
        """The same, with marks."""
        pieces = words.replaced(_CONTROL, "").parted(_URL)
        return joined(
            piece.replaced(_MENTION, "%40") if index % 2 else self._without_life(piece)
            for index, piece in enumerate(pieces)
        )

    def _without_life(self, words: Marked) -> Marked:
        words = words.replaced(_MENTION, f"@{JOINER}")
        words = words.replaced(_HASHTAG, f"#{JOINER}")
        return words.replaced(_COMMAND, self._command)

    def _command(self, found: re.Match[str]) -> str:
        is_own = found[1] in self._commands and not found[2]
        return "/" if is_own else f"/{JOINER}"


def length(row: Row) -> int:
    """How much of a message a line takes, without its line break."""
    return sum(run.length for run in row)


def cut(row: Row, room: int, first: int = 0) -> Iterator[Row]:
    """The line in pieces that take at most `room` each, and the `first` so much if that is said,
    cut between words where there are any."""
    piece: list[Run] = []
    left = first or room
    for run in row:
        rest = run
        while rest.length > left:
            head = _head(rest.text, left, must=not piece)
            if head:
                piece.append(rest.part(0, len(head)))
            yield tuple(piece)
            behind = len(rest.text[len(head) :].lstrip(" "))
            rest, piece, left = rest.part(len(rest.text) - behind, len(rest.text)), [], room
        if rest.text:
            piece.append(rest)
            left -= rest.length
    if piece:
        yield tuple(piece)


def _head(text: str, room: int, *, must: bool) -> str:
    """The longest beginning that fits, up to a space if there is one late enough; with `must`
    at least one character."""
    taken = 0
    end = 0
    for character in text:
        taken += utf16_length(character)
        if taken > room:
            break
        end += 1
    space = text.rfind(" ", end // 2, end + 1)
    if space > 0:
        return text[:space]
    return text[: max(end, 1)] if must else text[:end]
