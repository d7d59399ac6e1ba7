"""A network whose officials are reminded, a courier that keeps what it is given, and a clerk to be
driven turn by turn; time passes by moving what is on record into the past."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from sqlalchemy import select

from bot.chat.delivering import NotDelivered, Parcel, Receipt
from bot.chat.reply import Reply
from bot.chat.speech import Speech
from bot.domain.access import Role
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform, Venue
from bot.domain.tempo import UNLIMITED, Tempo
from bot.domain.vocabulary import Priority
from bot.platforms.console.plain import plain
from bot.services.deliveries.claims import Claim
from bot.services.deliveries.clerk import Clerk
from bot.services.deliveries.results import Absent, Failed, Result, Sent
from storage import lanes, outbox
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    Appointment,
    Channel,
    ChatIdentity,
    Delivery,
    Digest,
    FollowUp,
    Lane,
    Network,
    Official,
    Party,
    Schedule,
)
from storage.moments import now_of

TEAM = "T1"
MIDNIGHT = clock(0)


class EveryDay:
    """A calendar on which people always work, so that a test passes on a Sunday too."""

    def is_weekend(self, country: str, day: date) -> bool:
        return False

    def holiday(self, country: str, day: date) -> str:
        return ""


@dataclass
class Keeper:
    """A courier that keeps what it is given. `failures` come first, one for each call."""

    can_look: bool = True
    account_pause: float = 0.0
    keeps: Tempo = UNLIMITED
    kept: list[Parcel] = field(default_factory=list)
    failures: list[NotDelivered] = field(default_factory=list)

    def tempo(self, to: Venue) -> Tempo:
        return self.keeps

    def pages(self, reply: Reply, speech: Speech) -> int:
        return 1

    async def deliver(self, parcel: Parcel) -> Receipt:
        if self.failures:
            raise self.failures.pop(0)
        self.kept.append(parcel)
        return Receipt(str(len(self.kept)))

    async def look(self, parcel: Parcel, since: datetime) -> Receipt | None:
        found = (number for number, each in enumerate(self.kept, 1) if each.key == parcel.key)
        number = next(found, None)
        return None if number is None else Receipt(str(number))

    @property
    def said(self) -> list[str]:
        return [plain(each.reply, each.speech) for each in self.kept]


class Secretariat:
    """A network with one city, its officials, and the clerk who sends for it."""

    def __init__(self, database: Database, lease_seconds: float = 30.0) -> None:
        self.database = database
        self.slack, self.telegram = Keeper(), Keeper(can_look=False)
        self.couriers = {Platform.SLACK: self.slack, Platform.TELEGRAM: self.telegram}
        self.lease_seconds = lease_seconds
        self.clerk = self.another_clerk()
        with database.writing(Actor("fixture")) as session:
            home = Network(slug="home", name="Home")
            session.add(home)
            session.flush()
            self.network_id = home.id
            city = Party(network_id=home.id, name="Odesa", country="UA")
            session.add(city)
            session.flush()
            self.city_id = city.id
        self.sari = self.employs("Sari", Role.STEWARD)
        self.pump()

    def another_clerk(self) -> Clerk:
        return Clerk(self.database, self.couriers, EveryDay(), self.lease_seconds)

    def employs(
        self,
        name: str,
        role: Role = Role.EDITOR,
        *,
        platform: Platform | None = Platform.SLACK,
        quiet: tuple[clock, clock] = (MIDNIGHT, MIDNIGHT),
    ) -> int:
        with self.database.writing(Actor("fixture")) as session:
            official = Official(name=name, quiet_from=quiet[0], quiet_until=quiet[1])
            session.add(official)
            session.flush()
            party = self.city_id if role is Role.EDITOR else None
            session.add(
                Appointment(
                    network_id=self.network_id, official_id=official.id, role=role, party_id=party
                )
            )
            if platform is not None:
                user = str(1000 + official.id) if platform is Platform.TELEGRAM else f"U{name}"
                team = TEAM if platform is Platform.SLACK else ""
                session.add(
                    ChatIdentity(official_id=official.id, platform=platform, team=team, user=user)
                )
            return official.id

    def owes(
        self, owner_id: int | None, text: str = "send it", *, late: int = 60, **facts: Any
    ) -> int:
        """A follow-up that was due so many minutes ago."""
        with self.database.writing(Actor("fixture", self.network_id)) as session:
            due = now_of(session) - timedelta(minutes=late)
            record = FollowUp(
                network_id=self.network_id,
                text=text,
                owner_id=owner_id,
                party_id=self.city_id,
                due_on=due.date(),
                due_time=due.time().replace(tzinfo=None),
                due_at=due,
                # What is still to come was promised just now, after any morning of it.
                created_at=due - timedelta(hours=3) if late > 0 else now_of(session),
                **{"priority": Priority.NORMAL, **facts},
            )
            session.add(record)
            session.flush()
            return record.id

    def posts(self, key: str, channel: str = "C1", platform: Platform = Platform.SLACK) -> None:
        """Something to be said in a channel."""
        team = TEAM if platform is Platform.SLACK else ""
        with self.database.writing(Actor("fixture")) as session:
            now = now_of(session)
            row = {
                "key": key,
                "network_id": self.network_id,
                "kind": DeliveryKind.DIGEST,
                "platform": platform,
                "team": team,
                "channel": channel,
                "lane": lanes.of_place(platform, team, channel),
                "next_at": now,
            }
            outbox.queue(session, [row], now)

    def subscribes(self, channel: str = "C1", **facts: Any) -> int:
        """A bound channel that gets the digest each Monday at nine."""
        with self.database.writing(Actor("fixture", self.network_id)) as session:
            session.add(
                Channel(
                    network_id=self.network_id,
                    platform=Platform.SLACK,
                    team=TEAM,
                    channel=channel,
                )
            )
            digest = Digest(
                network_id=self.network_id,
                platform=Platform.SLACK,
                team=TEAM,
                channel=channel,
                **{"weekday": 0, "time_of_day": clock(9), "timezone": "UTC", **facts},
            )
            session.add(digest)
            session.flush()
            return digest.id

    def changes(self, kind: type[Any], number: Any, **values: Any) -> None:
        """Change a record as a command would."""
        with self.database.writing(Actor("fixture", self.network_id)) as session:
            record = session.get_one(kind, number)
            for name, value in values.items():
                setattr(record, name, value)

    def pump(self) -> int:
        looked_at = 0
        while count := self.clerk.pump():
            looked_at += count
        return looked_at

    def takes(self, clerk: Clerk | None = None, results: Iterable[Result] = ()) -> list[Claim]:
        """One turn, with room for all."""
        rooms = dict.fromkeys(self.couriers, 100)
        return (clerk or self.clerk).turn(list(results), rooms)

    def records(self, *results: Result, clerk: Clerk | None = None) -> None:
        (clerk or self.clerk).turn(list(results), {})

    def passes(self, **span: int) -> None:
        """Let time go by: everything that is planned or was done is so much longer ago."""
        by = timedelta(**span)
        with self.database.writing(Actor("fixture")) as session:
            for kind, names in _MOMENTS.items():
                for record in session.scalars(select(kind)):
                    for name in names:
                        moment = getattr(record, name)
                        if moment is not None:
                            setattr(record, name, moment - by)
            for lane in session.scalars(select(Lane)):
                lane.lately = [each - by.total_seconds() for each in lane.lately or ()]

    def deliveries(self) -> list[Delivery]:
        with self.database.reading() as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.id)))

    def states(self) -> list[DeliveryState]:
        return [each.state for each in self.deliveries()]


_MOMENTS: dict[type[Any], tuple[str, ...]] = {
    Delivery: ("next_at", "asked_at", "sent_at"),
    Lane: ("free_at", "ready_at", "held_until"),
    Schedule: ("next_at", "counted_from"),
}


def sent(claim: Claim, message: str = "1", following: dict[str, Any] | None = None) -> Sent:
    return Sent(claim, time.monotonic(), message, following)


def failed(claim: Claim, failure: NotDelivered) -> Failed:
    return Failed(claim, time.monotonic(), failure)


def absent(claim: Claim) -> Absent:
    return Absent(claim, time.monotonic())
