import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.domain.names import fold
from bot.services import gazetteer
from storage import spelling
from storage.audit import Actor
from storage.engine import Database
from storage.models import Network, Party, PartyName, PlaceName
from storage.places import Gazetteer
from storage.schema import migrate

PLACES = Path(__file__).parents[1] / "fixtures" / "places.json"
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
OWN_NAMES = sorted(
    (fold(entry["name"]), entry["geonameid"]) for entry in json.loads(PLACES.read_text()).values()
)
NAMES = spelling.Names(PlaceName.folded, PlaceName.mirrored, PlaceName.place_id)
PARTY_NAMES = spelling.Names(PartyName.folded, PartyName.mirrored, PartyName.party_id)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("places") / "attache.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    gazetteer.load(database, source=PLACES)
    yield database
    database.close()


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, int]:
    """A name with one letter missing, added, changed or swapped with the next, and whose it is."""
    name, owner = draw(st.sampled_from(OWN_NAMES))
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from(ALPHABET))
    left, right = name[:at], name[at:]
    slipped = draw(
        st.sampled_from(
            [
                left + right[1:],
                left + letter + right,
                name + letter,
                left + letter + right[1:],
                left + right[1:2] + right[:1] + right[2:],
            ]
        )
    )
    return slipped, owner


@given(slips())
@settings(max_examples=300, deadline=None)
def test_one_slip_leaves_a_city_among_the_first_five(
    places: Database, slip: tuple[str, int]
) -> None:
    misspelt, owner = slip
    with places.reading() as session:
        assert owner in {place.id for place in Gazetteer(session).nearest(misspelt)}


@given(slips())
@settings(max_examples=300, deadline=None)
def test_one_slip_leaves_a_name_among_the_candidates(
    places: Database, slip: tuple[str, int]
) -> None:
    misspelt, owner = slip
    with places.reading() as session:
        found = session.execute(spelling.candidates(NAMES, fold(misspelt)))
        assert owner in {row[0] for row in found}


def test_names_are_ranked_by_how_little_is_wrong() -> None:
    found = [(1, "dresden"), (2, "drezden"), (3, "dredsen"), (4, "heidelberg"), (1, "drezdane")]
    ranked = spelling.ranked("dresden", found)
    assert [likeness.owner for likeness in ranked] == [1, 2, 3]
    assert ranked[0].similarity == 1
    assert ranked[1].similarity == ranked[2].similarity == pytest.approx(6 / 7)


def test_a_network_s_own_names_are_found_within_it_only(database: Database) -> None:
    with database.writing(Actor("test")) as session:
        networks = [Network(slug=slug, name=slug) for slug in ("one", "two")]
        session.add_all(networks)
        session.flush()
        for network, name in zip(networks, ("odesa", "odessa"), strict=True):
            party = Party(network_id=network.id, name="Odesa")
            session.add(party)
            session.flush()
            mirrored = spelling.mirror(name)
            session.add(
                PartyName(party_id=party.id, network_id=network.id, name=name, folded=name,
                          mirrored=mirrored)
            )  # fmt: skip
        ids = [network.id for network in networks]
    with database.reading() as session:
        chosen = spelling.candidates(PARTY_NAMES, "odesssa", PartyName.network_id == ids[1])
        assert {row[1] for row in session.execute(chosen)} == {"odessa"}


@pytest.mark.parametrize("query", ["yokohma", "frankfurt am mian"])
def test_misspelt_names_are_looked_for_in_indexes_only(
    sqlite_database: Database, query: str
) -> None:
    with sqlite_database.reading() as session:
        statement = spelling.candidates(NAMES, query).compile(
            session.get_bind(), compile_kwargs={"literal_binds": True}
        )
        plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]
    assert any("ix_place_name_mirrored" in step for step in plan)
    assert not any(step.startswith("SCAN place_name") for step in plan)
