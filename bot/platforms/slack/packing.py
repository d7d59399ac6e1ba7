"""Blocks in as many messages as Slack needs for them, each with its text beside the blocks."""

from dataclasses import dataclass
from typing import Any

from bot.platforms.slack import limits
from bot.platforms.slack.wording import literal, unquoted

Block = dict[str, Any]
# Slack takes no empty text.
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Posting:
    """What one message of an answer holds: blocks, and their text for notifications."""

    text: str
    blocks: list[Block]


def packed(blocks: list[Block], rows: list[Block], most: int = limits.ANSWER) -> list[Posting]:
    """The blocks in at least one message and at most `most`, each with room for the rows of
    buttons, which come under the last one. What does not fit ends in …"""
    height, room = limits.BLOCKS - len(rows), limits.TEXT - sum(len(_labels(row)) for row in rows)
    messages: list[list[Block]] = [[]]
    said: list[list[str]] = [[]]
    size = 0
    for block in blocks:
        words = _words(block)
        if messages[-1] and (size + len(words) > room or len(messages[-1]) >= height):
            messages.append([])
            said.append([])
            size = 0
        messages[-1].append(block)
        said[-1].append(_beside(block, words))
        size += len(words)
    _end(messages, said, most)
    messages[-1].extend(rows)
    return [
        Posting(_fallback(lines), message) for message, lines in zip(messages, said, strict=True)
    ]


def _end(messages: list[list[Block]], said: list[list[str]], most: int) -> None:
    """Leave out what nobody would read, and leave nothing empty."""
    if len(messages) > most:
        del messages[most:], said[most:]
        messages[-1][-1], said[-1][-1] = _small("…"), "…"
    if not messages[-1]:
        messages[-1].append(_small(NOTHING))
        said[-1].append(NOTHING)


def _small(text: str) -> Block:
    element = {"type": "plain_text", "text": text, "emoji": False}
    return {"type": "context", "elements": [element]}


def _words(block: Block) -> str:
    """What people read in a block, markup included."""
    if "text" in block:
        return str(block["text"]["text"])
    parts = block.get("fields") or block["elements"]
    if block["type"] == "rich_text":
        lines = ("".join(part["text"] for part in section["elements"]) for section in parts)
        return "\n".join(lines)
    return "\n".join(part["text"] for part in parts)


def _labels(row: Block) -> str:
    return "".join(button["text"]["text"] for button in row["elements"])


def _beside(block: Block, words: str) -> str:
    """What a block says, as markup in which nothing pings. Quotations are markup already, and so
    are fields, with the fact under its label, which is heard better in one line."""
    if "text" in block and block["text"]["type"] == "mrkdwn":
        return unquoted(words)
    if "fields" in block:
        return "\n".join(field["text"].replace("\n", " ") for field in block["fields"])
    return literal(words)


def _fallback(lines: list[str]) -> str:
    """The text beside the blocks, for notifications and screen readers. It ends after a whole
    word: a cut in the middle could leave half an escape."""
    text = "\n".join(lines)
    if len(text) <= limits.FALLBACK:
        return text
    kept = text[: limits.FALLBACK - 1]
    return kept[: max(kept.rfind("\n"), kept.rfind(" "), 0)] + "…"
