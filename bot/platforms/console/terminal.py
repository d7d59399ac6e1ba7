"""The terminal as a platform: an official types, or a pipe does, and reads the answer."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.reply import Button, Reply, Tone
from bot.chat.speech import Speech, best_language
from bot.chat.text import Listing, _
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.console.files import saved

PRESS = ">"
Show = Callable[[Reply, Speech], None]


class Terminal:
    """One conversation: who speaks, where, and the buttons of the last answer."""

    def __init__(
        self,
        answer: Callable[[Message], Answer | None],
        show: Show,
        speaker: Identity,
        venue: Venue,
        language: str = "",
        folder: Path = Path(),
    ) -> None:
        self._answer = answer
        self._show = show
        self._speaker = speaker
        self._venue = venue
        self._language = language
        self._folder = folder
        self._buttons: tuple[Button, ...] = ()
        self._speech = Speech(best_language(language))

    def hear(self, lines: Iterable[str]) -> None:
        """Answer each line in turn; empty ones are passed over."""
        for line in lines:
            if line.strip():
                self.hear_one(line.strip())

    def hear_one(self, line: str) -> None:
        """Answer one line. `> label`, or the button's number, presses a button."""
        pressed = self._pressed(line)
        if pressed is None and line.startswith(PRESS):
            self._show(self._no_such_button(), self._speech)
            return
        self._say(pressed.says if pressed else line, pressed=pressed is not None)

    def _say(self, text: str, *, pressed: bool) -> None:
        answer = self._answer(
            Message(
                text,
                self._speaker,
                self._venue,
                datetime.now(UTC),
                name=self._speaker.user,
                language=self._language,
                pressed=pressed,
            )
        )
        if answer is not None:
            self._buttons, self._speech = answer.reply.buttons, answer.speech
            self._show(saved(answer.reply, self._folder), answer.speech)

    def _pressed(self, line: str) -> Button | None:
        """The button that a line presses: by its label, the beginning of it, or its number."""
        wanted = line.removeprefix(PRESS).strip().casefold()
        if not line.startswith(PRESS) and not line.isdecimal():
            return None
        if wanted.isdecimal() and 0 < int(wanted) <= len(self._buttons):
            return self._buttons[int(wanted) - 1]
        labels = [self._speech.say(button.label).casefold() for button in self._buttons]
        for matches in (str.__eq__, str.startswith, str.__contains__):
            for label, button in zip(labels, self._buttons, strict=True):
                if wanted and matches(label, wanted):
                    return button
        return None

    def _no_such_button(self) -> Reply:
        if not self._buttons:
            return Reply(_("The last answer has no buttons."), tone=Tone.PROBLEM)
        labels = Listing(tuple(self._speech.say(button.label) for button in self._buttons))
        return Reply(
            _("There is no such button. There are: {labels}", labels=labels), tone=Tone.PROBLEM
        )


def console_identity(name: str) -> Identity:
    """Who speaks at the terminal."""
    return Identity(Platform.CONSOLE, name)


def console_venue(network: str, channel: str) -> Venue:
    """Where: a network chosen by its slug, empty for the first, and a channel by name."""
    return Venue(Platform.CONSOLE, channel or "console", team=network, private=not channel)
