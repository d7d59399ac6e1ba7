"""Telling a busy channel from a busy account: one 429 is its channel's business, those of several
channels within a while are about all of them."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Complaints:
    """What this process was told to wait for, by account and lane, until when."""

    _until: dict[str, dict[str, datetime]] = field(default_factory=dict)

    def is_of_all(self, account: str, lane: str, until: datetime, now: datetime) -> bool:
        """Whether a further complaint about a lane shows that the whole account is too fast."""
        open_ones = {each: end for each, end in self._until.get(account, {}).items() if end > now}
        is_another = bool(open_ones) and lane not in open_ones
        self._until[account] = open_ones | {lane: until}
        return is_another
