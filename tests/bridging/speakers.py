"""People on both platforms, as they sit before their screens: what they say, and what they see."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from tests.fakes.slack import Channel, FakeSlack, User
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.chats import Chat
from tests.fakes.telegram.entities import covered

Shown = dict[str, Any]
PATIENCE_SECONDS = 30.0
_CODE = re.compile(r"/bridge join (\S+)")
_Found = TypeVar("_Found")


async def seen(look: Callable[[], _Found | None], what: str, told: Callable[[], Any]) -> _Found:
    """What `look` finds sooner or later. AssertionError, with what is there, if it never does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        await asyncio.sleep(0.03)
    raise AssertionError(f"nobody sees {what}: {told()}")


class Speaker(Protocol):
    """Somebody in a channel or group."""

    async def commands(self, text: str) -> str:
        """What the bot answers to a command, as it is typed in that place."""

    async def says(self, text: str, under: Shown | None = None) -> Shown:
        """Say something to the others, perhaps in answer to a message."""

    async def edits(self, message: Shown, text: str) -> None:
        """Give an own message other words."""

    async def shares(self, name: str, content: bytes, words: str = "") -> Shown:
        """Say something with a file beside it."""

    async def puts(self, message: Shown, emoji: str) -> None:
        """Put an emoji under a message; Slack's are told by their names."""

    async def takes(self, message: Shown, emoji: str) -> None:
        """Take it away again."""

    async def sees(self, words: str, number: int = 1) -> Shown:
        """The bot's message in that place in which the words stand, the so-manieth of them."""

    def reads(self, message: Shown) -> list[str]:
        """The lines of a message."""

    def screen(self) -> list[Shown]:
        """The bot's messages in that place, the oldest first."""

    def signs(self, message: Shown) -> list[str]:
        """The emoji that the bot shows under a message."""


@dataclass
class OnSlack:
    """Somebody in a Slack channel."""

    slack: FakeSlack
    user: User
    channel: Channel

    async def commands(self, text: str) -> str:
        """What the speaker alone is shown."""
        before = len(self.slack.ephemerals)
        command, _, rest = text.partition(" ")
        await self.slack.slash_command(command, rest, user=self.user, channel=self.channel)
        [answer] = await seen(
            lambda: self.slack.ephemerals[before:], f"an answer to {text}", self._told
        )
        return str(self.slack.text_of(answer))

    async def says(self, text: str, under: Shown | None = None, **more: Any) -> Shown:
        """Say something to the others, perhaps in the thread of a message."""
        thread = under and (under.get("thread_ts") or under["ts"])
        where = {"user": self.user, "channel": self.channel, "thread_ts": thread}
        await self.slack.say(text, **where, **more)
        return [each for each in self._all() if each.get("user") == self.user.id][-1]

    async def edits(self, message: Shown, text: str, **more: Any) -> None:
        """Give an own message other words."""
        await self.slack.edit(message, text, **more)

    async def deletes(self, message: Shown) -> None:
        """Take an own message back."""
        await self.slack.delete(message)

    async def shares(self, name: str, content: bytes, words: str = "") -> Shown:
        """Say something with a file beside it."""
        file = self.slack.add_file(name, content, self.user)
        return await self.says(words, file=file)

    async def puts(self, message: Shown, emoji: str) -> None:
        """Put the emoji of this name under a message."""
        await self.slack.react(message, emoji, user=self.user)

    async def takes(self, message: Shown, emoji: str) -> None:
        """Take it away again."""
        await self.slack.unreact(message, emoji, user=self.user)

    async def chooses(self, shortcut: str, message: Shown) -> str:
        """What the speaker alone is shown who chooses a shortcut in a message's menu."""
        before = len(self.slack.ephemerals)
        await self.slack.shortcut(shortcut, message, user=self.user)
        [answer] = await seen(
            lambda: self.slack.ephemerals[before:], f"an answer to {shortcut}", self._told
        )
        return str(self.slack.text_of(answer))

    async def sees(self, words: str, number: int = 1) -> Shown:
        """The so-manieth message of the bot's there in which the words stand."""

        def look() -> Shown | None:
            found = [each for each in self.screen() if words in self.slack.text_of(each)]
            return found[number - 1] if len(found) >= number else None

        return await seen(look, f"{words!r} in #{self.channel.name}", self._told)

    def reads(self, message: Shown) -> list[str]:
        """The lines of a message, its quotation behind a bar, its files in angle brackets."""
        files = [f"<{each['name']}>" for each in message.get("files", [])]
        return [*str(self.slack.text_of(message)).splitlines(), *files]

    def screen(self) -> list[Shown]:
        """The bot's messages in that channel and its threads, the oldest first."""
        return [each for each in self._all() if "bot_id" in each]

    def set_off(self, message: Shown) -> list[tuple[str, str]]:
        """What in a message is set off, and how, its writer's name left out."""
        parts = [
            part
            for block in message["blocks"][1:]
            if block["type"] == "rich_text"
            for part in block["elements"]
        ]
        return [
            (word["text"], " ".join(word.get("style", {})) or part["type"])
            for part in parts
            for word in part["elements"]
            if word.get("style") or part["type"] == "rich_text_preformatted"
        ]

    def signs(self, message: Shown) -> list[str]:
        """The names of the emoji that the bot shows under a message."""
        shown = self.slack.world.reactions
        return [name for channel, ts, name in shown if (channel, ts) == _place(message)]

    def answers(self, message: Shown) -> Shown | None:
        """The message whose thread it is in."""
        return self.slack.world.message(self.channel.id, message.get("thread_ts", ""))

    def _all(self) -> list[Shown]:
        return [each for each in self.slack.messages if each["channel"] == self.channel.id]

    def _told(self) -> list[str]:
        return [str(self.slack.text_of(each)) for each in self._all()]


