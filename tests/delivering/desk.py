"""Where a stand-in takes messages: trouble first, then the limits, then the record."""

import time
from dataclasses import dataclass

from tests.delivering.limits import Limits
from tests.delivering.record import Broken, Record, Taken, marks_in
from tests.delivering.trouble import Kind, Trouble, Troubles

_WELL = Trouble(Kind.SLOW)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it arrives."""

    account: str
    place: str
    thread: str
    key: str
    text: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of it: `message` is its number if it was taken, `wait` how long its sender
    has to wait if it came too soon, `refused` the trouble that forbids it."""

    message: str = ""
    wait: float = 0.0
    refused: Trouble | None = None
    is_failed: bool = False
    is_dropped: bool = False
    after: float = 0.0


class Desk:
    """One for both platforms, so that one record has everything in its order."""

    def __init__(self, limits: Limits, troubles: Troubles, pause: float) -> None:
        """Every answer takes `pause` seconds, as the platforms' do."""
        self.limits = limits
        self.troubles = troubles
        self.pause = pause
        self.record = Record()
        self._last = 0
        self._count = 0

    def post(self, platform: str, message: Message) -> Verdict:
        """Take a message, or do not."""
        trouble = self.troubles.post(platform, message.place) or _WELL
        now = time.monotonic()
        if trouble.kind is Kind.LIMIT:
            self.limits.block(platform, message.place, now + trouble.seconds)
            return self._counted(Verdict(wait=trouble.seconds), "limited")
        rule, wait = self.limits.broken(platform, message.account, message.place, now)
        if rule:
            self.record.broken.append(Broken(now, platform, message.place, rule))
            return self._counted(Verdict(wait=wait), "limited")
        if trouble.kind is Kind.REFUSE:
            return self._counted(Verdict(refused=trouble), "refused")
        if trouble.kind is Kind.FAIL_BEFORE:
            return self._counted(Verdict(is_failed=True, after=self.pause), "failed")
        return self._taken(platform, message, trouble, now)

    def _taken(self, platform: str, message: Message, trouble: Trouble, now: float) -> Verdict:
        number = self._number(platform)
        outcome = "ok" if trouble is _WELL else str(trouble.kind)
        self.record.taken.append(
            Taken(
                now,
                platform,
                message.account,
                message.place,
                message.thread,
                number,
                message.key,
                marks_in(message.raw),
                message.text,
                outcome,
            )
        )
        verdict = Verdict(
            number,
            is_failed=trouble.kind is Kind.FAIL_AFTER,
            is_dropped=trouble.kind is Kind.DROP,
            after=self.pause + trouble.seconds,
        )
        return self._counted(verdict, outcome)

    def _counted(self, verdict: Verdict, outcome: str) -> Verdict:
        self.record.answers[outcome] += 1
        return verdict

    def _number(self, platform: str) -> str:
        """A number as the platform gives it: Slack's are moments, and none comes twice."""
        if platform == "slack":
            self._last = max(self._last + 1, time.time_ns() // 1000)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
        self._count += 1
        return str(self._count)
