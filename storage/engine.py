"""The database: one engine, short reads without a transaction, writes in one each."""

import json
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy import exc as sql_errors
from sqlalchemy.orm import Session

from storage import (
    audit,
    schedules,  # noqa: F401  it listens to what every session changes
)
from storage.errors import DatabaseUnavailable
from storage.models.base import Base

# Long enough for the longest write of another process, short enough for a person to wait.
BUSY_SECONDS = 10
CONNECT_SECONDS = 5
# Commands worked on at once by one process.
CONNECTIONS = 8
# Under this a session's `info` has the tables that something was erased from for good.
ERASED = "erased"
log = logging.getLogger(__name__)


class Database:
    """One database, embedded SQLite or PostgreSQL, behind the same two doors.

    `reading` and `writing` turn every failure to reach the database into
    DatabaseUnavailable; other database errors are bugs and pass through.
    """

    def __init__(self, url: str, connections: int = CONNECTIONS) -> None:
        self.url = _with_driver(make_url(url))
        self.engine = _engine(self.url, connections)
        self._autocommitting = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def is_embedded(self) -> bool:
        """Whether the database lives in this process (SQLite)."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for questions: no transaction is opened, nothing can be changed by it."""
        with _reached(), Session(self._autocommitting, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self, actor: audit.Actor) -> Iterator[Session]:
        """A session in one transaction, committed at the end, or undone whole on an error.

        What changes in it is written to the audit trail in `actor`'s name. What was erased in
        it is then no longer in the files either, as far as that can be had at once.
        """
        with _reached(), Session(self.engine) as session, session.begin():
            session.info["actor"] = actor
            yield session
        if session.info.get(ERASED):
            self.overwrite_erased(session.info[ERASED])

    def overwrite_erased(self, tables: Sequence[str] = (), *, whole: bool = False) -> bool:
        """Let erased rows vanish from the database's files; whether that could be done.

        SQLite's log of recent changes is emptied, and with `whole` the file is written anew, as
        pages that were split may hold copies (https://www.sqlite.org/pragma.html#pragma_secure_delete).
        PostgreSQL's dead rows are removed from these tables, or from all, if its user may do so.
        """
        try:
            with _reached(), self._autocommitting.connect() as connection:
                if not self.is_embedded:
                    return _vacuumed(connection, tables or list(Base.metadata.tables))
                if whole:
                    connection.exec_driver_sql("VACUUM")
                emptied = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                return not emptied[0]
        except (DatabaseUnavailable, sql_errors.DBAPIError) as error:
            log.warning("erased rows are still in the files (%s)", type(error).__name__)
            return False

    def ping(self) -> None:
        """Return if the database answers. DatabaseUnavailable if not."""
        with self.reading() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (sql_errors.OperationalError, sql_errors.InterfaceError) as e:
        if _is_a_bug(e.orig):
            raise
        raise DatabaseUnavailable(type(e).__name__) from e
    except sql_errors.TimeoutError as e:
        raise DatabaseUnavailable(type(e).__name__) from e
    except sql_errors.DBAPIError as e:
        if e.connection_invalidated:
            raise DatabaseUnavailable(type(e).__name__) from e
        raise


def _vacuumed(connection: Connection, tables: Sequence[str]) -> bool:
    """Whether dead rows were removed from all of these tables. One that belongs to somebody else
    is passed over with no more than a notice: https://www.postgresql.org/docs/current/sql-vacuum.html
    """
    passed_over = []

    def hear(notice: Any) -> None:
        if notice.severity_nonlocalized == "WARNING":
            passed_over.append(notice.sqlstate)

    driver: Any = connection.connection.driver_connection
    driver.add_notice_handler(hear)
    try:
        connection.exec_driver_sql("VACUUM " + ", ".join(f'"{table}"' for table in tables))
    finally:
        driver.remove_notice_handler(hear)
    if passed_over:
        log.warning(
            "erased rows are still in the files of %d tables: this user may not vacuum them, so"
            " their owner has to",
            len(passed_over),
        )
    return not passed_over


def _is_a_bug(error: BaseException | None) -> bool:
    """SQLite calls a missing table an operational error like a lock or a full disk."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def _with_driver(url: URL) -> URL:
    if url.get_backend_name() in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _engine(url: URL, connections: int) -> Engine:
    options: dict[str, Any] = {
        "pool_size": connections,
        "max_overflow": 0,
        "pool_timeout": BUSY_SECONDS,
    }
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    else:
        # A connection that died while idle is replaced before a person meets it.
        options["pool_pre_ping"] = True
        options["connect_args"] = {"connect_timeout": CONNECT_SECONDS}
    # Errors are logged with their traceback; what people wrote stands in the parameters.
    options["hide_parameters"] = True
    engine = create_engine(url, json_serializer=_as_json, **options)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _as_json(value: object) -> str:
    """As people read it, so that what is searched for in the database is found there."""
    return json.dumps(value, ensure_ascii=False)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late; see _begin_sqlite.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "cache_size = -8000",
        # What was erased is overwritten, and not only forgotten.
        "secure_delete = ON",
        # After a large load the log is cut back to this, and not kept at its largest.
        "journal_size_limit = 4194304",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first cannot wait for it later."""
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
