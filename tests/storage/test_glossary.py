"""Terms and names that stand in a text are found, and only those that the speaker may know."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from bot.domain.access import Role, Scope
from bot.domain.runs import digest_of
from bot.domain.terms import Term, kept
from bot.domain.translating import Pair
from bot.domain.vocabulary import Visibility
from storage.audit import Actor
from storage.contact_views import Draft
from storage.engine import Database
from storage.models import ContactName, Network
from storage.records import Records
from tests.storage.office import NOW

DE_EN, EN_UK, UK_EN, EN_JA = Pair("de", "en"), Pair("en", "uk"), Pair("uk", "en"), Pair("en", "ja")


class Home:
    """A network with a city of several names, read and changed by whoever is asked for."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing(Actor("fixture")) as session:
            for slug in ("home", "other"):
                session.add(Network(slug=slug, name=slug))
            session.flush()
            self.ids = {each.slug: each.id for each in session.query(Network)}
            parties = Records(session, Scope(self.ids["home"], Role.STEWARD)).parties
            odesa = parties.add("Odesa", "UA")
            parties.add_name(odesa.id, "Одеса", "uk")
            parties.add_name(odesa.id, "オデーサ")
            self.odesa = odesa.id

    @contextmanager
    def records(self, slug: str = "home", role: Role = Role.STEWARD) -> Iterator[Records]:
        with self.database.writing(Actor("fixture", self.ids[slug], at=NOW)) as session:
            yield Records(session, Scope(self.ids[slug], role))

    def found(
        self, text: str, pair: Pair, slug: str = "home", role: Role = Role.STEWARD
    ) -> dict[str, str]:
        with self.records(slug, role) as records:
            return {each.source: each.target for each in records.wordings.found(text, pair)}


@pytest.fixture
def home(database: Database) -> Home:
    return Home(database)


def test_a_term_is_found_in_its_own_direction(home: Home) -> None:
    with home.records() as records:
        records.glossary.put("Stadtrat", "de", "city council", "en")
    assert home.found("Der Stadtrat tagt.", DE_EN) == {"Stadtrat": "city council"}
    assert home.found("Der Stadtrat tagt.", Pair("de", "fr")) == {}
    assert home.found("Der Stadtrat tagt.", Pair("", "en-GB")) == {"Stadtrat": "city council"}
    assert home.found("Die Stadtratssitzung", DE_EN) == {}


def test_the_very_language_goes_before_that_of_another_region(home: Home) -> None:
    with home.records() as records:
        records.glossary.put("Rathaus", "de", "town hall", "en-GB")
        records.glossary.put("Rathaus", "de", "city hall", "en-US")
        records.glossary.put("Rathaus", "de-AT", "municipal office", "en-US")
    assert home.found("Rathaus", Pair("de", "en-US")) == {"Rathaus": "city hall"}
    assert home.found("Rathaus", Pair("de", "en-GB")) == {"Rathaus": "town hall"}
    # Where regions disagree nothing is agreed on for the language itself.
    assert home.found("Rathaus", DE_EN) == {}


def test_what_is_kept_stays_in_every_direction(home: Home) -> None:
    with home.records() as records:
        records.glossary.put("Hafenfest", "de", "harbour festival", "en")
        assert records.glossary.keep("Hafenfest")
        assert not records.glossary.keep("Hafenfest")
    assert home.found("Das Hafenfest", DE_EN) == {"Hafenfest": "Hafenfest"}
    assert home.found("hafenfest", EN_UK) == {}


def test_a_term_can_have_signs_and_several_words(home: Home) -> None:
    with home.records() as records:
        records.glossary.put("市役所", "ja", "city hall", "en")
        records.glossary.put("Mr. Mayor", "en", "пане мере", "uk")
    assert home.found("横浜市役所で", Pair("ja", "en")) == {"市役所": "city hall"}
    with home.records() as records:
        records.glossary.put("公益財団法人横浜市国際交流協会", "ja", "YOKE", "en")
    text = "本日は公益財団法人横浜市国際交流協会の会議です"
    assert home.found(text, Pair("ja", "en")) == {"公益財団法人横浜市国際交流協会": "YOKE"}
    assert home.found("Dear mr. mayor, hello", EN_UK) == {"Mr. Mayor": "пане мере"}


@pytest.mark.parametrize(
    ("text", "pair", "found"),
    [
        ("Greetings from Odesa", EN_UK, {"Odesa": "Одеса"}),
        ("Greetings from ODESA", EN_JA, {"ODESA": "オデーサ"}),
        ("Одеса вітає", UK_EN, {"Одеса": "Odesa"}),
        ("オデーサから", Pair("ja", "uk"), {"オデーサ": "Одеса"}),
        ("Greetings from Odesa", Pair("en", "de"), {"Odesa": "Odesa"}),
        ("Зустріч в Одесі", UK_EN, {"Одесі": "Odesa"}),
        ("Зустріч в Одесі", Pair("uk", "ru"), {}),
        ("odesa", EN_UK, {}),
    ],
)
def test_a_city_is_called_as_readers_know_it(
    home: Home, text: str, pair: Pair, found: dict[str, str]
) -> None:
    assert home.found(text, pair) == found


