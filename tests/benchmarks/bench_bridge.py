"""What is said on one platform, and when and how often it is read on the other.

    uv run python -m tests.benchmarks.bench_bridge [--on postgresql] [--seconds N] [--failing 0.1]

The program itself serves, over the real libraries of both platforms; a stand-in takes what it
posts. With `--failing`, that share of the stand-in's calls ends in trouble on either side: refused
with 500, told to wait, or taken without an answer on Slack, which can be looked at; with
`--unanswered` as well on Telegram, which cannot. The bars: added latency p99 at most 150 ms when
nothing fails; nothing lost, doubled or out of order in ten minutes of trouble.
"""

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import func, select

from bot.domain.deliveries import OPEN_STATES
from storage.engine import Database
from storage.models import Delivery
from tests.bridging.comparing import Crossing, compare
from tests.bridging.places import TEAM, found, pairs_of
from tests.bridging.traffic import SIGNING_SECRET, WEBHOOK_SECRET, Traffic
from tests.delivering.databases import ground
from tests.delivering.running import RunningStandIn, standing_in
from tests.delivering.standin import Orders
from tests.program import serving

BAR_SECONDS = 0.150
_SETTLE_SECONDS = 180.0


def main() -> None:
    """Print what came of it; fail if anything was lost, doubled or out of order."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--on", choices=("postgresql", "sqlite"), default="sqlite")
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--pairs", type=int, default=20)
    options.add_argument("--every", type=float, default=4.0, help="seconds, in each place")
    options.add_argument("--failing", type=float, default=0.0, metavar="SHARE")
    options.add_argument("--unanswered", action="store_true", help="on Telegram as well")
    options.add_argument("--machines", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    crossing = asyncio.run(_run(given))
    for line in _told(crossing, given.failing):
        sys.stdout.write(f"{line}\n")
    if crossing.lost or crossing.doubled or crossing.astray or crossing.disordered:
        sys.exit(1)


async def _run(given: argparse.Namespace) -> Crossing:
    pairs = pairs_of(given.pairs)
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(ground(given.on))
        standin = stack.enter_context(standing_in(Orders(limits=True, pause=0.02)))
        database = stack.enter_context(place.opened())
        found(database, pairs)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = _settings(place.url, standin)
        async with contextlib.AsyncExitStack() as running:
            urls = []
            for _machine in range(given.machines):
                service = await running.enter_async_context(serving(folder, **settings))
                urls.append(service.url)
            session = await running.enter_async_context(aiohttp.ClientSession())
            await asyncio.sleep(2.0)
            traffic = Traffic(session, urls, pairs, random.Random(given.seed))
            if given.failing:
                troubles = _troubles(given.failing, unanswered=given.unanswered)
                standin.order(troubles=troubles, seed=given.seed)
            await traffic.talk(given.seconds, given.every)
            standin.order(troubles=[])
            await _settled(database)
            return compare(traffic.spoken, standin.record().taken)


def _settings(url: str, standin: RunningStandIn) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "SLACK_BOT_TOKEN": f"xoxb-{TEAM}",
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": standin.slack_url,
        "TELEGRAM_BOT_TOKEN": "123:harness",
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "TELEGRAM_API_URL": standin.telegram_url,
        "ATTACHE_PUBLIC_URL": "https://attache.example",
        "ATTACHE_LOG_LEVEL": "ERROR",
    }


def _troubles(share: float, *, unanswered: bool) -> list[dict[str, Any]]:
    each = share / 4
    sides: list[dict[str, Any]] = [{"platform": "slack"}]
    if unanswered:
        sides.append({"platform": "telegram"})
    lost = [{"kind": kind, "chance": each, **side} for side in sides for kind in _UNANSWERED]
    return [
        {"kind": "fail_before", "chance": each, "platform": "slack"},
        {"kind": "limit", "chance": each, "seconds": 1.0},
        *lost,
    ]


_UNANSWERED = ("drop", "fail_after")


async def _settled(database: Database) -> None:
    deadline = time.monotonic() + _SETTLE_SECONDS
    while time.monotonic() < deadline:
        if not await asyncio.to_thread(_waiting, database):
            return
        await asyncio.sleep(0.5)


def _waiting(database: Database) -> int:
    with database.reading() as session:
        query = select(func.count(Delivery.id)).where(Delivery.state.in_(OPEN_STATES))
        return session.execute(query).scalar_one()


def _told(crossing: Crossing, failing: float) -> list[str]:
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    seconds = "  ".join(
        f"{name} {crossing.percentile(share) * 1000:.0f} ms" for name, share in shares.items()
    )
    bar = "" if failing else f"   ({crossing.percentile(0.99) / BAR_SECONDS:.2f} of the bar)"
    return [
        f"said {crossing.spoken}, lost {len(crossing.lost)}, doubled {len(crossing.doubled)},"
        f" marked as perhaps doubled {len(crossing.said_to_be_doubled)},"
        f" astray {len(crossing.astray)}, out of order {crossing.disordered}",
        f"over after {seconds}{bar}",
    ]


if __name__ == "__main__":
    main()
