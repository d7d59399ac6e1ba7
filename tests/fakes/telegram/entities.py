"""Entities of a text that nobody marked up, and the final shape of those that were."""

import re

from tests.fakes.telegram.html_text import ordered
from tests.fakes.telegram.limits import USERNAME, utf16_length

# What Telegram finds by itself in any text, the bot's too.
FOUND = {
    "url": re.compile(r"https?://[^\s<>\"]+[^\s<>\".,!?;:)]"),
    "email": re.compile(r"(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b"),
    "mention": re.compile(rf"(?<!\w)@{USERNAME}\b"),
    "bot_command": re.compile(
        r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"
    ),
    "hashtag": re.compile(r"(?<![\w#])#\w*[^\W\d]\w*"),
}
# Bot API, MessageEntity: these hold plain text, nothing is found or styled inside.
CODE = {"pre", "code"}
UNBROKEN = CODE | set(FOUND) | {"text_link", "text_mention", "custom_emoji", "date_time"}


def found_entities(text: str, taken: list[dict]) -> list[dict]:
    """Mentions, commands, links, addresses and hashtags of the text outside what is taken."""
    busy = [entity for entity in taken if entity["type"] in UNBROKEN]
    found: list[dict] = []
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            entity = {"type": kind, "offset": offset, "length": utf16_length(match[0])}
            if not any(_overlap(entity, other) for other in busy + found):
                found.append(entity)
    return found


def finished(text: str, marked: list[dict]) -> tuple[str, list[dict]]:
    """The text without outer white space, and every entity it ends up with, in order."""
    trimmed = text.strip()
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(trimmed)
    kept = [part for entity in marked for part in _outside_code(entity, marked)]
    clipped = [_clipped(entity, lead, end) for entity in kept]
    entities = [entity for entity in clipped if entity["length"] > 0]
    return trimmed, ordered(entities + found_entities(trimmed, entities))


def covered(text: str, entity: dict) -> str:
    """The part of the text that an entity covers."""
    start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
    return text.encode("utf-16-le")[start:end].decode("utf-16-le")


def _overlap(one: dict, other: dict) -> bool:
    ends_before = one["offset"] + one["length"] <= other["offset"]
    begins_after = other["offset"] + other["length"] <= one["offset"]
    return not (ends_before or begins_after)


def _clipped(entity: dict, lead: int, end: int) -> dict:
    start = max(entity["offset"] - lead, 0)
    stop = min(entity["offset"] + entity["length"] - lead, end)
    return {**entity, "offset": start, "length": stop - start}


def _outside_code(entity: dict, marked: list[dict]) -> list[dict]:
    """Styles stop at code; quotes may hold it."""
    if entity["type"] in CODE or "blockquote" in entity["type"]:
        return [entity]
    parts = [(entity["offset"], entity["offset"] + entity["length"])]
    for other in marked:
        if other["type"] in CODE:
            parts = [piece for part in parts for piece in _minus(part, other)]
    return [{**entity, "offset": start, "length": end - start} for start, end in parts]


def _minus(part: tuple[int, int], hole: dict) -> list[tuple[int, int]]:
    start, end = hole["offset"], hole["offset"] + hole["length"]
    pieces = [(part[0], min(part[1], start)), (max(part[0], end), part[1])]
    return [(first, last) for first, last in pieces if first < last]
