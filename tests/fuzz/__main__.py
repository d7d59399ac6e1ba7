"""Hostile inputs by the ten thousand: `python -m tests.fuzz [--inputs N] [--seed S] [--only NAME]`.

Ends with a line of counts, and with status 1 if the program did not stand all of them. The same
seed makes the same inputs; `--at INDEX` repeats one, after those it shared a database with.
"""

import argparse
import sys
import time

from tests.fuzz.running import SUBJECTS, parts, run, told, up_to

_PROCESSES = 2


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.fuzz")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", choices=list(SUBJECTS))
    parser.add_argument("--at", type=int, metavar="INDEX", help="repeat one input; with --only")
    parser.add_argument("--processes", type=int, default=_PROCESSES)
    asked = parser.parse_args(arguments)
    if asked.at is not None and asked.only is None:
        parser.error("--at needs --only")
    return asked


def main(arguments: list[str] | None = None) -> int:
    """The program; returns its exit status."""
    asked, begun = _asked(arguments), time.monotonic()
    if asked.at is None:
        every = parts(asked.inputs, asked.seed, asked.only)
    else:
        every = up_to(asked.only, asked.seed, asked.at)
    tally = run(every, 1 if asked.at is not None else asked.processes)
    for line in told(tally, asked.seed, time.monotonic() - begun):
        sys.stdout.write(f"{line}\n")
    return 1 if tally.findings else 0


if __name__ == "__main__":
    sys.exit(main())
