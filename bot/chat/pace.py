"""How fast people may ask: far above anybody's fingers, far below what would hurt the others."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil
from threading import Lock

from bot.chat.message import Message
from bot.chat.reply import Reply, Tone
from bot.chat.text import Msg, _n
from bot.domain.identity import Identity, Platform, Venue


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much is answered: `burst` messages at once, and one more every `seconds`. Whoever
    asks for more is given nothing for the `rest`, in seconds, by when there is room again."""

    burst: int
    seconds: float
    rest: float


# Somebody who turns pages as fast as they can look at them, at three a second, does so for
# twelve seconds before they meet this; a line of commands every other second goes on for ever.
PERSON = Allowance(burst=30, seconds=2.0, rest=10.0)
# Both platforms take about one message a second in one place; Telegram, in groups, fewer:
# https://docs.slack.dev/apis/web-api/rate-limits#rtm-posting-messages
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
CHANNEL = Allowance(burst=60, seconds=1.0, rest=10.0)
# More people and channels than one process serves within a burst; some hundred bytes each.
MOST = 20_000

Key = Identity | Venue


@dataclass(frozen=True, slots=True)
class Pause:
    """Someone has to wait this many whole seconds, at least 1. With `told` they know already;
    with `shared` it is the channel that has to."""

    seconds: int
    told: bool
    shared: bool = False

    @property
    def reply(self) -> Reply:
        """When to go on, in a sentence."""
        return Reply(self._sentence, tone=Tone.PROBLEM)

    @property
    def _sentence(self) -> Msg:
        if self.shared:
            return _n(
                "Much is being asked here at once. I will answer here again in one second.",
                "Much is being asked here at once. I will answer here again in {n} seconds.",
                self.seconds,
            )
        return _n(
            "That was a lot at once. Please go on in one second.",
            "That was a lot at once. Please go on in {n} seconds.",
            self.seconds,
        )


@dataclass(slots=True)
class _Bucket:
    """`full_at` is when all of the burst is there again, `quiet_until` the end of a rest."""

    full_at: float
    quiet_until: float = 0.0


class Pace:
    """Counts each person's messages and each channel's, in this process alone and in memory.

    It may be asked from many threads. What is full again is forgotten, and of more than
    `most` people and channels those that were silent longest.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._buckets: dict[Key, _Bucket] = {}
        self._deliveries: dict[tuple[Platform, str], None] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """How many people and channels are remembered."""
        return len(self._buckets)

    def pause(self, message: Message) -> Pause | None:
        """None, and the message is counted, where it may be answered now.

        The terminal is its owner's, a delivery that comes again is counted once, and an answer
        that only the speaker sees is no burden to a channel.
        """
        platform, venue = message.sender.platform, message.venue
        if platform is Platform.CONSOLE:
            return None
        with self._lock:
            if message.event is not None and (platform, message.event) in self._deliveries:
                return None
            pause = self._asked(message.sender, PERSON)
            if pause is None and not venue.private:
                # All topics and threads of a channel are one place to the platforms.
                pause = self._asked(replace(venue, topic=""), CHANNEL)
            if pause is None and message.event is not None:
                self._remember((platform, message.event))
            return pause

    def _asked(self, key: Key, allowance: Allowance) -> Pause | None:
        now = self._clock()
        self._forget(now)
        bucket = self._buckets.pop(key, None) or _Bucket(full_at=now)
        # Put back at the end: the order is that of the last message.
        self._buckets[key] = bucket
        told = now < bucket.quiet_until
        full_at = max(bucket.full_at, now) + allowance.seconds
        if not told and full_at > now + allowance.burst * allowance.seconds:
            bucket.quiet_until = now + allowance.rest
        if now < bucket.quiet_until:
            return Pause(ceil(bucket.quiet_until - now), told, isinstance(key, Venue))
        bucket.full_at = full_at
        return None

    def _forget(self, now: float) -> None:
        """Take away the first of those silent longest while they are full again or too many."""
        while self._buckets:
            oldest, bucket = next(iter(self._buckets.items()))
            if max(bucket.full_at, bucket.quiet_until) > now and len(self._buckets) < self._most:
                return
            del self._buckets[oldest]

    def _remember(self, delivery: tuple[Platform, str]) -> None:
        self._deliveries[delivery] = None
        if len(self._deliveries) > self._most:
            del self._deliveries[next(iter(self._deliveries))]
