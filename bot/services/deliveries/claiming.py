"""Taking what is ready, lane by lane: in one transaction it is looked at once more, and marked as
being sent before anybody is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.chat.delivering import Courier
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform, Venue
from bot.domain.working_time import Calendar
from bot.services.deliveries.burying import bury
from bot.services.deliveries.claims import Claim
from bot.services.deliveries.planning import NO_ACCOUNT
from bot.services.deliveries.telling import sifted
from storage import account_lanes, dispatching, lanes
from storage.account_lanes import Account
from storage.desk import Desk
from storage.dispatching import Bundle, OpenLane, Waiting
from storage.follow_up_views import FollowUpView
from storage.recipients import Recipient

# A slot that is further away than this is another turn's. What comes to many has a narrower pace
# of its own and is kept from it by nobody: it may reach further, and there is room left for it.
_HORIZON, _HORIZON_OF_PLACES = timedelta(seconds=0.15), timedelta(seconds=0.4)
_LEFT_FOR_PLACES = 1
_DAY = timedelta(days=1)
# What somebody is changing is looked at again when they have.
_A_MOMENT = timedelta(seconds=0.5)
# A place on a platform that is not configured here waits for a machine where it is.
_UNSERVED = timedelta(minutes=1)
# Those who wait in line stand somewhat closer than their turns come, so that none is missed.
_CLOSER = 0.7
# Where nothing else says when, a lane for which there was no room is looked into again after this.
_NO_ROOM = timedelta(seconds=0.02)
LOST_TRACK = "lost_track"
# So often something is tried at most, whatever stands in its way.
MOST_ATTEMPTS = 32


@dataclass(slots=True)
class Queue:
    """Where the lanes stand that wait for their account: each is looked into once, about when its
    turn comes, instead of all of them again and again. It is this process's own estimate."""

    _ends: dict[str, datetime] = field(default_factory=dict)

    def join(self, account: str, free_at: datetime, pause: float) -> datetime:
        """When the next in line may look again."""
        step = timedelta(seconds=_CLOSER * pause)
        end = max(self._ends.get(account, free_at), free_at) + step
        self._ends[account] = end
        return end


