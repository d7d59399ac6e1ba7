"""The schema: where the database stands, and bringing it to where this program is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from storage.engine import Database

# The newest revision; a test holds it against the folder of migrations, so that a running
# worker can tell whether it is current without loading the migration tool.
HEAD = "0009"
# Any number, as long as nothing else on the server takes the same advisory lock.
_LOCK = 0x41747461


def revision(database: Database) -> str | None:
    """The revision the database is at; None when it is empty."""
    with database.reading() as session:
        return _revision(session.connection())


def is_current(database: Database) -> bool:
    """Whether the database has exactly this program's schema."""
    return revision(database) == HEAD


def migrate(database: Database, target: str = "head") -> None:
    """Bring the database to `target`. Many machines may call this at once: one works, the
    others wait and find it done. Nothing is changed if a step fails."""
    from alembic import command  # noqa: PLC0415  only this needs it; a worker never does
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with _rebuilding(database) as connection:
        _wait_for_turn(connection)
        config.attributes["connection"] = connection
        if target == "head" and _revision(connection) == HEAD:
            return
        if target == "head" or (target != "base" and target > (_revision(connection) or "")):
            command.upgrade(config, target)
        else:
            command.downgrade(config, target)


@contextmanager
def _rebuilding(database: Database) -> Iterator[Connection]:
    """A transaction in which tables may be rebuilt, which is how SQLite changes them. What
    refers to them is checked at the end instead of at each step.

    https://www.sqlite.org/lang_altertable.html#otheralter
    """
    if not database.is_embedded:
        with database.engine.begin() as connection:
            yield connection
        return
    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"{len(broken)} records would refer to nothing")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _wait_for_turn(connection: Connection) -> None:
    """SQLite's transaction has the lock already; on PostgreSQL one is taken."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
