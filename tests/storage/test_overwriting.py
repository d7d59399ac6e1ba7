"""What was erased is overwritten in the files of the database."""

from pathlib import Path

import pytest

from storage.audit import Actor
from storage.engine import ERASED, Database
from storage.models import ButtonText
from storage.models.base import utc_now


def log_of(database: Database) -> Path:
    """SQLite's log of recent changes."""
    return Path(f"{database.url.database}-wal")


@pytest.mark.parametrize("whole", [False, True])
def test_both_databases_let_erased_rows_vanish(database: Database, *, whole: bool) -> None:
    assert database.overwrite_erased(("contact", "audit_entry"), whole=whole)


def test_the_log_is_emptied_after_an_erasure_only(sqlite_database: Database) -> None:
    for erased in ((), ("button_text",)):
        with sqlite_database.writing(Actor("test")) as session:
            session.info[ERASED] = erased
            session.add(ButtonText(key=f"k{erased}", text="Oksana", made_at=utc_now()))
        assert bool(log_of(sqlite_database).stat().st_size) is not bool(erased)


def test_a_database_that_is_away_is_no_reason_to_fail(tmp_path: Path) -> None:
    assert not Database(f"sqlite:///{tmp_path}/nowhere/at.db").overwrite_erased()
