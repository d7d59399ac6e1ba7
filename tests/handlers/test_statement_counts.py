"""A screen costs the same number of statements, however much is on record."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select

from bot.domain.access import Role, Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind
from storage.audit import Actor
from storage.engine import Database
from storage.models import Network
from storage.records import Records
from tests.conversation import Conversation


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that the database is sent meanwhile."""
    statements: list[str] = []

    def remember(_connection, _cursor, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", remember)
    yield statements
    event.remove(database.engine, "before_cursor_execute", remember)


def fill(database: Database, first: str, second: str, exchanges: int) -> None:
    with database.writing(Actor("test")) as session:
        home = session.scalars(select(Network)).first()
        assert home is not None
        records = Records(session, Scope(home.id, Role.STEWARD))
        pair = [records.parties.named(name)[0] for name in (first, second)]
        partnership = records.partnerships.of(pair[0].id, pair[1].id)[0]
        for number in range(exchanges):
            records.exchanges.add(
                partnership.id,
                ExchangeKind.CALL,
                f"call {number}",
                PartialDate.parse(
                    f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}"
                ),
                pair[number % 2].id,
                quantities=[],
            )


@pytest.mark.parametrize("command", ["/partner status", "/partner timeline"])
def test_a_thousand_exchanges_cost_no_statement_more_than_none(
    network: Database, command: str
) -> None:
    steward = Conversation(network, "Sari")
    steward.says(f"{command} Gifu Hangzhou")
    with counted(network) as before:
        steward.says(f"{command} Gifu Hangzhou")
    fill(network, "Gifu", "Hangzhou", 1000)
    with counted(network) as after:
        said = steward.says(f"{command} Gifu Hangzhou")
    assert "call" in said
    assert len(after) == len(before)


@pytest.mark.parametrize("filters", ["", "dormant"])
def test_a_list_costs_the_same_for_one_partnership_as_for_many(
    network: Database, filters: str
) -> None:
    steward = Conversation(network, "Sari")
    steward.says(f"/partner list mou {filters}")
    with counted(network) as one:
        assert steward.says(f"/partner list mou {filters}").startswith("1 partnership")
    with counted(network) as many:
        assert steward.says(f"/partner list friendship {filters}").startswith("2 partnerships")
    assert len(one) == len(many)
