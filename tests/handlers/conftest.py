"""Small networks on real facts, with invented officials, for chats with the bot."""

from collections.abc import Iterator

import pytest

from bot.domain.access import Role, Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, Network, Official
from storage.places import Gazetteer
from storage.records import Records
from storage.views import PartyView
from tests.conftest import places
from tests.templates import Templates

# GeoNames' own numbers.
PLACES = {
    "Yokohama": 1848354,
    "Odesa": 698740,
    "Hangzhou": 1808926,
    "Gifu": 1863641,
    "Dresden": 2935022,
    "Oulu": 643492,
    "Lugano": 2659836,
    "Leeds": 2644688,
}
SISTER, FRIEND, MOU = (
    PartnershipType.SISTER_CITY,
    PartnershipType.FRIENDSHIP,
    PartnershipType.MOU,
)
PARTNERSHIPS = (
    ("Yokohama", "Odesa", SISTER, "1965"),
    ("Hangzhou", "Gifu", SISTER, "1979-02-21"),
    ("Hangzhou", "Dresden", MOU, "2009"),
    ("Hangzhou", "Oulu", FRIEND, "2013"),
    ("Hangzhou", "Lugano", FRIEND, ""),
    ("Leeds", "Hangzhou", SISTER, "1988"),
)
# Pair, who began it, what, when, in which words.
EXCHANGES = (
    ("Yokohama", "Odesa", "Odesa", ExchangeKind.DONATION, "2011", "Donations after the earthquake"),
    ("Yokohama", "Odesa", "Yokohama", ExchangeKind.CALL, "2022", "Video call of the mayors"),
    ("Yokohama", "Odesa", "Yokohama", ExchangeKind.AID, "2022", "Mobile water purifiers"),
    ("Yokohama", "Odesa", "Odesa", ExchangeKind.VISIT, "2023", "Delegation led by the mayor"),
    ("Leeds", "Hangzhou", "Leeds", ExchangeKind.VISIT, "2018", "Leeds City Region delegation"),
    ("Leeds", "Hangzhou", "Hangzhou", ExchangeKind.AID, "2020", "10,000 face masks"),
    ("Hangzhou", "Dresden", "Dresden", ExchangeKind.VISIT, "2007-11", "First meeting"),
)
# Name, role, and the city they write for.
OFFICIALS = (
    ("Sari", Role.STEWARD, ""),
    ("Aiko", Role.EDITOR, "Yokohama"),
    ("Petro", Role.EDITOR, "Odesa"),
    ("Lena", Role.EDITOR, "Dresden"),
    ("Vera", Role.VIEWER, ""),
)


@pytest.fixture
def network(kind: str, templates: Templates) -> Iterator[Database]:
    """Eight cities, six partnerships, what passed between them, and the officials Sari
    (steward), Aiko (editor of Yokohama), Petro (of Odesa), Lena (of Dresden) and Vera (viewer)."""
    with templates.copy(kind, found_network) as found:
        yield found


def found_network(database: Database) -> None:
    """Fill an empty database with that network and the places it needs."""
    places(database)
    with database.writing(Actor("fixture")) as session:
        home = Network(slug="demo", name="Sister Cities Demo")
        session.add(home)
        session.flush()
        records = Records(session, Scope(home.id, Role.STEWARD))
        gazetteer = Gazetteer(session)
        cities = {
            name: records.parties.add_place(place)
            for name, number in PLACES.items()
            if (place := gazetteer.get(number)) is not None
        }
        _cooperate(records, cities)
        for name, role, city in OFFICIALS:
            official = Official(name=name)
            session.add(official)
            session.flush()
            session.add(
                Appointment(
                    network_id=home.id,
                    official_id=official.id,
                    role=role,
                    party_id=cities[city].id if city else None,
                )
            )


def _cooperate(records: Records, cities: dict[str, PartyView]) -> None:
    made = {}
    for first, second, kind, since in PARTNERSHIPS:
        pair = [cities[first], cities[second]]
        partnership = records.partnerships.add(pair, kind, Stage.IMPLEMENTATION)
        partnership.since = PartialDate.parse(since) if since else None
        made[first, second] = partnership.id
    for first, second, initiator, kind, day, summary in EXCHANGES:
        records.exchanges.add(
            made[first, second],
            kind,
            summary,
            PartialDate.parse(day),
            cities[initiator].id,
            quantities=[],
        )


@pytest.fixture
def other_network(kind: str, templates: Templates) -> Iterator[Database]:
    """The same database with a second network, `harbours`, of Odesa and Genoa, whose steward
    is Marco."""
    with templates.copy(kind, found_two_networks) as found:
        yield found


def found_two_networks(database: Database) -> None:
    """Fill an empty database with both."""
    found_network(database)
    with database.writing(Actor("fixture")) as session:
        harbours = Network(slug="harbours", name="Harbour Cities")
        session.add(harbours)
        session.flush()
        records = Records(session, Scope(harbours.id, Role.STEWARD))
        for number in (PLACES["Odesa"], 3176219):
            place = Gazetteer(session).get(number)
            assert place is not None
            records.parties.add_place(place)
        marco = Official(name="Marco")
        session.add(marco)
        session.flush()
        session.add(Appointment(network_id=harbours.id, official_id=marco.id, role=Role.STEWARD))
