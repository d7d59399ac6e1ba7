"""A reply as Block Kit: plain dictionaries, within Slack's limits, in several messages if need be.

People's words are put into plain text and rich text objects, which Slack shows as they stand, with
their marks if they have any; facts under a label, for which Slack has only markup, go through
`wording.literal`.
"""

from collections.abc import Callable, Iterator, Sequence

from bot.chat.reply import (
    Button,
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
    Tone,
    Weight,
)
from bot.chat.speech import Speech, sayable
from bot.domain.marked import Marked
from bot.domain.shapes import web_addresses
from bot.platforms.signs import SIGNS
from bot.platforms.slack import limits
from bot.platforms.slack.marking import marked_text
from bot.platforms.slack.packing import NOTHING, Block, Posting, packed
from bot.platforms.slack.wording import bold, cut, literal, quotations, shortened

# How a button carries what it says; long texts are kept and carried by their key.
Carry = Callable[[str, int], str]
# One rich text block holds this many lines of a list: enough to need few blocks, few enough
# that a message can end between them.
_ENTRIES_IN_BLOCK = 10
# Longer quotations are folded up.
_SOON_READ = 400


def postings(
    reply: Reply, speech: Speech, carry: Carry, most: int = limits.ANSWER
) -> list[Posting]:
    """The answer as at least one message and at most `most`, in order; what does not fit even
    there ends in …"""
    blocks = [*_top(reply, speech)]
    for part in reply.parts:
        blocks.extend(_blocks(part, speech))
    return packed(blocks, [*_rows(reply.buttons, speech, carry)], most)


def _top(reply: Reply, speech: Speech) -> Iterator[Block]:
    """The title: the name of a screen is a header, a sentence is running text."""
    if not sayable(reply.title):
        return
    title = f"{SIGNS[reply.tone]} {speech.say(reply.title)}".strip()
    header = " ".join(title.split())
    if reply.tone is Tone.PLAIN and reply.parts and 0 < len(header) <= limits.HEADER:
        yield {"type": "header", "text": _plain(header)}
    else:
        yield from _sections(title)


def _blocks(part: Part, speech: Speech) -> Iterator[Block]:
    match part:
        case Paragraph():
            yield from _paragraph(Marked(speech.say(part.text), part.marks))
        case Heading():
            heading = speech.say(part.text).strip()
            if heading:
                yield _rich([_strong(shortened(heading, limits.SECTION))])
        case Fields():
            yield from _fields(part, speech)
        case Entries():
            yield from _entries(part.entries, speech)
        case Quote():
            yield from _quote(Marked(part.text, part.marks))
        case Note() | File():
            yield from _note(f"📎 {part.name}" if isinstance(part, File) else speech.say(part.text))


def _sections(text: str) -> Iterator[Block]:
    for piece in cut(text.strip(), limits.SECTION):
        yield {"type": "section", "text": _plain(piece), "expand": True}


def _note(text: str) -> Iterator[Block]:
    for piece in cut(text.strip(), limits.SECTION):
        yield {"type": "context", "elements": [_plain(piece)]}


def _paragraph(said: Marked) -> Iterator[Block]:
    words = said.settled().stripped()
    if words.marks or _has_address(words.text):
        yield from marked_text(words, limits.SECTION)
    else:
        yield from _sections(words.text)


def _quote(said: Marked) -> Iterator[Block]:
    """Behind a bar; Slack folds up what is long in a section, unless told not to, but never rich
    text: of a long quotation the words are enough."""
    words = said.settled().stripped()
    is_short = len(words.text) <= _SOON_READ
    if is_short and (words.marks or _has_address(words.text)):
        yield from marked_text(words, limits.SECTION, is_quoted=True)
        return
    for piece in quotations(words.text, limits.SECTION):
        shown = {"type": "mrkdwn", "text": piece, "verbatim": True}
        yield {"type": "section", "text": shown}


def _has_address(text: str) -> bool:
    return next(web_addresses(text), None) is not None


def _fields(part: Fields, speech: Speech) -> Iterator[Block]:
    said = [_field(speech.say(name), speech.say(value)) for name, value in part.pairs]
    for group in _grouped([[field] for field in said], limits.FIELDS):
        yield {"type": "section", "fields": group}


def _field(name: str, value: str) -> Block:
    label = bold(shortened(name, limits.BUTTON_TEXT)) or NOTHING
    # A sign of formatting is written with two more and an escape with up to five: the value is
    # shortened by what it becomes.
    room = limits.FIELD - len(label) - 1
    shown = literal(value)
    if len(shown) > room:
        shown = literal(shortened(value, max(room // 5, 1)))
    return {"type": "mrkdwn", "text": f"{label}\n{shown or NOTHING}", "verbatim": True}


def _entries(entries: Sequence[Entry], speech: Speech) -> Iterator[Block]:
    said = [[*_entry(entry, speech)] for entry in entries]
    for group in _grouped(said, _ENTRIES_IN_BLOCK):
        # Between entries stands a new line, which the first of a block needs not.
        group[0] = _word(group[0]["text"].lstrip("\n"))
        yield _rich(group)


def _entry(entry: Entry, speech: Speech) -> Iterator[Block]:
    lead, text, note = (
        shortened(speech.say(said).strip(), limits.SECTION // 4) if sayable(said) else ""
        for said in (entry.lead, entry.text, entry.note)
    )
    yield _word("\n• ")
    if lead:
        yield _strong(lead)
    if text:
        yield _word(f" — {text}" if lead else text)
    if note:
        yield {"type": "text", "text": f"\n    {note}", "style": {"italic": True}}


def _grouped(items: list[list[Block]], most: int) -> Iterator[list[Block]]:
    """The parts of the items, in groups of at most `most` items and no more text than a section
    may have, so that a message can end between any two groups."""
    group: list[Block] = []
    count = size = 0
    for item in items:
        length = sum(len(part["text"]) for part in item)
        if group and (count == most or size + length > limits.SECTION):
            yield group
            group, count, size = [], 0, 0
        group.extend(item)
        count += 1
        size += length
    if group:
        yield group


def _rows(buttons: Sequence[Button], speech: Speech, carry: Carry) -> Iterator[Block]:
    shown = [
        _button(button, index, speech, carry)
        for index, button in enumerate(buttons[: limits.BUTTONS])
    ]
    for first in range(0, len(shown), limits.BUTTONS_IN_ROW):
        yield {"type": "actions", "elements": shown[first : first + limits.BUTTONS_IN_ROW]}


def _button(button: Button, index: int, speech: Speech, carry: Carry) -> Block:
    label = shortened(speech.say(button.label).strip(), limits.BUTTON_TEXT) or "…"
    shown: Block = {
        "type": "button",
        "text": _plain(label),
        "action_id": f"say-{index}",
        "value": carry(button.says, limits.BUTTON_VALUE),
    }
    if button.weight is not Weight.PLAIN:
        shown["style"] = button.weight.value
    return shown


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _rich(words: list[Block]) -> Block:
    section = {"type": "rich_text_section", "elements": words}
    return {"type": "rich_text", "elements": [section]}


def _word(text: str) -> Block:
    return {"type": "text", "text": text}


def _strong(text: str) -> Block:
    return {"type": "text", "text": text, "style": {"bold": True}}
