"""Words with marks or web addresses as rich text, which shows them exactly, also within a word, and
in which every other sign is a letter.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from collections.abc import Iterator

from bot.domain.marked import Marked
from bot.domain.marks import MarkKind, segments
from bot.domain.shapes import web_addresses
from bot.platforms.slack.packing import Block
from bot.platforms.slack.wording import pieces

_STYLES = {
    MarkKind.BOLD: "bold",
    MarkKind.ITALIC: "italic",
    MarkKind.STRUCK: "strike",
    MarkKind.CODE: "code",
}


def marked_text(words: Marked, most: int, *, is_quoted: bool = False) -> Iterator[Block]:
    """Running text, or a quotation behind a bar, in blocks of at most `most` characters."""
    for begin, end in pieces(words.text, most):
        parts = _parts(words.piece(begin, end), is_quoted=is_quoted)
        yield {"type": "rich_text", "elements": [*parts]}


def _parts(words: Marked, *, is_quoted: bool) -> Iterator[Block]:
    """Lines, and the blocks of code between them, which are lines by themselves."""
    at = 0
    for mark in words.marks:
        if mark.kind is MarkKind.BLOCK:
            yield from _lines(words.piece(at, mark.begin), is_quoted=is_quoted)
            yield from _code(words.text[mark.begin : mark.end], is_quoted=is_quoted)
            at = mark.end
    yield from _lines(words.piece(at, len(words.text)), is_quoted=is_quoted)


def _lines(words: Marked, *, is_quoted: bool) -> Iterator[Block]:
    """What stands beside a block of code needs no line break on that side."""
    text = words.text
    inner = words.piece(text.startswith("\n"), len(text) - text.endswith("\n"))
    if inner.text.strip():
        kind = "rich_text_quote" if is_quoted else "rich_text_section"
        said = [
            word
            for piece, kinds in segments(inner.text, inner.marks)
            for word in _linked(piece, kinds)
        ]
        yield {"type": kind, "elements": said}


def _linked(text: str, kinds: tuple[MarkKind, ...]) -> Iterator[Block]:
    """A piece with its web addresses as links: else nothing in rich text is one."""
    at = 0
    for address in web_addresses(text) if MarkKind.CODE not in kinds else ():
        if address.start > at:
            yield _word(text[at : address.start], kinds)
        yield {**_word("", kinds), "type": "link", "url": address.shown, "text": address.shown}
        at = address.end
    if at < len(text):
        yield _word(text[at:], kinds)


def _code(text: str, *, is_quoted: bool) -> Iterator[Block]:
    """A quotation cannot hold it, but it may have a bar of its own."""
    if text.strip():
        border = {"border": 1} if is_quoted else {}
        said = [_word(text.strip("\n"), ())]
        yield {"type": "rich_text_preformatted", "elements": said, **border}


def _word(text: str, kinds: tuple[MarkKind, ...]) -> Block:
    word: Block = {"type": "text", "text": text}
    style = {_STYLES[kind]: True for kind in kinds if kind in _STYLES}
    return {**word, "style": style} if style else word
