from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, Column, Date, Numeric, String, Time, insert, select

from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind
from storage.audit import Actor, freeze, tables, thaw
from storage.columns import PartialDateColumn, UTCDateTime, choice
from storage.engine import Database
from storage.models import AuditEntry, Channel, Network, Official, Party, ReceivedEvent

OFFICER = Actor("slack:T1:U1")


def _entries(database: Database) -> list[AuditEntry]:
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


@pytest.fixture
def home(database: Database) -> int:
    """The number of a network that nobody's trail tells of."""
    with database.writing(Actor("fixture")) as session:
        session.execute(
            insert(Network).values(slug="home", name="Home", created_at=datetime.now(UTC))
        )
        return session.scalars(select(Network.id)).one()


def _add_party(database: Database, home: int) -> int:
    party = Party(network_id=home, name="Odessa", country="UA", population=1_000_000)
    with database.writing(Actor("import")) as session:
        session.add(party)
        session.flush()
        return party.id


def test_what_is_made_is_entered_with_all_that_it_is(database: Database, home: int) -> None:
    party_id = _add_party(database, home)
    (entry,) = _entries(database)
    assert (entry.action, entry.entity, entry.entity_id) == ("create", "party", str(party_id))
    assert entry.actor == "import"
    assert entry.before is None
    assert entry.after is not None
    assert entry.after["name"] == "Odessa"
    assert entry.after["kind"] == "city"
    assert set(entry.after) == set(Party.__table__.columns.keys())


def test_what_is_changed_is_entered_with_what_it_was_and_is(database: Database, home: int) -> None:
    party_id = _add_party(database, home)
    with database.writing(OFFICER) as session:
        session.get_one(Party, party_id).name = "Odesa"
    entry = _entries(database)[-1]
    assert (entry.action, entry.actor) == ("update", "slack:T1:U1")
    assert (entry.before, entry.after) == ({"name": "Odessa"}, {"name": "Odesa"})


def test_what_is_deleted_is_entered_with_all_that_it_was(database: Database, home: int) -> None:
    party_id = _add_party(database, home)
    with database.writing(OFFICER) as session:
        session.delete(session.get_one(Party, party_id))
    entry = _entries(database)[-1]
    assert (entry.action, entry.entity_id) == ("delete", str(party_id))
    assert entry.after is None
    assert entry.before is not None
    assert entry.before["population"] == 1_000_000


def test_nothing_is_entered_for_what_was_undone(database: Database, home: int) -> None:
    def write_and_fail() -> None:
        with database.writing(OFFICER) as session:
            session.add(Party(network_id=home, name="Odesa"))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()
    assert _entries(database) == []


def test_nothing_is_entered_where_nothing_changed(database: Database, home: int) -> None:
    party_id = _add_party(database, home)
    with database.writing(OFFICER) as session:
        session.get_one(Party, party_id).name = "Odessa"
    assert len(_entries(database)) == 1


def test_records_that_are_no_one_s_doing_are_not_entered(database: Database) -> None:
    with database.writing(OFFICER) as session:
        session.add(ReceivedEvent(platform="slack", event="1", received_at=datetime.now(UTC)))
    assert _entries(database) == []


def test_the_entries_of_one_transaction_share_their_batch_and_moment(
    database: Database, home: int
) -> None:
    with database.writing(OFFICER) as session:
        session.add(Party(network_id=home, name="Odesa"))
        session.flush()
        session.add(Party(network_id=home, name="Gifu"))
    entries = _entries(database)
    assert [entry.batch for entry in entries] == [OFFICER.batch] * 2
    assert [entry.at for entry in entries] == [OFFICER.at] * 2


def test_an_entry_belongs_to_the_network_of_its_record(database: Database) -> None:
    with database.writing(OFFICER) as session:
        network = Network(slug="one", name="one")
        session.add(network)
        session.flush()
        session.add(Channel(network_id=network.id, platform="slack", team="T1", channel="C1"))
        network_id = network.id
    entry = _entries(database)[-1]
    assert (entry.entity, entry.network_id) == ("channel", network_id)


def test_every_audited_record_is_known_by_its_table() -> None:
    assert tables()["party"] is Party
    assert "received_event" not in tables()


def _kinds(value: Any) -> Column[Any]:
    kinds: dict[type, Any] = {
        PartialDate: PartialDateColumn(),
        datetime: UTCDateTime(),
        date: Date(),
        time: Time(),
        Decimal: Numeric(18, 3),
        ExchangeKind: choice(ExchangeKind),
        str: String(100),
        list: JSON(),
        type(None): UTCDateTime(),
    }
    return Column("value", kinds[type(value)])


@given(
    st.one_of(
        st.none(),
        st.text(),
        st.dates(),
        st.times(),
        st.datetimes(timezones=st.just(UTC)),
        st.decimals(allow_nan=False, allow_infinity=False, places=3),
        st.sampled_from(ExchangeKind),
        st.lists(st.text()),
        st.dates(min_value=date(1000, 1, 1)).map(lambda day: PartialDate.parse(day.isoformat())),
        st.integers(1000, 9999).map(lambda year: PartialDate.parse(str(year))),
    )
)
def test_what_was_frozen_thaws_to_what_it_was(value: Any) -> None:
    thawed = thaw(_kinds(value), freeze(value))
    assert thawed == value
    assert type(thawed) is type(value)
    assert not isinstance(freeze(value), Enum)


def test_what_is_made_for_another_network_is_told_on_that_one_s_trail(
    database: Database, home: int
) -> None:
    with database.writing(Actor("fixture")) as session:
        harbours = Network(slug="harbours", name="Harbour Cities")
        session.add(harbours)
        session.flush()
        other = harbours.id
    with database.writing(Actor("slack:T1:U1", home)) as session:
        session.add(Party(network_id=other, name="Genoa"))
    assert _entries(database)[-1].network_id == other


def test_which_network_an_official_chose_is_no_business_of_that_network(
    database: Database, home: int
) -> None:
    with database.writing(Actor("fixture")) as session:
        harbours = Network(slug="harbours", name="Harbour Cities")
        aiko = Official(name="Aiko")
        session.add_all((harbours, aiko))
        session.flush()
        other, number = harbours.id, aiko.id
    with database.writing(Actor("slack:T1:U1", home)) as session:
        session.get_one(Official, number).network_id = other
    assert _entries(database)[-1].network_id == home
