"""A run: its parts, tried side by side in processes, and what it comes to."""

import logging
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz import commands, files, networks, payloads
from tests.fuzz.findings import Finding, Tally


@dataclass(frozen=True)
class Subject:
    """What inputs are for: their share of a whole run, and how many are tried together."""

    batch: Callable[[str, range, Path], Tally]
    size: int
    share: float


# A command costs twice as much as a request, a file three times as much, and most requests
# bring a command with them. The largest parts come
# first, so that all processes are done at about the same time.
SUBJECTS = {
    payloads.NAME: Subject(payloads.batch, payloads.BATCH, 0.74),
    files.NAME: Subject(files.batch, files.BATCH, 0.06),
    commands.NAME: Subject(commands.batch, commands.BATCH, 0.2),
}


@dataclass(frozen=True)
class Part:
    """Inputs of one subject that share a copy of the database."""

    subject: str
    seed: str
    indices: range


def parts(inputs: int, seed: str, only: str | None) -> list[Part]:
    """The parts of a run over so many inputs."""
    found = []
    for name, subject in SUBJECTS.items():
        share = subject.share if only is None else float(only == name)
        count = round(inputs * share)
        found += [
            Part(name, seed, range(start, min(count, start + subject.size)))
            for start in range(0, count, subject.size)
        ]
    return found


def up_to(subject: str, seed: str, index: int) -> list[Part]:
    """The part that ends with this input."""
    start = index - index % SUBJECTS[subject].size
    return [Part(subject, seed, range(start, index + 1))]


def tried(part: Part, template: Path) -> Tally:
    """What came of one part."""
    # What the program logs is looked at, not shown.
    logging.getLogger().addHandler(logging.NullHandler())
    return SUBJECTS[part.subject].batch(part.seed, part.indices, template)


def run(every: list[Part], processes: int) -> Tally:
    """What came of all parts."""
    tally = Tally()
    with TemporaryDirectory() as folder:
        template = networks.made(Path(folder) / "template.db")
        for each in _all(every, template, processes):
            tally.add(each)
    return tally


def _all(every: list[Part], template: Path, processes: int) -> Iterator[Tally]:
    if processes == 1:
        yield from (tried(part, template) for part in every)
        return
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawning) as pool:
        yield from pool.map(tried, every, [template] * len(every))


def told(tally: Tally, seed: str, seconds: float) -> list[str]:
    """The run in lines, the counts last."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in tally.findings:
        alike.setdefault((finding.subject, finding.problem), []).append(finding)
    lines = [f"  {outcome}: {count:,}" for outcome, count in sorted(tally.outcomes.items())]
    for (subject, problem), found in alike.items():
        first = found[0]
        lines += [
            f"FOUND {len(found)} × {problem}",
            f"  {first.shown}",
            f"  again: python -m tests.fuzz --seed {seed} --only {subject} --at {first.index}",
        ]
    counts = ", ".join(f"{tally.inputs[name]:,} {name}" for name in SUBJECTS)
    lines.append(
        f"fuzz: {tally.inputs.total():,} inputs ({counts}), seed {seed},"
        f" {len(alike)} findings, {seconds:.0f} s"
    )
    return lines
