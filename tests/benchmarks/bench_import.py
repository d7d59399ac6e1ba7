"""How long it takes to import a large file of partnerships, and how much memory.

Run by hand: uv run python -m tests.benchmarks.bench_import FILE [--database URL]
Without a URL a SQLite file is made first; a database that is named must be empty. The goal:
25,000 pairs in less than 60 seconds, on either database.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from bot.services import gazetteer
from bot.services.imports.importing import RecordKind, run
from bot.services.imports.report import Outcome, Report
from storage.audit import Actor
from storage.engine import Database
from storage.models import Network
from storage.schema import migrate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--database")
    options = parser.parse_args()
    raw = options.file.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(options.database or f"sqlite:///{folder}/import.db")
        migrate(database)
        gazetteer.load(database)
        with database.writing(Actor("benchmark")) as session:
            network = Network(slug="benchmark", name="Benchmark")
            session.add(network)
            session.flush()
            network_id = network.id
        timed("planned only", database, network_id, raw, dry_run=True)
        timed("imported", database, network_id, raw)
        timed("imported again", database, network_id, raw)
        database.close()


def timed(
    title: str, database: Database, network_id: int, raw: bytes, *, dry_run: bool = False
) -> None:
    begun = time.perf_counter()
    report = run(database, network_id, RecordKind.PARTNERSHIPS, raw, dry_run=dry_run)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = len(report.lines) / seconds
    line = f"{title}: {seconds:.1f} s, {rate:.0f} rows/s, peak {peak:.0f} MB; {counted(report)}"
    print(line)


def counted(report: Report) -> str:
    counts = ", ".join(f"{report.count(outcome)} {outcome}" for outcome in Outcome)
    return f"{counts}; {report.new_parties} new parties, {len(report.outside)} outside"


if __name__ == "__main__":
    main()
