from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.vocabulary import ContactFunction, ContactMedium, Visibility
from storage.audit import Actor
from storage.contact_search import Term, found, language_tag, nearest, party_tag, script_tag
from storage.contact_views import Draft, Way
from storage.contacts import Contacts
from storage.engine import Database
from storage.models import Contact, ContactWay, Network, Party

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
EMAIL = Way(ContactMedium.EMAIL, "oksana@odesa.example")
PHONE = Way(ContactMedium.PHONE, "+380 48 123 45 67")


@dataclass
class World:
    """A session in which a steward writes, in a network with one city."""

    session: Session
    contacts: Contacts
    scope: Scope
    city: int

    def add(self, name: str, **facts: object) -> Contact:
        """A contact in the city."""
        return self.contacts.add(Draft(name=name, **{"party_id": self.city, **facts}))  # type: ignore[arg-type]  # facts vary


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    with database.writing(Actor("test")) as session:
        network = Network(slug="a", name="A")
        session.add(network)
        session.flush()
        city = Party(network_id=network.id, name="Odesa", country="UA")
        session.add(city)
        session.flush()
        scope = Scope(network.id, Role.STEWARD)
        yield World(session, Contacts(session, scope), scope, city.id)


def test_a_contact_is_found_by_what_it_is_called_in_any_script(world: World) -> None:
    added = world.add("Oksana", names=("Оксана", "オクサナ"))
    for text in ("oksana", "оксана", "オクサナ"):
        assert world.contacts.found([Term(text)]) == [added.id]


def test_a_contact_is_found_by_its_tags(world: World) -> None:
    added = world.add("Оксана", languages=("uk", "zh-Hant"))
    for tag in (
        party_tag(world.city),
        language_tag("uk"),
        language_tag("zh-Hans"),
        script_tag("Cyrl"),
    ):
        assert world.contacts.found([Term("nothing", frozenset({tag}))]) == [added.id]


def test_words_are_not_looked_for_in_addresses(world: World) -> None:
    world.add("Oksana", ways=(EMAIL,))
    assert world.contacts.found([Term("odesa")]) == []


def test_what_it_is_found_by_follows_every_change(world: World) -> None:
    added = world.add("Oksana", position="officer")
    record = world.contacts.record(added.id)
    record.position = "mayor"
    world.contacts.join(record, "Port")
    world.contacts.also_call(record, ["Оксана"])
    world.contacts.keep(record)
    for text in ("mayor", "port", "оксана"):
        assert world.contacts.found([Term(text)]) == [added.id]
    assert world.contacts.found([Term("officer")]) == []


def _row(number: int, *lines: str) -> tuple[int, str]:
    return number, "\n" + "".join(f" {line} \n" for line in lines) + "\t ~latn "


def test_whole_words_go_before_beginnings_and_these_before_parts() -> None:
    rows = [_row(1, "bananna"), _row(2, "annabel"), _row(3, "anna"), _row(4, "olga")]
    assert found([Term("anna")], rows) == [3, 2, 1]


def test_short_pieces_of_latin_words_mean_nothing_but_those_of_others_do() -> None:
    rows = [_row(1, "olga"), _row(2, "田中愛子")]
    assert found([Term("lg")], rows) == []
    assert found([Term("愛")], rows) == [2]


def test_every_term_must_fit() -> None:
    rows = [_row(1, "anna", "mayor"), _row(2, "anna", "officer")]
    assert found([Term("anna"), Term("mayor")], rows) == [1]


def test_slips_are_forgiven_when_asked_for() -> None:
    rows = [_row(1, "kovalenko"), _row(2, "bilyk")]
    assert found([Term("kovalneko")], rows) == []
    assert found([Term("kovalneko")], rows, forgiving=True) == [1]


def test_the_nearest_fit_in_part() -> None:
    rows = [_row(1, "anna", "mayor"), _row(2, "olga", "officer")]
    assert nearest([Term("anna"), Term("officr"), Term("mayor")], rows, 1) == [1]
    assert nearest([Term("xyz")], rows, 1) == []


def test_one_way_is_preferred_the_first_unless_another_says_so(world: World) -> None:
    first = world.add("A", ways=(EMAIL, PHONE))
    other = world.add("B", ways=(EMAIL, Way(ContactMedium.PHONE, PHONE.address, preferred=True)))
    assert [way.preferred for way in first.ways] == [True, False]
    assert [way.preferred for way in other.ways] == [False, True]


def test_an_address_is_kept_once(world: World) -> None:
    added = world.add("A", ways=(PHONE, Way(ContactMedium.PHONE, "+380481234567")))
    assert [way.address for way in added.ways] == [PHONE.address]


def test_whom_to_write_to_are_nodal_persons_then_protocol_then_the_last_verified(
    world: World,
) -> None:
    world.add("Old", verified_on=date(2020, 1, 1))
    world.add("Recent", verified_on=date(2026, 1, 1))
    world.add("Protocol", function=ContactFunction.PROTOCOL)
    world.add("Nodal", function=ContactFunction.NODAL, ways=(EMAIL,))
    named = world.contacts.to_write_to([world.city], limit=9)
    assert [each.name for each in named] == ["Nodal", "Protocol", "Recent", "Old"]
    assert named[0].address == EMAIL.address


def test_whom_to_write_to_has_an_address_even_if_none_is_preferred(world: World) -> None:
    added = world.add("A")
    world.session.add(
        ContactWay(contact_id=added.id, medium=ContactMedium.EMAIL, address=EMAIL.address)
    )
    world.session.flush()
    (each,) = world.contacts.to_write_to([world.city])
    assert each.address == EMAIL.address


def test_an_organisation_is_recorded_once_in_its_city(world: World) -> None:
    first = world.add("A", organisation="Odesa Port")
    second = world.add("B", organisation="ODESA  port")
    assert first.organisation_id == second.organisation_id


def test_merging_leaves_one_with_what_both_had(world: World) -> None:
    kept = world.add("Oksana", ways=(EMAIL,), languages=("uk",))
    gone = world.add("Оксана", ways=(PHONE,), languages=("en",), position="officer")
    world.contacts.merge(gone, kept, NOW)
    card = world.contacts.card(kept.id)
    assert card is not None
    assert card.names == ("Оксана",)
    assert [(way.address, way.preferred) for way in card.ways] == [
        (EMAIL.address, True),
        (PHONE.address, False),
    ]
    assert (card.languages, card.position) == (("uk", "en"), "officer")
    assert world.contacts.card(gone.id) is None
    assert gone.merged_into_id == kept.id


def test_what_an_office_lacks_is_the_name_of_the_person_merged_into_it(world: World) -> None:
    kept = world.add("", position="officer")
    world.contacts.merge(world.add("Oksana"), kept, NOW)
    assert (kept.name, kept.names) == ("Oksana", [])


def test_a_record_out_of_sight_cannot_be_had(world: World) -> None:
    hidden = world.add("A", visibility=Visibility.PARTY)
    others = Contacts(world.session, Scope(world.scope.network_id, Role.VIEWER))
    with pytest.raises(LookupError):
        others.record(hidden.id)
    assert others.card(hidden.id) is None
    assert others.lines([hidden.id]) == []
    assert others.count() == 0


def test_a_search_and_a_card_need_as_many_statements_however_many_there_are(
    world: World, database: Database
) -> None:
    added = [world.add(f"Person {number}", ways=(EMAIL, PHONE)) for number in range(30)]
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    world.contacts.lines(world.contacts.found([Term("person")]))
    assert len(said) == 2
    world.contacts.card(added[0].id)
    assert len(said) == 5
