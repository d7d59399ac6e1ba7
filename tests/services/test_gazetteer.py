import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.services import gazetteer
from storage.audit import Actor
from storage.engine import Database
from storage.models import Dataset, Place, PlaceName
from storage.places import Gazetteer
from storage.schema import migrate

ODESA = 698740


@pytest.fixture(scope="module")
def steps() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def world(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]
) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("world") / "attache.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    gazetteer.load(database, progress=lambda done, total: steps.append((done, total)))
    yield database
    database.close()


def test_all_cities_and_their_names_are_loaded(world: Database) -> None:
    with world.reading() as session:
        assert session.scalar(select(func.count()).select_from(Place)) == 69_472
        names = session.scalar(select(func.count()).select_from(PlaceName))
    assert names is not None
    assert 500_000 < names < 520_000


@pytest.mark.parametrize("spelling", ["Odesa", "Odessa", "Одеса", "Одесса", "オデッサ"])
def test_odesa_is_found_among_all_cities(world: Database, spelling: str) -> None:
    with world.reading() as session:
        assert ODESA in {place.id for place in Gazetteer(session).named(spelling)}


@pytest.mark.parametrize(
    ("misspelt", "meant"), [("Yokohoma", "Yokohama"), ("Hiedelberg", "Heidelberg")]
)
def test_a_misspelt_city_is_found_among_all_cities(
    world: Database, misspelt: str, meant: str
) -> None:
    with world.reading() as session:
        assert meant in {place.name for place in Gazetteer(session).nearest(misspelt)}


def test_progress_ends_with_all_of_it(world: Database, steps: list[tuple[int, int]]) -> None:
    assert len(steps) > 10
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def test_the_version_that_is_there_is_not_loaded_again(world: Database) -> None:
    assert not gazetteer.load(world, source=Unreadable())


def test_another_version_is_replaced_whole(small_gazetteer: Database, tmp_path: Path) -> None:
    with small_gazetteer.writing(Actor("test")) as session:
        session.execute(update(Dataset).values(version="older"))
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps({"1": _entry(geonameid=1, name="Newtown")}))
    assert gazetteer.load(small_gazetteer, source=newer)
    with small_gazetteer.reading() as session:
        assert list(session.scalars(select(Place.name))) == ["Newtown"]
        assert list(session.scalars(select(PlaceName.folded))) == ["newtown"]
        assert list(session.scalars(select(Dataset.version))) == [gazetteer.version()]


def test_a_source_that_breaks_off_leaves_what_was_there(
    small_gazetteer: Database, tmp_path: Path
) -> None:
    with small_gazetteer.writing(Actor("test")) as session:
        session.execute(update(Dataset).values(version="older"))
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps({"1": {"geonameid": 1}}))
    with pytest.raises(KeyError):
        gazetteer.load(small_gazetteer, source=broken)
    with small_gazetteer.reading() as session:
        assert Gazetteer(session).get(ODESA) is not None


def test_only_in_the_united_states_is_the_subdivision_told(
    database: Database, tmp_path: Path
) -> None:
    source = tmp_path / "places.json"
    here = _entry(geonameid=1, name="Here", countrycode="US", admin1code="TX")
    there = _entry(geonameid=2, name="There", countrycode="FR", admin1code="11")
    source.write_text(json.dumps({"1": here, "2": there}))
    gazetteer.load(database, source=source)
    with database.reading() as session:
        places = Gazetteer(session)
        assert [places.named(name)[0].subdivision for name in ("Here", "There")] == ["TX", ""]


def test_names_that_are_codes_or_endless_are_left_out(database: Database, tmp_path: Path) -> None:
    source = tmp_path / "places.json"
    entry = _entry(geonameid=1, name="Here", alternatenames=["HRE", "h" * 201, "!", "Hier"])
    source.write_text(json.dumps({"1": entry}))
    gazetteer.load(database, source=source)
    with database.reading() as session:
        assert set(session.scalars(select(PlaceName.folded))) == {"here", "hier"}


class Unreadable:
    """A source that must not be opened."""

    def open(self, *_: object, **__: object) -> io.TextIOWrapper:
        raise AssertionError("the source was read")


def _entry(**known: object) -> dict[str, object]:
    return {
        "countrycode": "DE",
        "admin1code": "01",
        "population": 5000,
        "latitude": 50.0,
        "longitude": 8.0,
        "timezone": "Europe/Berlin",
        "alternatenames": [],
        **known,
    }
