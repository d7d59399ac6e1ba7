"""Text on its way to Slack, where it must be read as it stands, and on its way from there."""

import re
from collections.abc import Iterator

from bot.domain.marked import Marked

# Stands beside a sign of formatting and makes it a letter; it is not seen and has no width.
_JOINER = "\u2060"
# Within a word the signs mean nothing to Slack, and addresses have to stay as they are.
_FORMATTING = re.compile(r"`|(?<![^\W_])[*_~]|[*_~](?![^\W_])")
_SPECIAL = re.compile(r"[&<>*_~`]")
_ENTITY = re.compile(r"<([^<>]*)>")
_ESCAPES = tuple(
    (re.compile(escape), sign) for escape, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
)
_MAILTO = "mailto:"
# Stands before each line of a quotation.
QUOTED = "> "


def escaped(text: str) -> str:
    """The text with Slack's three control characters escaped.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(text: str) -> str:
    """The text as markup that shows exactly it: nothing in it pings, links or turns bold."""
    if not _SPECIAL.search(text):
        return text
    return _FORMATTING.sub(lambda sign: f"{_JOINER}{sign[0]}{_JOINER}", escaped(text))


def bold(text: str) -> str:
    """The text as bold markup; each of its lines is bold by itself."""
    return "\n".join(f"*{literal(line.strip())}*" for line in text.split("\n") if line.strip())


def shortened(text: str, most: int) -> str:
    """At most `most` characters of the text, ending in … where some were left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def cut(text: str, most: int) -> Iterator[str]:
    """The text in pieces of at most `most` characters, cut between lines or words if possible."""
    return (text[begin:end] for begin, end in pieces(text, most))


def pieces(text: str, most: int) -> Iterator[tuple[int, int]]:
    """Where these pieces begin and end."""
    begin = 0
    while len(text) - begin > most:
        head = text[begin : begin + most]
        at = max(head.rfind("\n"), head.rfind(" ") if "\n" not in head else -1)
        end = begin + (at if at > 0 else most)
        yield begin, end
        begin = len(text) - len(text[end:].lstrip())
    if begin < len(text):
        yield begin, len(text)


def quotations(text: str, most: int) -> Iterator[str]:
    """The text as markup that shows it behind a bar, in pieces of at most `most` characters."""
    lines: list[str] = []
    size = 0
    for line in _quoted_lines(text.strip(), most):
        if lines and size + len(line) + 1 > most:
            yield "\n".join(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line) + 1
    if any(line.strip(QUOTED) for line in lines):
        yield "\n".join(lines)


def _quoted_lines(text: str, most: int) -> Iterator[str]:
    room = most - len(QUOTED)
    for line in text.splitlines():
        # A sign is written with up to five more: a long line is cut by what it could become.
        pieces = [line] if len(literal(line)) <= room else cut(line, room // 5)
        yield from (QUOTED + literal(piece) for piece in pieces)


def unquoted(markup: str) -> str:
    """A quotation without its bar, for who only hears it."""
    return "\n".join(line.removeprefix(QUOTED) for line in markup.split("\n"))


def as_typed(text: str, bot_user: str = "") -> str:
    """What a person typed: links, mentions and escapes of Slack's put back into plain text, and
    mentions of the bot itself left out."""
    if bot_user:
        text = re.sub(rf"<@{re.escape(bot_user)}(\|[^<>]*)?>[:,]?", " ", text)
    return typed(Marked(text)).text


def typed(words: Marked) -> Marked:
    """The same with marks."""
    words = words.replaced(_ENTITY, _plain_entity)
    for escape, sign in _ESCAPES:
        words = words.replaced(escape, sign)
    return words.stripped()


def _plain_entity(entity: re.Match[str]) -> str:
    """https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages"""
    target, _, label = entity[1].partition("|")
    if target.startswith("!date^"):
        return label
    if target.startswith(("@", "#", "!")):
        name = label or target[1:].removeprefix("subteam^")
        return ("#" if target[0] == "#" else "@") + name.lstrip("@#")
    if not label:
        return target.removeprefix(_MAILTO)
    return label if label in target else f"{label} ({target})"
