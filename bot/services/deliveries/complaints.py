"""Telling a busy channel from a busy account: a 429 is its channel's business, unless most of what
was sent lately met with one, in several of the account's channels."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# So many calls of an account tell, and none that is older than this.
_CALLS, _LATELY = 20, timedelta(minutes=1)
_MOST, _SEVERAL = 0.5, 5


@dataclass(slots=True)
class Complaints:
    """What became of this process's latest calls, by account."""

    _calls: defaultdict[str, deque[tuple[datetime, str, bool]]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=_CALLS))
    )

    def none(self, account: str, lane: str, now: datetime) -> None:
        """A message was taken."""
        self._calls[account].append((now, lane, False))

    def is_of_all(self, account: str, lane: str, now: datetime) -> bool:
        """Whether a complaint about a lane shows that the whole account is too fast."""
        calls = self._calls[account]
        calls.append((now, lane, True))
        # A copy, as another thread may note what came of a call meanwhile.
        lately = [(each, is_bad) for at, each, is_bad in calls.copy() if at > now - _LATELY]
        bad = [each for each, is_bad in lately if is_bad]
        return len(set(bad)) >= _SEVERAL and len(bad) > _MOST * len(lately)
