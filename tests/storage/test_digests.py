"""Subscriptions belong to places, places to networks; a week is read in so many statements."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.domain.access import Role, Scope
from bot.domain.deliveries import DeliveryKind, DeliveryState, ScheduleKind
from bot.domain.identity import Platform, Venue
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage
from storage.audit import Actor
from storage.channels import Channels
from storage.digest_views import About, Rhythm
from storage.digests import Digests
from storage.engine import Database
from storage.models import AuditEntry, Channel, Delivery, Digest, FollowUp, Network, Schedule
from storage.records import Records

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
PLACE = Venue(Platform.TELEGRAM, "-5")
MONDAY = Rhythm(0, time(9), "Asia/Jakarta")
FIXTURE = Actor("fixture")


@pytest.fixture
def networks(database: Database) -> tuple[Database, int, int]:
    """Two networks; the group -5 belongs to the first."""
    with database.writing(FIXTURE) as session:
        both = [Network(slug="one", name="One", language="id"), Network(slug="two", name="Two")]
        session.add_all(both)
        session.flush()
        session.add(Channel(network_id=both[0].id, platform=PLACE.platform, channel=PLACE.channel))
        first, second = (each.id for each in both)
    return database, first, second


def digests_of(session: Any, network_id: int) -> Digests:
    return Digests(session, Scope(network_id, Role.STEWARD))


def subscribe(database: Database, network_id: int, place: Venue = PLACE) -> int:
    with database.writing(FIXTURE) as session:
        return digests_of(session, network_id).subscribe(place, About(), MONDAY).id


def test_a_subscription_is_found_by_its_place(networks: tuple[Database, int, int]) -> None:
    database, first, second = networks
    digest_id = subscribe(database, first)
    with database.reading() as session:
        found = digests_of(session, first).at(PLACE)
        assert found is not None
        assert (found.id, found.rhythm, found.spoken, found.is_open) == (
            digest_id,
            MONDAY,
            ("id",),
            True,
        )
        assert digests_of(session, second).at(PLACE) is None
        assert digests_of(session, second).get(digest_id) is None


def test_a_place_that_was_let_go_is_sent_nothing(networks: tuple[Database, int, int]) -> None:
    database, first, second = networks
    digest_id = subscribe(database, first)
    with database.writing(FIXTURE) as session:
        session.scalars(select(Channel)).one().network_id = second
    with database.reading() as session:
        digests = digests_of(session, first)
        found = digests.get(digest_id)
        assert found is not None
        assert not found.is_open
        assert digests.listed() == []
        assert not digests.is_bound(PLACE)


def test_the_closest_binding_decides(networks: tuple[Database, int, int]) -> None:
    database, first, second = networks
    topic = Venue(PLACE.platform, PLACE.channel, topic="7")
    with database.writing(FIXTURE) as session:
        session.add(Channel(network_id=second, platform=PLACE.platform, channel="-5", topic="7"))
    digest_id = subscribe(database, first, topic)
    with database.reading() as session:
        found = digests_of(session, first).get(digest_id)
        assert found is not None
        assert not found.is_open


def test_a_place_has_one_subscription(networks: tuple[Database, int, int]) -> None:
    database, first, _second = networks
    digest_id = subscribe(database, first)
    with database.writing(FIXTURE) as session:
        digests_of(session, first).remove(digest_id, NOW)
        assert digests_of(session, first).at(PLACE) is None
    assert subscribe(database, first) == digest_id
    assert subscribe(database, first) == digest_id


def test_what_another_network_sent_ends_and_tells_the_new_one_nothing(
    networks: tuple[Database, int, int],
) -> None:
    database, first, second = networks
    old = subscribe(database, first)
    with database.writing(FIXTURE) as session:
        session.scalars(select(Channel)).one().network_id = second
    new = subscribe(database, second)
    assert new != old
    with database.reading() as session:
        assert digests_of(session, first).get(old) is None
        told = session.scalars(
            select(AuditEntry).where(AuditEntry.entity == "digest", AuditEntry.network_id == second)
        )
        assert [(each.action, each.entity_id) for each in told] == [("create", str(new))]


def test_nobody_removes_the_digest_of_another_network(
    networks: tuple[Database, int, int],
) -> None:
    database, first, second = networks
    digest_id = subscribe(database, first)
    with database.writing(FIXTURE) as session, pytest.raises(LookupError):
        digests_of(session, second).remove(digest_id, NOW)


def test_a_moved_channel_takes_its_digests_along(networks: tuple[Database, int, int]) -> None:
    database, first, _second = networks
    digest_id = subscribe(database, first)
    with database.writing(FIXTURE) as session:
        Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW)
    with database.reading() as session:
        found = digests_of(session, first).get(digest_id)
        assert found is not None
        assert found.place.channel == "-100"
        assert found.is_open


def test_a_digest_at_the_new_place_of_a_channel_stays(
    networks: tuple[Database, int, int],
) -> None:
    database, first, _second = networks
    old, new = subscribe(database, first), subscribe(database, first, Venue(PLACE.platform, "-100"))
    with database.writing(FIXTURE) as session:
        Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW)
        assert session.get_one(Digest, old).channel == "-5"
        assert session.get_one(Digest, new).channel == "-100"


def test_a_subscription_is_looked_at_at_once(networks: tuple[Database, int, int]) -> None:
    database, first, _second = networks
    digest_id = subscribe(database, first)
    with database.reading() as session:
        schedule = session.get(Schedule, (ScheduleKind.DIGEST, digest_id))
        assert schedule is not None
        assert schedule.next_at is not None


def test_the_next_digest_begins_where_the_last_one_ended(
    networks: tuple[Database, int, int],
) -> None:
    database, first, _second = networks
    digest_id = subscribe(database, first)
    until, sent_at = NOW - timedelta(days=3), NOW - timedelta(days=2)
    with database.writing(FIXTURE) as session:
        digests = digests_of(session, first)
        assert digests.told_until(digest_id, NOW) == NOW - WEEK
        session.add(
            Delivery(
                key="digest:1",
                network_id=first,
                kind=DeliveryKind.DIGEST,
                digest_id=digest_id,
                lane="telegram::-5",
                matter={"until": until.isoformat()},
                state=DeliveryState.SENT,
                next_at=until,
                sent_at=sent_at,
            )
        )
        session.flush()
        assert digests.told_until(digest_id, NOW) == until


def test_after_a_long_time_a_digest_tells_of_a_week(networks: tuple[Database, int, int]) -> None:
    database, first, _second = networks
    digest_id = subscribe(database, first)
    long_ago = NOW - timedelta(days=200)
    with database.writing(FIXTURE) as session:
        session.add(
            Delivery(
                key="digest:1",
                network_id=first,
                kind=DeliveryKind.DIGEST,
                digest_id=digest_id,
                lane="telegram::-5",
                state=DeliveryState.SENT,
                next_at=long_ago,
                sent_at=long_ago,
            )
        )
        session.flush()
        assert digests_of(session, first).told_until(digest_id, NOW) == NOW - WEEK


def test_a_week_takes_as_many_statements_however_much_there_is(
    networks: tuple[Database, int, int],
) -> None:
    database, first, _second = networks
    before = statements_of_a_week(database, first)
    fill(database, first)
    after = statements_of_a_week(database, first)
    assert len(before) == len(after) == 10


def statements_of_a_week(database: Database, network_id: int) -> list[str]:
    said: list[str] = []

    def remember(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    with database.reading() as session:
        digests = digests_of(session, network_id)
        event.listen(database.engine, "before_cursor_execute", remember)
        digests.week(NOW - WEEK, NOW)
        event.remove(database.engine, "before_cursor_execute", remember)
    return said


def fill(database: Database, network_id: int) -> None:
    with database.writing(FIXTURE) as session:
        records = Records(session, Scope(network_id, Role.STEWARD))
        cities = [records.parties.add(f"City {number}", "UA") for number in range(20)]
        for first, second in pairwise(cities):
            made = records.partnerships.add(
                [first, second], PartnershipType.MOU, Stage.IMPLEMENTATION
            )
            day = PartialDate.parse("2026-11-18")
            records.exchanges.add(made.id, ExchangeKind.AID, "Something", day, first.id, [])
            session.add(
                FollowUp(
                    network_id=network_id,
                    partnership_id=made.id,
                    text="Something",
                    due_on=NOW.date(),
                    due_at=NOW,
                )
            )
