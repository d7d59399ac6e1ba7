"""Networks of any size for benchmarks, written past everything but the database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage, Visibility
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    Base,
    Contact,
    ContactWay,
    Exchange,
    Network,
    Partnership,
    PartnershipParty,
    Party,
    PartyName,
)
from storage.spelling import mirror

TODAY = date(2026, 11, 21)
_NOW = datetime(2026, 11, 21, tzinfo=UTC)
_KINDS = tuple(ExchangeKind)
_AT_ONCE = 20_000


def fill(database: Database, parties: int, partnerships: int, exchanges: int) -> None:
    """A network `large` whose party 1 is `city1`, and whose records are spread evenly."""
    _write(database, Network, [{"slug": "large", "name": "Large", "created_at": _NOW}])
    _write(database, Party, [_party(number) for number in range(1, parties + 1)])
    _write(database, PartyName, [_name(number) for number in range(1, parties + 1)])
    _write(database, Partnership, [_partnership(each) for each in range(1, partnerships + 1)])
    _write(database, PartnershipParty, _seats(parties, partnerships))
    _write(database, Contact, [_contact(number) for number in range(1, parties + 1)])
    _write(database, ContactWay, [_way(number) for number in range(1, parties + 1)])
    _write(database, Exchange, [_exchange(n, partnerships) for n in range(exchanges)])


def _write(database: Database, kind: type[Base], rows: list[dict[str, Any]]) -> None:
    with database.writing(Actor("benchmark")) as session:
        for start in range(0, len(rows), _AT_ONCE):
            session.execute(insert(kind), rows[start : start + _AT_ONCE])


def _party(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "network_id": 1,
        "name": f"City{number}",
        "country": "UA",
        "timezone": "Europe/Kyiv",
    }


def _name(number: int) -> dict[str, Any]:
    folded = f"city{number}"
    return {
        "network_id": 1,
        "party_id": number,
        "name": f"City{number}",
        "folded": folded,
        "mirrored": mirror(folded),
    }


def _partnership(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "network_id": 1,
        "type": PartnershipType.SISTER_CITY,
        "stage": Stage.IMPLEMENTATION,
        "since": PartialDate.parse("1990"),
        "agreement_signed": PartialDate.parse("1990"),
    }


def _seats(parties: int, partnerships: int) -> list[dict[str, Any]]:
    """Each pair once: party n with the next ones, so that all have about as many."""
    rows: list[dict[str, Any]] = []
    for number in range(partnerships):
        first, distance = number % parties, number // parties + 1
        second = (first + distance) % parties
        for position, party in enumerate((first, second)):
            rows.append({"partnership_id": number + 1, "party_id": party + 1, "position": position})
    return rows


def _contact(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "network_id": 1,
        "party_id": number,
        "name": f"Person {number}",
        "position": "International office",
        "function": "nodal",
        "languages": ["uk", "en"],
        "verified_on": TODAY - timedelta(days=number % 900),
        "visibility": Visibility.NETWORK,
        "findable": f"person {number}",
    }


def _way(number: int) -> dict[str, Any]:
    return {
        "contact_id": number,
        "medium": "email",
        "address": f"person{number}@city.example",
        "preferred": True,
    }


def _exchange(number: int, partnerships: int) -> dict[str, Any]:
    partnership, place = number % partnerships, number // partnerships
    return {
        "network_id": 1,
        "partnership_id": partnership + 1,
        "kind": _KINDS[number % len(_KINDS)],
        "happened_on": PartialDate(TODAY - timedelta(days=30 * place + partnership % 30)),
        "summary": f"Exchange {number}: they need 40 more",
        "visibility": Visibility.NETWORK,
    }
