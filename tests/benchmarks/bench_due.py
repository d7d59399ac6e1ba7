"""What it costs to find what is due among a million open follow-ups, and to queue a hundred
thousand that are due at once.

    uv run python -m tests.benchmarks.bench_due [--on postgresql] [--open N] [--due N]

The bars: what is due is found in at most 20 ms; memory is flat; what is due at once is queued at
no less than 10,000 a second.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, text, update

from bot.chat.calendars import PublicHolidays
from bot.domain.deliveries import ScheduleKind
from bot.services.deliveries.clerk import PUMPED_AT_ONCE, Clerk
from storage import schedules
from storage.audit import Actor
from storage.desk import looking, working
from storage.engine import Database
from storage.models import Delivery, Schedule
from tests.delivering.databases import ground
from tests.delivering.filling import Crowd, fill_sparsely

TIMES = 50
PEOPLE = 20_000


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--on", choices=("postgresql", "sqlite"), default="postgresql")
    options.add_argument("--open", type=int, default=1_000_000)
    options.add_argument("--due", type=int, default=100_000)
    given = options.parse_args()
    with ground(given.on) as place, place.opened() as database:
        begun = time.perf_counter()
        fill_sparsely(database, Crowd(PEOPLE, 0), given.open)
        print(f"{given.open:,} follow-ups written in {time.perf_counter() - begun:.0f} s")
        if not database.is_embedded:
            _analyse(database)
        clerk = Clerk(database, {}, PublicHolidays(), lease_seconds=30.0)
        _finding(database, clerk, "nothing is due")
        _make_due(database, given.due)
        _finding(database, clerk, f"{given.due:,} are due")
        _plan(database)
        _queueing(database, clerk, given.due)
        print(f"memory now {_resident():.0f} MB, at most {_peak():.0f} MB")


def _finding(database: Database, clerk: Clerk, when: str) -> None:
    """The two questions: is there anything, and what is it."""
    _report(f"{when}: whether anything is", clerk.is_anything_due)

    def first() -> None:
        with working(database) as desk:
            schedules.taken(desk.session, desk.now, PUMPED_AT_ONCE)

    _report(f"{when}: the first {PUMPED_AT_ONCE}", first)


def _report(title: str, ask: Callable[[], object]) -> None:
    times = []
    for _time in range(TIMES):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    p99 = statistics.quantiles(times, n=100)[98]
    print(f"{title}: p50 {statistics.median(times):.2f} ms, p99 {p99:.2f} ms")


def _plan(database: Database) -> None:
    """How the database goes about it."""
    question = (
        "SELECT kind, subject_id, step, sequence FROM schedule WHERE next_at <= :now"
        f" ORDER BY next_at LIMIT {PUMPED_AT_ONCE}"
    )
    explain = "EXPLAIN QUERY PLAN " if database.is_embedded else "EXPLAIN (ANALYZE, BUFFERS) "
    with looking(database) as desk:
        now = desk.now.replace(tzinfo=None) if database.is_embedded else desk.now
        for row in desk.session.execute(text(explain + question), {"now": str(now)}):
            print(f"    {row[-1]}")


def _queueing(database: Database, clerk: Clerk, due: int) -> None:
    """Turn by turn until nothing is due."""
    before, begun = _resident(), time.perf_counter()
    count = turns = 0
    while moved := clerk.pump():
        count, turns = count + moved, turns + 1
    seconds = time.perf_counter() - begun
    with database.reading() as session:
        queued = session.execute(select(func.count()).select_from(Delivery)).scalar_one()
    print(
        f"{queued:,} of {due:,} queued in {turns} turns, {seconds:.1f} s: {queued / seconds:,.0f}/s"
    )
    print(f"memory from {before:.0f} to {_resident():.0f} MB")


def _make_due(database: Database, count: int) -> None:
    """So many of them, spread over the whole table, have become due."""
    with database.writing(Actor("benchmark")) as session:
        total = session.execute(select(func.count()).select_from(Schedule)).scalar_one()
        every = max(1, total // count)
        session.connection().execute(
            update(Schedule)
            .where(Schedule.kind == ScheduleKind.FOLLOW_UP, Schedule.subject_id % every == 0)
            .values(next_at=datetime.now(UTC) - timedelta(minutes=1))
        )
    if not database.is_embedded:
        _analyse(database)


def _analyse(database: Database) -> None:
    """What a server does by itself within a minute of so many new rows."""
    with database.reading() as session:
        session.execute(text("VACUUM ANALYZE"))


def _resident() -> float:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
