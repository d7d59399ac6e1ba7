"""Who is let in, to which network, as what."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.chat.message import Message
from bot.chat.reception import OPERATOR, received
from bot.chat.speaker import Speaker
from bot.domain.access import Role
from bot.domain.identity import Identity, Platform, Venue
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    Appointment,
    Channel,
    ChatIdentity,
    Network,
    Official,
    Party,
)
from storage.speakers import Speakers

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SLACK, TELEGRAM, CONSOLE = Platform.SLACK, Platform.TELEGRAM, Platform.CONSOLE
AIKO = Identity(SLACK, "U1", "T1")
STRANGER = Identity(SLACK, "U9", "T1")


class Door:
    """Two networks, `home` and `away`, and Aiko, who writes for Yokohama at home."""

    def __init__(self, database: Database) -> None:
        self.database = database
        home = self.adds(Network(slug="home", name="Home", timezone="Europe/Berlin"))
        away = self.adds(Network(slug="away", name="Away", timezone="Asia/Seoul"))
        self.home, self.away = home.id, away.id
        yokohama = Party(network_id=home.id, name="Yokohama", timezone="Asia/Tokyo")
        self.yokohama = self.adds(yokohama).id
        self.aiko = self.adds(Official(name="Aiko")).id
        self.adds(ChatIdentity(official_id=self.aiko, platform=SLACK, team="T1", user="U1"))
        self.appoints(self.home, Role.EDITOR, party_id=self.yokohama)

    def adds(self, record: Any) -> Any:
        with self.database.writing(Actor("fixture")) as session:
            session.expire_on_commit = False
            session.add(record)
        return record

    def appoints(self, network_id: int, role: Role, **more: Any) -> None:
        self.adds(Appointment(network_id=network_id, official_id=self.aiko, role=role, **more))

    def binds(self, network_id: int, platform: Platform = SLACK, **place: Any) -> None:
        self.adds(Channel(network_id=network_id, platform=platform, **place))

    def changes(self, kind: type[Any], key: Any, **values: Any) -> None:
        with self.database.writing(Actor("fixture")) as session:
            record = session.get_one(kind, key)
            for name, value in values.items():
                setattr(record, name, value)

    def meets(self, sender: Identity, venue: Venue, **more: Any) -> Speaker | None:
        with self.database.reading() as session:
            speaker = received(Message("help", sender, venue, NOW, **more), Speakers(session))
        return None if speaker.is_stranger else speaker

    def lets_in(self, sender: Identity, venue: Venue, **more: Any) -> Speaker:
        speaker = self.meets(sender, venue, **more)
        assert speaker is not None
        return speaker


IN_T1 = Venue(SLACK, "C1", "T1")
ALONE_IN_T1 = Venue(SLACK, "C1", "T1", private=True)
TERMINAL = Venue(CONSOLE, "console", private=True)


@pytest.fixture
def door(database: Database) -> Door:
    return Door(database)


def test_the_operator_of_the_terminal_is_a_steward_of_the_oldest_network(door: Door) -> None:
    speaker = door.lets_in(Identity(CONSOLE, OPERATOR), TERMINAL)
    assert (speaker.network.slug, speaker.scope.role) == ("home", Role.STEWARD)


def test_the_terminal_speaks_in_the_network_it_names(door: Door) -> None:
    speaker = door.lets_in(Identity(CONSOLE, OPERATOR), replace(TERMINAL, team="away"))
    assert speaker.network.slug == "away"


def test_a_network_that_is_not_there_lets_nobody_in(door: Door) -> None:
    assert door.meets(Identity(CONSOLE, OPERATOR), replace(TERMINAL, team="nowhere")) is None


@pytest.mark.parametrize("name", ["Aiko", "aiko", "AIKO"])
def test_the_terminal_speaks_as_the_official_it_names(door: Door, name: str) -> None:
    speaker = door.lets_in(Identity(CONSOLE, name), TERMINAL)
    assert (speaker.name, speaker.scope.role) == ("Aiko", Role.EDITOR)
    assert speaker.scope.party_id == door.yokohama


def test_the_terminal_knows_officials_by_names_in_any_script(door: Door) -> None:
    olena = door.adds(Official(name="Олена"))
    door.adds(Appointment(network_id=door.home, official_id=olena.id, role=Role.VIEWER))
    speaker = door.lets_in(Identity(CONSOLE, "олена"), TERMINAL)
    assert (speaker.name, speaker.scope.role) == ("Олена", Role.VIEWER)


def test_an_empty_database_lets_nobody_in(database: Database) -> None:
    message = Message("help", Identity(CONSOLE, OPERATOR), TERMINAL, NOW)
    with database.reading() as session:
        assert received(message, Speakers(session)).is_stranger


def test_an_official_is_known_in_a_place_that_is_bound_to_nothing(door: Door) -> None:
    speaker = door.lets_in(AIKO, IN_T1)
    assert (speaker.name, speaker.network.slug) == ("Aiko", "home")
    assert speaker.party is not None
    assert speaker.zone == "Asia/Tokyo"


def test_a_stranger_in_an_unbound_place_stays_outside(door: Door) -> None:
    assert door.meets(STRANGER, IN_T1) is None


def test_the_same_user_number_in_another_workspace_is_another_person(door: Door) -> None:
    assert door.meets(Identity(SLACK, "U1", "T2"), replace(IN_T1, team="T2")) is None


def test_anyone_in_a_bound_workspace_is_a_viewer(door: Door) -> None:
    door.binds(door.home, team="T1")
    speaker = door.lets_in(STRANGER, IN_T1, name="Kim")
    assert (speaker.scope.role, speaker.name) == (Role.VIEWER, "Kim")
    assert speaker.scope.official_id is None
    assert speaker.zone == "Europe/Berlin"


def test_a_guest_of_a_shared_channel_stays_outside(door: Door) -> None:
    door.binds(door.home, team="T1")
    assert door.meets(STRANGER, IN_T1, stranger=True) is None


def test_a_guest_who_is_an_official_elsewhere_says_so_in_private_only(door: Door) -> None:
    door.binds(door.away, team="T1")
    assert door.meets(AIKO, IN_T1, stranger=True) is None
    assert door.lets_in(AIKO, ALONE_IN_T1, stranger=True).network.slug == "home"


def test_a_guest_who_is_an_official_of_the_place_s_network_is_one_there(door: Door) -> None:
    door.binds(door.home, team="T1")
    assert door.lets_in(AIKO, IN_T1, stranger=True).scope.role is Role.EDITOR


def test_where_others_read_along_nobody_is_shown_more_than_a_viewer(door: Door) -> None:
    door.binds(door.home, team="T1")
    scope = door.lets_in(AIKO, IN_T1).scope
    assert (scope.role, scope.sight, scope.own_party) == (Role.EDITOR, Role.VIEWER, 0)


def test_alone_with_the_bot_an_official_sees_what_is_their_city_s(door: Door) -> None:
    door.binds(door.home, team="T1")
    scope = door.lets_in(AIKO, ALONE_IN_T1).scope
    assert (scope.sight, scope.own_party) == (Role.EDITOR, door.yokohama)


def test_alone_with_the_bot_the_chosen_network_goes_before_the_workspace_s(door: Door) -> None:
    door.appoints(door.away, Role.VIEWER)
    door.binds(door.home, team="T1")
    door.changes(Official, door.aiko, network_id=door.away)
    assert door.lets_in(AIKO, ALONE_IN_T1).network.slug == "away"
    assert door.lets_in(AIKO, IN_T1).network.slug == "home"


def test_a_bound_channel_decides_whatever_one_chose(door: Door) -> None:
    door.appoints(door.away, Role.VIEWER)
    door.binds(door.home, team="T1", channel="C1")
    door.changes(Official, door.aiko, network_id=door.away)
    assert door.lets_in(AIKO, ALONE_IN_T1).network.slug == "home"


def test_where_others_read_along_and_no_network_is_bound_an_official_is_homeless(
    door: Door,
) -> None:
    assert door.lets_in(AIKO, IN_T1).is_homeless
    assert not door.lets_in(AIKO, ALONE_IN_T1).is_homeless


def test_anyone_in_a_bound_group_is_a_viewer(door: Door) -> None:
    door.binds(door.home, TELEGRAM, channel="-100", timezone="Europe/Kyiv")
    speaker = door.lets_in(Identity(TELEGRAM, "7"), Venue(TELEGRAM, "-100"))
    assert (speaker.scope.role, speaker.zone) == (Role.VIEWER, "Europe/Kyiv")


def test_a_stranger_in_private_stays_outside_though_a_group_is_bound(door: Door) -> None:
    door.binds(door.home, TELEGRAM, channel="-100")
    assert door.meets(Identity(TELEGRAM, "7"), Venue(TELEGRAM, "7", private=True)) is None


def test_a_topic_goes_before_its_channel_and_that_before_the_workspace(door: Door) -> None:
    third = door.adds(Network(slug="third", name="Third")).id
    door.binds(door.home, team="T1")
    door.binds(door.away, team="T1", channel="C1")
    door.binds(third, team="T1", channel="C1", topic="9")
    assert door.lets_in(STRANGER, replace(IN_T1, topic="9")).network.slug == "third"
    assert door.lets_in(STRANGER, replace(IN_T1, topic="8")).network.slug == "away"
    assert door.lets_in(STRANGER, IN_T1).network.slug == "away"
    assert door.lets_in(STRANGER, replace(IN_T1, channel="C2")).network.slug == "home"


def test_another_channel_s_binding_opens_no_door(door: Door) -> None:
    door.binds(door.home, TELEGRAM, channel="-100")
    assert door.meets(Identity(TELEGRAM, "7"), Venue(TELEGRAM, "-200")) is None


def test_a_lost_channel_falls_back_to_its_workspace(door: Door) -> None:
    door.binds(door.home, team="T1")
    door.binds(door.away, team="T1", channel="C1", lost_at=NOW)
    assert door.lets_in(STRANGER, IN_T1).network.slug == "home"


def test_a_lost_group_lets_nobody_in(door: Door) -> None:
    door.binds(door.home, TELEGRAM, channel="-100", lost_at=NOW)
    assert door.meets(Identity(TELEGRAM, "7"), Venue(TELEGRAM, "-100")) is None


def test_the_place_decides_for_an_official_of_several_networks(door: Door) -> None:
    door.appoints(door.away, Role.STEWARD)
    door.binds(door.away, team="T1", channel="C1")
    speaker = door.lets_in(AIKO, IN_T1)
    assert (speaker.network.slug, speaker.scope.role) == ("away", Role.STEWARD)
    assert speaker.party is None


def test_elsewhere_the_network_they_were_in_longest_is_meant(door: Door) -> None:
    door.changes(Appointment, (door.home, door.aiko), since=NOW)
    door.appoints(door.away, Role.VIEWER, since=NOW.replace(year=2020))
    assert door.lets_in(AIKO, IN_T1).network.slug == "away"


def test_an_appointment_since_nobody_knows_when_is_the_longest(door: Door) -> None:
    door.appoints(door.away, Role.VIEWER, since=NOW.replace(year=2020))
    assert door.lets_in(AIKO, IN_T1).network.slug == "home"


def test_an_official_in_another_network_s_place_is_a_viewer_there(door: Door) -> None:
    door.changes(Official, door.aiko, timezone="Asia/Tokyo")
    door.binds(door.away, team="T1")
    speaker = door.lets_in(AIKO, IN_T1)
    assert (speaker.network.slug, speaker.scope.role) == ("away", Role.VIEWER)
    assert speaker.party is None
    assert speaker.zone == "Asia/Tokyo"


def test_a_removed_official_is_a_stranger(door: Door) -> None:
    door.changes(Official, door.aiko, removed_at=NOW)
    assert door.meets(AIKO, IN_T1) is None


def test_a_removed_official_is_let_in_by_the_workspace_like_anyone(door: Door) -> None:
    door.changes(Official, door.aiko, removed_at=NOW)
    door.binds(door.home, team="T1")
    assert door.lets_in(AIKO, IN_T1).scope.role is Role.VIEWER


def test_a_removed_network_lets_nobody_in(door: Door) -> None:
    door.binds(door.home, team="T1")
    door.changes(Network, door.home, removed_at=NOW)
    assert door.meets(AIKO, IN_T1) is None
    assert door.meets(STRANGER, IN_T1) is None


def test_nobody_writes_for_a_city_that_left_the_network(door: Door) -> None:
    door.changes(Party, door.yokohama, left_on=date(2026, 1, 1))
    speaker = door.lets_in(AIKO, IN_T1)
    assert speaker.scope.role is Role.EDITOR
    assert not speaker.scope.may_write_for(door.yokohama)
