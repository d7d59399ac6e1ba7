"""Puts what stayed back between translated words, with the spaces that it needs around it."""

import re
from collections.abc import Sequence

from bot.domain.pieces import Item
from bot.domain.shapes import Kind

# Han, kana, Thai and their kin: words that stand side by side there need no space.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SIGNED = re.compile(r"[-−+±$£€]\s?\d")
# These are only what they are while no letter touches them.
_FREE = (Kind.LINK, Kind.MENTION)


def spaced(texts: Sequence[str], items: Sequence[Item]) -> str:
    """Texts and items by turns, a text first and last: engines move spaces as they like."""
    line = _Line(texts[0])
    for item, text in zip(items, texts[1:], strict=True):
        line.put(item)
        line.go_on(text)
    return "".join(line.parts)


class _Line:
    """What is written so far, and what its end allows to follow."""

    def __init__(self, text: str) -> None:
        self.parts = [text]
        self._item: Item | None = None

    def put(self, item: Item) -> None:
        """Adds what stayed."""
        short = self.parts[-1].rstrip(" ")
        if item.kind is Kind.CLOSING or (item.touches_before and _is_joined(item, short[-1:])):
            self.parts[-1] = short
        else:
            is_opening = item.kind is Kind.OPENING
            self._make_room(item.shown, is_opening or item.kind in _FREE or self._kind in _FREE)
        self.parts.append(item.shown)
        self._item = item

    def go_on(self, text: str) -> None:
        """Adds what follows it."""
        item = self._item
        short = text.lstrip(" ")
        if item and (
            item.kind is Kind.OPENING or (item.touches_behind and _is_joined(item, short[:1]))
        ):
            text = short
        else:
            self._make_room(text, self._kind in _FREE or self._kind is Kind.CLOSING)
        if text:
            self.parts.append(text)
            self._item = None

    @property
    def _kind(self) -> Kind | None:
        return self._item.kind if self._item else None

    def _make_room(self, text: str, is_free: bool) -> None:
        before = next((part for part in reversed(self.parts) if part), "")
        if before and text and self._kind is not Kind.OPENING and _touch(before, text, is_free):
            self.parts.append(" ")


def _is_joined(item: Item, neighbour: str) -> bool:
    """Whether something that touched its neighbour in the source does so here: 'R&amp;D',
    'から' behind a name."""
    if item.kind is Kind.SIGN:
        return True
    return item.kind not in _FREE and _UNSPACED.match(neighbour) is not None


def _touch(before: str, after: str, is_free: bool) -> bool:
    """Whether two parts that now stand side by side would be read as one word or number."""
    last, first = before[-1], after[0]
    if is_free:
        return (last.isalnum() or first.isalnum()) and _binds(last) and _binds(first)
    if first.isdigit() and last in ".,":
        return True
    if not (last.isalnum() and (first.isalnum() or _SIGNED.match(after))):
        return False
    return not (_UNSPACED.match(last) or _UNSPACED.match(first))


def _binds(sign: str) -> bool:
    return sign.isalnum() or sign in "@#/:<>*_~|%=&"
