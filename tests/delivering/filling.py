"""Networks full of promises, and deliveries of them that are due, written as rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from bot.domain.access import Role
from bot.domain.deliveries import OPEN_STATES, DeliveryKind, ScheduleKind
from bot.domain.identity import Platform
from storage import lanes, outbox
from storage.audit import Actor
from storage.bulk import Bulk, _table, _whole, in_chunks
from storage.engine import Database
from storage.models import (
    Appointment,
    Channel,
    ChatIdentity,
    Delivery,
    Digest,
    FollowUp,
    Network,
    Official,
    Party,
    Schedule,
)
from storage.models.base import Base
from tests.delivering.at_work import Place, somewhere, yesterday
from tests.delivering.comparing import Row

TEAM = "T1"
NETWORKS = 2
PARTIES = 20
# A network and its only party, of which there is nothing to tell.
QUIET, QUIET_PARTY = NETWORKS + 1, PARTIES + 1
# Telegram's numbers of people; one of Slack's is the official's own with a U.
_CHATS = 1_000_000
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Crowd:
    """Officials who are each reminded of one promise: the first `slack` of them on Slack, the
    others on Telegram; the first `twice` of them of two. The promise of the official with the
    number n is n, and the second one of theirs is n + people."""

    slack: int
    telegram: int
    twice: int = 0
    place: Place = field(default_factory=somewhere)

    @property
    def people(self) -> int:
        """How many they are."""
        return self.slack + self.telegram

    @property
    def promises(self) -> range:
        """Their numbers."""
        return range(1, self.people + self.twice + 1)

    def owner(self, promise: int) -> int:
        """The official who made it."""
        return promise if promise <= self.people else promise - self.people

    def is_on_slack(self, official: int) -> bool:
        """Where they are reached."""
        return official <= self.slack

    def chat(self, official: int) -> str:
        """Where their messages arrive."""
        return f"D{official}" if self.is_on_slack(official) else str(_CHATS + official)


def fill(database: Database, crowd: Crowd, *, promised: bool = True) -> None:
    """The networks with their parties, the crowd, and a promise of each that is due today."""
    made = yesterday(crowd.place)
    _write(database, Network, [_network(number, crowd) for number in range(1, QUIET + 1)])
    _write(database, Party, [_party(number, crowd) for number in range(1, QUIET_PARTY + 1)])
    people = range(1, crowd.people + 1)
    _write(database, Official, [_official(number, crowd) for number in people])
    _write(database, ChatIdentity, [_account(number, crowd) for number in people])
    _write(database, Appointment, [_appointment(number) for number in people])
    if promised:
        rows = [_promise(each, crowd.owner(each), crowd, made) for each in crowd.promises]
        _write(database, FollowUp, rows)


def fill_sparsely(database: Database, crowd: Crowd, promises: int) -> None:
    """The same with so many promises in all, whose schedules come round within two years; those
    that are due today when their schedule comes are due as the others are."""
    made = yesterday(crowd.place)
    fill(database, replace(crowd, twice=0), promised=False)
    soon = datetime.now(UTC) + timedelta(days=1)
    for start in range(1, promises + 1, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, promises + 1))
        owners = {number: number % crowd.people + 1 for number in numbers}
        _write(database, FollowUp, [_promise(each, owners[each], crowd, made) for each in numbers])
        _write(
            database,
            Schedule,
            [
                {
                    "kind": ScheduleKind.FOLLOW_UP,
                    "subject_id": each,
                    "network_id": _network_of(owners[each]),
                    "next_at": soon + timedelta(minutes=each * 7919 % 1_000_000),
                }
                for each in numbers
            ],
        )


def queue(database: Database, crowd: Crowd, times: Mapping[int, datetime]) -> None:
    """A nudge for each of these promises, due at its time, as if the pump had queued it."""
    rows = [
        {
            "key": f"nudge:{promise}:1",
            "network_id": _network_of(crowd.owner(promise)),
            "kind": DeliveryKind.NUDGE,
            "follow_up_id": promise,
            "matter": {"rung": "owner", "stands_in": False},
            "official_id": crowd.owner(promise),
            "lane": lanes.of_person(crowd.owner(promise)),
            "next_at": at,
        }
        for promise, at in times.items()
    ]
    with database.writing(Actor("harness")) as session:
        outbox.queue(session, rows, datetime.now(UTC))


def queue_digests(
    database: Database, crowd: Crowd, places: Mapping[tuple[Platform, str], int], at: datetime
) -> None:
    """So many digests for each of these places, all due at that time."""
    subscribed = list(enumerate(places, start=1))
    _write(database, Channel, [_channel(number, place) for number, place in subscribed])
    _write(database, Digest, [_digest(number, place, crowd) for number, place in subscribed])
    rows = [
        {
            "key": f"digest:{number}:{copy}",
            "network_id": QUIET,
            "kind": DeliveryKind.DIGEST,
            "digest_id": number,
            "platform": platform,
            "team": _team_of(platform),
            "channel": channel,
            "lane": lanes.of_place(platform, _team_of(platform), channel),
            "next_at": at,
        }
        for number, (platform, channel) in subscribed
        for copy in range(places[platform, channel])
    ]
    with database.writing(Actor("harness")) as session:
        outbox.queue(session, rows, datetime.now(UTC))


def schedule(database: Database, crowd: Crowd, times: Mapping[int, datetime]) -> None:
    """Let the pump look at each of these promises at its time."""
    rows = [
        {
            "kind": ScheduleKind.FOLLOW_UP,
            "subject_id": promise,
            "network_id": _network_of(crowd.owner(promise)),
            "next_at": at,
        }
        for promise, at in times.items()
    ]
    _write(database, Schedule, rows)


def deliveries(database: Database) -> list[Row]:
    """All that was ever queued."""
    columns = (
        Delivery.id,
        Delivery.key,
        Delivery.follow_up_id,
        Delivery.state,
        Delivery.is_repeated,
        Delivery.bundle_id,
        Delivery.part,
        Delivery.thread,
        Delivery.message,
        Delivery.reason,
    )
    with database.reading() as session:
        found: list[Any] = list(session.execute(select(*columns).order_by(Delivery.id)))
    return [Row(row[0], row[1], row[2] or 0, *row[3:]) for row in found]


def is_anything_open(database: Database, horizon: datetime) -> bool:
    """Whether something is to be done before that time."""
    waits = select(Delivery.id).where(Delivery.state.in_(OPEN_STATES), Delivery.next_at <= horizon)
    planned = select(Schedule.subject_id).where(Schedule.next_at <= horizon)
    with database.reading() as session:
        # In this order: what is queued in between is found by the second.
        return any(session.execute(query.limit(1)).first() for query in (planned, waits))


def _write(database: Database, kind: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Past the audit trail, which would only take time."""
    table = _table(kind)
    with database.writing(Actor("harness")) as session:
        bulk = Bulk(session)
        for chunk in in_chunks(rows, _AT_ONCE):
            bulk._write(table, [_whole(table, row) for row in chunk])


