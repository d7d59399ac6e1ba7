"""What `/partner status` costs in a large network, against a small one, in one run.

    uv run python -m tests.benchmarks.bench_status [--database URL-OF-A-SERVER] [--most RATIO]

The bar: 7,000 parties, 25,000 partnerships and 500,000 exchanges cost no more than 1.25 times
what 100 partnerships do. The two are asked in turn, so that a noisy machine disturbs both.
"""

import argparse
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from bot.chat.answer import Outcome
from bot.chat.message import Message
from bot.chat.router import Router
from bot.domain.identity import Identity, Platform, Venue
from handlers.commands import registry
from storage import schema
from storage.engine import Database
from tests.benchmarks.filling import fill

SMALL = (60, 100, 2_000)
LARGE = (7_000, 25_000, 500_000)
ROUNDS = 60
TIMES = 10


def main() -> None:
    """Fill two databases, ask both in turn, print the figures; fail above `--most`."""
    options = argparse.ArgumentParser()
    options.add_argument("--database", help="a PostgreSQL server; SQLite files without it")
    options.add_argument("--most", type=float, help="exit with 1 above this ratio")
    given = options.parse_args()
    with _filled(given.database, SMALL) as small, _filled(given.database, LARGE) as large:
        ask = [_asking(small, SMALL[0]), _asking(large, LARGE[0])]
        rounds = [[_milliseconds(each) for each in ask] for _round in range(ROUNDS)]
    in_small, in_large = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(large / small for small, large in rounds)
    print(f"small {SMALL}: {in_small:.2f} ms  large {LARGE}: {in_large:.2f} ms")
    print(f"ratio of the medians of {ROUNDS} paired rounds: {ratio:.2f}")
    if given.most is not None and ratio > given.most:
        sys.exit(f"the ratio is above {given.most}")


def _asking(database: Database, parties: int) -> Callable[[], None]:
    answering = Router(registry(), database)
    names = iter(range(1, 10_000_000))

    def ask() -> None:
        city = next(names) % (parties - 1) + 1
        text = f"partner status City{city} City{city + 1}"
        answer = answering.answer(
            Message(
                text,
                Identity(Platform.CONSOLE, "operator"),
                Venue(Platform.CONSOLE, "bench", private=True),
                datetime.now(UTC),
            )
        )
        if answer is None or answer.outcome is not Outcome.ANSWERED:
            raise AssertionError(text)

    return ask


def _milliseconds(ask: Callable[[], None]) -> float:
    begun = time.perf_counter()
    for _time in range(TIMES):
        ask()
    return (time.perf_counter() - begun) * 1000 / TIMES


@contextmanager
def _filled(server: str | None, size: tuple[int, int, int]) -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder, _url(server, Path(folder)) as url:
        database = Database(url)
        schema.migrate(database)
        fill(database, *size)
        if not database.is_embedded:
            _gather_statistics(url)
        yield database
        database.close()


def _gather_statistics(url: str) -> None:
    """What a server does by itself within a minute of so many new rows."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("ANALYZE")


@contextmanager
def _url(server: str | None, folder: Path) -> Iterator[str]:
    if server is None:
        yield f"sqlite:///{folder / 'bench.db'}"
        return
    name = f"bench_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    main()
