"""How fast deliveries go out, against what the bare client libraries can do in the same run.

    uv run python -m tests.benchmarks.bench_deliveries [--on postgresql] [--count N] [--rounds N]

The bars: a backlog goes out at no less than half of what the bare library with one shared session
sends to the same stand-in from one process; two workers at no less than 1.6 times of one; from
due to sent at most 2 seconds at p99 when there is nothing else to do. Rates are taken from the
middle of what arrives at the stand-in, so that nobody's start or end counts.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.platforms.telegram.account import bot_of
from bot.platforms.telegram.request import AiohttpRequest
from bot.platforms.telegram.settings import TelegramSettings
from tests.delivering.crew import Nursery, crew, nursery
from tests.delivering.databases import Ground, ground
from tests.delivering.filling import Crowd, fill, queue, schedule
from tests.delivering.kill import wait_until_done
from tests.delivering.record import Taken
from tests.delivering.running import RunningStandIn, standing_in
from tests.delivering.worker import Manner

IN_FLIGHT = 64
TEXT = "Send the pump specification, Promise-{}"
# What a reminder looks like, so that both send the same.
STEPS = ("done", "snooze tomorrow", "snooze next week", "snooze", "assign", "drop")
BLOCKS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "plain_text", "text": "Due today: " + "x" * 60}},
    {"type": "section", "text": {"type": "plain_text", "text": "Sunday, November 29, 2026"}},
    {"type": "context", "elements": [{"type": "plain_text", "text": "City 1"}]},
    *(
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": step, "emoji": False},
                    "action_id": f"say-{number}",
                    "value": f"follow {step} #1",
                }
                for number, step in enumerate(STEPS)
                if number // 5 == row
            ],
        }
        for row in (0, 1)
    ),
]
TOKEN = "123:ABC"

Post = Callable[[int], Awaitable[object]]


@dataclass
class Bench:
    """What all measurements share."""

    standin: RunningStandIn
    nursery: Nursery
    place: Ground
    crowd: Crowd
    count: int
    used: int = 0

    def backlog(self, *, on_slack: bool) -> dict[int, datetime]:
        """Promises that nobody was told of yet, all due now."""
        start = self.used if on_slack else self.crowd.slack + self.used
        return dict.fromkeys(range(start + 1, start + self.count + 1), datetime.now(UTC))


def main() -> None:
    """Print rates and ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--on", choices=("postgresql", "sqlite"), default="postgresql")
    options.add_argument("--count", type=int, default=3000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--samples", type=int, default=200)
    given = options.parse_args()
    each = given.count * given.rounds
    crowd = Crowd(slack=4 * each + 2 * given.samples, telegram=2 * each)
    with ExitStack() as stack:
        place = stack.enter_context(ground(given.on))
        standin = stack.enter_context(standing_in())
        with place.opened() as database:
            fill(database, crowd)
        found = stack.enter_context(nursery(standin))
        bench = Bench(standin, found, place, crowd, given.count)
        _backlogs(bench, given.rounds)
        _two_workers(bench, given.rounds)
        _latency(bench, given.samples)


def _backlogs(bench: Bench, rounds: int) -> None:
    """The bare libraries and the engine in turn."""
    found: dict[str, list[float]] = {}
    for _round in range(rounds):
        for name, bare in (
            ("AsyncWebClient, one session", _bare_slack),
            ("PTB over aiohttp", _bare_telegram),
            ("PTB over httpx", _bare_httpx),
        ):
            found.setdefault(name, []).append(_bare_rate(bench, bare))
        found.setdefault("engine to Slack", []).append(_engine_rate(bench, on_slack=True))
        found.setdefault("engine to Telegram", []).append(_engine_rate(bench, on_slack=False))
        bench.used += bench.count
    medians = {name: statistics.median(rates) for name, rates in found.items()}
    for name, rate in medians.items():
        print(f"{name}: {rate:.0f}/s")
    _ratio("Slack: engine to bare", found["engine to Slack"], found["AsyncWebClient, one session"])
    _ratio("Telegram: engine to aiohttp", found["engine to Telegram"], found["PTB over aiohttp"])
    _ratio("Telegram: engine to httpx", found["engine to Telegram"], found["PTB over httpx"])


def _two_workers(bench: Bench, rounds: int) -> None:
    """Answers take as long as the platforms'."""
    bench.standin.order(pause=0.05)
    one, two = [], []
    for _round in range(rounds):
        one.append(_engine_rate(bench, on_slack=True))
        bench.used += bench.count
        two.append(_engine_rate(bench, on_slack=True, workers=2))
        bench.used += bench.count
    bench.standin.order(pause=0.0)
    print(f"answers after 50 ms: one worker {statistics.median(one):.0f}/s,", end=" ")
    print(f"two {statistics.median(two):.0f}/s")
    _ratio("two workers to one", two, one)


def _latency(bench: Bench, samples: int) -> None:
    """From due to sent, one at a time, half of them through the pump."""
    bench.standin.forget()
    chance, clock = random.Random(1), time.time() - time.monotonic()
    first = bench.used + 1
    at = datetime.now(UTC) + timedelta(seconds=3)
    times = {}
    for promise in range(first, first + samples):
        at += timedelta(seconds=chance.uniform(0.05, 0.25))
        times[promise] = at
    pumped = {key: times[key] for key in list(times)[::2]}
    with bench.place.opened() as database:
        queue(database, bench.crowd, {key: at for key, at in times.items() if key not in pumped})
        schedule(database, bench.crowd, pumped)
    with crew(bench.nursery, bench.place.url, Manner(paced=False)) as workers:
        workers.start()
        wait_until_done(bench.place, 120)
    taken = bench.standin.record().taken
    waits = [clock + each.at - times[each.marks[0]].timestamp() for each in taken]
    for name, chosen in (
        ("queued", [w for w, t in zip(waits, taken, strict=True) if t.marks[0] not in pumped]),
        (
            "through the pump",
            [w for w, t in zip(waits, taken, strict=True) if t.marks[0] in pumped],
        ),
    ):
        p50, p99 = statistics.median(chosen), statistics.quantiles(chosen, n=100)[98]
        print(f"due to sent, {name}: p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms", end=" ")
        print(f"({len(chosen)} of {samples // 2})")


def _ratio(name: str, these: Sequence[float], those: Sequence[float]) -> None:
    ratio = statistics.median(a / b for a, b in zip(these, those, strict=True))
    print(f"{name}: {ratio:.2f}")


def _engine_rate(bench: Bench, *, on_slack: bool, workers: int = 1) -> float:
    bench.standin.forget()
    with bench.place.opened() as database:
        queue(database, bench.crowd, bench.backlog(on_slack=on_slack))
    with crew(bench.nursery, bench.place.url, Manner(paced=False)) as running:
        running.start(workers)
        wait_until_done(bench.place, 120)
    return rate_of(bench.standin.record().taken, bench.count)


def _bare_rate(bench: Bench, bare: Callable[[RunningStandIn, int], Awaitable[None]]) -> float:
    bench.standin.forget()
    asyncio.run(_awaited(bare(bench.standin, bench.count)))
    return rate_of(bench.standin.record().taken, bench.count)


async def _awaited(what: Awaitable[None]) -> None:
    await what


def rate_of(taken: Sequence[Taken], count: int) -> float:
    """Messages per second in the middle four fifths. AssertionError if not all came once."""
    if len(taken) != count:
        raise AssertionError(f"{len(taken)} messages instead of {count}")
    low, high = count // 10, count - count // 10 - 1
    return (high - low) / (taken[high].at - taken[low].at)


async def _bare_slack(standin: RunningStandIn, count: int) -> None:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            "xoxb-T1", base_url=standin.slack_url, session=session, retry_handlers=[]
        )

        async def post(number: int) -> object:
            metadata = {"event_type": "d", "event_payload": {"key": f"nudge:{number}:1"}}
            return await client.chat_postMessage(
                channel=f"U{number}", text=TEXT.format(number), blocks=BLOCKS, metadata=metadata
            )

        await _in_flight(post, count)


async def _bare_telegram(standin: RunningStandIn, count: int) -> None:
    settings = TelegramSettings(token=TOKEN, api_url=standin.telegram_url)
    async with bot_of(settings, AiohttpRequest(1)) as bot:
        await _in_flight(lambda number: _say(bot, number), count)


async def _bare_httpx(standin: RunningStandIn, count: int) -> None:
    request = HTTPXRequest(connection_pool_size=IN_FLIGHT)
    async with Bot(TOKEN, base_url=f"{standin.telegram_url}/bot", request=request) as bot:
        await _in_flight(lambda number: _say(bot, number), count)


def _say(bot: Bot, number: int) -> Awaitable[object]:
    return bot.send_message(1_000_000 + number, TEXT.format(number) + "x" * 200)


async def _in_flight(post: Post, count: int) -> None:
    """All of them, so many at a time."""
    numbers = iter(range(1, count + 1))

    async def one_after_another() -> None:
        for number in numbers:
            await post(number)

    await asyncio.gather(*(one_after_another() for _each in range(IN_FLIGHT)))


if __name__ == "__main__":
    main()
