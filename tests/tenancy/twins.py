"""Two databases alike but for what somebody must not see, to be spoken to in lock-step."""

import random
import re
import secrets
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from storage.engine import Database
from storage.models.base import Base
from storage.schema import migrate
from tests.postgres import PostgresServer
from tests.tenancy.sight import Eyes, Kept, Key, hide
from tests.tenancy.words import on_record
from tests.tenancy.world import MARK, everything

Row = tuple[Any, ...]
Rows = dict[str, dict[Key, Row]]
# When something is to be looked at, or can be sent, is a matter of the database's clock.
_TIMED: dict[str, set[str]] = {
    "schedule": {"next_at"},
    "delivery": {"next_at"},
    "lane": {"free_at", "ready_at", "held_until", "lately"},
}
# When a row came to be recorded is a matter of the machine's own clock.
_CLOCK = re.compile(r"""['"]created_at['"]: ['"][^'"]*['"]""")


@dataclass(frozen=True)
class Blinded:
    """A database without what somebody must not see: where it lies, what that was, and the
    marks that are left in it."""

    made: str
    kept: Kept
    marks: frozenset[str]

    def hides_exchange(self, number: str) -> bool:
        """Whether an exchange is not to be seen: what becomes of somebody hidden who took part
        in one that is, is decided by those who see it."""
        return (int(number),) in self.kept.all_of("exchange")


@dataclass
class Twins:
    """The full database and those that somebody's eyes make of it; copies of both."""

    kind: str
    folder: Path
    postgres: Callable[[], PostgresServer]
    known: dict[str, list[str]] = field(default_factory=dict)
    _full: str = ""
    _rows: Rows = field(default_factory=dict)
    _blinded: dict[Eyes, Blinded] = field(default_factory=dict)
    _reused: dict[str, Database] = field(default_factory=dict)
    _made: int = 0

    def full_rows(self) -> Rows:
        """What the full database held in the beginning."""
        self._fill()
        return self._rows

    def blinded(self, eyes: Eyes) -> Blinded:
        """The database as it would be if nothing had ever been recorded that these eyes must
        not see."""
        self._fill()
        if eyes not in self._blinded:
            made = self._copy(self._full)
            database = self._open(made)
            kept = hide(database, eyes)
            marks = _marks(rows_of(database), kept)
            database.close()
            self._blinded[eyes] = Blinded(made, kept, marks)
        return self._blinded[eyes]

    @contextmanager
    def pair(self, eyes: Eyes) -> Iterator[tuple[Database, Database]]:
        """A fresh copy of each: the full one first. Gone after the block."""
        templates = (self.blinded(eyes).made, self._full)
        if self.kind == "sqlite":
            yield self._overwritten("full", templates[1]), self._overwritten("seen", templates[0])
            return
        made = [self._copy(each) for each in reversed(templates)]
        databases = [self._open(each) for each in made]
        try:
            yield databases[0], databases[1]
        finally:
            for database, name in zip(databases, made, strict=True):
                database.close()
                self.postgres().drop(name)

    def close(self) -> None:
        """Give back every connection."""
        for database in self._reused.values():
            database.close()

    def _overwritten(self, name: str, template: str) -> Database:
        """The same database with other contents. The library has put its statements together
        already: to do that anew for every conversation would take most of the time."""
        file = self.folder / f"{name}.db"
        if name in self._reused:
            self._reused[name].close()
        for beside in self.folder.glob(f"{name}.db*"):
            beside.unlink()
        shutil.copy(template, file)
        return self._reused.setdefault(name, self._open(str(file)))

    def _fill(self) -> None:
        if self._full:
            return
        made = self.postgres().create() if self.kind == "postgresql" else self._new_file()
        database = self._open(made)
        migrate(database)
        everything(database)
        self.known, self._rows = on_record(database), rows_of(database)
        database.close()
        self._full = made

    def _copy(self, made: str) -> str:
        if self.kind == "postgresql":
            return self.postgres().create(made)
        return shutil.copy(made, self._new_file())

    def _open(self, made: str) -> Database:
        is_file = self.kind == "sqlite"
        return Database(f"sqlite:///{made}" if is_file else self.postgres().url(made))

    def _new_file(self) -> str:
        self._made += 1
        return str(self.folder / f"twin-{self._made}.db")


def _marks(rows: Rows, kept: Kept) -> frozenset[str]:
    """The marks of what may be told."""
    told = (
        row
        for table, found in rows.items()
        for key, row in found.items()
        if key not in kept.untold.get(table, ()) and table != "audit_entry"
    )
    return frozenset(MARK.findall(str(list(told)).casefold()))


def rows_of(database: Database) -> Rows:
    """Every row of every table but the gazetteer's, by its key."""
    with database.engine.connect() as connection:
        return {
            table.name: _rows_of(connection, table)
            for table in Base.metadata.sorted_tables
            if table.name not in ("place", "place_name", "dataset")
        }


def _rows_of(connection: Connection, table: Any) -> dict[Key, Row]:
    timed = {"created_at", *_TIMED.get(table.name, ())}
    read = [column.name for column in table.columns if column.name not in timed]
    listed = ", ".join(f'"{name}"' for name in read)
    keys = [column.name for column in table.primary_key]
    at = [read.index(name) for name in keys]
    # Not asked by types: thousands of rows are compared as they lie there.
    rows = connection.exec_driver_sql(f'SELECT {listed} FROM "{table.name}"')
    return {
        tuple(row[place] for place in at): tuple(_CLOCK.sub("", str(value)) for value in row)
        for row in rows
    }


@contextmanager
def loaded_dice() -> Iterator[Callable[[int], None]]:
    """Chance that falls alike for both twins: what is drawn is decided by a number given before.

    Only what is drawn for keys and codes; their strength is tested elsewhere.
    """
    draw = random.Random()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=draw.getrandbits(128), version=4))
        patch.setattr(secrets, "choice", draw.choice)
        patch.setattr(secrets, "token_hex", lambda size: f"{draw.getrandbits(8 * size):x}")
        yield draw.seed
