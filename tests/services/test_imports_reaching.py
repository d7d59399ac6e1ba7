"""Addresses in a file are records like others: nobody goes there."""

import pytest

from tests import outside
from tests.platforms.addresses import INNER, OUTER
from tests.services.imported import Home, imported


@pytest.fixture
def kind() -> str:
    """The one kind of database that is reached without a connection."""
    return "sqlite"


def test_nothing_in_a_file_is_fetched(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"Odesa,Ivan {at},{url},{url}" for at, url in enumerate((*INNER, *OUTER))]
    with outside.reached(monkeypatch) as seen:
        report = imported(home, "contacts", "\n".join(("city,name,post,note", *rows)))
    assert [each.outcome.value for each in report.lines] == ["create"] * len(rows)
    assert seen == set()
