"""How fast and how often a city is found by its name, spelt right and with one slip.

Run by hand: uv run python -m tests.benchmarks.bench_names [--database URL] [--queries N]
Without a URL a SQLite file is made and filled first. The goals: spelt right p99 at most 5 ms;
with a slip p99 at most 50 ms and at least .88 of the cities among the first five.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable

from sqlalchemy import func, select

from bot.domain.names import fold
from bot.services import gazetteer
from storage.engine import Database
from storage.models import Place
from storage.places import FoundPlace, Gazetteer
from storage.schema import migrate

SHORTEST = 5
SMALLEST = 50_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slip(name: str, chance: random.Random) -> str:
    """The name with one letter missing, added, changed, or swapped with the next."""
    at = chance.randrange(len(name))
    match chance.choice(("delete", "insert", "substitute", "transpose")):
        case "delete":
            return name[:at] + name[at + 1 :]
        case "insert":
            return name[:at] + chance.choice(LETTERS) + name[at:]
        case "substitute":
            return name[:at] + chance.choice(LETTERS) + name[at + 1 :]
        case _:
            at = min(at, len(name) - 2)
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def measure(
    look: Callable[[str], list[FoundPlace]], queries: list[tuple[str, int]]
) -> tuple[float, float, float]:
    """Median and 99th percentile in milliseconds, and the share of places among the found."""
    times: list[float] = []
    found = 0
    for query, place_id in queries:
        begun = time.perf_counter()
        places = look(query)
        times.append(1000 * (time.perf_counter() - begun))
        found += any(place.id == place_id for place in places)
    return statistics.median(times), statistics.quantiles(times, n=100)[98], found / len(queries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database")
    parser.add_argument("--queries", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(options.database or f"sqlite:///{folder}/names.db")
        migrate(database)
        begun = time.perf_counter()
        if gazetteer.load(database):
            print(f"loaded in {time.perf_counter() - begun:.1f} s")
        report(database, options.queries)
        database.close()


def report(database: Database, count: int) -> None:
    chance = random.Random(7)
    with database.reading() as session:
        large = select(Place.id, Place.name).where(
            Place.population > SMALLEST, func.length(Place.name) >= SHORTEST
        )
        cities = [tuple(row) for row in session.execute(large.order_by(Place.id))]
        chosen = [(name, place_id) for place_id, name in chance.sample(cities, count)]
        misspelt = [(slip(fold(name), chance), place_id) for name, place_id in chosen]
        names = Gazetteer(session)
        for title, look, queries in (
            ("spelt right", names.named, chosen),
            ("one slip", names.nearest, misspelt),
        ):
            p50, p99, share = measure(look, queries)
            line = f"{title}: p50 {p50:.2f} ms, p99 {p99:.2f} ms, found {share:.3f}"
            print(line)


if __name__ == "__main__":
    main()