def _team_of(platform: Platform) -> str:
    return TEAM if platform is Platform.SLACK else ""


def _channel(number: int, place: tuple[Platform, str]) -> dict[str, Any]:
    """Bound to the network whose digest it gets."""
    platform, channel = place
    return {
        "id": number,
        "network_id": QUIET,
        "platform": platform,
        "team": _team_of(platform),
        "channel": channel,
    }


def _digest(number: int, place: tuple[Platform, str], crowd: Crowd) -> dict[str, Any]:
    """About a party that has no promises to tell of, so that it is one message."""
    platform, channel = place
    return {
        "id": number,
        "network_id": QUIET,
        "party_id": QUIET_PARTY,
        "platform": platform,
        "team": _team_of(platform),
        "channel": channel,
        "weekday": 0,
        "time_of_day": time(9),
        "timezone": crowd.place.zone,
    }


def _network_of(official: int) -> int:
    return official % NETWORKS + 1


def _network(number: int, crowd: Crowd) -> dict[str, Any]:
    return {
        "id": number,
        "slug": f"network{number}",
        "name": f"Network {number}",
        "timezone": crowd.place.zone,
    }


def _party(number: int, crowd: Crowd) -> dict[str, Any]:
    return {
        "id": number,
        "network_id": QUIET if number == QUIET_PARTY else _network_of(number),
        "name": f"City{number}",
        "country": crowd.place.country,
        "timezone": crowd.place.zone,
    }


def _official(number: int, crowd: Crowd) -> dict[str, Any]:
    return {"id": number, "name": f"Official {number}", "timezone": crowd.place.zone}


def _account(number: int, crowd: Crowd) -> dict[str, Any]:
    on_slack = crowd.is_on_slack(number)
    return {
        "id": number,
        "official_id": number,
        "platform": Platform.SLACK if on_slack else Platform.TELEGRAM,
        "team": TEAM if on_slack else "",
        "user": f"U{number}" if on_slack else str(_CHATS + number),
    }


def _appointment(number: int) -> dict[str, Any]:
    return {
        "network_id": _network_of(number),
        "official_id": number,
        "role": Role.EDITOR,
        "party_id": _party_of(number),
    }


def _party_of(official: int) -> int:
    """One of the official's network."""
    return (official - 1) % PARTIES + 1


def _promise(number: int, owner: int, crowd: Crowd, made: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "network_id": _network_of(owner),
        "text": f"Send the pump specification, Promise-{number}",
        "owner_id": owner,
        "party_id": _party_of(owner),
        "due_on": crowd.place.today,
        "timezone": crowd.place.zone,
        "due_at": made + timedelta(days=3),
        "made_by_id": owner,
        "created_at": made,
    }


def spread(
    promises: Sequence[int], start: datetime, seconds: float
) -> Iterator[tuple[int, datetime]]:
    """A time for each, evenly within so many seconds from the start."""
    for index, promise in enumerate(promises):
        yield promise, start + timedelta(seconds=seconds * index / max(1, len(promises)))
