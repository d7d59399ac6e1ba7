"""A visitor becomes an official when there is something to keep of them."""

import pytest

from bot.domain.access import Role, Scope
from bot.domain.identity import Identity, Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, ChatIdentity, Network, Official
from storage.records import Records
from storage.speakers import Speakers

KIM = Identity(Platform.SLACK, "U9", "T1")


@pytest.fixture
def networks(database: Database) -> tuple[int, int]:
    with database.writing(Actor("fixture")) as session:
        both = [Network(slug=slug, name=slug) for slug in ("home", "away")]
        session.add_all(both)
        session.flush()
        return both[0].id, both[1].id


def _appointed(database: Database, network_id: int, name: str = "Kim") -> int:
    with database.writing(Actor("test")) as session:
        records = Records(session, Scope(network_id, Role.VIEWER))
        return records.networks.appointed(KIM, name).id


def test_a_visitor_becomes_an_official_by_name(
    database: Database, networks: tuple[int, int]
) -> None:
    official_id = _appointed(database, networks[0])
    with database.reading() as session:
        (standing,) = Speakers(session).standings(KIM)
    assert (standing.official_id, standing.name) == (official_id, "Kim")
    assert (standing.role, standing.network.slug) == (Role.VIEWER, "home")


def test_a_nameless_visitor_is_called_by_their_account(
    database: Database, networks: tuple[int, int]
) -> None:
    official_id = _appointed(database, networks[0], name="")
    with database.reading() as session:
        assert session.get_one(Official, official_id).name == "slack:T1:U9"


def test_who_is_known_to_another_network_stays_the_same_person(
    database: Database, networks: tuple[int, int]
) -> None:
    assert _appointed(database, networks[0]) == _appointed(database, networks[1])
    with database.reading() as session:
        found = Speakers(session).standings(KIM)
        assert {each.network.slug for each in found} == {"home", "away"}
        assert session.query(ChatIdentity).count() == 1


def test_who_was_removed_begins_anew(database: Database, networks: tuple[int, int]) -> None:
    first = _appointed(database, networks[0])
    with database.writing(Actor("test")) as session:
        session.get_one(Official, first).removed_at = Actor("test").at
    second = _appointed(database, networks[0])
    assert second != first
    with database.reading() as session:
        assert [each.official_id for each in Speakers(session).standings(KIM)] == [second]


def test_an_official_is_not_appointed_again(database: Database, networks: tuple[int, int]) -> None:
    first = _appointed(database, networks[0])
    with database.writing(Actor("test")) as session:
        records = Records(session, Scope(networks[0], Role.EDITOR, None, first))
        assert records.networks.appointed(KIM, "Kim").id == first
        assert session.query(Appointment).count() == 1
