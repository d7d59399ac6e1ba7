"""What an operator chooses about Telegram."""

from dataclasses import dataclass
from enum import StrEnum

WEBHOOK_PATH = "/telegram/webhook"


class Mode(StrEnum):
    """How updates come: fetched by us, or posted to us."""

    POLLING = "polling"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """One bot's account and the way to it. The token and the secret are never shown."""

    token: str
    mode: Mode = Mode.POLLING
    webhook_secret: str = ""
    api_url: str = "https://api.telegram.org"
    public_url: str = ""

    def __repr__(self) -> str:
        return f"TelegramSettings(mode={self.mode!r}, api_url={self.api_url!r})"

    @property
    def webhook_url(self) -> str:
        """Where Telegram is told to post."""
        return self.public_url.rstrip("/") + WEBHOOK_PATH
