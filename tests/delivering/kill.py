"""Kill workers at random while they send, and see that nothing is lost and nothing doubled.

    uv run python -m tests.delivering.kill --on postgresql --restart-postgres
    uv run python -m tests.delivering.kill --on sqlite --faults rough --seed 7

The bars: lost 0; doubled on Slack 0; doubled on Telegram at most one for each kill and each
answer that was lost, each marked; nobody exits; nobody breaks the platforms' rules. It ends with
status 1 if one of them is missed.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from tests.delivering.comparing import Comparison, compare
from tests.delivering.crew import Crew, crew, nursery
from tests.delivering.databases import Ground, ground
from tests.delivering.filling import (
    Crowd,
    deliveries,
    fill,
    is_anything_open,
    queue,
    schedule,
    spread,
)
from tests.delivering.record import Record
from tests.delivering.running import RunningStandIn, standing_in
from tests.delivering.standin import Orders
from tests.delivering.worker import Manner

FAULTS: dict[str, list[dict[str, Any]]] = {
    "none": [],
    "rough": [
        {"kind": "drop", "chance": 0.01},
        {"kind": "fail_after", "chance": 0.01},
        {"kind": "fail_before", "chance": 0.01},
        {"kind": "limit", "chance": 0.005, "seconds": 2.0},
        {"kind": "slow", "chance": 0.02, "seconds": 1.0},
        {"kind": "look_limit", "chance": 0.05, "seconds": 1.0},
    ],
}
# After these a sender cannot know.
_LOST_ANSWERS = ("drop", "fail_after")
# What is planned for later than this is not waited for.
_HORIZON = timedelta(minutes=20)


@dataclass(frozen=True)
class Siege:
    """One run: how much is sent within how many seconds while how many are killed."""

    kind: str
    deliveries: int = 20_000
    kills: int = 200
    workers: int = 3
    seconds: float = 240.0
    crashes: int = 0
    away_seconds: float = 5.0
    orders: Orders = field(default_factory=lambda: Orders(pause=0.03))
    manner: Manner = field(default_factory=Manner)
    seed: int = 1
    patience: float = 600.0
    log: Path | None = None

    @property
    def crowd(self) -> Crowd:
        """Whom it is sent to: a quarter on Telegram, whose pace allows no more, and some of them
        two promises."""
        twice = self.deliveries // 20
        people = self.deliveries - twice
        return Crowd(slack=people - people // 4, telegram=people // 4, twice=twice)


@dataclass
class Outcome:
    """What came of it."""

    comparison: Comparison
    record: Record
    kills: int
    exited: int
    seconds: float

    def faults(self) -> list[str]:
        """The bars that were missed, in words."""
        found = self.comparison
        bars = {
            "lost": len(found.lost),
            "never queued": len(found.never_queued),
            "still open": len(found.still_open),
            "dead": len(found.dead),
            "cancelled": len(found.cancelled),
            "doubled on Slack": len(found.doubled_on_slack),
            "doubled on Telegram above what was lost": self.too_many(),
            "doubled without a word": len(found.unmarked),
            "taken but not known to be": len(found.unrecorded),
            "out of order": found.disordered,
            "calls against the rules": found.broken.total(),
            "workers that gave up": self.exited,
        }
        return [f"{name}: {count}" for name, count in bars.items() if count > 0]

    def too_many(self) -> int:
        """How many more were doubled on Telegram than kills and lost answers explain."""
        lost = sum(self.record.answers[each] for each in _LOST_ANSWERS)
        return max(0, len(self.comparison.doubled_on_telegram) - self.kills - lost)


def main() -> None:
    """Run as told on the command line."""
    siege = _options()
    outcome = run(siege)
    click.echo(f"{siege.kind}, {siege.kills} kills, {siege.crashes} crashes, seed {siege.seed}")
    click.echo(f"took {outcome.seconds:.0f} s; answers {dict(outcome.record.answers)}")
    click.echo("\n".join(outcome.comparison.lines()))
    faults = outcome.faults()
    click.echo("\n".join(faults) or "every bar is kept")
    sys.exit(1 if faults else 0)


def run(siege: Siege) -> Outcome:
    """Fill, send, kill, wait, compare."""
    with (
        ground(siege.kind) as place,
        standing_in(siege.orders) as standin,
        nursery(standin, siege.log) as found,
    ):
        _prepare(siege, place)
        begun = time.monotonic()
        with crew(found, place.url, siege.manner) as workers:
            workers.start(siege.workers)
            _storm(siege, place, workers)
            workers.start(max(0, siege.workers - len(workers.running)))
            wait_until_done(place, siege.patience)
            exited = len(workers.exited())
        return Outcome(
            *_compared(siege, place, standin), workers.killed, exited, time.monotonic() - begun
        )


def _compared(siege: Siege, place: Ground, standin: RunningStandIn) -> tuple[Comparison, Record]:
    record = standin.record()
    with place.opened() as database:
        return compare(deliveries(database), record, siege.crowd.promises), record


def _prepare(siege: Siege, place: Ground) -> None:
    """A fifth is due at once, the rest evenly; a quarter of all comes through the pump."""
    crowd = siege.crowd
    once = list(range(crowd.twice + 1, crowd.people + 1))
    random.Random(siege.seed).shuffle(once)
    start, at_once = datetime.now(UTC), len(once) // 5
    times = dict.fromkeys(once[:at_once], start)
    times |= dict(spread(once[at_once:], start, siege.seconds))
    pumped = {key: times.pop(key) for key in once[::4]}
    # Two promises of one official go out in one message, so they are due together.
    pairs = dict(spread(range(1, crowd.twice + 1), start, siege.seconds))
    times |= pairs | {key + crowd.people: at for key, at in pairs.items()}
    with place.opened() as database:
        fill(database, crowd)
        queue(database, crowd, times)
        schedule(database, crowd, pumped)


def _storm(siege: Siege, place: Ground, workers: Crew) -> None:
    """Everything that happens, each at its moment."""
    chance = random.Random(siege.seed)
    begun = time.monotonic()
    for at, happen in sorted(_events(siege, place, workers, chance), key=lambda event: event[0]):
        time.sleep(max(0.0, begun + at - time.monotonic()))
        happen()


def _events(
    siege: Siege, place: Ground, workers: Crew, chance: random.Random
) -> Iterator[tuple[float, Callable[[], None]]]:
    for _kill in range(siege.kills):
        yield chance.uniform(0.5, siege.seconds), lambda: _kill_one(siege, workers, chance)
    for crash in range(siege.crashes):
        at = siege.seconds * (crash + 1) / (siege.crashes + 1)
        yield at, place.crash if crash % 2 == 0 else lambda: place.away(siege.away_seconds)


def _kill_one(siege: Siege, workers: Crew, chance: random.Random) -> None:
    """Some of those that are killed are replaced at once, some later, some never."""
    if workers.running:
        workers.kill(chance.choice(workers.running))
    missing = siege.workers - len(workers.running)
    wanted = chance.choice((0, 1, 1, 1, 2))
    workers.start(max(min(wanted, missing), 0 if workers.running else 1))


def wait_until_done(place: Ground, patience: float) -> None:
    """Return as soon as nothing is to be done, or when there is no more patience."""
    deadline = time.monotonic() + patience
    with place.opened() as database:
        while is_anything_open(database, datetime.now(UTC) + _HORIZON):
            if time.monotonic() > deadline:
                return
            time.sleep(0.2)


def _options(arguments: Sequence[str] | None = None) -> Siege:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--on", choices=("postgresql", "sqlite"), default="postgresql")
    options.add_argument("--deliveries", type=int, default=20_000)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--workers", type=int, default=3)
    options.add_argument("--seconds", type=float, default=240.0)
    options.add_argument("--restart-postgres", action="store_true")
    options.add_argument("--away", type=float, default=5.0, help="seconds that it is away")
    options.add_argument("--faults", choices=tuple(FAULTS), default="none")
    options.add_argument("--lease", type=float, default=30.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--log", type=Path)
    given = options.parse_args(arguments)
    return Siege(
        given.on,
        given.deliveries,
        given.kills,
        given.workers,
        given.seconds,
        crashes=2 if given.restart_postgres else 0,
        away_seconds=given.away,
        orders=Orders(pause=0.03, troubles=FAULTS[given.faults], seed=given.seed),
        manner=Manner(given.lease),
        seed=given.seed,
        log=given.log,
    )


if __name__ == "__main__":
    main()
