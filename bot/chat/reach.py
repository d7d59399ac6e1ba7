"""Where the bot can be found and what it can reach, as far as it has been told."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from bot.domain.translating import Condition


def _nobody() -> tuple[Condition, ...]:
    return ()


@dataclass(slots=True)
class Reach:
    """Filled in by the platforms once they know who they are; empty until then."""

    telegram_username: str = ""
    # Whether Telegram lets the bot read all that is said in groups where it is a mere member.
    telegram_reads_groups: bool = False
    # The engines of translation that the installation has, in its own order.
    engines: tuple[str, ...] = ()
    # How each of them fares when it is asked.
    conditions: Callable[[], tuple[Condition, ...]] = _nobody

    @property
    def telegram_address(self) -> str:
        """The link that opens the bot in Telegram; empty where there is no such bot.
        https://core.telegram.org/api/links#public-username-links"""
        return f"https://t.me/{self.telegram_username}" if self.telegram_username else ""

    def telegram_link(self, code: str) -> str:
        """The link that opens the bot in Telegram and says a code to it; empty where there is
        no such bot. https://core.telegram.org/bots/features#deep-linking"""
        address = self.telegram_address
        return f"{address}?start={quote(code)}" if address else ""
