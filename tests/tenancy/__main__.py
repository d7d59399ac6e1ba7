"""`python -m tests.tenancy --cases N --seed S`: the proof, as long as one likes."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.postgres import PostgresServer
from tests.tenancy.proof import prove
from tests.tenancy.stages import STAGES
from tests.tenancy.twins import Twins


def main() -> int:
    """Prints what was tried and every leak; 1 if there was one."""
    options = argparse.ArgumentParser(prog="python -m tests.tenancy", description=__doc__)
    options.add_argument("--cases", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    chosen = options.parse_args()
    server = PostgresServer() if chosen.on == "postgresql" else None
    if server is not None:
        server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            twins = Twins(chosen.on, Path(folder), lambda: _running(server))
            began = time.monotonic()
            tally = prove(twins, chosen.cases, chosen.seed)
    finally:
        if server is not None:
            server.remove()
    for leak in tally.leaks:
        print(f"LEAK {leak}\n")  # noqa: T201
    standings = {stage.standing for stage in STAGES}
    commands = {command for command, _standing in tally.tried}
    print(  # noqa: T201
        f"{tally.cases} cases in {time.monotonic() - began:.0f} s, seed {chosen.seed},"
        f" {chosen.on}: {len(commands)} commands by {len(standings)} standings on"
        f" {len(STAGES)} stages ({len(tally.untried(standings))} pairs untried);"
        f" {dict(tally.outcomes)}; {len(tally.leaks)} leaks"
    )
    return 1 if tally.leaks else 0


def _running(server: PostgresServer | None) -> PostgresServer:
    if server is None:
        raise RuntimeError("no PostgreSQL was asked for")
    return server


if __name__ == "__main__":
    sys.exit(main())
