"""The paperwork of deliveries, beside the event loop: what came of the last calls is recorded and
the next are taken in one transaction; what has become due is queued in another."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.chat.delivering import Courier, Later, Moved, Refused
from bot.domain.deliveries import DeliveryState, ScheduleKind
from bot.domain.identity import Platform, Venue
from bot.domain.working_time import Calendar
from bot.services.deliveries.burying import tell_stewards
from bot.services.deliveries.claiming import Claiming, Queue
from bot.services.deliveries.claims import Claim
from bot.services.deliveries.complaints import Complaints
from bot.services.deliveries.occasions import TAKEN_FOR, queue_occasions
from bot.services.deliveries.planning import plan_digests, plan_follow_ups
from bot.services.deliveries.reckoning import Reckoning
from bot.services.deliveries.results import Failed, Result, Sent
from bot.services.deliveries.talked import refused, remember
from storage import (
    account_lanes,
    digest_places,
    dispatching,
    lanes,
    moments,
    outbox,
    promises,
    recording,
    schedules,
)
from storage.desk import Desk, looking, working
from storage.dispatching import Waiting
from storage.engine import Database
from storage.schedules import Due

# So many schedules at once: few enough that nobody waits long for what they write meanwhile.
PUMPED_AT_ONCE = 2000
# Lanes looked into at once.
LANES_AT_ONCE = 800
# Some more than there is room for, so that those with a narrow pace are seen when they are free.
MORE_LANES = 20
# As long as nobody has measured it.
LEAD_SECONDS = 0.1


class Clerk:
    """Does the paperwork of one worker. Each method is one or two transactions, and raises
    DatabaseUnavailable if it cannot be done now; then nothing of it was."""

    def __init__(
        self,
        database: Database,
        couriers: Mapping[Platform, Courier],
        calendar: Calendar,
        lease_seconds: float,
    ) -> None:
        self._database = database
        self._couriers = couriers
        self._calendar = calendar
        self._lease = timedelta(seconds=lease_seconds)
        self._queue = Queue()
        self._complaints = Complaints()

    def is_anything_due(self) -> bool:
        """Whether there is something to plan."""
        with looking(self._database) as desk:
            return schedules.is_any_due(desk.session, desk.now)

    def ready_in(self, lead: float = LEAD_SECONDS) -> float | None:
        """In how many seconds there is something to take, 0 for now; None if nothing is queued.
        It takes `lead` seconds until what is taken can be sent."""
        with looking(self._database) as desk:
            moment = dispatching.next_ready(desk.session)
            if moment is None:
                return None
            return max(0.0, (moment - desk.now).total_seconds() - lead)

    def pump(self) -> int:
        """Queue what has become due and set when each is looked at again, in one transaction;
        how many schedules that were."""
        with working(self._database) as desk:
            dues = schedules.taken(desk.session, desk.now, PUMPED_AT_ONCE)
            self._plan(desk, dues)
        for due in dues:
            if due.kind is ScheduleKind.OCCASIONS:
                queue_occasions(self._database, due)
        return len(dues)

    def turn(
        self,
        results: Sequence[Result],
        rooms: Mapping[Platform, int],
        lead: float = LEAD_SECONDS,
    ) -> list[Claim]:
        """Record what came of the last calls, and take as much as there is room for. What is
        taken can be sent in `lead` seconds at the earliest."""
        with working(self._database) as desk:
            self._record(desk, results)
            if not any(rooms.values()):
                return []
            claiming = Claiming(
                desk,
                self._couriers,
                self._calendar,
                dict(rooms),
                self._lease,
                self._queue,
                timedelta(seconds=lead),
            )
            return claiming.claims(self._open_lanes(desk, sum(rooms.values()), claiming.lead))

    def record(self, results: Sequence[Result]) -> None:
        """Record what came of calls."""
        with working(self._database) as desk:
            self._record(desk, results)

    def another_slot(self, to: Venue, lead: float) -> float:
        """The next time at which an account may send one more message that has its turn, in
        `lead` seconds at the earliest; in seconds of this machine's own clock."""
        key = account_lanes.key_of(to.platform, to.team)
        pause = self._couriers[to.platform].account_pause
        with working(self._database) as desk:
            account = account_lanes.locked(desk.session, {key: pause}, desk.now)[key]
            slot = account.next(desk.now + timedelta(seconds=lead))
            account_lanes.save(desk.session, [account])
            return desk.ticks + (slot - desk.now).total_seconds()

    def tidy(self) -> None:
        """Wake lanes that were forgotten, and be a little faster where we had to be slow."""
        with working(self._database) as desk:
            lanes.mend(desk.session)
            account_lanes.relieve(desk.session)

    def _plan(self, desk: Desk, dues: Sequence[Due]) -> None:
        by_kind: dict[ScheduleKind, list[Due]] = {kind: [] for kind in ScheduleKind}
        for due in dues:
            by_kind[due.kind].append(due)
        follow_ups, digests = by_kind[ScheduleKind.FOLLOW_UP], by_kind[ScheduleKind.DIGEST]
        plans = []
        if follow_ups:
            facts = promises.read(desk.session, [due.subject_id for due in follow_ups])
            desk.recipients.of((each.network_id, each.owner_id or 0) for each in facts.values())
            plans.append(
                plan_follow_ups(follow_ups, facts, desk.recipients, self._calendar, desk.now)
            )
        if digests:
            places = digest_places.read(desk.session, [due.subject_id for due in digests])
            plans.append(plan_digests(digests, places, desk.now))
        for planned in plans:
            outbox.queue(desk.session, planned.rows, desk.now)
            schedules.move(desk.session, planned.moved)
        schedules.rest(desk.session, by_kind[ScheduleKind.OCCASIONS], desk.now + TAKEN_FOR)

    def _open_lanes(self, desk: Desk, room: int, lead: timedelta) -> list[dispatching.OpenLane]:
        """The lanes to go into. Holds that ended while the server was away are given some time:
        their holders had nowhere to record what they did."""
        most = min(room + MORE_LANES, LANES_AT_ONCE)
        found = dispatching.open_lanes(desk.session, desk.now + lead, desk.now, most)
        abandoned = [lane.key for lane in found if lane.was_held]
        if not abandoned:
            return found
        started = moments.started_of(desk.session)
        if started is None or desk.now >= started + self._lease:
            return found
        dispatching.put_off(desk.session, dict.fromkeys(abandoned, started + self._lease))
        return [lane for lane in found if not lane.was_held]

    def _record(self, desk: Desk, results: Sequence[Result]) -> None:
        reckoning = Reckoning(desk.now, desk.ticks, self._couriers)
        outcomes = [(each, reckoning.outcome(each)) for each in results]
        recording.record(desk.session, [outcome for _result, outcome in outcomes], desk.now)
        for result, outcome in outcomes:
            if outcome.state is DeliveryState.DEAD:
                tell_stewards(desk, result.claim.deliveries, outcome.reason)
            if isinstance(result, Sent):
                self._sent(desk, result)
            if isinstance(result, Failed):
                self._failed(desk, result)

    def _sent(self, desk: Desk, result: Sent) -> None:
        to, lane = result.claim.to, result.claim.lane
        self._complaints.none(account_lanes.key_of(to.platform, to.team), lane, desk.now)
        if result.following is not None:
            _queue_next_part(desk, result)
        if result.claim.head.kind.is_of_talk:
            remember(desk, result)

    def _failed(self, desk: Desk, result: Failed) -> None:
        claim, failure = result.claim, result.failure
        if isinstance(failure, Moved):
            platform, team = claim.to.platform, claim.to.team
            new = lanes.of_place(platform, team, failure.channel)
            if claim.reader is None:
                recording.move_place(desk.session, claim.lane, new, failure.channel)
                lanes.wake(desk.session, {new: desk.now})
        if isinstance(failure, Refused) and claim.head.kind.is_of_talk:
            refused(desk, claim, failure.reason)
        if isinstance(failure, Later) and failure.pause:
            account = account_lanes.key_of(claim.to.platform, claim.to.team)
            until = desk.now + timedelta(seconds=failure.pause)
            if self._complaints.is_of_all(account, claim.lane, desk.now):
                rule = self._couriers[claim.to.platform].account_pause
                account_lanes.complained(desk.session, account, until, rule)


def _queue_next_part(desk: Desk, sent: Sent) -> None:
    """The next part goes into the thread under the first."""
    head = sent.claim.head
    part = head.part + 1
    outbox.queue(desk.session, [_part_of(head, sent, part, desk.now)], desk.now)


def _part_of(head: Waiting, sent: Sent, part: int, now: datetime) -> dict[str, Any]:
    return {
        "key": f"{head.key.partition('#')[0]}#{part}",
        "network_id": head.network_id,
        "kind": head.kind,
        "digest_id": head.digest_id,
        "matter": dict(sent.following or {}),
        "platform": head.platform,
        "team": head.team,
        "channel": head.channel,
        "topic": head.topic,
        "part": part,
        "thread": head.thread or sent.message,
        "lane": head.lane,
        "next_at": now,
    }
