"""From what came of a call to what is written down: when to go on, and whether at all."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.delivering import Courier, Later, Moved, NotDelivered, Refused, Uncertain
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform
from bot.domain.tempo import UNLIMITED, Tempo
from bot.services.deliveries.claiming import LOST_TRACK, MOST_ATTEMPTS
from bot.services.deliveries.results import Absent, Failed, GivenBack, Pointless, Result, Sent
from storage.dispatching import Waiting
from storage.recording import Outcome

# After a failure it is tried again after five seconds, then twice as long each time up to an
# hour; with MOST_ATTEMPTS that is more than a day.
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 3600.0
# People who talk to each other wait for it; a day later nobody does.
_TALK_PAUSES = (1.0, 60.0)
_TALK_IS_OVER = timedelta(days=1)
# Without these what was said is there all the same.
_NOT_MISSED = (DeliveryKind.BESIDE, DeliveryKind.CHANGE, DeliveryKind.ATTACHMENT)
# Not found so often, it never arrived. What a platform took is to be found a moment later.
LOOKS_NEEDED = 2
_LOOK_AGAIN, _LOOK_SOON = timedelta(seconds=5), timedelta(seconds=1.5)
_CANNOT_LOOK = timedelta(seconds=10)
# Nobody who looks for so long in vain will find it.
_LOOKED_LONG_ENOUGH = timedelta(hours=6)
USED_UP = "attempts_used_up"
NEVER_ARRIVED = "did not arrive"
# A message that could not even be composed.
FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One turn's time: `now` by the database, `ticks` by the machine's own clock."""

    now: datetime
    ticks: float
    couriers: Mapping[Platform, Courier]

    def outcome(self, result: Result) -> Outcome:
        """What is written down of a result."""
        match result:
            case Sent():
                return self._ended(result, DeliveryState.SENT, message=result.message)
            case Pointless():
                return self._ended(result, DeliveryState.CANCELLED, reason="pointless")
            case GivenBack(claim=claim) if claim.is_look:
                return self._doubted(result, "not looked for", claim.head.looks, _LOOK_AGAIN)
            case GivenBack(pause=pause):
                return self._again(result, self.now + pause, attempts=0)
            case Absent():
                return self._absent(result)
            case Failed(failure=failure):
                if result.claim.is_look:
                    return self._not_looked(result, failure)
                return self._failed(result, failure)
        raise TypeError(result)

    def _failed(self, result: Result, failure: NotDelivered) -> Outcome:
        match failure:
            case Refused() if result.claim.head.kind in _NOT_MISSED:
                return self._ended(result, DeliveryState.CANCELLED, reason=failure.reason)
            case Refused():
                return self._ended(result, DeliveryState.DEAD, reason=failure.reason)
            case Moved():
                return self._again(result, self.now, attempts=0)
            case Uncertain():
                return self._uncertain(result, failure)
            case Later(pause=pause):
                # To be told to wait is no failure.
                return self._retried(result, failure.reason, pause, attempts=int(not pause))
            case _:
                return self._retried(result, failure.reason, 0.0, attempts=1)

    def _uncertain(self, result: Result, failure: NotDelivered) -> Outcome:
        """A change can be made twice. Where nobody can look for a message it is sent again, marked,
        until an answer comes: better twice than never."""
        kind = result.claim.head.kind
        if kind is DeliveryKind.CHANGE:
            return self._retried(result, failure.reason, 0.0, attempts=1)
        if self._can_look(result):
            looks = result.claim.head.looks
            return self._doubted(result, failure.reason, looks, self._look_again(result))
        return self._retried(result, failure.reason, 0.0, attempts=1, is_repeated=True)

    def _absent(self, result: Result) -> Outcome:
        looks = result.claim.head.looks + 1
        if looks < LOOKS_NEEDED:
            return self._doubted(result, "not found yet", looks, self._look_again(result))
        if not result.claim.head.attempts:
            return self._again(result, self.now, attempts=1, reason=NEVER_ARRIVED)
        return self._retried(result, NEVER_ARRIVED, 0.0, attempts=1)

    def _not_looked(self, result: Result, failure: NotDelivered) -> Outcome:
        asked_at = result.claim.head.asked_at or self.now
        if isinstance(failure, Refused) or self.now - asked_at > _LOOKED_LONG_ENOUGH:
            return self._ended(result, DeliveryState.DEAD, reason=failure.reason or LOST_TRACK)
        pause = timedelta(seconds=failure.pause) if isinstance(failure, Later) else _CANNOT_LOOK
        looks = result.claim.head.looks
        return self._doubted(result, failure.reason, looks, max(pause, _CANNOT_LOOK))

    def _retried(
        self,
        result: Result,
        reason: str,
        pause: float,
        attempts: int,
        *,
        is_repeated: bool = False,
    ) -> Outcome:
        head = result.claim.head
        is_patient = head.kind.is_of_talk and reason != FAULT
        if head.attempts + attempts >= MOST_ATTEMPTS and not is_patient:
            is_in_doubt = is_repeated or result.claim.is_repeated
            reason = LOST_TRACK if is_in_doubt else USED_UP
            return self._ended(result, DeliveryState.DEAD, reason=reason)
        if self.now - (head.asked_at or self.now) > _TALK_IS_OVER:
            return self._ended(result, DeliveryState.DEAD, reason=USED_UP)
        wait = pause or self._backoff(head)
        at = self.now + timedelta(seconds=wait)
        return self._again(result, at, attempts, reason=reason, is_repeated=is_repeated)

    def _again(
        self,
        result: Result,
        at: datetime,
        attempts: int,
        *,
        reason: str = "",
        is_repeated: bool = False,
    ) -> Outcome:
        """It goes again from then on, and before what waits behind it; unless it is itself what
        the fault is with, or what is not ready."""
        claim = result.claim
        is_its_own = reason == FAULT or (isinstance(result, GivenBack) and bool(result.pause))
        return Outcome(
            claim.ids,
            claim.lane,
            claim.held_until,
            DeliveryState.PENDING,
            self._free_at(result) if is_its_own else max(at, self._free_at(result)),
            at if is_its_own else _place_in_line(claim.head),
            reason=reason,
            attempts=claim.head.attempts + attempts,
            is_repeated=is_repeated or claim.is_repeated,
            calls=self._calls(result),
            tempo=self._tempo(result),
        )

    def _doubted(self, result: Result, reason: str, looks: int, pause: timedelta) -> Outcome:
        claim = result.claim
        return Outcome(
            claim.ids,
            claim.lane,
            claim.held_until,
            DeliveryState.UNCERTAIN,
            self.now,
            self.now + pause,
            reason=reason,
            attempts=claim.head.attempts,
            looks=looks,
            is_repeated=claim.is_repeated,
        )

    def _ended(
        self, result: Result, state: DeliveryState, *, message: str = "", reason: str = ""
    ) -> Outcome:
        claim = result.claim
        return Outcome(
            claim.ids,
            claim.lane,
            claim.held_until,
            state,
            self._free_at(result),
            self.now,
            message=message,
            reason=reason,
            attempts=claim.head.attempts,
            looks=claim.head.looks,
            is_repeated=claim.is_repeated,
            calls=self._calls(result),
            tempo=self._tempo(result),
        )

    def _free_at(self, result: Result) -> datetime:
        """When the place may be written to again: its pause, counted from when it was called."""
        if not self._calls(result):
            return self.now
        return self._called_at(result) + timedelta(seconds=self._tempo(result).pause)

    def _calls(self, result: Result) -> tuple[datetime, ...]:
        """When the place was called: now, and before by somebody who could not say what came of
        it."""
        claim = result.claim
        if claim.is_look or isinstance(result, GivenBack | Pointless):
            return ()
        lost = claim.head.asked_at if claim.is_repeated else None
        return (*filter(None, (lost,)), self._called_at(result))

    def _called_at(self, result: Result) -> datetime:
        return self.now - timedelta(seconds=self.ticks - result.began)

    def _tempo(self, result: Result) -> Tempo:
        courier = self.couriers.get(result.claim.to.platform)
        return courier.tempo(result.claim.to) if courier else UNLIMITED

    @staticmethod
    def _look_again(result: Result) -> timedelta:
        return _LOOK_SOON if result.claim.head.kind.is_of_talk else _LOOK_AGAIN

    def _can_look(self, result: Result) -> bool:
        courier = self.couriers.get(result.claim.to.platform)
        return courier is not None and courier.can_look

    @staticmethod
    def _backoff(head: Waiting) -> float:
        """Seconds; of many that failed together not all come back together."""
        first, longest = _TALK_PAUSES if head.kind.is_of_talk else (_FIRST_PAUSE, _LONGEST_PAUSE)
        pause: float = min(first * 2 ** min(head.attempts, 12), longest)
        return pause * random.uniform(0.75, 1.25)  # noqa: S311  # nosec B311  # no secret


def _place_in_line(head: Waiting) -> datetime:
    """When what waits was to go first: what was to be looked for meanwhile does not let what was
    said later go before it."""
    since = head.matter.get("since") if head.kind.is_of_talk else None
    return datetime.fromisoformat(since) if isinstance(since, str) else head.next_at
