"""What went out long ago is forgotten, but not that it went out."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.deliveries import DeliveryKind, DeliveryState
from storage import forgetting_deliveries
from storage.audit import Actor
from storage.engine import Database
from storage.models import Delivery, Digest, FollowUp
from tests.storage.office import NOW, Office
from tests.storage.promising import delivered, promises

OCCASION: dict[str, Any] = {"key": "occasion:silence:7:2025-01-01:3", "matter": {"party": 7}}
LATER = NOW + timedelta(days=91)


def put(database: Database, *rows: Delivery) -> None:
    with database.writing(Actor("fixture")) as session:
        session.add_all(rows)


def left(database: Database) -> list[Delivery]:
    with database.reading() as session:
        return list(session.scalars(select(Delivery).order_by(Delivery.id)))


def forgotten(database: Database, now: Any = LATER) -> int:
    with database.writing(Actor("housekeeping")) as session:
        return forgetting_deliveries.forget_old(session, now)


def test_what_a_schedule_counted_is_gone(office: Office) -> None:
    office.does(promises())
    (owed,) = office.all(FollowUp)
    put(office.database, delivered(owed))
    assert forgotten(office.database) == 1
    assert left(office.database) == []


def test_a_digest_of_a_day_is_gone(office: Office) -> None:
    with office.database.writing(Actor("fixture")) as session:
        digest = Digest(
            network_id=office.network_id,
            platform="slack",
            channel="C1",
            weekday=0,
            time_of_day=NOW.time(),
            timezone="UTC",
        )
        session.add(digest)
        session.flush()
        row = delivered(key="digest:1:2026-11-23", digest_id=digest.id, kind=DeliveryKind.DIGEST)
        session.add(row)
    forgotten(office.database)
    assert left(office.database) == []


def test_of_an_occasion_the_key_stays_and_nothing_else(office: Office) -> None:
    put(office.database, delivered(**OCCASION, platform="telegram", channel="77", message="5"))
    forgotten(office.database)
    (row,) = left(office.database)
    assert row.key == OCCASION["key"]
    assert (row.matter, row.channel, row.message, row.lane) == ({}, "", "", "")
    assert row.platform is None


def test_what_is_forgotten_is_not_forgotten_again(office: Office) -> None:
    put(office.database, delivered(**OCCASION))
    assert forgotten(office.database) == 1
    assert forgotten(office.database) == 0


def test_what_nobody_could_be_found_for_is_no_problem_any_more(office: Office) -> None:
    put(
        office.database,
        delivered(**OCCASION, state=DeliveryState.DEAD, lane="", sent_at=None, reason="no_account"),
    )
    assert forgotten(office.database) == 1
    assert forgotten(office.database) == 0
    (row,) = left(office.database)
    assert (row.state, row.reason) == (DeliveryState.CANCELLED, "")


@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.UNCERTAIN])
def test_what_is_still_on_its_way_stays(office: Office, state: DeliveryState) -> None:
    put(office.database, delivered(**OCCASION, state=state, sent_at=None))
    assert forgotten(office.database) == 0
    assert left(office.database)[0].matter == {"party": 7}


def test_what_is_not_old_stays(office: Office) -> None:
    put(office.database, delivered(**OCCASION))
    assert forgotten(office.database, NOW + timedelta(days=89)) == 0


@pytest.mark.parametrize("kind", [each for each in DeliveryKind if each.is_of_talk])
def test_of_what_people_said_nothing_is_left_after_a_month(
    office: Office, kind: DeliveryKind
) -> None:
    put(office.database, delivered(key="echo:7", kind=kind, matter={"echo": 7}))
    assert forgotten(office.database, NOW + timedelta(days=29)) == 0
    assert forgotten(office.database, NOW + timedelta(days=31)) == 1
    assert left(office.database) == []
