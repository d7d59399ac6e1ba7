import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import exc, func, select, text

from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import (
    ExchangeKind,
    PartnershipType,
    PartyKind,
    Stage,
)
from storage.audit import Actor
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.models import Exchange, Network, Partnership, Party
from tests.postgres import PostgresServer

ACTOR = Actor("test")


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server that a test may stop and start without harm to the others."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.remove()


def _add(database: Database, slug: str, **known: object) -> None:
    with database.writing(ACTOR) as session:
        session.add(Network(slug=slug, name=slug, **known))


def _count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Network)) or 0


def test_an_instant_comes_back_in_utc(database: Database) -> None:
    tokyo = timezone(timedelta(hours=9))
    _add(database, "one", created_at=datetime(2026, 11, 21, 8, 30, tzinfo=tokyo))
    with database.reading() as session:
        made = session.scalars(select(Network.created_at)).one()
    assert made == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert made.utcoffset() == timedelta(0)


def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(exc.StatementError, match="has no time zone"):
        _add(database, "one", created_at=datetime(2026, 11, 21))  # noqa: DTZ001  the point


def test_a_word_of_the_vocabulary_is_stored_as_itself(database: Database) -> None:
    with database.writing(ACTOR) as session:
        network = Network(slug="one", name="one")
        session.add(network)
        session.flush()
        session.add(Party(network_id=network.id, name="Gifu", kind=PartyKind.REGION))
    with database.reading() as session:
        assert session.scalar(text("SELECT kind FROM party")) == "region"
        assert session.scalars(select(Party.kind)).one() is PartyKind.REGION


def test_dates_of_any_precision_sort_by_time(database: Database) -> None:
    written = ["2007-11-03", "1965", "2007", "2020-11-07", "2007-11"]
    with database.writing(ACTOR) as session:
        network = Network(slug="one", name="one")
        session.add(network)
        session.flush()
        partnership = Partnership(
            network_id=network.id, type=PartnershipType.SISTER_CITY, stage=Stage.SIGNING
        )
        session.add(partnership)
        session.flush()
        for day in written:
            session.add(
                Exchange(
                    network_id=network.id,
                    partnership_id=partnership.id,
                    kind=ExchangeKind.VISIT,
                    happened_on=PartialDate.parse(day),
                    summary="",
                )
            )
    with database.reading() as session:
        days = session.scalars(select(Exchange.happened_on).order_by(Exchange.happened_on))
        assert [str(day) for day in days] == ["1965", "2007", "2007-11", "2007-11-03", "2020-11-07"]


def test_an_error_undoes_all_that_was_written(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing(ACTOR) as session:
            session.add(Network(slug="one", name="one"))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()
    assert _count(database) == 0


def test_a_broken_rule_of_the_schema_is_no_failure_to_reach_the_database(
    database: Database,
) -> None:
    _add(database, "one")
    with pytest.raises(exc.IntegrityError):
        _add(database, "one")


def test_nothing_written_is_seen_before_the_end(database: Database) -> None:
    with database.writing(ACTOR) as session:
        session.add(Network(slug="one", name="one"))
        session.flush()
        assert _count(database) == 0
    assert _count(database) == 1


def test_eight_threads_take_turns_in_reading_and_then_writing(database: Database) -> None:
    _add(database, "shared", language="0")
    failures: list[Exception] = []

    def count_up() -> None:
        try:
            for _ in range(10):
                with database.writing(ACTOR) as session:
                    chosen = select(Network).where(Network.slug == "shared").with_for_update()
                    network = session.scalars(chosen).one()
                    network.language = str(int(network.language) + 1)
        except Exception as error:  # noqa: BLE001  whatever it is, the test tells it
            failures.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.reading() as session:
        assert session.scalars(select(Network.language)).one() == "80"


def test_a_closed_server_is_told_as_such_and_used_again_when_it_is_back(
    own_server: PostgresServer,
) -> None:
    database = Database(own_server.url())
    database.ping()
    own_server.stop()
    with pytest.raises(DatabaseUnavailable):
        database.ping()
    own_server.start()
    database.ping()
    database.close()


def test_a_connection_cut_in_a_transaction_is_told_as_such(own_server: PostgresServer) -> None:
    database = Database(own_server.url())

    def write_while_it_stops() -> None:
        with database.writing(ACTOR) as session:
            session.execute(text("SELECT 1"))
            own_server.stop()
            session.execute(text("SELECT 1"))

    with pytest.raises(DatabaseUnavailable):
        write_while_it_stops()
    database.close()


def test_a_file_that_cannot_be_opened_is_an_unreachable_database(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'attache.db'}")
    with pytest.raises(DatabaseUnavailable):
        database.ping()
    database.close()


def test_a_broken_foreign_key_is_refused(database: Database) -> None:
    with pytest.raises(exc.IntegrityError), database.writing(ACTOR) as session:
        session.add(Exchange(network_id=99, partnership_id=99, kind=ExchangeKind.CALL, summary=""))


def test_postgres_may_be_addressed_by_either_name() -> None:
    for scheme in ("postgres", "postgresql"):
        database = Database(f"{scheme}://attache@db/attache")
        assert database.url.drivername == "postgresql+psycopg"
        assert not database.is_embedded
