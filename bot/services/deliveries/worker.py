"""A worker: takes what is ready to its platform, and what came of it to the clerk. Any number of
them, on any number of machines, share the work over one database."""

import asyncio
import gc
import logging
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.chat.delivering import Courier, Later, NotDelivered, Parcel, Uncertain
from bot.chat.reach import Reach
from bot.chat.reply import File, Reply
from bot.chat.speech import Speech
from bot.domain.identity import Platform
from bot.domain.working_time import Calendar
from bot.services.answering import Grant
from bot.services.deliveries.claims import Claim
from bot.services.deliveries.clerk import Clerk
from bot.services.deliveries.composed import Attached, Composed, paged
from bot.services.deliveries.composing import Composing
from bot.services.deliveries.counting import count
from bot.services.deliveries.reckoning import FAULT
from bot.services.deliveries.results import Absent, Failed, GivenBack, Pointless, Result, Sent
from bot.services.deliveries.turnstile import Turnstile
from bot.services.deliveries.windows import Windows
from bot.services.deliveries.wishes import PATIENCE, Wishes
from bot.services.under_way import Bell, UnderWay
from storage.engine import Database
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)
LEASE_SECONDS = 30.0
# A call ends within this.
CALL_SECONDS = 12.0
POLL_SECONDS = 0.5
# What people say to each other, another process has queued: they wait for it.
TALK_POLL_SECONDS = 0.06
# Between two turns while there is something to do. Where there is much, the next is worth more
# when many results have come, for recording them together costs little more than one.
_TURN_SECONDS = 0.01
_BUSY_SECONDS = 0.05
_MUCH = 50
_TIDY_SECONDS = 60.0
_AWAY_SECONDS = 1.0
# What was taken is finished before a stop; a service manager waits somewhat longer.
FINISH_SECONDS = 20.0
# What one slot in an account's pace may be missed by, and how long it is worth to wait then for
# the message before to be on record.
_LATE_SECONDS, _ALONE_SECONDS = 0.03, 0.02
# So many calls of a platform are under way at once; its connections are as many.
_CALLS = 64
# Objects before their garbage is collected, and the interpreter's time for one thread.
_GARBAGE, _SWITCH_SECONDS = 10_000, 0.001
_UNSAID = Composed(Reply(), Speech())


