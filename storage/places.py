"""The gazetteer: finding a place by its name, and filling the tables of places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, insert, select, text
from sqlalchemy.orm import Session

from bot.domain.names import fold
from storage import spelling
from storage.models import Dataset, Place, PlaceName
from storage.models.base import Base, utc_now

_PLACES_TABLE = Base.metadata.tables["place"]
_NAMES_TABLE = Base.metadata.tables["place_name"]
_DATASET = "geonames"
# Enough for speed, few enough to be held in memory without being noticed.
_AT_ONCE = 1000
# Any number that nothing else on the server takes the same advisory lock with.
_LOCK = 0x506C6163
_NAMES = spelling.Names(PlaceName.folded, PlaceName.mirrored, PlaceName.place_id)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place of the gazetteer: GeoNames' id, and what GeoNames knows of it."""

    id: int
    name: str
    country: str
    subdivision: str
    population: int
    latitude: float
    longitude: float
    timezone: str


_values = attrgetter(*(field.name for field in fields(FoundPlace)))
# A place and all the folded names it goes by.
NamedPlace = tuple[FoundPlace, set[str]]


class Gazetteer:
    """Places of the world, looked up in any script."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, place_id: int) -> FoundPlace | None:
        """The place with GeoNames' id, or None."""
        row = self._session.execute(_places().where(Place.id == place_id)).one_or_none()
        return FoundPlace(*row) if row else None

    def named(self, text: str, limit: int = 10) -> list[FoundPlace]:
        """The places that bear this name, spelt so: those whose own name it is before those
        of which it is another name, then by population. Empty if there are none."""
        folded = fold(text)
        named = _places().join(PlaceName, PlaceName.place_id == Place.id)
        rows = self._session.execute(named.where(PlaceName.folded == folded))
        places = [FoundPlace(*row) for row in rows]
        places.sort(key=lambda place: (fold(place.name) != folded, -place.population))
        return places[:limit]

    def nearest(self, text: str, limit: int = 5) -> list[FoundPlace]:
        """The places with a name most like this one, the likest first, the larger before the
        smaller of the same likeness. Empty if no name is like it."""
        folded = fold(text)
        if not folded:
            return []
        found = self._session.execute(spelling.candidates(_NAMES, folded))
        likenesses = spelling.ranked(folded, found)
        nearest: list[FoundPlace] = []
        for _, group in groupby(likenesses, key=lambda likeness: likeness.similarity):
            nearest += self._by_population([likeness.owner for likeness in group])
            if len(nearest) >= limit:
                break
        return nearest[:limit]

    def _by_population(self, ids: list[int]) -> list[FoundPlace]:
        ordered = _places().where(Place.id.in_(ids)).order_by(Place.population.desc(), Place.id)
        return [FoundPlace(*row) for row in self._session.execute(ordered)]


def _places() -> Select[int, str, str, str, int, float, float, str]:
    return select(
        Place.id,
        Place.name,
        Place.country,
        Place.subdivision,
        Place.population,
        Place.latitude,
        Place.longitude,
        Place.timezone,
    )


def loaded_version(session: Session) -> str | None:
    """Which version of the gazetteer the database has; None when it has none."""
    return session.scalar(select(Dataset.version).where(Dataset.name == _DATASET))


def load(session: Session, version: str, places: Iterable[NamedPlace]) -> bool:
    """Make the gazetteer consist of `places` and note their version. False, and nothing done
    or read, if the database has that version already; another process may have been first."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if loaded_version(session) == version:
        return False
    for table in (PlaceName, Place):
        session.execute(delete(table))
    for batch in _batches(places):
        _write(connection, _PLACES_TABLE, [_values(place) for place, _ in batch])
        names = [
            (name, place.id, spelling.mirror(name)) for place, names in batch for name in names
        ]
        _write(connection, _NAMES_TABLE, names)
    session.merge(Dataset(name=_DATASET, version=version, loaded_at=utc_now()))
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE place, place_name"))
    return True


def _batches(places: Iterable[NamedPlace]) -> Iterator[list[NamedPlace]]:
    remaining = iter(places)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield batch


def _write(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Write rows in the order of the table's columns, past everything that costs time."""
    if connection.dialect.name == "postgresql":
        columns = ", ".join(table.columns.keys())
        driver: Any = connection.connection.driver_connection
        with driver.cursor().copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        statement = insert(table).compile(dialect=connection.dialect)
        connection.exec_driver_sql(str(statement), rows)
