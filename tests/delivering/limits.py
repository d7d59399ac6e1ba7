"""The platforms' limits on sending, enforced to the letter: what is too soon is refused.

Slack: one message a second in a channel (https://docs.slack.dev/apis/web-api/rate-limits).
Telegram: thirty a second in all, one a second in a chat, twenty a minute in a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field

# What one second may shrink to on the way through two event loops.
_TOLERANCE = 0.95


@dataclass(slots=True)
class Window:
    """So many messages in any stretch of so many seconds."""

    rule: str
    most: int
    seconds: float
    _seen: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, key: str, now: float) -> float:
        """How long until one more is allowed; 0 if it is now."""
        seen = self._seen[key]
        while seen and seen[0] <= now - self.seconds:
            seen.popleft()
        return seen[0] + self.seconds - now if len(seen) >= self.most else 0.0

    def note(self, key: str, now: float) -> None:
        """One was taken."""
        self._seen[key].append(now)


class Limits:
    """Slack's and Telegram's windows, if they are wanted; and places that were told to wait."""

    def __init__(self, *, enforced: bool) -> None:
        self._enforced = enforced
        self._channel = Window("channel", 1, _TOLERANCE)
        self._chat = Window("chat", 1, _TOLERANCE)
        self._group = Window("group", 20, 60.0)
        self._bot = Window("bot", 30, 1.0)
        self._blocked: dict[tuple[str, str], float] = {}

    def block(self, platform: str, place: str, until: float) -> None:
        """The place was told to wait; whoever comes before breaks a rule."""
        self._blocked[platform, place] = until

    def broken(self, platform: str, account: str, place: str, now: float) -> tuple[str, float]:
        """The rule that a message would break now, and how long it has to wait; nothing and 0
        if it may come, which it then has."""
        until = self._blocked.get((platform, place), 0.0)
        if now < until - (1 - _TOLERANCE):
            return "blocked", until - now
        if not self._enforced:
            return "", 0.0
        windows = self._windows(platform, account, place)
        for window, key in windows:
            wait = window.wait(key, now)
            if wait > 0:
                return window.rule, wait
        for window, key in windows:
            window.note(key, now)
        return "", 0.0

    def _windows(self, platform: str, account: str, place: str) -> list[tuple[Window, str]]:
        if platform == "slack":
            return [(self._channel, f"{account}:{place}")]
        found = [(self._chat, place), (self._bot, account)]
        return [*found, (self._group, place)] if place.startswith("-") else found
