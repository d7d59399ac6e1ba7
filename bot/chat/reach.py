"""Where the bot can be found, as far as its platforms have told us."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(slots=True)
class Reach:
    """Filled in by the platforms once they know who they are; empty until then."""

    telegram_username: str = ""

    def telegram_link(self, code: str) -> str:
        """The link that opens the bot in Telegram and says a code to it; empty where there is
        no such bot. https://core.telegram.org/bots/features#deep-linking"""
        if not self.telegram_username:
            return ""
        return f"https://t.me/{self.telegram_username}?start={quote(code)}"
