"""What goes out unasked: a parcel, the courier who takes it, and what can become of it.

NotDelivered
├── Uncertain   it may have arrived all the same
├── Later       it was surely not taken; it may be tried again, perhaps not before a time
├── Refused     it will not be taken as things stand: put out, blocked, archived, no token
└── Moved       the place is known by another number now
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.reply import File, Reply
from bot.chat.speech import Speech
from bot.chat.talk import Attachment
from bot.domain.identity import Venue
from bot.domain.tempo import Tempo


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way. `to` is a channel, or with `private` the person whose number
    stands in the place of the channel; `thread` is the message it goes under: on Slack the first
    of a thread, on Telegram the one that it replies to.

    With `file` it is one file, and what there is to say stands beside it. A parcel that is only
    looked for says nothing, and its file has no content. With a `page`, of which the first is 0,
    it is that page of the reply; without, what does not fit on one ends in ….
    """

    key: str
    to: Venue
    reply: Reply
    speech: Speech
    thread: str = ""
    file: File | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A message that the bot had posted says something else now; with a `page`, that page of the
    reply."""

    to: Venue
    message: str
    reply: Reply
    speech: Speech
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """A message that the bot had posted is taken back."""

    to: Venue
    message: str


@dataclass(frozen=True, slots=True)
class Reactions:
    """The emoji that the bot shows under a message, whoever wrote that; `before` are those that
    it has shown so far. Where a platform lets it show fewer, the first ones are."""

    to: Venue
    message: str
    emoji: tuple[str, ...]
    before: tuple[str, ...] = ()


# What can be made twice and leaves everything as it was made once.
Change = Rewriting | Removal | Reactions


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform's own number for a message that it has taken."""

    message: str


class NotDelivered(Exception):
    """A parcel that no receipt came back for; `reason` is one word of ours or the platform's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Uncertain(NotDelivered):
    """The call was made, and nobody knows what became of it."""


class Later(NotDelivered):
    """The platform surely did not act on it. `pause` is how long it asks to be left alone in
    this place, in seconds; 0 where it does not say."""

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


class Refused(NotDelivered):
    """Nothing goes there until somebody does something about it."""


class Moved(NotDelivered):
    """The channel lives on under another number."""

    def __init__(self, channel: str) -> None:
        super().__init__("moved")
        self.channel = channel


class Courier(Protocol):
    """One platform, as somebody sees it who has something to deliver there."""

    # Whether it can be looked up if a parcel arrived.
    can_look: bool
    # Seconds that pass between any two parcels of the whole account; 0 where no rule is known.
    account_pause: float

    def tempo(self, to: Venue) -> Tempo:
        """How fast parcels to this place may follow each other."""

    def pages(self, reply: Reply, speech: Speech) -> int:
        """In how many messages the words of a reply can be said in full."""

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Make the one call that posts the parcel, and no second one. NotDelivered of one kind
        or another if no receipt comes back."""

    async def change(self, change: Change) -> None:
        """Make a change to a message. Returns as well if it was made before, and if the message
        is not there any more; NotDelivered of one kind or another if that is not known."""

    async def fetch(self, venue: Venue, attachment: Attachment) -> File:
        """A file that somebody has put beside a message there. Later, or Refused where it
        cannot be had; too large is `too_large`."""

    async def look(self, parcel: Parcel, since: datetime) -> Receipt | None:
        """The receipt of a parcel that was perhaps taken since then; None if it is not there.
        Later or Refused where that cannot be looked up. Only where `can_look`."""
