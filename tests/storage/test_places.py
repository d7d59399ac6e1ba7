import pytest

from storage.engine import Database
from storage.places import Gazetteer, loaded_version

ODESA = 698740


@pytest.mark.parametrize("spelling", ["Odesa", "odessa", "Одеса", "Одесса", "オデッサ", "ОДЕСА"])
def test_a_city_is_found_by_each_of_its_names_in_any_script(
    small_gazetteer: Database, spelling: str
) -> None:
    with small_gazetteer.reading() as session:
        assert ODESA in {place.id for place in Gazetteer(session).named(spelling)}


def test_a_place_of_that_very_name_comes_before_one_that_is_also_called_so(
    small_gazetteer: Database,
) -> None:
    with small_gazetteer.reading() as session:
        first, *others = Gazetteer(session).named("Odessa")
    assert first.name == "Odessa"
    assert max(place.population for place in others) > first.population


def test_places_of_the_same_name_come_by_population(small_gazetteer: Database) -> None:
    with small_gazetteer.reading() as session:
        found = Gazetteer(session).named("Springfield")
    assert [place.subdivision for place in found][:2] == ["MO", "MA"]
    populations = [place.population for place in found]
    assert populations == sorted(populations, reverse=True)


def test_no_more_places_are_named_than_asked_for(small_gazetteer: Database) -> None:
    with small_gazetteer.reading() as session:
        assert len(Gazetteer(session).named("Springfield", limit=3)) == 3


@pytest.mark.parametrize("nothing", ["", "  ", "!?", "Nowhereville"])
def test_no_place_has_a_name_that_nobody_gave(small_gazetteer: Database, nothing: str) -> None:
    with small_gazetteer.reading() as session:
        assert Gazetteer(session).named(nothing) == []
        assert Gazetteer(session).nearest(nothing) == []


def test_a_place_is_known_with_all_that_is_known_of_it(small_gazetteer: Database) -> None:
    with small_gazetteer.reading() as session:
        place = Gazetteer(session).get(ODESA)
    assert place is not None
    assert (place.name, place.country, place.subdivision) == ("Odesa", "UA", "")
    assert (round(place.latitude, 1), round(place.longitude, 1)) == (46.5, 30.7)
    assert place.timezone.startswith("Europe/")
    assert place.population > 900_000


def test_an_unknown_id_is_no_place(small_gazetteer: Database) -> None:
    with small_gazetteer.reading() as session:
        assert Gazetteer(session).get(1) is None


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("Yokohoma", "Yokohama"),
        ("Eidelberg", "Heidelberg"),
        ("Dersden", "Dresden"),
        ("Frankfurt an Main", "Frankfurt am Main"),
        ("Frankfort am Mein", "Frankfurt am Main"),
        ("Sao Poulo", "São Paulo"),
        ("横兵", "Yokohama"),
        ("Ouul", "Oulu"),
    ],
)
def test_a_misspelt_city_is_the_nearest(
    small_gazetteer: Database, misspelt: str, meant: str
) -> None:
    with small_gazetteer.reading() as session:
        assert Gazetteer(session).nearest(misspelt)[0].name == meant


def test_of_equally_like_places_the_larger_comes_first(small_gazetteer: Database) -> None:
    with small_gazetteer.reading() as session:
        found = Gazetteer(session).nearest("Prtland")
    assert [(place.name, place.subdivision) for place in found][:2] == [
        ("Portland", "OR"),
        ("Portland", "ME"),
    ]


def test_codes_of_airports_are_no_names(small_gazetteer: Database) -> None:
    with small_gazetteer.reading() as session:
        assert Gazetteer(session).named("ODS") == []


def test_the_database_knows_which_gazetteer_it_has(small_gazetteer: Database) -> None:
    with small_gazetteer.reading() as session:
        assert loaded_version(session)


def test_an_empty_database_has_no_gazetteer(database: Database) -> None:
    with database.reading() as session:
        assert loaded_version(session) is None
