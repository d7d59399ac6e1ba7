"""The office whose changes are taken back."""

import pytest

from storage.engine import Database
from tests.storage.office import Office


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)
