"""A visitor becomes a person on record when there is something to keep of them."""

import pytest

from bot.domain.access import Role, Scope
from bot.domain.identity import Identity, Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, ChatIdentity, Network, Official
from storage.records import Records
from storage.speakers import Person, Speakers

KIM = Identity(Platform.SLACK, "U9", "T1")


@pytest.fixture
def networks(database: Database) -> tuple[int, int]:
    with database.writing(Actor("fixture")) as session:
        both = [Network(slug=slug, name=slug) for slug in ("home", "away")]
        session.add_all(both)
        session.flush()
        return both[0].id, both[1].id


def _kept(database: Database, network_id: int, name: str = "Kim") -> int:
    with database.writing(Actor("test")) as session:
        records = Records(session, Scope(network_id, Role.VIEWER))
        return records.accounts.own_record(KIM, name).id


def _person(database: Database) -> Person | None:
    with database.reading() as session:
        return Speakers(session).person(KIM)


def test_a_visitor_who_leaves_something_to_keep_has_no_role_by_it(
    database: Database, networks: tuple[int, int]
) -> None:
    official_id = _kept(database, networks[0])
    person = _person(database)
    assert person is not None
    assert (person.official_id, person.name) == (official_id, "Kim")
    assert (person.standings, person.chosen) == ((), None)


def test_a_nameless_visitor_is_called_by_their_account(
    database: Database, networks: tuple[int, int]
) -> None:
    official_id = _kept(database, networks[0], name="")
    with database.reading() as session:
        assert session.get_one(Official, official_id).name == "slack:T1:U9"


def test_a_visitor_of_two_networks_is_one_person(
    database: Database, networks: tuple[int, int]
) -> None:
    assert _kept(database, networks[0]) == _kept(database, networks[1])
    with database.reading() as session:
        assert session.query(ChatIdentity).count() == 1


def test_who_was_removed_begins_anew(database: Database, networks: tuple[int, int]) -> None:
    first = _kept(database, networks[0])
    with database.writing(Actor("test")) as session:
        session.get_one(Official, first).removed_at = Actor("test").at
    assert _person(database) is None
    second = _kept(database, networks[0])
    person = _person(database)
    assert person is not None
    assert person.official_id == second != first


def test_a_closed_account_is_nobody_s_until_it_speaks_for_somebody_again(
    database: Database, networks: tuple[int, int]
) -> None:
    _kept(database, networks[0])
    with database.writing(Actor("test")) as session:
        session.query(ChatIdentity).one().closed_at = Actor("test").at
    assert _person(database) is None


def test_the_chosen_network_is_the_first_unless_they_chose(
    database: Database, networks: tuple[int, int]
) -> None:
    official_id = _kept(database, networks[0])
    with database.writing(Actor("test")) as session:
        for network_id in networks:
            session.add(
                Appointment(network_id=network_id, official_id=official_id, role=Role.VIEWER)
            )
    person = _person(database)
    assert person is not None
    assert person.chosen is not None
    assert person.chosen.network.slug == "home"
    with database.writing(Actor("test")) as session:
        session.get_one(Official, official_id).network_id = networks[1]
    person = _person(database)
    assert person is not None
    assert person.chosen is not None
    assert person.chosen.network.slug == "away"
