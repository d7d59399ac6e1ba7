"""Where the bot can be found and what it can reach, as far as it has been told."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(slots=True)
class Reach:
    """Filled in by the platforms once they know who they are; empty until then."""

    telegram_username: str = ""
    # Whether Telegram lets the bot read all that is said in groups where it is a mere member.
    telegram_reads_groups: bool = False
    # The engines of translation that the installation has, in its own order.
    engines: tuple[str, ...] = ()

    def telegram_link(self, code: str) -> str:
        """The link that opens the bot in Telegram and says a code to it; empty where there is
        no such bot. https://core.telegram.org/bots/features#deep-linking"""
        if not self.telegram_username:
            return ""
        return f"https://t.me/{self.telegram_username}?start={quote(code)}"
