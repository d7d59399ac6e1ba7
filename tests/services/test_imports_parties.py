"""Which places and parties the names in an imported file mean."""

from sqlalchemy import select

from bot.domain.access import Role, Scope
from bot.services.imports.importing import RecordKind, run
from storage.audit import Actor
from storage.models import Network, Party, PartyName
from storage.places import Gazetteer
from storage.records import Records
from tests.services.imported import ODESA, PAIRS, YOKOHAMA, Home, count, imported, outcomes, reasons


def test_a_place_is_found_by_its_number_whatever_it_is_called(home: Home) -> None:
    imported(home, "partnerships", f"a_name,a_geonameid,b_name,b_cc\nAny,{ODESA},Yokohama,JP\n")
    with home[0].reading() as session:
        assert set(session.scalars(select(Party.place_id))) == {ODESA, YOKOHAMA}


def test_the_nearest_of_several_namesakes_is_meant(home: Home) -> None:
    text = "a_name,a_cc,a_lat,a_lng,b_name,b_cc\nPortland,US,43.66,-70.26,Yokohama,JP\n"
    imported(home, "partnerships", text)
    with home[0].reading() as session:
        party = session.scalars(select(Party).where(Party.name == "Portland")).one()
    assert party.subdivision == "ME"


def test_a_name_that_several_places_bear_is_asked_back(home: Home) -> None:
    report = imported(home, "partnerships", "city_a,city_b\nSantiago,Springfield\n")
    assert outcomes(report) == [(2, "error")]
    assert "can be" in reasons(report)


def test_a_place_outside_the_gazetteer_becomes_one_party(home: Home) -> None:
    text = (
        "a_name,a_cc,a_lat,a_lng,b_name,b_cc\n"
        "Darebin,AU,-37.74,145.01,Yokohama,JP\nDarebin,AU,-37.74,145.01,Odesa,UA\n"
    )
    report = imported(home, "partnerships", text)
    assert report.outside == [(2, "Darebin", "AU")]
    with home[0].reading() as session:
        assert len(session.scalars(select(Party).where(Party.name == "Darebin")).all()) == 1


def test_every_new_party_is_a_member_and_can_be_found_by_name(home: Home) -> None:
    run(*home, RecordKind.PARTNERSHIPS, PAIRS.read_bytes())
    assert count(home, Party) == count(home, PartyName)
    with home[0].reading() as session:
        parties = Records(session, Scope(home[1], Role.VIEWER)).parties
        assert [party.name for party in parties.named("Одеса")] == ["Odesa"]


def test_a_party_of_another_network_is_left_alone(home: Home) -> None:
    database, own = home
    with database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        place = Gazetteer(session).get(ODESA)
        assert place is not None
        known = Records(session, Scope(other.id, Role.STEWARD)).parties.add_place(place)
    report = imported(home, "partnerships", "city_a,cc,city_b\nOdesa,UA,Yokohama\n")
    assert report.new_parties == 2
    with database.reading() as session:
        assert Records(session, Scope(own, Role.VIEWER)).parties.get(known.id) is None


def test_a_slip_of_the_pen_is_asked_back_and_makes_no_party(home: Home) -> None:
    imported(home, "partnerships", "city_a,city_b\nOdesa,Yokohama\n")
    report = imported(home, "contacts", "city,name\nYokohma,Aiko\n")
    assert outcomes(report) == [(2, "error")]
    assert "Yokohama" in reasons(report)
    assert count(home, Party) == 2
