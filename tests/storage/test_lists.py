"""One of many values, as databases are asked for it."""

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from storage.lists import among
from storage.models import Party


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])
def test_the_condition_is_one_that_an_index_can_serve(dialect: Dialect) -> None:
    asked = select(Party.name).where(among(Party.id, [1, 2]), Party.removed_at.is_(None))
    compiled = str(asked.compile(dialect=dialect))
    assert "= 1" not in compiled
    assert "= true" not in compiled
