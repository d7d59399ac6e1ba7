"""What a person reads in a message, and whom a message would alert."""

import re
from collections.abc import Iterator
from typing import Any

from .blocks import walk

_CONTROL = re.compile(r"<([^<>]+)>")
_PING = re.compile(
    r"<(?:!(?:channel|here|everyone)|!subteam\^\w+|@[UW]\w+)(?:\|[^<>]*)?>", re.IGNORECASE
)
_MENTIONS = {"broadcast": "range", "user": "user_id", "usergroup": "usergroup_id"}


def unescape(text: str) -> str:
    """Return text with Slack's three escapes undone (`&amp;`, `&lt;`, `&gt;`)."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escape(text: str) -> str:
    """Return what Slack delivers when a person types this text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _shown(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith(("@", "#", "!")):
        sign = "#" if target.startswith("#") else "@"
        if target.startswith("!date^"):
            return label
        return sign + (label or target[1:]).lstrip("@#")
    return label or target


def mrkdwn(text: str) -> str:
    """Return mrkdwn as shown: links by their label, mentions with @, escapes undone."""
    return unescape(_CONTROL.sub(_shown, text))


def _text(thing: Any) -> str:
    if isinstance(thing, str):
        return thing
    return mrkdwn(thing["text"]) if thing.get("type") == "mrkdwn" else str(thing["text"])


def _element(part: dict[str, Any]) -> str:
    if part["type"] in {"mrkdwn", "plain_text"}:
        return _text(part)
    if part["type"] == "image":
        return str(part["alt_text"])
    label = part.get("text") or part.get("placeholder")
    if label is None and part.get("options"):
        return " ".join(f"({_text(option['text'])})" for option in part["options"])
    return f"[{_text(label)}]" if label else f"[{part['type']}]"


def _rich(block: dict[str, Any]) -> str:
    """Each part on lines of its own; what has a bar, with one."""
    return "\n".join(map(_rich_part, block["elements"]))


def _rich_part(part: dict[str, Any]) -> str:
    pieces = []
    for _, kind, word in walk(part["elements"], ""):
        if kind in _MENTIONS:
            pieces.append("@" + word[_MENTIONS[kind]])
        elif kind in {"text", "link"}:
            pieces.append(word.get("text") or word.get("url", ""))
    text = "".join(pieces)
    has_bar = part["type"] == "rich_text_quote" or part.get("border")
    return "\n".join(f"> {line}" for line in text.split("\n")) if has_bar else text


def _section(block: dict[str, Any]) -> Iterator[str]:
    if "text" in block:
        yield _text(block["text"])
    for field in block.get("fields", []):
        yield _text(field)
    if "accessory" in block:
        yield _element(block["accessory"])


def _table(block: dict[str, Any]) -> Iterator[str]:
    for row in block["rows"]:
        yield " | ".join(
            _rich(cell) if cell["type"] == "rich_text" else str(cell["text"]) for cell in row
        )


def _block(block: dict[str, Any]) -> Iterator[str]:
    kind = block["type"]
    if kind == "section":
        yield from _section(block)
    elif kind == "table":
        yield from _table(block)
    elif kind in {"header", "markdown"}:
        yield _text(block["text"])
    elif kind in {"actions", "context"}:
        yield " ".join(_element(part) for part in block["elements"])
    elif kind == "input":
        yield f"{_text(block['label'])}: {_element(block['element'])}"
    elif kind == "image":
        yield str(block["alt_text"])
    elif kind == "rich_text":
        yield _rich(block)


def text_of(message: dict[str, Any]) -> str:
    """Return what a person reads in a message or view, line by line; buttons as `[label]`.

    Blocks are shown in place of the text, as Slack does; attachments follow.
    """
    lines = [_text(message["title"])] if "title" in message else []
    for block in message.get("blocks") or []:
        lines += _block(block)
    if not lines:
        lines = [mrkdwn(message.get("text") or message.get("markdown_text") or "")]
    for attachment in message.get("attachments") or []:
        lines += [text_of(attachment)]
    return "\n".join(line for line in lines if line)


def _live_texts(message: dict[str, Any]) -> Iterator[str]:
    for name in ("text", "markdown_text", "pretext", "title", "fallback"):
        if isinstance(message.get(name), str):
            yield message[name]
    for _, kind, part in walk(message.get("blocks") or [], ""):
        if part.get("type") == "mrkdwn" or kind == "markdown":
            yield part["text"]
        elif kind in _MENTIONS and _MENTIONS[kind] in part:
            sign = "!" if kind == "broadcast" else "!subteam^" if kind == "usergroup" else "@"
            yield f"<{sign}{part[_MENTIONS[kind]]}>"


def pings(message: dict[str, Any]) -> list[str]:
    """Return every control sequence that would alert people, such as `<!here>`; or []."""
    found = [ping for text in _live_texts(message) for ping in _PING.findall(text)]
    for attachment in message.get("attachments") or []:
        found += pings(attachment)
    return found
