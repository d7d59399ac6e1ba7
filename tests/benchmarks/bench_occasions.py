"""How long a large network is looked through for what comes up today.

    uv run python -m tests.benchmarks.bench_occasions [--partnerships N] [--most SECONDS]

Twenty exchanges each, a contact for every city. The bar: 25,000 partnerships in a few seconds.
"""

import argparse
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from bot.domain.access import Role, Scope
from handlers.occasions import due_today
from storage import schema
from storage.engine import Database
from storage.records import Records
from tests.benchmarks.filling import TODAY, fill

# An ordinary day; one on which many fall silent; and the first of a month, with all contacts.
DAYS = (TODAY, TODAY + timedelta(days=200), date(2027, 6, 1))


def main() -> None:
    """Fill a database, look through it on several days, print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--partnerships", type=int, default=25_000)
    options.add_argument("--most", type=float, help="exit with 1 if a day takes more seconds")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        schema.migrate(database)
        count = given.partnerships
        fill(database, max(60, count // 4), count, 20 * count)
        slowest = max(_seconds(database, day) for day in DAYS)
        database.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"slowest {slowest:.2f} s, at most {memory:.0f} MB")
    if given.most is not None and slowest > given.most:
        sys.exit(f"a day took more than {given.most} s")


def _seconds(database: Database, day: date) -> float:
    begun = time.perf_counter()
    with database.reading() as session:
        found = due_today(Records(session, Scope(1, Role.STEWARD)), day)
    taken = time.perf_counter() - begun
    print(f"{day}: {len(found)} to be told, {taken:.2f} s")
    return taken


if __name__ == "__main__":
    main()
