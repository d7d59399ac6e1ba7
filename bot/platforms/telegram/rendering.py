"""A reply as Telegram messages: text in its HTML, cut to length at the borders of its parts."""

from collections.abc import Iterator
from dataclasses import dataclass

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
)
from bot.chat.speech import Speech, sayable
from bot.chat.text import Text
from bot.domain.marked import Marked
from bot.platforms.signs import SIGNS
from bot.platforms.telegram.html import Calm, Row, Run
from bot.platforms.telegram.limits import CAPTION_LENGTH, TEXT_LENGTH
from bot.platforms.telegram.markup import markup
from bot.platforms.telegram.pages import Block, paged, shortened

# What stands for a reply in which there is nothing to say.
_NOTHING = "…"
# https://core.telegram.org/bots/api#html-style: folded up as soon as it is more than some lines.
_QUOTE = "blockquote expandable"
_TAGS: dict[type[Part], str] = {Paragraph: "", Quote: _QUOTE, Heading: "b", Note: "i"}


@dataclass(frozen=True, slots=True)
class Screen:
    """A reply ready to be sent: pages of HTML, then files; the buttons go under the last page."""

    pages: tuple[str, ...]
    files: tuple[File, ...]
    buttons: tuple[Button, ...]


class Rendering:
    """Renders replies; `commands` are the words whose slash form stays alive."""

    def __init__(self, commands: tuple[str, ...]) -> None:
        self._calm = Calm(commands)

    def screen(self, reply: Reply, speech: Speech) -> Screen:
        """The reply in the reader's language. There is a page unless there are only files."""
        files = tuple(part for part in reply.parts if isinstance(part, File))
        pages = self.pages(reply, speech)
        if not pages and (reply.buttons or not files):
            pages = (_NOTHING,)
        return Screen(pages, files, reply.buttons)

    def pages(self, reply: Reply, speech: Speech) -> tuple[str, ...]:
        """All words of the reply on as many pages of HTML as they need; none for no words."""
        return tuple(markup(page) for page in paged(self._blocks(reply, speech)))

    def page(self, reply: Reply, speech: Speech) -> str:
        """The words of the reply on one page of HTML; what does not fit ends in …"""
        return markup(shortened(self._blocks(reply, speech), TEXT_LENGTH)) or _NOTHING

    def caption(self, reply: Reply, speech: Speech) -> str:
        """The words of the reply as they stand under a file; empty if there are none."""
        return markup(shortened(self._blocks(reply, speech), CAPTION_LENGTH))

    def _blocks(self, reply: Reply, speech: Speech) -> Iterator[Block]:
        if sayable(reply.title):
            sign = f"{SIGNS[reply.tone]} ".lstrip()
            yield Block(((Run(sign), self._run(reply.title, speech, "b")),))
        for part in reply.parts:
            rows = tuple(row for row in self._rows(part, speech) if any(run.text for run in row))
            if rows:
                yield Block(rows, is_heading=isinstance(part, Heading))

    def _rows(self, part: Part, speech: Speech) -> Iterator[Row]:
        match part:
            case Heading() | Note():
                yield (self._run(part.text, speech, _TAGS[type(part)]),)
            case Paragraph() | Quote():
                said = Marked(speech.say(part.text), part.marks)
                words = self._calm.words(said.settled())
                yield (Run(words.text, _TAGS[type(part)], words.marks),)
            case Fields():
                for label, value in part.pairs:
                    yield (self._run(label, speech, "b"), Run(": "), self._run(value, speech))
            case Entries():
                for entry in part.entries:
                    yield self._entry(entry, speech)
            case File():
                return

    def _entry(self, entry: Entry, speech: Speech) -> Row:
        shown = ((entry.lead, ""), (entry.text, ""), (entry.note, "i"))
        said = [self._run(text, speech, tag) for text, tag in shown if sayable(text)]
        row = [Run("• ")]
        for index, run in enumerate(said):
            row += [Run(" — "), run] if index else [run]
        return tuple(row)

    def _run(self, text: Text, speech: Speech, tag: str = "") -> Run:
        return Run(self._calm(speech.say(text)), tag)
