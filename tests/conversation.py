"""A conversation with the bot, so that tests of handlers read as a chat."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.reception import OPERATOR
from bot.chat.router import Router
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.console.plain import plain
from handlers.commands import registry
from storage.engine import Database

# A Saturday on which the demo network's facts have their expected ages.
TODAY = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Conversation:
    """One person's side of the chat, by default the operator's, who is a steward."""

    def __init__(self, database: Database, name: str = OPERATOR, network: str = "") -> None:
        self.router = Router(registry(), database)
        self.language = ""
        self.at = TODAY
        self.sender = Identity(Platform.CONSOLE, name)
        self.venue = Venue(Platform.CONSOLE, "console", team=network, private=True)
        self.answer: Answer | None = None

    def says(self, text: str, *, pressed: bool = False) -> str:
        """What the bot answers to this, as plain text with buttons as `[label]`."""
        message = Message(
            text,
            self.sender,
            self.venue,
            self.at,
            name=self.sender.user,
            language=self.language,
            pressed=pressed,
        )
        self.answer = self.router.answer(message)
        return "" if self.answer is None else plain(self.answer.reply, self.answer.speech)

    def presses(self, label: str) -> str:
        """What the bot answers when the button of its last answer with this label is pressed."""
        if self.answer is None:
            raise AssertionError("nothing was answered yet")
        said = {
            self.answer.speech.say(button.label): button.says
            for button in self.answer.reply.buttons
        }
        matching = [says for shown, says in said.items() if label in shown]
        if len(matching) != 1:
            raise AssertionError(f"{label!r} is not one button of {list(said)}")
        return self.says(matching[0], pressed=True)

    def in_language(self, code: str) -> "Conversation":
        """The same person with a client in another language."""
        self.language = code
        return self

    def at_moment(self, moment: datetime) -> "Conversation":
        """The same person at another time."""
        self.at = moment
        self.venue = replace(self.venue)
        return self