@dataclass(slots=True)
class Claiming:
    """One turn at the desk. `rooms` are how many more messages each platform can take now, and
    `lease` how long a lane is held for one. `lead` is how long it takes until one is ready: what
    may go so soon is taken already, so that its time is met exactly."""

    desk: Desk
    couriers: Mapping[Platform, Courier]
    calendar: Calendar
    rooms: dict[Platform, int]
    lease: timedelta
    queue: Queue
    lead: timedelta
    _later: dict[str, datetime | None] = field(default_factory=dict)
    _claims: list[Claim] = field(default_factory=list)
    _open: dict[str, OpenLane] = field(default_factory=dict)
    _changing: set[int] = field(default_factory=set)

    def claims(self, open_lanes: Sequence[OpenLane]) -> list[Claim]:
        """At most one message of each of these lanes, each lane held and each message begun.
        The other lanes are put off until there is something to do in them."""
        self._open = {lane.key: lane for lane in open_lanes}
        keys = list(self._open)
        doubtful = dispatching.in_doubt(self.desk.session, keys)
        still = {key for key, own in doubtful.items() if not self._is_reopened(own)}
        certain = [key for key in keys if key not in still]
        due = dispatching.first_due(self.desk.session, certain, self.desk.now + self.lead)
        readers, follow_ups, told = self._known([each for own in due.values() for each in own])
        for own in due.values():
            head = own[0]
            if head.official_id is None:
                self._claim([head], self._place_of(head), None, {})
            else:
                reader = readers.get((head.network_id, head.official_id))
                self._for_person(own, reader, follow_ups, told.get(head.official_id, ()))
        return self._settled(keys)

    def _known(
        self, waiting: Sequence[Waiting]
    ) -> tuple[
        dict[tuple[int, int], Recipient], dict[int, FollowUpView], dict[int, list[datetime]]
    ]:
        """Whom it is for, what it is about, and what they were told lately."""
        people = {
            (each.network_id, each.official_id) for each in waiting if each.official_id is not None
        }
        readers = self.desk.recipients.of(people)
        follow_ups, self._changing = self.desk.follow_ups(
            each.follow_up_id for each in waiting if each.follow_up_id is not None
        )
        ids = sorted({official_id for _network, official_id in people})
        since = self.desk.now - _DAY
        told = dispatching.told_lately(self.desk.session, ids, since) if ids else {}
        return readers, follow_ups, told

    def _for_person(
        self,
        waiting: Sequence[Waiting],
        reader: Recipient | None,
        follow_ups: Mapping[int, FollowUpView],
        told: Sequence[datetime],
    ) -> None:
        """What is due for one person goes out in one message."""
        network_id = waiting[0].network_id
        # Of what comes from several networks, or is of another kind, the rest goes next.
        own = [
            each
            for each in waiting
            if each.network_id == network_id and each.kind is waiting[0].kind
        ]
        changing = [each for each in own if each.follow_up_id in self._changing]
        if changing:
            at = self.desk.now + _A_MOMENT
            dispatching.postpone(self.desk.session, {each.id: at for each in changing})
            own = [each for each in own if each not in changing]
        to = self._account_of(reader)
        if reader is None or to is None:
            bury(self.desk, own, NO_ACCOUNT)
            return
        views = (follow_ups.get(each.follow_up_id or 0) for each in own)
        shown = self.desk.shown_to(reader, [view for view in views if view is not None])
        found = sifted(own, reader, shown, told, self.calendar, self.desk.now)
        for reason in set(found.pointless.values()):
            ids = [key for key, why in found.pointless.items() if why == reason]
            dispatching.cancel(self.desk.session, ids, reason)
        dispatching.postpone(self.desk.session, found.later)
        if found.now:
            told_of = {each.follow_up_id for each in found.now}
            about = {key: view for key, view in shown.items() if key in told_of}
            self._claim(found.now, to, reader, about)

    def _is_reopened(self, doubtful: Sequence[Waiting]) -> bool:
        """Whoever called the platform did not say what came of it: look, or (where nobody can
        look) let it have its turn again, marked so that the reader can tell. Whether it does."""
        bundle = [each for each in doubtful if each.bundle_id == doubtful[0].bundle_id]
        head = next((each for each in bundle if each.id == each.bundle_id), bundle[0])
        own = [head, *(each for each in bundle if each.id != head.id)]
        if head.state is DeliveryState.UNCERTAIN and head.next_at > self.desk.now:
            self._later[head.lane] = head.next_at
            return False
        # Where it was sent to, whatever account its reader prefers by now.
        to = self._place_of(head, private=head.official_id is not None)
        courier = self.couriers.get(to.platform)
        if head.kind is DeliveryKind.CHANGE:
            dispatching.reopen(self.desk.session, [head.id], is_repeated=False)
            return True
        if courier is None or courier.can_look:
            self._claim(own, to, None, {}, is_look=True)
            return False
        if head.attempts >= MOST_ATTEMPTS:
            bury(self.desk, own, LOST_TRACK)
            return False
        # What was perhaps sent counts as if it was.
        tempo, lately = courier.tempo(to), self._open[head.lane].lately
        free_at = tempo.free_at(tempo.counted([*lately, head.asked_at or self.desk.now]))
        if free_at is not None and free_at > self.desk.now:
            self._later[head.lane] = free_at
            return False
        # It may be night there by now, or done.
        dispatching.reopen(self.desk.session, [each.id for each in own])
        return True

    def _claim(
        self,
        own: Sequence[Waiting],
        to: Venue,
        reader: Recipient | None,
        follow_ups: Mapping[int, FollowUpView],
        *,
        is_look: bool = False,
    ) -> None:
        """Note one message; whether there is room for it is seen when all are noted."""
        lane, now = own[0].lane, self.desk.now
        first = max(now, self._open[lane].free_at, now if is_look else own[0].next_at)
        self._claims.append(
            Claim(
                lane,
                tuple(own),
                now,
                now + self.lease,
                to,
                self._ticks_at(own[0].next_at),
                self._ticks_at(first),
                self._ticks_at(first),
                self.desk.ticks + self.lease.total_seconds(),
                reader,
                follow_ups,
                is_look,
                any(each.is_repeated for each in own),
            )
        )

    def _place_of(self, waiting: Waiting, *, private: bool = False) -> Venue:
        if waiting.platform is None:
            raise ValueError(waiting.key)
        return Venue(waiting.platform, waiting.channel, waiting.team, waiting.topic, private)

    def _account_of(self, reader: Recipient | None) -> Venue | None:
        """Where a person is written to: the first of their accounts that somebody serves."""
        for account in reader.accounts if reader else ():
            if account.platform in self.couriers:
                return Venue(account.platform, account.user, account.team, private=True)
        return None

    def _settled(self, keys: Sequence[str]) -> list[Claim]:
        """Those for which there is room and a slot; every other lane is put off."""
        pauses = {_account(each): self._account_pause(each) for each in self._claims}
        accounts = account_lanes.locked(self.desk.session, pauses, self.desk.now)
        # A place keeps many people waiting, and has a narrower pace of its own besides.
        asked = sorted(self._claims, key=lambda each: each.reader is not None)
        granted = [claim for each in asked if (claim := self._granted(each, accounts))]
        account_lanes.save(self.desk.session, accounts.values())
        taken = {each.lane for each in granted}
        idle = [key for key in keys if key not in taken and key not in self._later]
        waiting = lanes.next_in(self.desk.session, idle) if idle else {}
        ready = {key: waiting.get(key) for key in idle} | self._later
        dispatching.put_off(self.desk.session, ready)
        if granted:
            dispatching.hold(self.desk.session, taken, granted[0].held_until)
            # What is only looked for stays as it is until it is known what became of it.
            bundles = [
                Bundle(each.ids, each.to, each.is_repeated) for each in granted if not each.is_look
            ]
            dispatching.begin(self.desk.session, bundles, self.desk.now)
        return granted

    def _granted(self, claim: Claim, accounts: Mapping[str, Account]) -> Claim | None:
        """The claim with its slot; None, and its lane is put off, if it has to wait."""
        platform = claim.to.platform
        if platform not in self.couriers:
            self._later[claim.lane] = self.desk.now + _UNSERVED
            return None
        account = accounts.get(_account(claim))
        is_place = claim.reader is None
        if self.rooms.get(platform, 0) > (0 if is_place else _LEFT_FOR_PLACES):
            now, horizon = self.desk.now, _HORIZON_OF_PLACES if is_place else _HORIZON
            is_idle = account is None or account.free_at <= now
            slot = now if account is None else account.grant(now + self.lead, horizon)
            if slot is not None:
                self.rooms[platform] -= 1
                slot_at = max(claim.starts_at, self._ticks_at(slot))
                return replace(
                    claim, starts_at=claim.starts_at if is_idle else slot_at, slot_at=slot_at
                )
        self._later[claim.lane] = self._next_look(claim, account)
        return None

    def _next_look(self, claim: Claim, account: Account | None) -> datetime:
        """When to see again whether there is room for it."""
        if account is None:
            return self.desk.now + _NO_ROOM
        if claim.reader is None:
            # It does not go back to the end of the line.
            return max(account.free_at, self.desk.now + _NO_ROOM)
        return self.queue.join(_account(claim), account.free_at, account.pause)

    def _ticks_at(self, moment: datetime) -> float:
        return self.desk.ticks + (moment - self.desk.now).total_seconds()

    def _account_pause(self, claim: Claim) -> float:
        courier = self.couriers.get(claim.to.platform)
        return courier.account_pause if courier else 0.0


def _account(claim: Claim) -> str:
    return account_lanes.key_of(claim.to.platform, claim.to.team)