@dataclass
class OnTelegram:
    """Somebody in a Telegram group, or in one of its topics."""

    telegram: FakeTelegram
    user: Shown
    chat: Chat
    topic: int | None = None

    async def commands(self, text: str, under: Shown | None = None) -> str:
        """What the bot answers for all to see."""
        return self.telegram.text_of(await self.answered(text, under))

    async def answered(self, text: str, under: Shown | None = None) -> Shown:
        """The bot's answer to what somebody says."""
        asked = await self.says(text, under)
        return await seen(
            lambda: next(
                (each for each in self.screen() if _under(each) == asked["message_id"]), None
            ),
            f"an answer to {text}",
            self._told,
        )

    async def says(self, text: str, under: Shown | None = None, **more: Any) -> Shown:
        """Say something to the others, perhaps in reply to a message."""
        where: Shown = {"user": self.user, "chat": self.chat, "topic": self.topic}
        return await self.telegram.message(text, **where, reply_to=under, **more)

    async def edits(self, message: Shown, text: str, **more: Any) -> None:
        """Give an own message other words."""
        await self.telegram.edit(message, text, **more)

    async def shares(self, name: str, content: bytes, words: str = "") -> Shown:
        """Say something with a file beside it."""
        where: Shown = {"user": self.user, "chat": self.chat, "topic": self.topic}
        return await self.telegram.file(name, content, caption=words, **where)

    async def puts(self, message: Shown, emoji: str) -> None:
        """Put an emoji under a message."""
        await self.telegram.react(message, emoji, user=self.user)

    async def takes(self, message: Shown, _emoji: str) -> None:
        """Take it away again."""
        await self.telegram.react(message, user=self.user)

    async def sees(self, words: str, number: int = 1) -> Shown:
        """The so-manieth message of the bot's there in which the words stand."""

        def look() -> Shown | None:
            found = [each for each in self.screen() if words in self.telegram.text_of(each)]
            return found[number - 1] if len(found) >= number else None

        return await seen(look, f"{words!r} in {self.chat.title}", self._told)

    def reads(self, message: Shown) -> list[str]:
        """The lines of a message, its file in angle brackets."""
        return self.telegram.text_of(message).splitlines()

    def folded(self, message: Shown) -> str:
        """What is folded up in a message."""
        kept = [each for each in message["entities"] if each["type"] == "expandable_blockquote"]
        return "\n".join(covered(message["text"], each) for each in kept)

    def set_off(self, message: Shown) -> list[tuple[str, str]]:
        """What in a message is set off, and how, its writer's name left out."""
        return [
            (covered(message["text"], each), each["type"])
            for each in message["entities"]
            if each["offset"] and "blockquote" not in each["type"]
        ]

    def screen(self) -> list[Shown]:
        """The bot's messages in that group, the oldest first."""
        known = self.chat.messages.values()
        return [each for each in known if each.get("from") == self.telegram.bot]

    def signs(self, message: Shown) -> list[str]:
        """The emoji that the bot shows under a message."""
        return self.telegram.shown_by_bot(message)

    def answers(self, message: Shown) -> Shown | None:
        """The message that it replies to."""
        return self.chat.messages.get(_under(message) or 0)

    def _told(self) -> list[str]:
        return [self.telegram.text_of(each) for each in self.chat.messages.values()]


def _place(message: Shown) -> tuple[str, str]:
    return message["channel"], message["ts"]


def _under(message: Shown) -> int | None:
    answered = message.get("reply_to_message") or {}
    return answered.get("message_id")


async def bridge(*ends: tuple[OnSlack | OnTelegram, str]) -> None:
    """Open a bridge at the first end and join it at the others, each in its own language, by
    commands as people type them."""
    (first, language), *others = ends
    for other, spoken in others:
        told = await first.commands(f"/bridge open lang={language}")
        found = _CODE.search(told)
        assert found, told
        joined = await other.commands(f"/bridge join {found[1]} lang={spoken}")
        assert "From now on this place shares a conversation" in joined, joined
