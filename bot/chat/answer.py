"""An answer on its way out: what is said, to be said in which language, and what it did."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.message import Message
from bot.chat.reply import Reply
from bot.chat.speech import Speech


class Outcome(StrEnum):
    """How a message ended, for the counters."""

    ANSWERED = "answered"
    MISTAKE = "mistake"
    REFUSED = "refused"
    STRANGER = "stranger"
    LIMITED = "limited"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply with the speech of the one it is for; `command` is empty where none was found."""

    reply: Reply
    speech: Speech
    outcome: Outcome = Outcome.ANSWERED
    command: str = ""


# How a platform asks for the answer to a message, without waiting for the database itself.
Ask = Callable[[Message], Awaitable[Answer | None]]
