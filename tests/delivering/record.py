"""What a stand-in has taken, and what came to it that should not have come."""

import re
from collections import Counter
from dataclasses import dataclass, field

import orjson

# What a follow-up of the harness has in its text, so that it is known in any message.
MARK = re.compile(rb"Promise-(\d+)\b")


@dataclass(slots=True)
class Taken:
    """A message as it stands on the platform. `at` is monotonic, the same for all processes of
    the machine; `marks` are the follow-ups that it speaks of; `outcome` is what the caller was
    told."""

    at: float
    platform: str
    account: str
    place: str
    thread: str
    message: str
    key: str
    marks: list[int]
    text: str
    outcome: str = "ok"


@dataclass(slots=True)
class Broken:
    """A call that no well-behaved caller makes, and the rule that it breaks."""

    at: float
    platform: str
    place: str
    rule: str


@dataclass(slots=True)
class Record:
    """Everything since the start, in the order in which it came."""

    taken: list[Taken] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)

    def encoded(self) -> bytes:
        """The whole of it as JSON."""
        return orjson.dumps(self)

    def forget(self) -> None:
        """Begin anew."""
        for each in (self.taken, self.broken, self.calls, self.answers):
            each.clear()


def marks_in(raw: bytes) -> list[int]:
    """The follow-ups that a message speaks of, each once, in order."""
    return list(dict.fromkeys(int(number) for number in MARK.findall(raw)))
