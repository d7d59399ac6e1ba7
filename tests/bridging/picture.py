"""A conversation drawn as the people on both sides see it, for the README."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from tests.bridging.speakers import Shown
from tests.fakes.telegram.entities import covered

WIDTH, GAP, MARGIN = 520, 20, 18
_FONT = (
    "'Segoe UI','Helvetica Neue',Arial,'Noto Sans','Hiragino Sans','Noto Sans CJK JP',sans-serif"
)
_LINE, _PAD = 20, 12
_SIZES = {"name": 14, "own": 14, "text": 14, "note": 11, "quote": 13, "file": 13}
_COLOURS = {
    "name": "#1d1c1d",
    "own": "#1d1c1d",
    "text": "#1d1c1d",
    "note": "#6b6f76",
    "quote": "#454b54",
    "file": "#1264a3",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Words in one manner: a name, an own name, a text, a note, a quote or a file."""

    manner: str
    words: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message: whether it stands in a thread or answers one, and the emoji under it."""

    lines: tuple[Line, ...]
    is_answer: bool = False
    is_of_bot: bool = False
    emoji: tuple[str, ...] = ()


@dataclass(slots=True)
class Panel:
    """One side of the conversation under its title."""

    title: str
    bubbles: list[Bubble] = field(default_factory=list)


def of_slack(message: Shown) -> Iterator[Line]:
    """The lines of a bot's message in Slack, as its blocks say them."""
    for block in message.get("blocks", []):
        match block["type"]:
            case "rich_text":
                parts = block["elements"][0]["elements"]
                yield Line("name", "".join(each["text"] for each in parts))
            case "context":
                yield Line("note", block["elements"][0]["text"])
            case "section" if block["text"]["type"] == "mrkdwn":
                yield Line("quote", block["text"]["text"].removeprefix("> "))
            case "section":
                yield Line("text", block["text"]["text"])
    for file in message.get("files", []):
        yield Line("file", f"📎 {file['name']}")


_MANNERS = {"bold": "name", "italic": "note", "expandable_blockquote": "quote"}


def of_telegram(message: Shown) -> Iterator[Line]:
    """The lines of a bot's message in Telegram, as its entities mark them."""
    marked = {
        covered(message["text"], each): _MANNERS.get(each["type"], "text")
        for each in message.get("entities", [])
    }
    for words in message.get("text", "").splitlines():
        yield Line(marked.get(words, "text"), words)
    if "document" in message:
        yield Line("file", f"📎 {message['document']['file_name']}")


def drawn(panels: Sequence[Panel]) -> str:
    """The panels beside each other, as SVG."""
    sides = [_side(panel) for panel in panels]
    height = max(size for _drawing, size in sides)
    width = len(panels) * WIDTH + (len(panels) - 1) * GAP
    told = "; ".join(panel.title for panel in panels)
    pieces = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="{escape(told)}" font-family="{_FONT}">'
    ]
    for index, (drawing, _size) in enumerate(sides):
        pieces.append(f'<g transform="translate({index * (WIDTH + GAP)},0)">')
        pieces.append(_box(0, 0, WIDTH, height, "#ffffff", "#d0d7de", 10))
        pieces += [*drawing, "</g>"]
    return "\n".join([*pieces, "</svg>", ""])


def _side(panel: Panel) -> tuple[list[str], int]:
    """What is drawn of a panel, and how high it is."""
    pieces = [
        f'<path d="M0 10a10 10 0 0 1 10-10h{WIDTH - 20}a10 10 0 0 1 10 10v34H0z" fill="#f6f8fa"/>',
        _words(MARGIN, 28, panel.title, 15, "#1d1c1d", "font-weight='bold'"),
    ]
    y = 58
    for bubble in panel.bubbles:
        drawing, height = _bubble(bubble, y)
        pieces += drawing
        y += height + 10
    return pieces, y + 6


def _bubble(bubble: Bubble, y: int) -> tuple[list[str], int]:
    x = MARGIN + (28 if bubble.is_answer else 0)
    room = WIDTH - x - MARGIN
    rows = [
        (line.manner, row) for line in bubble.lines for row in _wrapped(line, room - 2 * _PAD - 10)
    ]
    emoji = " ".join(bubble.emoji)
    height = len(rows) * _LINE + _PAD + (26 if emoji else 0)
    ground, edge = ("#f3f8ff", "#c9dcf5") if bubble.is_of_bot else ("#f7f7f8", "#e2e3e6")
    pieces = [_box(x, y, room, height, ground, edge, 8)]
    if bubble.is_answer:
        pieces.append(f'<path d="M{x - 14} {y}v{height // 2}h10" fill="none" stroke="#b6bcc4"/>')
    for number, (manner, row) in enumerate(rows):
        base = y + _PAD // 2 + number * _LINE + 15
        indent = 12 if manner == "quote" else 0
        if indent:
            pieces.append(_box(x + _PAD, base - 15, 3, _LINE, "#b6bcc4", "none", 1))
        style = "font-weight='bold'" if manner in ("name", "own") else ""
        size, colour = _SIZES[manner], _COLOURS[manner]
        pieces.append(_words(x + _PAD + indent, base, row, size, colour, style))
    if emoji:
        below = y + height - 28
        pieces.append(_box(x + _PAD, below, 20 + 20 * len(bubble.emoji), 22, "#ffffff", edge, 11))
        pieces.append(_words(x + _PAD + 9, below + 16, emoji, 13, "#1d1c1d"))
    return pieces, height


def _box(x: int, y: int, width: int, height: int, ground: str, edge: str, round_by: int) -> str:
    place = f'x="{x + 0.5}" y="{y + 0.5}" width="{width - 1}" height="{height - 1}"'
    return f'<rect {place} rx="{round_by}" fill="{ground}" stroke="{edge}"/>'


def _words(x: int, y: int, words: str, size: int, colour: str, style: str = "") -> str:
    styled = style.replace("'", '"')
    given = " ".join(filter(None, (f'x="{x}" y="{y}" font-size="{size}"', styled)))
    return f'<text {given} fill="{colour}">{escape(words)}</text>'


def _wrapped(line: Line, room: int) -> Iterator[str]:
    """The words in rows of about that width; signs that are as wide as high count twice."""
    row, used = "", 0.0
    for piece in _pieces(line.words):
        width = sum(_width(each) for each in piece) * _SIZES[line.manner]
        if row and used + width > room:
            yield row.rstrip()
            row, used = "", 0.0
        row, used = row + piece, used + width
    if row:
        yield row.rstrip()


def _pieces(words: str) -> Iterator[str]:
    """Where a row may end: after a space, and between the signs of Chinese and Japanese, but not
    before what closes a sentence."""
    piece = ""
    for each in words:
        if piece and (piece[-1] == " " or (_is_wide(piece[-1]) and each not in "。、！？")):
            yield piece
            piece = ""
        piece += each
    yield piece


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _width(sign: str) -> float:
    return 1.0 if _is_wide(sign) else 0.56
