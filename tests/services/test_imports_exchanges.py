"""Exchanges read from a file."""

from sqlalchemy import select

from bot.services.imports.report import Outcome
from storage.models import Exchange, Partnership, Quantity
from tests.services.imported import EXCHANGES, Home, count, imported, outcomes


def test_exchanges_find_or_found_their_partnerships(home: Home) -> None:
    report = imported(home, "exchanges", EXCHANGES)
    assert outcomes(report) == [
        (2, "create"),
        (3, "create"),
        (4, "create"),
        (5, "create"),
        (6, "skip"),
    ]
    assert count(home, Partnership) == 3
    again = imported(home, "exchanges", EXCHANGES)
    assert again.count(Outcome.SKIP) == 5
    assert count(home, Exchange) == 4


def test_exchanges_keep_what_their_source_says(home: Home) -> None:
    imported(home, "exchanges", EXCHANGES)
    with home[0].reading() as session:
        found = session.execute(
            select(Exchange.happened_on, Exchange.ended_on, Exchange.source).order_by(Exchange.id)
        ).all()
        amounts = [
            (int(amount), unit)
            for amount, unit in session.execute(select(Quantity.amount, Quantity.unit))
        ]
    assert [tuple(str(value) for value in row) for row in found] == [
        ("1965", "None", "000"),
        ("None", "None", "000 (after 2023)"),
        ("2020-11-07", "2020-11-13", "004"),
        ("2020", "None", "004"),
    ]
    assert amounts == [(10_000, "face masks")]