def test_a_term_may_be_as_long_as_it_is_kept(home: Home) -> None:
    long = (
        "Council for the Twinning of Ports and Harbours of the Northern and Southern Seas Together"
    )
    thai = "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าธนบุรี"
    with home.records() as records:
        records.glossary.keep(long)
        records.glossary.keep(thai)
    assert home.found(f"The {long} met", EN_UK) == {long: long}
    assert home.found(f"ที่{thai}", Pair("th", "en")) == {thai: thai}


def test_a_declined_term_is_the_term(home: Home) -> None:
    with home.records() as records:
        records.glossary.put("Мерія", "uk", "city hall", "en")
        records.glossary.keep("Хафенфест")
    assert home.found("Лист до Мерії", UK_EN) == {"Мерії": "city hall"}
    assert home.found("На Хафенфесті", UK_EN) == {"Хафенфесті": "Хафенфест"}


def test_a_contact_is_called_so_too(home: Home) -> None:
    with home.records() as records:
        contact = records.contacts.add(Draft(party_id=home.odesa, name="Oksana Kovalenko"))
        contact.names.append(ContactName(name="Оксана Коваленко", language="uk", script="Cyrl"))
    assert home.found("Call Oksana Kovalenko!", EN_UK) == {"Oksana Kovalenko": "Оксана Коваленко"}
    assert home.found("Оксана Коваленко пише", UK_EN) == {"Оксана Коваленко": "Oksana Kovalenko"}


def test_a_contact_that_is_kept_from_the_speaker_is_no_name_to_them(home: Home) -> None:
    with home.records() as records:
        records.contacts.add(
            Draft(
                party_id=home.odesa,
                name="Ihor Melnyk",
                names=("Ігор Мельник",),
                visibility=Visibility.PARTY,
            )
        )
    assert home.found("Ihor Melnyk", EN_UK) == {"Ihor Melnyk": "Ігор Мельник"}
    assert home.found("Ihor Melnyk", EN_UK, role=Role.VIEWER) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Anna-Maria Koval", "Dear Anna-Maria Koval, welcome"),
        ("O. Koval", "Signed: O. Koval"),
        ("Y", "Ask Y, please"),
        ("Olena", "le port d'Olena"),
        ("김민수", "김민수가 왔어요"),
        ("佐藤花子", "来週は佐藤花子さんと会います"),
        ("de Vries", "Ask De Vries and de Vries"),
    ],
)
def test_a_contact_is_known_by_how_the_name_begins(home: Home, name: str, text: str) -> None:
    with home.records() as records:
        records.contacts.add(Draft(party_id=home.odesa, name=name))
    is_small = name[0].islower()
    assert home.found(text, EN_UK) == ({} if is_small else {name: name})


def test_a_contact_that_was_removed_is_forgotten(home: Home) -> None:
    with home.records() as records:
        contact = records.contacts.add(Draft(party_id=home.odesa, name="Ihor Melnyk"))
        records.contacts.remove(contact, NOW)
    assert home.found("Ihor Melnyk", EN_UK) == {}


def test_nothing_is_known_of_another_network(home: Home) -> None:
    with home.records() as records:
        records.glossary.put("Stadtrat", "de", "city council", "en")
        records.contacts.add(Draft(party_id=home.odesa, name="Oksana Kovalenko"))
    text = "Stadtrat Odesa Oksana Kovalenko"
    assert home.found(text, DE_EN, "other") == {}
    with home.records() as own:
        number = own.glossary.named("Stadtrat")[0].id
    with home.records("other") as records:
        assert records.glossary.listed(10) == []
        assert records.glossary.get(number) is None
        with pytest.raises(LookupError):
            records.glossary.remove(number)


def test_a_term_goes_before_a_name(home: Home) -> None:
    with home.records() as records:
        records.glossary.keep("Odesa")
    assert home.found("Odesa", EN_UK) == {"Odesa": "Odesa"}


def test_a_change_of_another_term_leaves_the_version_as_it_is(home: Home) -> None:
    def version() -> str:
        with home.records() as records:
            return digest_of(records.wordings.found("Der Stadtrat tagt", DE_EN))

    with home.records() as records:
        records.glossary.put("Stadtrat", "de", "city council", "en")
    before = version()
    with home.records() as records:
        records.glossary.put("Rathaus", "de", "town hall", "en")
    assert version() == before
    with home.records() as records:
        records.glossary.put("Stadtrat", "de", "town council", "en")
    assert version() != before


def test_however_much_is_on_record_a_text_costs_four_statements(home: Home) -> None:
    with home.records() as records:
        for number in range(30):
            records.parties.add(f"Port {number}", "UA")
            records.contacts.add(Draft(party_id=home.odesa, name=f"Oksana Number{number}"))
    statements: list[str] = []
    with home.records() as records:
        records.glossary.count()
        event.listen(
            home.database.engine, "before_cursor_execute", lambda *told: statements.append(told[2])
        )
        text = " ".join(f"Port {number} Oksana Number{number}" for number in range(30))
        assert len(records.wordings.found(text, EN_UK)) == 60
        assert len(statements) == 4
        statements.clear()
        assert records.wordings.found("We meet on Friday about water", EN_UK) == ()
    assert len(statements) == 1


def test_terms_for_the_reader_of_the_records(home: Home) -> None:
    with home.records() as records:
        records.glossary.put("Stadtrat", "de", "city council", "en")
        records.glossary.keep("Hafenfest")
        assert records.wordings.found("Hafenfest des Stadtrats", DE_EN) == (kept("Hafenfest"),)
        assert records.wordings.found("Stadtrat!", DE_EN) == (Term("Stadtrat", "city council"),)
