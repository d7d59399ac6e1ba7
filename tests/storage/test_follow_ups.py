"""Who sees which follow-up, what comes again, and whether a thread is tracked."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.access import Role, Scope
from bot.domain.identity import Platform, Venue
from bot.domain.vocabulary import Closure, PartnershipType, Stage, Visibility
from storage.audit import Actor
from storage.engine import Database
from storage.follow_up_reading import Wanted, is_tracked
from storage.follow_up_statements import Whose
from storage.follow_ups import ClosedAlready, Deadline, Draft, FollowUps, Origin, Owed
from storage.models import Appointment, Network, Official
from storage.records import Records

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DUE = Deadline(date(2026, 11, 27), None, "Asia/Tokyo")
ROOM = Venue(Platform.TELEGRAM, "-100200")


@dataclass
class World:
    """A network of three cities, the first two of which are partners, with an editor each; and
    another network."""

    database: Database
    network: int
    elsewhere: int
    partnership: int
    yokohama: int
    odesa: int
    leeds: int
    aiko: int
    petro: int
    emma: int

    def scope(self, who: str, *, in_public: bool = False) -> Scope:
        """As whom somebody reads."""
        if who == "stranger":
            return Scope(self.elsewhere, Role.STEWARD)
        if who in ("steward", "viewer"):
            return Scope(self.network, Role(who), in_public=in_public)
        city = {"aiko": self.yokohama, "petro": self.odesa, "emma": self.leeds}[who]
        return Scope(self.network, Role.EDITOR, city, getattr(self, who), in_public=in_public)

    def makes(self, visibility: Visibility, owed: Owed, **more: object) -> int:
        """A follow-up of Aiko's."""
        draft = Draft("Send it", owed, DUE, visibility=visibility, **more)  # type: ignore[arg-type]
        with self.database.writing(Actor("test", self.network)) as session:
            return FollowUps(session, self.scope("aiko")).add(draft, NOW)

    def sees(self, who: str, number: int, *, in_public: bool = False) -> bool:
        """Whether somebody sees it, by its number as well as in a list."""
        with self.database.reading() as session:
            follow_ups = FollowUps(session, self.scope(who, in_public=in_public))
            by_number = follow_ups.get(number) is not None
            listed = follow_ups.listed(Wanted(city_id=self.odesa), NOW, 9)
            is_listed = number in [each.id for each in listed]
            if follow_ups.count(Wanted(city_id=self.odesa), NOW) != len(listed):
                raise AssertionError("a count tells of what is hidden")
        if who not in ("stranger", "emma") and by_number != is_listed:
            raise AssertionError(f"{by_number} by number, {is_listed} in the list")
        return by_number


@pytest.fixture
def world(database: Database) -> World:
    with database.writing(Actor("fixture")) as session:
        home, elsewhere = Network(slug="home", name="Home"), Network(slug="far", name="Far")
        session.add_all([home, elsewhere])
        session.flush()
        records = Records(session, Scope(home.id, Role.STEWARD))
        cities = [records.parties.add(name, "JP") for name in ("Yokohama", "Odesa", "Leeds")]
        partnership = records.partnerships.add(cities[:2], PartnershipType.MOU, Stage.PLANNING)
        records.partnerships.add([cities[0], cities[2]], PartnershipType.MOU, Stage.PLANNING)
        people = [Official(name=name) for name in ("Aiko", "Petro", "Emma")]
        session.add_all(people)
        session.flush()
        session.add_all(
            Appointment(network_id=home.id, official_id=each.id, role=Role.EDITOR, party_id=city.id)
            for each, city in zip(people, cities, strict=True)
        )
        return World(
            database,
            home.id,
            elsewhere.id,
            partnership.id,
            *(city.id for city in cities),
            *(each.id for each in people),
        )


EVERYBODY = ("aiko", "petro", "emma", "steward", "viewer", "stranger")


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (Visibility.NETWORK, {"aiko", "petro", "emma", "steward", "viewer"}),
        (Visibility.PARTNERSHIP, {"aiko", "petro", "steward"}),
        (Visibility.PARTY, {"aiko", "steward"}),
    ],
)
def test_what_one_owes_is_seen_by_those_who_may(
    world: World, visibility: Visibility, who: set[str]
) -> None:
    number = world.makes(
        visibility, Owed(world.aiko, world.yokohama), partnership_id=world.partnership
    )
    assert {each for each in EVERYBODY if world.sees(each, number)} == who


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (Visibility.NETWORK, {"aiko", "petro", "emma", "steward", "viewer"}),
        (Visibility.PARTNERSHIP, {"aiko", "petro", "steward"}),
        (Visibility.PARTY, {"aiko", "steward"}),
    ],
)
def test_what_one_waits_for_is_not_seen_by_those_who_owe_it_if_it_is_kept(
    world: World, visibility: Visibility, who: set[str]
) -> None:
    owed = Owed(world.aiko, world.odesa, awaited=True)
    number = world.makes(visibility, owed, partnership_id=world.partnership)
    assert {each for each in EVERYBODY if world.sees(each, number)} == who


