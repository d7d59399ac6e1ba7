"""The members of a network and the names they go by."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.vocabulary import PartyKind
from storage.audit import Actor
from storage.engine import Database
from storage.models import Network, Party
from storage.places import Gazetteer
from storage.records import Records
from storage.views import PartyView

ODESA, GIFU, ODESSA_TEXAS = 698740, 1863641, 5527554


class Home:
    """Two networks over the small gazetteer; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing(Actor("fixture")) as session:
            networks = [Network(slug=slug, name=slug) for slug in ("home", "away")]
            session.add_all(networks)
            session.flush()
            self.ids = [network.id for network in networks]

    def add_place(self, number: int, network: int = 0) -> PartyView:
        with self.database.writing(Actor("test")) as session:
            place = Gazetteer(session).get(number)
            assert place is not None
            return self._records(session, network).parties.add_place(place)

    def add(self, name: str, country: str = "", network: int = 0) -> PartyView:
        with self.database.writing(Actor("test")) as session:
            return self._records(session, network).parties.add(name, country, PartyKind.REGION)

    def alias(self, party: PartyView, name: str, network: int = 0) -> bool:
        with self.database.writing(Actor("test")) as session:
            return self._records(session, network).parties.add_name(party.id, name)

    def leaves(self, party: PartyView) -> None:
        with self.database.writing(Actor("test")) as session:
            session.get_one(Party, party.id).left_on = date(2026, 1, 1)

    def named(self, name: str, network: int = 0) -> list[str]:
        with self.database.reading() as session:
            found = self._records(session, network).parties.named(name)
            return [f"{party.name} {party.country}" for party in found]

    def _records(self, session: Session, network: int) -> Records:
        return Records(session, Scope(self.ids[network], Role.STEWARD))


@pytest.fixture
def home(small_gazetteer: Database) -> Home:
    return Home(small_gazetteer)


def test_each_network_has_a_record_of_its_own_of_a_place(home: Home) -> None:
    odesa, away = home.add_place(ODESA), home.add_place(ODESA, network=1)
    assert odesa.name == away.name
    assert odesa.id != away.id


def test_a_place_is_added_once(home: Home) -> None:
    home.add_place(ODESA)
    home.add_place(ODESA)
    with home.database.reading() as session:
        assert Records(session, Scope(home.ids[0], Role.VIEWER)).parties.count() == 1


def test_a_member_is_found_by_the_gazetteer_s_names(home: Home) -> None:
    home.add_place(ODESA)
    assert home.named("オデッサ") == ["Odesa UA"]


def test_an_own_name_goes_before_what_the_gazetteer_calls_a_smaller_place(home: Home) -> None:
    home.add_place(ODESA)
    home.add_place(ODESSA_TEXAS)
    assert home.named("Odesa") == ["Odesa UA"]


def test_a_larger_place_may_be_meant_by_another_s_own_name(home: Home) -> None:
    home.add_place(ODESA)
    home.add_place(ODESSA_TEXAS)
    assert home.named("Odessa") == ["Odesa UA", "Odessa US"]


def test_an_alias_means_the_member_in_its_own_network_only(home: Home) -> None:
    odesa = home.add_place(ODESA)
    home.add_place(ODESA, network=1)
    assert home.alias(odesa, "Pearl")
    assert home.named("pearl") == ["Odesa UA"]
    assert home.named("pearl", network=1) == []


def test_an_alias_in_another_spelling_is_the_same(home: Home) -> None:
    odesa = home.add_place(ODESA)
    assert home.alias(odesa, "Péarl")
    assert not home.alias(odesa, "PEARL")


def test_two_members_of_one_name_are_both_found(home: Home) -> None:
    home.add("Georgia", "US")
    home.add("Georgia", "GE")
    assert home.named("georgia") == ["Georgia GE", "Georgia US"]


def test_another_network_s_party_is_never_found(home: Home) -> None:
    gifu = home.add_place(GIFU)
    assert home.named("Gifu", network=1) == []
    with home.database.reading() as session:
        away = Records(session, Scope(home.ids[1], Role.STEWARD)).parties
        assert away.get(gifu.id) is None
        assert away.profile(gifu.id) is None
        assert away.of_place(GIFU) is None
        assert away.nearest("Gifo") == []
        with pytest.raises(LookupError):
            away.record(gifu.id)


def test_who_left_is_no_member_until_they_come_back(home: Home) -> None:
    gifu = home.add_place(GIFU)
    home.leaves(gifu)
    assert home.named("Gifu") == []
    assert home.add_place(GIFU) == gifu
    assert home.named("Gifu") == ["Gifu JP"]


def test_a_removed_party_is_made_anew(home: Home) -> None:
    gifu = home.add_place(GIFU)
    with home.database.writing(Actor("test")) as session:
        session.get_one(Party, gifu.id).removed_at = Actor("test").at
    assert home.add_place(GIFU).id != gifu.id
    assert home.named("Gifu") == ["Gifu JP"]


def test_the_nearest_is_found_for_a_misspelt_name_or_alias(home: Home) -> None:
    odesa = home.add_place(ODESA)
    home.add_place(GIFU)
    home.alias(odesa, "Southern Palmyra")
    with home.database.reading() as session:
        parties = Records(session, Scope(home.ids[0], Role.VIEWER)).parties
        assert parties.nearest("Gfiu")[0].name == "Gifu"
        assert parties.nearest("Southern Palmira")[0].name == "Odesa"


def test_a_profile_has_all_that_is_known(home: Home) -> None:
    odesa = home.add_place(ODESA)
    home.alias(odesa, "Pearl")
    with home.database.reading() as session:
        profile = Records(session, Scope(home.ids[0], Role.VIEWER)).parties.profile(odesa.id)
    assert profile is not None
    assert (profile.name, profile.kind, profile.country) == ("Odesa", PartyKind.CITY, "UA")
    assert (profile.population, profile.timezone) == (1010537, "Europe/Kyiv")
    assert (profile.place_id, profile.names, profile.languages) == (ODESA, ("Pearl",), ())


def test_members_are_listed_by_text_or_country_and_counted_likewise(home: Home) -> None:
    for number in (ODESA, GIFU):
        home.add_place(number)
    home.add("100% Region", "JP")
    with home.database.reading() as session:
        parties = Records(session, Scope(home.ids[0], Role.VIEWER)).parties
        assert [each.name for each in parties.listed(10)] == ["100% Region", "Gifu", "Odesa"]
        assert [each.name for each in parties.listed(1, offset=1)] == ["Gifu"]
        assert [each.name for each in parties.listed(10, text="ode")] == ["Odesa"]
        assert [each.name for each in parties.listed(10, text="xyz", country="JP")] == [
            "100% Region",
            "Gifu",
        ]
        assert (parties.count(), parties.count("ode"), parties.count("xyz", "JP")) == (3, 1, 2)


def test_the_gazetteer_s_names_of_a_place_are_known(home: Home) -> None:
    with home.database.reading() as session:
        parties = Records(session, Scope(home.ids[0], Role.VIEWER)).parties
        assert "одеса" in parties.names_of_place(ODESA)
        assert parties.names_of_place(1) == []
