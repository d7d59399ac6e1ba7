"""What a text consists of for a translator: words, and items that stay as they are."""

from dataclasses import dataclass
from typing import TypeGuard

from bot.domain.shapes import Found, Kind


@dataclass(frozen=True, slots=True)
class Item:
    """Something that stays: as it was written, and as it is shown in the translation.

    Whether it touched something before it and behind it tells which spaces may go.
    """

    source: str
    shown: str
    kind: Kind
    touches_before: bool = False
    touches_behind: bool = False


Piece = str | Item


def item(text: str, found: Found) -> Item:
    """What was found in a text."""
    before, behind = text[found.start - 1 : found.start], text[found.end : found.end + 1]
    return Item(
        text[found.start : found.end],
        found.shown,
        found.kind,
        bool(before.strip()),
        bool(behind.strip()),
    )


def is_hidden(piece: Piece) -> TypeGuard[Item]:
    """Whether engines get a token for it; figures they get as they are."""
    return isinstance(piece, Item) and piece.kind is not Kind.FIGURE


def source_of(piece: Piece) -> str:
    """The piece as it was written."""
    return piece if isinstance(piece, str) else piece.source


def has_letters(text: str) -> bool:
    """Whether there is anything in a text to translate."""
    return any(map(str.isalpha, text))


def core_of(text: str) -> str:
    """The words of a text without spaces around them; empty if it has no letter."""
    return text.strip() if has_letters(text) else ""
