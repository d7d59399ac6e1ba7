"""What a platform hands in: who said what, where, and how to know it again."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.identity import Identity, Venue
from bot.domain.marks import Mark


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that another one replies to, or that a shortcut was used on.

    `message` is the platform's number under which replies to it arrive: on Slack that of the
    thread's first message, on Telegram its own. `own` is its own number where that is another.
    `text` is empty where the platform did not say it, and `marks` tell how it is set off; `author`
    is None for the bot itself or where that is not known, and so is `at`, when it was written.
    """

    text: str
    author: Identity | None
    message: str
    own: str = ""
    marks: tuple[Mark, ...] = ()
    at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Message:
    """Something said to the bot, on any platform.

    `text` is what was typed, without the platform's markup and without the bot's own name.
    `event` is the platform's key of a delivery it may repeat, None where it never does.
    `stranger` marks a guest from outside the workspace, whom the door does not open for.
    `at` is when it arrived, with a time zone; `place` is what the channel is called, where the
    platform says. `quoted` is the message that it replies to. `overheard`: it was said to
    others in a channel's thread, not to the bot, which answers only if that settles something.
    `by_sign`: an emoji under a message said it, which people also use for other things; the bot
    answers only where it could do it, or tells them alone why not.
    """

    text: str
    sender: Identity
    venue: Venue
    at: datetime
    name: str = ""
    language: str = ""
    event: str | None = None
    stranger: bool = False
    pressed: bool = False
    place: str = ""
    quoted: Quoted | None = None
    overheard: bool = False
    by_sign: bool = False
