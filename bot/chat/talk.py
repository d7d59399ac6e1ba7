"""What people say to each other where the bot only listens: it is not spoken to, and answers
nothing, but what was said may be wanted elsewhere or in another language."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.identity import Identity, Venue
from bot.domain.marks import Mark


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a message. `reference` is what the platform gives it out for; `size` is in
    bytes, 0 where the platform does not say."""

    name: str
    media_type: str
    size: int
    reference: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message that somebody has just written. `venue` is the channel, with its lasting topic;
    `message` the platform's number of it there, and `reply_to` that of the message it answers,
    empty where it answers none: on Slack the first of the thread.

    `text` is as people read it, without markup, and `marks` tell what of it is set off. `link`
    leads to the message, where it has an address. `event` is the platform's key of a delivery
    that it may repeat. `guest` marks somebody from outside the workspace. `to_bot`: it answers a
    message of the bot's, and is talk only if the bot had brought that from somebody else.
    """

    venue: Venue
    message: str
    author: Identity
    name: str
    text: str
    at: datetime
    event: str
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    link: str = ""
    guest: bool = False
    to_bot: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """A message has other words now, or other marks."""

    venue: Venue
    message: str
    text: str
    at: datetime
    event: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message was taken back."""

    venue: Venue
    message: str
    at: datetime
    event: str


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody put an emoji under a message, or took it away again: then it is not `added`.
    `emoji` is the character itself, on every platform."""

    venue: Venue
    message: str
    author: Identity
    emoji: str
    at: datetime
    event: str
    added: bool = True


Talk = Said | Edited | Deleted | Reacted
# Takes talk in; whether it was of anybody's concern, so that it is not for the bot itself.
# DatabaseUnavailable if it could not be taken in now and should come again.
Overhear = Callable[[Talk], Awaitable[bool]]
