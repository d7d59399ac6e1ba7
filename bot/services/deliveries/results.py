"""What came of a claim, as the worker learned it.

Result
├── Sent         the platform gave a receipt, at once or when it was looked for
├── Pointless    there was nothing to tell any more
├── GivenBack    nobody was called: the lease was nearly over, the program was to stop, or there
│                will be more to show in some seconds
├── Absent       looked for, and not found
└── Failed       no receipt came; the exception says what is known
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.chat.delivering import NotDelivered
from bot.services.deliveries.claims import Claim


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a claim. `began` is when the platform was called, in seconds of this
    machine's own clock that never jumps."""

    claim: Claim
    began: float


@dataclass(frozen=True, slots=True)
class Sent(Result):
    """`message` is the platform's number for it; `following` is what the next part has to know,
    None where there is none; `thread` the message that it went under, and `done` what is to be
    remembered of what was shown."""

    message: str
    following: Mapping[str, Any] | None = None
    thread: str = ""
    done: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pointless(Result):
    """There was nothing to tell any more."""


@dataclass(frozen=True, slots=True)
class GivenBack(Result):
    """Nobody was called. With a `pause` it is not to be taken again before that is over, and
    others in its lane go first."""

    pause: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Absent(Result):
    """It is not among what the platform has taken."""


@dataclass(frozen=True, slots=True)
class Failed(Result):
    """No receipt came back."""

    failure: NotDelivered
