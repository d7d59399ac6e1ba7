"""What a run comes to: counts, and the inputs that the program did not stand."""

import logging
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

Given = TypeVar("Given", str, bytes)
# The index of the input that is being worked on; tasks and threads that it begins inherit it.
current: ContextVar[int] = ContextVar("current", default=-1)
_known: set[str] = set()
# Tries for making one input shorter.
_TRIES = 150
_SHOWN = 400


@dataclass(frozen=True)
class Finding:
    """One input that the program did not stand: which, what happened, and its shortest form."""

    subject: str
    index: int
    problem: str
    shown: str


@dataclass
class Tally:
    """How many inputs ended how, and the findings."""

    inputs: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in what another part of the run came to."""
        self.inputs += other.inputs
        self.outcomes += other.outcomes
        self.findings += other.findings

    def count(self, subject: str, outcome: str) -> None:
        """One more input that ended so."""
        self.inputs[subject] += 1
        self.outcomes[f"{subject} {outcome}"] += 1


class Faults(logging.Handler):
    """Keeps the faults that the program logged instead of raising them."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._kept: dict[int, dict[str, None]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a fault under the input that was being worked on."""
        if record.exc_info and record.exc_info[1] is not None:
            problem = f"{record.name}: {described(record.exc_info[1])}"
            self._kept.setdefault(current.get(), {})[problem] = None

    def taken(self, index: int) -> str:
        """The faults under an input since this was last asked; empty if there were none."""
        return "; ".join(self._kept.pop(index, {}))

    def left(self) -> list[tuple[int, str]]:
        """The faults of each input that nobody asked for, with its index."""
        return [(index, self.taken(index)) for index in list(self._kept)]

    @contextmanager
    def listening(self) -> Iterator["Faults"]:
        """Hear everything that is logged within the block."""
        root = logging.getLogger()
        root.addHandler(self)
        try:
            yield self
        finally:
            root.removeHandler(self)


def described(error: BaseException) -> str:
    """The kind of an exception and the innermost line of the project that it passed, which is
    the same for all inputs with the same cause."""
    frames = traceback.extract_tb(error.__traceback__)
    root = str(Path(__file__).parents[2])
    own = [
        each
        for each in frames
        if each.filename.startswith(root) and "site-packages" not in each.filename
    ]
    last = (own or list(frames))[-1:]
    where = "".join(f" in {Path(each.filename).name}:{each.lineno}" for each in last)
    return f"{type(error).__name__}{where}"


def is_new(problem: str) -> bool:
    """Whether this was not asked before in this process: one short input for each problem."""
    known = problem in _known
    _known.add(problem)
    return not known


def shortening(given: Given) -> Generator[Given, bool, Given]:
    """Ever shorter forms of an input that fails, found by leaving out ever smaller parts. Each
    is yielded to be told whether it fails as well; the shortest that did is returned."""
    tries, part = 0, max(1, len(given) // 2)
    while tries < _TRIES:
        at, is_shorter = 0, False
        while at < len(given) and tries < _TRIES:
            without = given[:at] + given[at + part :]
            tries += 1
            if (yield without):
                given, is_shorter = without, True
            else:
                at += part
        if part == 1 and not is_shorter:
            break
        part = max(1, part // 2)
    return given


def shortest(given: Given, fails: Callable[[Given], bool]) -> Given:
    """A shorter input that still fails."""
    forms = shortening(given)
    try:
        form = next(forms)
        while True:
            form = forms.send(fails(form))
    except StopIteration as end:
        return end.value


def quoted(given: str | bytes) -> str:
    """The input as one can type it again; the middle of a long one is left out."""
    if len(given) <= _SHOWN:
        return ascii(given)
    half = _SHOWN // 2
    return f"{given[:half]!a} … {given[-half:]!a} ({len(given):,} long)"
