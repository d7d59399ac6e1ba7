"""The secretariat that sends."""

import pytest

from storage.engine import Database
from tests.services.deliveries.sending import Secretariat


@pytest.fixture(autouse=True)
def _up_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' server was started a moment ago, which would prolong every lease."""
    monkeypatch.setattr("storage.moments.started_of", lambda _session: None)


@pytest.fixture
def office(database: Database) -> Secretariat:
    return Secretariat(database)
