"""How close deliveries come to what the platforms allow, and that they never go beyond it.

    uv run python -m tests.benchmarks.bench_limits [--on postgresql] [--seconds N] [--workers N]

The stand-in enforces the limits: a Telegram bot's 30 a second over many chats, a group's 20 a
minute, a Slack channel's one a second. The bars: at least 95 % of each, and not one call that is
told to come later, in ten minutes. Two workers share each of them.
"""

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.identity import Platform
from tests.delivering.comparing import most_within
from tests.delivering.crew import crew, nursery
from tests.delivering.databases import ground
from tests.delivering.filling import Crowd, fill, queue, queue_digests
from tests.delivering.record import Taken
from tests.delivering.running import standing_in
from tests.delivering.standin import Orders
from tests.delivering.worker import Manner

CHANNELS = ("C1", "C2")
GROUPS = ("-1001", "-1002")
LEAST = 0.95
# Until everything runs; and more is queued than can go out.
WARM_SECONDS = 5.0
_MORE = 1.2


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one place or account may have, by the second and in its own stretch of time."""

    name: str
    per_second: float
    stretch: float

    def share(self, taken: Sequence[Taken], since: float, seconds: float) -> float:
        """How much of it was used."""
        inside = sum(since <= each.at < since + seconds for each in taken)
        return inside / (self.per_second * seconds)


BOT = Allowed("Telegram bot", 30.0, 1.0)
GROUP = Allowed("Telegram group", 20 / 60, 60.0)
CHANNEL = Allowed("Slack channel", 1.0, 1.0)


def main() -> None:
    """Print how much of each limit was used; fail below the bar or after any refusal."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--on", choices=("postgresql", "sqlite"), default="postgresql")
    options.add_argument("--seconds", type=float, default=600.0)
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    long = (given.seconds + 2 * WARM_SECONDS) * _MORE
    crowd = Crowd(slack=0, telegram=int(long * BOT.per_second))
    with ExitStack() as stack:
        place = stack.enter_context(ground(given.on))
        standin = stack.enter_context(standing_in(Orders(limits=True, pause=0.05)))
        found = stack.enter_context(nursery(standin))
        now = datetime.now(UTC)
        with place.opened() as database:
            fill(database, crowd)
            queue(database, crowd, dict.fromkeys(crowd.promises, now))
            channels = {(Platform.SLACK, each): int(long) for each in CHANNELS}
            groups = {(Platform.TELEGRAM, each): int(long / 3) + 1 for each in GROUPS}
            queue_digests(database, crowd, channels | groups, now)
        workers = stack.enter_context(crew(found, place.url, Manner()))
        workers.start(given.workers)
        while standin.counts()["taken"] == 0:
            time.sleep(0.1)
        time.sleep(given.seconds + WARM_SECONDS)
        record = standin.record()
        exited = workers.exited()
    shares = _shares(record.taken, given.seconds)
    for rule in record.broken[:10]:
        print(f"refused: {rule}")
    print(f"refused in all: {len(record.broken)}; workers that gave up: {len(exited)}")
    is_well = min(shares.values()) >= LEAST and not record.broken and not exited
    sys.exit(0 if is_well else "a bar is missed")


def _shares(taken: Sequence[Taken], seconds: float) -> Mapping[str, float]:
    """Of each limit, printed on the way."""
    since = taken[0].at + WARM_SECONDS
    limited = [(BOT, "", [each for each in taken if each.platform == "telegram"])]
    for allowed, places in ((GROUP, GROUPS), (CHANNEL, CHANNELS)):
        limited += [(allowed, at, [each for each in taken if each.place == at]) for at in places]
    shares = {}
    for allowed, at, theirs in limited:
        name = f"{allowed.name} {at}".strip()
        shares[name] = allowed.share(theirs, since, seconds)
        most = most_within(theirs, allowed.stretch)
        print(f"{name}: {shares[name]:.1%} used, at most {most} within {allowed.stretch:.0f} s")
    return shares


if __name__ == "__main__":
    main()