@pytest.mark.parametrize("who", EVERYBODY)
def test_in_public_nobody_sees_what_not_everybody_may(world: World, who: str) -> None:
    owed = Owed(world.aiko, world.yokohama)
    for visibility in (Visibility.PARTNERSHIP, Visibility.PARTY):
        number = world.makes(visibility, owed, partnership_id=world.partnership)
        assert not world.sees(who, number, in_public=True)


def test_an_owner_sees_their_own_alone_with_the_bot(world: World) -> None:
    owed = Owed(world.emma, world.leeds)
    number = world.makes(Visibility.PARTNERSHIP, owed, partnership_id=world.partnership)
    assert world.sees("emma", number)
    assert not world.sees("emma", number, in_public=True)


def test_who_moves_to_another_city_does_not_take_what_was_kept_along(world: World) -> None:
    owed = Owed(world.aiko, world.odesa, awaited=True)
    number = world.makes(Visibility.PARTY, owed, partnership_id=world.partnership)
    with world.database.writing(Actor("test", world.network)) as session:
        post = session.get_one(Appointment, (world.network, world.aiko))
        post.party_id = world.leeds
    assert not world.sees("emma", number)


def test_somebodys_lists_hold_nothing_that_is_hidden_from_them(world: World) -> None:
    world.makes(Visibility.PARTY, Owed(world.aiko, world.yokohama))
    for who in ("petro", "emma", "viewer", "stranger"):
        with world.database.reading() as session:
            follow_ups = FollowUps(session, world.scope(who))
            for wanted in (Wanted(), *(Wanted(whose) for whose in Whose)):
                assert follow_ups.listed(wanted, NOW + timedelta(days=30), 9) == []
                assert follow_ups.count(wanted, NOW + timedelta(days=30)) == 0
            assert follow_ups.count_owned(world.aiko) == 0


def test_a_day_is_over_at_midnight_where_it_is_due(world: World) -> None:
    number = world.makes(Visibility.NETWORK, Owed(world.aiko, world.yokohama))
    with world.database.reading() as session:
        found = FollowUps(session, world.scope("aiko")).get(number)
    assert found is not None
    assert found.due_at == datetime(2026, 11, 27, 15, tzinfo=UTC)
    assert not found.is_late(found.due_at - timedelta(seconds=1))
    assert found.is_late(found.due_at)


def test_the_last_day_of_a_month_stays_the_last(world: World) -> None:
    with world.database.writing(Actor("test", world.network)) as session:
        follow_ups = FollowUps(session, world.scope("aiko"))
        deadline = Deadline(date(2027, 1, 31), time(9), "Europe/Kyiv")
        number = follow_ups.add(Draft("Report", Owed(world.aiko), deadline, every="1 month"), NOW)
        days = []
        for _month in range(3):
            following = follow_ups.close(number, Closure.DONE, NOW)
            assert following is not None
            found = follow_ups.get(following)
            assert found is not None
            days.append(found.due_on)
            number = following
        moment = found.due_at
    assert days == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    # Nine in the morning in Kyiv, in summer.
    assert moment == datetime(2027, 4, 30, 6, tzinfo=UTC)


def test_what_is_closed_is_not_closed_again(world: World) -> None:
    number = world.makes(Visibility.NETWORK, Owed(world.aiko), every="1 week")
    with world.database.writing(Actor("test", world.network)) as session:
        follow_ups = FollowUps(session, world.scope("aiko"))
        follow_ups.close(number, Closure.DONE, NOW)
        with pytest.raises(ClosedAlready):
            follow_ups.close(number, Closure.DONE, NOW)
        assert follow_ups.count(Wanted(Whose.MINE), NOW) == 1


def test_what_one_may_not_see_one_cannot_change(world: World) -> None:
    number = world.makes(Visibility.PARTY, Owed(world.aiko, world.yokohama))
    with world.database.writing(Actor("test", world.network)) as session:
        hidden = FollowUps(session, world.scope("emma"))
        with pytest.raises(LookupError):
            hidden.close(number, Closure.DONE, NOW)
        with pytest.raises(LookupError):
            hidden.snooze(number, NOW)


def test_a_thread_is_tracked_as_long_as_something_of_it_is_open(world: World) -> None:
    origin = Origin(Platform.TELEGRAM, "", ROOM.channel, "77")
    number = world.makes(Visibility.NETWORK, Owed(world.aiko), origin=origin)
    elsewhere = Venue(Platform.SLACK, ROOM.channel)
    with world.database.writing(Actor("test", world.network)) as session:
        assert is_tracked(session, ROOM, "77")
        assert not is_tracked(session, ROOM, "78")
        assert not is_tracked(session, elsewhere, "77")
        FollowUps(session, world.scope("aiko")).close(number, Closure.DONE, NOW)
        assert not is_tracked(session, ROOM, "77")
