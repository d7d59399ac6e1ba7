"""Databases that are filled once and copied for every test that wants one so."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.engine import Database
from storage.schema import migrate
from tests.postgres import PostgresServer

Fill = Callable[[Database], object]


class Templates:
    """Templates by kind of database and by how they are filled."""

    def __init__(self, folder: Path, postgres: Callable[[], PostgresServer]) -> None:
        self._folder = folder
        self._postgres = postgres
        self._made: dict[tuple[str, Fill], str] = {}
        self._numbers = itertools.count()

    @contextmanager
    def copy(self, kind: str, fill: Fill) -> Iterator[Database]:
        """A migrated database of a test's own, filled by `fill`; gone after the block."""
        template = self._made.get((kind, fill))
        if template is None:
            template = self._made[kind, fill] = self._template(kind, fill)
        copied = self._copied(kind, template)
        database = Database(self._url(kind, copied))
        yield database
        database.close()
        if kind == "postgresql":
            self._postgres().drop(copied)
        else:
            Path(copied).unlink()

    def _template(self, kind: str, fill: Fill) -> str:
        made = self._postgres().create() if kind == "postgresql" else self._file()
        database = Database(self._url(kind, made))
        migrate(database)
        fill(database)
        database.close()
        return made

    def _copied(self, kind: str, template: str) -> str:
        if kind == "postgresql":
            return self._postgres().create(template)
        return shutil.copy(template, self._file())

    def _url(self, kind: str, made: str) -> str:
        return self._postgres().url(made) if kind == "postgresql" else f"sqlite:///{made}"

    def _file(self) -> str:
        return str(self._folder / f"{next(self._numbers)}.db")


def empty(_database: Database) -> None:
    """Nothing is in it."""
