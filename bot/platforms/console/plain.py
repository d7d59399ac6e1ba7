"""A reply as plain text: what a pipe reads, and what tests of handlers look at."""

from collections.abc import Iterator

from bot.chat.reply import (
    Entries,
    Entry,
    Fields,
    File,
    Heading,
    Note,
    Paragraph,
    Part,
    Quote,
    Reply,
)
from bot.chat.speech import Speech, sayable
from bot.platforms.signs import SIGNS


def plain(reply: Reply, speech: Speech) -> str:
    """The reply in lines of text, each button as `[label]` on the last one."""
    lines: list[str] = []
    if sayable(reply.title):
        lines.append(f"{SIGNS[reply.tone]} {speech.say(reply.title)}".strip())
    for part in reply.parts:
        lines.extend(_lines(part, speech))
    if reply.buttons:
        lines.append(" ".join(f"[{speech.say(button.label)}]" for button in reply.buttons))
    return "\n".join(lines)


def _lines(part: Part, speech: Speech) -> Iterator[str]:
    match part:
        case Heading():
            yield ""
            yield speech.say(part.text)
        case Paragraph() | Note() | Quote():
            yield speech.say(part.text)
        case Fields():
            for name, value in part.pairs:
                yield f"{speech.say(name)}: {speech.say(value)}"
        case Entries():
            for entry in part.entries:
                yield _entry(entry, speech)
        case File():
            yield f"({part.name})"


def _entry(entry: Entry, speech: Speech) -> str:
    said = [speech.say(text) for text in (entry.lead, entry.text, entry.note) if sayable(text)]
    return "• " + " — ".join(said)
