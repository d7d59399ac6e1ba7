"""Ends of bridges move, are lost and found with their channels, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.domain.access import Role, Scope
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Platform, Venue
from bot.domain.translation_policy import Rules
from storage import listening
from storage.audit import Actor
from storage.bindings import Bindings
from storage.channels import Channels
from storage.engine import Database
from storage.models import AuditEntry, BridgeEnd, Delivery, Network
from storage.records import Records

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 9, tzinfo=UTC)
GROUP = Venue(Platform.TELEGRAM, "-5")
HARBOUR = Venue(Platform.SLACK, "C1", "T1")
ASKING = Venue(Platform.TELEGRAM, "-9")


@pytest.fixture
def bridged(database: Database) -> Database:
    """A group and a channel share a conversation; a group of another network waits to join."""
    with database.writing(Actor("fixture")) as session:
        networks = [Network(slug="one", name="One"), Network(slug="two", name="Two")]
        session.add_all(networks)
        session.flush()
        for network, place in zip(
            (networks[0], networks[0], networks[1]), (GROUP, HARBOUR, ASKING), strict=True
        ):
            Bindings(session).bind(network.id, place)
        own, other = (Records(session, Scope(each.id, Role.STEWARD)).bridges for each in networks)
        end, _code = own.open(GROUP, "Pumps", ["uk"], NOW)
        own.join(end.bridge_id, HARBOUR, "#pumps", ["en"], NOW)
        other.join(end.bridge_id, ASKING, "Waiting", [], NOW)
    return database


def end(database: Database, title: str) -> BridgeEnd:
    with database.reading() as session:
        return session.scalars(select(BridgeEnd).where(BridgeEnd.title == title)).one()


def words(database: Database) -> set[tuple[str, str, str]]:
    """Which words wait for which places, and of which they speak."""
    with database.reading() as session:
        found = session.scalars(select(Delivery).where(Delivery.kind == DeliveryKind.WORD))
        return {(each.matter["word"], each.channel, each.matter["place"]) for each in found}


def lose(database: Database, channel: str, at: datetime = NOW) -> None:
    with database.writing(Actor("telegram")) as session:
        Channels(session, Platform.TELEGRAM).lost(channel, at)


def test_of_a_lost_end_the_others_are_told_once(bridged: Database) -> None:
    lose(bridged, "-5")
    lose(bridged, "-5", LATER)
    assert words(bridged) == {("lost", "C1", "Pumps")}
    assert end(bridged, "Pumps").lost_at == NOW


def test_of_a_place_that_only_waits_to_join_nobody_is_told(bridged: Database) -> None:
    lose(bridged, "-9")
    assert words(bridged) == set()
    assert end(bridged, "Waiting").lost_at == NOW


def test_a_found_end_can_be_reached_again(bridged: Database) -> None:
    lose(bridged, "-5")
    with bridged.writing(Actor("telegram")) as session:
        Channels(session, Platform.TELEGRAM).found("-5")
    assert end(bridged, "Pumps").lost_at is None


def test_that_an_end_was_lost_and_found_is_in_the_trail(bridged: Database) -> None:
    lose(bridged, "-5")
    with bridged.writing(Actor("telegram")) as session:
        Channels(session, Platform.TELEGRAM).found("-5")
    with bridged.reading() as session:
        told = session.query(AuditEntry).filter_by(actor="telegram", entity="bridge_end").all()
    assert [bool(each.after["lost_at"]) for each in told] == [True, False]


def test_what_is_said_in_a_group_that_moved_still_goes_over(bridged: Database) -> None:
    lose(bridged, "-5")
    with bridged.writing(Actor("telegram")) as session:
        network_id = session.scalars(select(Network.id).where(Network.slug == "one")).one()
        policies = Records(session, Scope(network_id, Role.STEWARD)).translation_policies
        policies.say(Rules(languages=("ja",)), GROUP)
        Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW)
    with bridged.reading() as session:
        moved = listening.listening(session, Venue(Platform.TELEGRAM, "-100"))
        assert listening.listening(session, GROUP) is None
    assert moved is not None
    assert (moved.spoken, moved.languages) == (("uk",), ("ja",))
    assert end(bridged, "Pumps").lost_at is None


def test_an_end_made_under_the_new_number_wins(bridged: Database) -> None:
    with bridged.writing(Actor("fixture")) as session:
        network_id = session.scalars(select(Network.id).where(Network.slug == "one")).one()
        bridges = Records(session, Scope(network_id, Role.STEWARD)).bridges
        bridges.open(Venue(Platform.TELEGRAM, "-100"), "New", [], NOW)
    with bridged.writing(Actor("telegram")) as session:
        Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW)
    assert end(bridged, "Pumps").channel == "-5"
