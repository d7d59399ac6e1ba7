"""A conversation with the bot, so that tests of handlers read as a chat."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.chat.answer import Answer
from bot.chat.message import Message, Quoted
from bot.chat.reach import Reach
from bot.chat.reception import OPERATOR
from bot.chat.router import Router
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.console.plain import plain
from handlers.commands import registry
from storage.engine import Database

# A Saturday on which the demo network's facts have their expected ages.
TODAY = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
REACH = Reach(telegram_username="attache_bot")


class Conversation:
    """One person's side of the chat, by default the operator's, who is a steward."""

    def __init__(self, database: Database, name: str = OPERATOR, network: str = "") -> None:
        self.router = Router(registry(), database, REACH)
        self.language = ""
        self.at = TODAY
        self.name = name
        self.sender = Identity(Platform.CONSOLE, name)
        self.venue = Venue(Platform.CONSOLE, "console", team=network, private=True)
        self.stranger = False
        self.answer: Answer | None = None

    @classmethod
    def on_slack(
        cls, database: Database, user: str, team: str = "T1", *, channel: str = "", name: str = ""
    ) -> "Conversation":
        """Somebody in a workspace: in a channel where others read along, else alone."""
        found = cls(database, name or user)
        found.sender = Identity(Platform.SLACK, user, team)
        venue = Venue(Platform.SLACK, channel or f"D{user}", team, private=not channel)
        found.venue = venue
        return found

    @classmethod
    def on_telegram(
        cls, database: Database, user: str, *, group: str = "", name: str = ""
    ) -> "Conversation":
        """Somebody in Telegram: in a group, else alone."""
        found = cls(database, name or user)
        found.sender = Identity(Platform.TELEGRAM, user)
        found.venue = Venue(Platform.TELEGRAM, group or user, private=not group)
        return found

    def says(
        self,
        text: str,
        *,
        pressed: bool = False,
        quoted: Quoted | None = None,
        overheard: bool = False,
    ) -> str:
        """What the bot answers to this, perhaps in reply to a message, as plain text with buttons
        as `[label]`; nothing to what was said to others and settles nothing."""
        message = Message(
            text,
            self.sender,
            self.venue,
            self.at,
            name=self.name,
            language=self.language,
            stranger=self.stranger,
            pressed=pressed,
            quoted=quoted,
            overheard=overheard,
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
        matching = [said[label]] if label in said else []
        matching = matching or [says for shown, says in said.items() if label in shown]
        if len(matching) != 1:
            raise AssertionError(f"{label!r} is not one button of {list(said)}")
        return self.says(matching[0], pressed=True)

    def in_room(self, channel: str = "room") -> "Conversation":
        """The same person where others read along."""
        self.venue = replace(self.venue, channel=channel, private=False)
        return self

    def replies(self, text: str, message: str = "100", *, overheard: bool = True) -> str:
        """What the bot answers when this is said to others in reply to a message of the place."""
        return self.says(text, quoted=Quoted("", None, message), overheard=overheard)

    def in_language(self, code: str) -> "Conversation":
        """The same person with a client in another language."""
        self.language = code
        return self

    def at_moment(self, moment: datetime) -> "Conversation":
        """The same person at another time."""
        self.at = moment
        self.venue = replace(self.venue)
        return self
