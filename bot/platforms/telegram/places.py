"""Where in Telegram something is said."""

from dataclasses import dataclass
from typing import Any

from telegram import ReplyParameters

from bot.domain.identity import Venue


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes. `asked` is the message it replies to."""

    chat_id: int
    topic: int | None = None
    asked: int | None = None

    @classmethod
    def of(cls, venue: Venue, asked: int | None = None) -> "Place":
        """The place that is meant by a venue."""
        return cls(int(venue.channel), int(venue.topic) if venue.topic else None, asked)

    @property
    def is_private(self) -> bool:
        """Whether one person alone reads there: numbers of groups and channels are negative."""
        return self.chat_id > 0

    @property
    def options(self) -> dict[str, Any]:
        """The place as arguments of a sending call."""
        replying = (
            ReplyParameters(self.asked, allow_sending_without_reply=True) if self.asked else None
        )
        return {
            "chat_id": self.chat_id,
            "message_thread_id": self.topic,
            "reply_parameters": replying,
        }
