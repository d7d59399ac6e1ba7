"""A reply on a terminal's screen, in a frame whose colour says how it is meant."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.chat.reply import (
    Button,
    Entries,
    Fields,
    File,
    Heading,
    Note,
    Paragraph,
    Part,
    Quote,
    Reply,
    Tone,
)
from bot.chat.speech import Speech, sayable
from bot.platforms.signs import SIGNS

WIDEST = 100
_COLOURS = {Tone.PLAIN: "cyan", Tone.DONE: "green", Tone.QUESTION: "yellow", Tone.PROBLEM: "red"}


class Screen:
    """Shows replies on a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, reply: Reply, speech: Speech) -> None:
        """Print the reply; its buttons are numbered, so that a digit presses them."""
        title = f"{SIGNS[reply.tone]} {speech.say(reply.title)}".strip()
        body: list[RenderableType] = [Text(title, style="bold")] if title else []
        for part in reply.parts:
            body.extend(_rendered(part, speech))
        if reply.buttons:
            body += [Text(), _buttons(reply.buttons, speech)]
        width = min(WIDEST, self._console.width)
        self._console.print(Panel(Group(*body), border_style=_COLOURS[reply.tone], width=width))


def _rendered(part: Part, speech: Speech) -> Iterator[RenderableType]:
    match part:
        case Heading():
            yield Text()
            yield Text(speech.say(part.text), style="bold cyan")
        case Paragraph():
            yield Text(speech.say(part.text))
        case Note():
            yield Text(speech.say(part.text), style="dim italic")
        case Quote():
            yield Padding(Text(part.text, style="italic"), (0, 0, 0, 2))
        case Fields():
            yield _table(part, speech)
        case Entries():
            yield from _entries(part, speech)
        case File():
            yield Text(f"📎 {part.name}")


def _table(fields: Fields, speech: Speech) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in fields.pairs:
        table.add_row(Text(speech.say(name)), Text(speech.say(value)))
    return table


def _entries(part: Entries, speech: Speech) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1, style="cyan")
    table.add_column(overflow="fold")
    for entry in part.entries:
        line = Text(speech.say(entry.lead), style="bold")
        if sayable(entry.text):
            line.append(f" — {speech.say(entry.text)}", style="not bold")
        if sayable(entry.note):
            line.append(f"\n{speech.say(entry.note)}", style="not bold dim")
        table.add_row("•", line)
    yield table


def _buttons(buttons: tuple[Button, ...], speech: Speech) -> Text:
    line = Text()
    for number, button in enumerate(buttons, start=1):
        line.append(f" {number} ", style="reverse")
        line.append(f" {speech.say(button.label)}   ")
    return line
