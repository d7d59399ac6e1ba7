"""Reading a whole network at once: the same for one partnership as for hundreds."""

from datetime import date

import pytest

from bot.domain.access import Role, Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage, Visibility
from handlers.occasions import due_today
from storage.audit import Actor
from storage.engine import Database
from storage.models import Network
from storage.occasion_reading import OccasionReading
from storage.records import Records
from tests.handlers.test_statement_counts import counted

TODAY = date(2026, 12, 1)


@pytest.fixture
def home(database: Database) -> int:
    with database.writing(Actor("fixture")) as session:
        network = Network(slug="home", name="Home")
        session.add(network)
        session.flush()
        return network.id


def _pair(database: Database, home: int, number: int = 0) -> tuple[int, int, int]:
    """Two new cities that are partners: the partnership, and each of them."""
    with database.writing(Actor("fixture")) as session:
        records = Records(session, Scope(home, Role.STEWARD))
        first = records.parties.add(f"First {number}", "UA")
        second = records.parties.add(f"Second {number}", "JP")
        made = records.partnerships.add(
            [first, second], PartnershipType.SISTER_CITY, Stage.IMPLEMENTATION
        )
        made.agreement_signed = PartialDate.parse("1990")
        made.last_review_on = date(2020, 1, 1)
        return made.id, first.id, second.id


def _log(
    database: Database,
    home: int,
    partnership: int,
    day: str,
    by: int | None = None,
    visibility: Visibility = Visibility.NETWORK,
    kind: ExchangeKind = ExchangeKind.CALL,
) -> None:
    with database.writing(Actor("fixture")) as session:
        records = Records(session, Scope(home, Role.STEWARD))
        on = PartialDate.parse(day)
        records.exchanges.add(partnership, kind, "…", on, by, [], visibility=visibility)


def _reading(session: object, home: int) -> OccasionReading:
    return Records(session, Scope(home, Role.STEWARD)).occasion_reading  # type: ignore[arg-type]


def test_a_day_costs_as_many_statements_for_a_hundred_partnerships_as_for_one(
    database: Database, home: int
) -> None:
    costs = []
    for number in range(100):
        partnership, *_cities = _pair(database, home, number)
        _log(database, home, partnership, f"2018-{1 + number % 12:02}-01")
        if number in (0, 99):
            with counted(database) as statements, database.reading() as session:
                due_today(Records(session, Scope(home, Role.STEWARD)), TODAY)
            costs.append(len(statements))
    assert costs[0] == costs[1]


def test_what_a_party_keeps_to_itself_is_outlined_apart(database: Database, home: int) -> None:
    partnership, first, _second = _pair(database, home)
    _log(database, home, partnership, "2026-01-05")
    _log(database, home, partnership, "2026-02-06", first, Visibility.PARTY)
    with database.reading() as session:
        outlines = _reading(session, home).outlines(TODAY)[partnership]
    assert {circle: str(each.last_on) for circle, each in outlines.items()} == {
        None: "2026-01-05",
        first: "2026-02-06",
    }


def test_what_no_party_owns_and_only_stewards_see_is_in_no_outline(
    database: Database, home: int
) -> None:
    partnership, *_cities = _pair(database, home)
    _log(database, home, partnership, "2026-02-06", None, Visibility.PARTY)
    with database.reading() as session:
        assert _reading(session, home).outlines(TODAY) == {}


def test_the_last_substantive_days_are_read_of_quiet_partnerships_alone(
    database: Database, home: int
) -> None:
    quiet, *_cities = _pair(database, home, 1)
    lively, *_others = _pair(database, home, 2)
    for year in range(2010, 2020):
        _log(database, home, quiet, f"{year}-03-01")
        _log(database, home, lively, f"{year}-03-01")
    _log(database, home, lively, "2026-11-01")
    _log(database, home, quiet, "2026-11-01", kind=ExchangeKind.GREETING)
    with database.reading() as session:
        found = _reading(session, home).rhythms(date(2026, 5, 1), TODAY)
    assert {key: [str(day) for day in days[None]] for key, days in found.items()} == {
        quiet: [f"{year}-03-01" for year in range(2019, 2013, -1)]
    }


def test_another_network_is_not_read(database: Database, home: int) -> None:
    _pair(database, home)
    with database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        reading = _reading(session, other.id)
        assert (reading.partnerships(), reading.outlines(TODAY)) == ([], {})
