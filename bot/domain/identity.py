"""Where people speak from: a platform, a person on it, and the place they speak in."""

from dataclasses import dataclass
from enum import StrEnum


class Platform(StrEnum):
    """A medium that people talk to the bot in."""

    SLACK = "slack"
    TELEGRAM = "telegram"
    CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as one platform knows them. `team` is Slack's workspace, empty elsewhere."""

    platform: Platform
    user: str
    team: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (self.platform, self.team, self.user) if part)


@dataclass(frozen=True, slots=True)
class Venue:
    """The place a message was said in, and where its answer goes.

    `topic` is a Slack thread or a Telegram forum topic; `private` is true where only the
    speaker reads along.
    """

    platform: Platform
    channel: str
    team: str = ""
    topic: str = ""
    private: bool = False
