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

    @property
    def is_direct(self) -> bool:
        """Whether it is a person's own chat with the bot, where nobody else can ever be. The
        platforms tell by the number: Slack's begin with D, Telegram's groups are negative."""
        match self.platform:
            case Platform.SLACK:
                return self.channel.startswith("D")
            case Platform.TELEGRAM:
                return not self.channel.startswith("-")
            case Platform.CONSOLE:
                return self.private

    @property
    def lasting(self) -> "Venue":
        """The channel, group or topic itself; a Slack thread is none of these."""
        return Venue(self.platform, self.channel, self.team, self.lasting_topic, self.private)

    @property
    def lasting_topic(self) -> str:
        """The part of the channel that it is, where such parts last; a Slack thread does not."""
        return self.topic if self.platform is Platform.TELEGRAM else ""
