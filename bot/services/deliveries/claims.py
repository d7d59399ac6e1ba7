"""What a worker has taken to itself: one message, with all that goes along in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.identity import Venue
from storage.dispatching import Waiting
from storage.follow_up_views import FollowUpView
from storage.recipients import Recipient


@dataclass(frozen=True, slots=True)
class Claim:
    """One message to be sent, or to be looked for, under a hold on its lane.

    `deliveries` go along in it, the one whose key it bears first; it was taken at `taken_at`, by
    the database's clock. `reader` is the person it is
    for, None for a place; `follow_ups` are what it tells of, as they stood when it was taken.
    `due_at` is when it was due, `starts_at` when it may be sent, `slot_at` when its slot in the
    account's pace is, which is later where nobody else needs the time before it, and `expires_at`
    when the hold ends, all in seconds of this machine's own clock.
    """

    lane: str
    deliveries: tuple[Waiting, ...]
    taken_at: datetime
    held_until: datetime
    to: Venue
    due_at: float
    starts_at: float
    slot_at: float
    expires_at: float
    reader: Recipient | None = None
    follow_ups: Mapping[int, FollowUpView] = field(default_factory=dict)
    is_look: bool = False
    is_repeated: bool = False

    @property
    def head(self) -> Waiting:
        """The delivery whose key the message bears."""
        return self.deliveries[0]

    @property
    def ids(self) -> tuple[int, ...]:
        """All that go along."""
        return tuple(each.id for each in self.deliveries)
