"""How long a newcomer waits, and what a worker weighs.

    uv run python -m tests.benchmarks.bench_start

The bars: the first run, gazetteer and demo network included, ≤ 25 s; a start after it to the
first answer ≤ 3 s; a worker that serves Slack and Telegram ≤ 150 MB after 200 commands.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.program import attache, serving

STARTS = 7
COMMANDS = 200
QUESTION = "/partner status Odesa\n"


async def main() -> None:
    """Print the three figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"first run: {await _answered(folder):.1f} s")
        starts = [await _answered(folder) for _start in range(STARTS)]
        print(f"start to first answer, median of {STARTS}: {statistics.median(starts):.2f} s")
        print(f"a worker after {COMMANDS} commands: {await _weight(folder):.0f} MB")


async def _answered(folder: Path) -> float:
    """Seconds from the start of `attache chat` to its end after one answer."""
    begun = time.perf_counter()
    finished = await attache("chat", folder=folder, typed=QUESTION)
    if "Yokohama" not in finished.output:
        raise AssertionError(finished.errors)
    return time.perf_counter() - begun


async def _weight(folder: Path) -> float:
    """Megabytes in memory of a worker that serves both platforms."""
    async with FakeSlack() as slack, FakeTelegram(token="123:ABC") as telegram:
        await attache(
            "channel", "bind", "--network", "demo", "--slack", slack.team.id, folder=folder
        )
        settings = {
            "SLACK_BOT_TOKEN": slack.team.bot_token,
            "SLACK_SIGNING_SECRET": slack.world.signing_secret,
            "SLACK_API_URL": slack.url,
            "TELEGRAM_BOT_TOKEN": "123:ABC",
            "TELEGRAM_API_URL": telegram.url,
        }
        async with serving(folder, **settings) as service:
            slack.app_url = service.url + "/slack/events"
            for _command in range(COMMANDS):
                await slack.slash_command(command="/partner", text="status Odesa")
            if "Yokohama" not in slack.text_of(slack.ephemerals[-1]):
                raise AssertionError(slack.text_of(slack.ephemerals[-1]))
            return _resident(service.process.pid)


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    asyncio.run(main())