class Worker:
    """Runs until told to stop, whatever becomes of the database or the platforms meanwhile."""

    def __init__(
        self,
        database: Database,
        couriers: Mapping[Platform, Courier],
        calendar: Calendar,
        lease_seconds: float = LEASE_SECONDS,
        poll_seconds: float = POLL_SECONDS,
        grant: Grant | None = None,
        reach: Reach | None = None,
    ) -> None:
        """`grant` fetches what a message waits for from outside, if there is anybody who can;
        `reach` tells where the bot is found."""
        self._couriers = couriers
        self._clerk = Clerk(database, couriers, calendar, lease_seconds)
        self._composing = Composing(database, calendar, reach or Reach())
        self._wishes = Wishes(grant)
        self._windows = Windows(couriers)
        self._lease_seconds = lease_seconds
        # A call that could outlive the lease is not begun.
        self._call_seconds = min(CALL_SECONDS, lease_seconds * 0.4)
        self._file_seconds = lease_seconds * 0.8
        self._poll_seconds = poll_seconds
        self._look_seconds = min(poll_seconds, TALK_POLL_SECONDS)
        self._calls = {platform: asyncio.Semaphore(_CALLS) for platform in couriers}
        self._turnstiles = {
            platform: Turnstile() for platform, courier in couriers.items() if not courier.can_look
        }
        self._under_way = UnderWay()
        self._results: list[Result] = []
        self._news = Bell()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work; returns after `stop`, with everything recorded that was taken."""
        _set_up_the_process()
        pumping = asyncio.create_task(self._persistently(self._pump))
        tidying = asyncio.create_task(self._persistently(self._tidy))
        await self._persistently(self._turns)
        await asyncio.gather(pumping, tidying)
        await self._finish()

    def wake(self) -> None:
        """Something was queued a moment ago, for which nobody should wait."""
        self._news.ring()

    def stop(self) -> None:
        """Take nothing new; `run` returns when what was taken is finished."""
        self._stopping.set()
        self._news.ring()

    async def _persistently(self, work: Any) -> None:
        """Go on with one part of the work until told to stop. A database that is away is waited
        for; a fault is logged and must not end it."""
        while not self._stopping.is_set():
            try:
                pause = await work()
            except DatabaseUnavailable:
                log.warning("the database is away; deliveries wait")
                pause = _AWAY_SECONDS
            except Exception:  # the next turn must come, whatever the fault of this one
                log.exception("a turn of the deliveries failed")
                pause = _AWAY_SECONDS
            await self._rest(pause)

    async def _rest(self, seconds: float) -> None:
        """Wait that long, or until told to stop."""
        if seconds > 0 and not self._stopping.is_set():
            stopping = asyncio.ensure_future(self._stopping.wait())
            await asyncio.wait({stopping}, timeout=seconds)
            stopping.cancel()

    async def _pump(self) -> float:
        if not await asyncio.to_thread(self._clerk.is_anything_due):
            return self._poll_seconds
        await asyncio.to_thread(self._clerk.pump)
        self._news.ring()
        return 0.0

    async def _tidy(self) -> float:
        await asyncio.to_thread(self._clerk.tidy)
        return _TIDY_SECONDS

    async def _turns(self) -> float:
        """One turn at the desk, and a wait for what makes the next worth while."""
        if not self._results:
            pause = await asyncio.to_thread(self._clerk.ready_in, self._windows.lead)
            if pause is None or pause > 0:
                await self._news.wait(min(pause or self._look_seconds, self._look_seconds))
                return 0.0
        known = tuple(self._results)
        began = time.monotonic()
        rooms, lead = self._windows.rooms(), self._windows.lead
        claims = await asyncio.to_thread(self._clerk.turn, known, rooms, lead)
        # Only now that they are on record: what could not be recorded is tried again.
        del self._results[: len(known)]
        taken = Counter(claim.to.platform for claim in claims)
        self._windows.turned(time.monotonic() - began, taken)
        for claim in claims:
            self._under_way.begin(self._deliver(claim))
        if not claims and not self._results:
            await self._news.wait(self._look_seconds)
        return _TURN_SECONDS if len(claims) < _MUCH else _BUSY_SECONDS

    async def _deliver(self, claim: Claim) -> None:
        with self._windows.under_way(claim.to.platform):
            result = await self._result(claim)
        if result is not None:
            self._windows.came_of(result)
            count(result)
            self._results.append(result)
        self._news.ring()

    async def _result(self, claim: Claim) -> Result | None:
        """What comes of a claim, whatever happens; None if that is on record already."""
        began = time.monotonic()
        try:
            if claim.is_look:
                return await self._looked(claim)
            composed = await self._composed(claim)
            if composed is None:
                return Pointless(claim, began)
            self._windows.ready(time.monotonic() - claim.expires_at + self._lease_seconds)
            granted = await self._wishes.granted(claim, composed)
            if granted is None:
                return GivenBack(claim, began, PATIENCE)
            slot = await self._rest_until_slot(claim)
            if granted.change is None and claim.to.platform in self._turnstiles:
                async with self._turnstiles[claim.to.platform].passed(slot + _ALONE_SECONDS):
                    return await self._recorded(await self._sent(claim, granted))
            async with self._calls[claim.to.platform]:
                return await self._sent(claim, granted)
        except NotDelivered as failure:
            return Failed(claim, began, failure)
        except DatabaseUnavailable:
            return GivenBack(claim, began)
        except Exception:  # the lane must go on, whatever the fault with one message
            log.exception("a delivery could not be made")
            return Failed(claim, began, Later(FAULT))

    async def _recorded(self, result: Result) -> Result | None:
        """Put it on record at once, for if this process ended now, nobody could know of it. The
        result where that could not be done: it is recorded with the others."""
        try:
            await asyncio.to_thread(self._clerk.record, [result])
        except DatabaseUnavailable:
            return result
        except Exception:  # it was sent, whatever the fault with recording it
            log.exception("what came of a delivery could not be recorded at once")
            return result
        self._windows.came_of(result)
        count(result)
        return None

    async def _composed(self, claim: Claim) -> Composed | None:
        """What a claim says; None if there is nothing to say any more."""
        composed = await self._composing.composed(claim, claim.taken_at)
        return None if composed is None else paged(composed, self._couriers[claim.to.platform])

    async def _rest_until_slot(self, claim: Claim) -> float:
        """Wait for the slot in the account's pace; when that was. Whoever missed theirs asks for
        another: else too many would come at once after a moment in which this process stood
        still."""
        slot_at = claim.slot_at
        await self._rest(claim.starts_at - time.monotonic())
        if not self._couriers[claim.to.platform].account_pause:
            return slot_at
        while time.monotonic() > slot_at + _LATE_SECONDS and not self._stopping.is_set():
            lead = self._windows.lead
            slot_at = await asyncio.to_thread(self._clerk.another_slot, claim.to, lead)
            await self._rest(slot_at - time.monotonic())
        return slot_at

    async def _sent(self, claim: Claim, composed: Composed) -> Result:
        began = time.monotonic()
        seconds = self._file_seconds if composed.attached else self._call_seconds
        if self._stopping.is_set() or began > claim.expires_at - seconds:
            return GivenBack(claim, began)
        try:
            async with asyncio.timeout(seconds):
                message = await self._delivered(claim, composed)
        except NotDelivered as failure:
            return Failed(claim, began, failure)
        except TimeoutError:
            return Failed(claim, began, Uncertain("timeout"))
        except Exception:  # what it did before it failed, nobody knows
            log.exception("a delivery ended in a fault")
            return Failed(claim, began, Uncertain("fault"))
        return Sent(claim, began, message, composed.following, composed.thread, composed.done)

    async def _delivered(self, claim: Claim, composed: Composed) -> str:
        """The platform's number for what was posted; empty for a change. NotDelivered if no
        receipt came."""
        platform = claim.to.platform
        courier, parcel = self._couriers[platform], _parcel(claim, composed)
        if composed.attached is not None:
            parcel = replace(parcel, file=await self._fetched(composed.attached))
        with self._windows.timed(platform):
            if composed.change is not None:
                await courier.change(composed.change)
                return ""
            return (await courier.deliver(parcel)).message

    async def _fetched(self, attached: Attached) -> File:
        """A file from where somebody put it. NotDelivered if it cannot be had: nothing has been
        posted yet."""
        courier = self._couriers.get(attached.origin.platform)
        if courier is None:
            raise Later("unserved")
        try:
            return await courier.fetch(attached.origin, attached.file)
        except Uncertain as failure:
            raise Later(failure.reason) from None

    async def _looked(self, claim: Claim) -> Result:
        """Whether it arrived, though it may be pointless by now. What it said matters only for
        what follows it."""
        began = time.monotonic()
        since = claim.head.asked_at or claim.held_until - timedelta(seconds=self._lease_seconds)
        parcel = await self._composing.looked_for(claim, _parcel(claim, _UNSAID))
        receipt = await self._couriers[claim.to.platform].look(parcel, since)
        if receipt is None:
            return Absent(claim, began)
        composed = await self._composed(claim)
        if composed is None:
            return Sent(claim, began, receipt.message, thread=parcel.thread)
        return Sent(claim, began, receipt.message, composed.following, parcel.thread, composed.done)

    async def _finish(self) -> None:
        """Record what is under way; what takes too long is found by the others later."""
        await self._under_way.finish(FINISH_SECONDS)
        await self._wishes.close()
        self._composing.close()
        ends_at = time.monotonic() + FINISH_SECONDS
        while not await self._is_all_recorded():
            if time.monotonic() > ends_at:
                log.warning("%d results could not be recorded", len(self._results))
                return
            await asyncio.sleep(_AWAY_SECONDS)

    async def _is_all_recorded(self) -> bool:
        """Whether what came of the last calls is on record: a database that is away for a moment
        is waited for once more, as what is not known to be sent is sent again."""
        if not self._results:
            return True
        try:
            await asyncio.to_thread(self._clerk.record, tuple(self._results))
        except DatabaseUnavailable:
            return False
        return True


def _set_up_the_process() -> None:
    """Make Python fit for a process in which one thread sends while another does the paperwork."""
    # What the program consists of stays. To look through all of it for garbage, again and again,
    # takes as long as the messages do.
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    # With every answer of the database the paperwork waits for its turn with the interpreter.
    sys.setswitchinterval(_SWITCH_SECONDS)


def _parcel(claim: Claim, composed: Composed) -> Parcel:
    head = claim.head
    thread = composed.thread or head.thread
    return Parcel(head.key, claim.to, composed.reply, composed.speech, thread, page=composed.page)
