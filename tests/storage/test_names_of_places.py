"""What the gazetteer calls the network's cities is found in a text, in any language."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from bot.domain.access import Role, Scope
from bot.domain.certain_names import is_certain_place
from bot.domain.runs import digest_of
from bot.domain.translating import Pair
from storage.audit import Actor
from storage.engine import Database
from storage.exonyms import exonym
from storage.models import Network
from storage.places import Gazetteer
from storage.records import Records

ODESA, YOKOHAMA, KYIV, ATHENS, SEOUL, GENOA = 698740, 1848354, 703448, 264371, 1835848, 3176219
VALENCIA, OTHER_VALENCIA, ATHENS_IN_GEORGIA = 2509954, 3625549, 4180386
UK_ES, EN_ES, JA_EN = Pair("uk", "es"), Pair("en", "es"), Pair("ja", "en")


class Home:
    """Two networks with cities of the gazetteer, whose names nobody wrote down."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing(Actor("fixture")) as session:
            for slug in ("home", "other"):
                session.add(Network(slug=slug, name=slug))
            session.flush()
            self.ids = {each.slug: each.id for each in session.query(Network)}
        for place in (ODESA, YOKOHAMA, KYIV, ATHENS, SEOUL):
            self.join(place)
        self.join(GENOA, "other")

    @contextmanager
    def records(self, slug: str = "home") -> Iterator[Records]:
        with self.database.writing(Actor("fixture", self.ids[slug])) as session:
            yield Records(session, Scope(self.ids[slug], Role.STEWARD))

    def join(self, place: int, slug: str = "home") -> int:
        """Let a place be a party; the party's number."""
        with self.database.reading() as session:
            found = Gazetteer(session).get(place)
        assert found is not None
        with self.records(slug) as records:
            return records.parties.add_place(found).id

    def found(self, text: str, pair: Pair) -> dict[str, str]:
        with self.records() as records:
            return {each.source: each.target for each in records.wordings.found(text, pair)}


@pytest.fixture
def home(small_gazetteer: Database) -> Home:
    return Home(small_gazetteer)


@pytest.mark.parametrize(
    ("text", "pair", "found"),
    [
        ("Делегація з Одеси прибуде до Афін", UK_ES, {"Одеси": "Odesa"}),
        ("Одеса чекає на гостей", UK_ES, {"Одеса": "Odesa"}),
        ("Делегация из Одессы", Pair("ru", "en"), {"Одессы": "Odesa"}),
        ("横浜とオデッサ", JA_EN, {"横浜": "Yokohama", "オデッサ": "Odesa"}),
        ("横浜市長は横浜市で", JA_EN, {"横浜": "Yokohama"}),
        ("横浜市から", JA_EN, {"横浜市": "Yokohama", "横浜": "Yokohama"}),
        ("Nous avons rencontré Odessa.", Pair("fr", "de"), {"Odessa": "Odesa"}),
        # What Unicode's CLDR has for the language of the readers goes before the own name.
        ("Greetings from Athens", EN_ES, {"Athens": "Atenas"}),
        ("Saludos de Atenas", Pair("es", "de"), {"Atenas": "Athen"}),
        ("Grüße aus Athen und Seoul", Pair("de", "uk"), {"Athen": "Афіни", "Seoul": "Сеул"}),
        # A short one in a language that has it so, though no sentence goes before it.
        ("Seúl saluda", Pair("es", "en"), {"Seúl": "Seoul"}),
        ("Greetings from Odesa", EN_ES, {"Odesa": "Odesa"}),
        ("Greetings from Kyiv", Pair("en", "de"), {"Kyiv": "Kyiv"}),
        ("Greetings from Kyiv", Pair("en", "ja"), {"Kyiv": "キーウ"}),
        # None that its readers could read is known: engines know one, and its cases.
        ("Зустріч в Одесі", Pair("uk", "ru"), {}),
        ("про одесу", UK_ES, {}),
        # In another network.
        ("Vengo da Genova", Pair("it", "en"), {}),
    ],
)
def test_a_city_is_known_by_the_names_of_its_place(
    home: Home, text: str, pair: Pair, found: dict[str, str]
) -> None:
    assert home.found(text, pair) == found


def test_what_the_network_wrote_down_goes_before_all_else(home: Home) -> None:
    with home.records() as records:
        athens = records.parties.named("Athens")[0].id
        records.parties.add_name(athens, "La Atenas de todos", "es")
        records.parties.add_name(athens, "Афины-град", "ru")
    assert home.found("Greetings from Athens", EN_ES) == {"Athens": "La Atenas de todos"}
    assert home.found("Привіт з Афін, Афіни!", Pair("uk", "ru")) == {"Афіни": "Афины-град"}
    assert home.found("Grüße aus Athen", Pair("de", "fr")) == {"Athen": "Athènes"}


def test_a_term_of_the_glossary_goes_before_a_place(home: Home) -> None:
    with home.records() as records:
        records.glossary.put("Atenas", "es", "the city", "en")
    assert home.found("Saludos de Atenas", Pair("es", "en")) == {"Atenas": "the city"}


def test_a_name_of_two_cities_is_left_alone_where_they_are_called_differently(home: Home) -> None:
    home.join(ATHENS_IN_GEORGIA)
    assert home.found("Vi vediamo a Atina", Pair("tr", "en")) == {"Atina": "Athens"}
    assert home.found("Vi vediamo a Atina", Pair("tr", "es")) == {}


def test_a_city_that_left_is_not_known_any_more(home: Home) -> None:
    with home.records() as records:
        odesa = records.parties.named("Odesa")[0].id
        records.parties.record(odesa).left_on = date(2026, 11, 1)
    assert home.found("Делегація з Одеси", UK_ES) == {}


def test_what_is_written_down_later_changes_the_version(home: Home) -> None:
    def version() -> str:
        with home.records() as records:
            return digest_of(records.wordings.found("Делегація з Одеси", UK_ES))

    before = version()
    with home.records() as records:
        records.parties.add_name(records.parties.named("Odesa")[0].id, "Odessa", "es")
    assert before
    assert version() != before


def test_however_many_places_are_named_a_text_costs_two_statements(home: Home) -> None:
    statements: list[str] = []
    with home.records() as records:
        records.glossary.count()
        event.listen(
            home.database.engine, "before_cursor_execute", lambda *told: statements.append(told[2])
        )
        text = "Гості з Одеси, Києва, Афіни, Сеула та Йокохами, Привіт Усім Нашим Друзям"
        assert len(records.wordings.found(text, UK_ES)) == 5
        assert len(statements) == 2
        statements.clear()
        assert records.wordings.found("San Remo, La Paz, El Paso, Santa Fe", EN_ES) == ()
    assert len(statements) == 1


@pytest.mark.parametrize(
    ("said", "text", "language", "is_name"),
    [
        ("Lions", "Lions and tigers", "en", False),
        ("Lions", "The Lions of Lyon", "en", True),
        ("Port", "The Port of Odesa", "en", False),
        ("Genes", "Genes are old.", "en", False),
        ("Genova", "Genova saluta", "it", True),
        ("Тема", "Тема зустрічі: порт", "uk", False),
        ("Тема", "Порт міста Тема", "uk", True),
        ("Roles", "| Roles |", "en", False),
        ("Löwen", "Die Löwen", "de", False),
        ("Nice", "Nice to meet you", "en", False),
        ("大分", "大分良い", "ja", False),
        ("里昂", "里昂的市长", "zh", True),
        ("きた", "友だちがきた", "ja", False),
        ("よこはま", "よこはまから", "ja", True),
        ("岐阜市", "岐阜市議会", "ja", False),
        ("岐阜市", "岐阜市から", "ja", True),
        ("공주", "공주 이야기", "ko", False),
        ("เลย", "ดีเลย", "th", False),
    ],
)
def test_a_name_that_nobody_wrote_down_has_to_look_like_one(
    said: str, text: str, language: str, is_name: bool
) -> None:
    assert is_certain_place(said, text, language) is is_name


@pytest.mark.parametrize(
    ("place", "timezone", "language", "name"),
    [
        ("London", "Europe/London", "es", "Londres"),
        ("London", "America/Toronto", "es", ""),
        ("London", "Europe/London", "en", ""),
        ("London", "Europe/London", "xx", ""),
        ("New York City", "America/New_York", "pt-BR", "Nova York"),
        ("Kolkata", "Asia/Kolkata", "uk", "Колката"),
        ("Mexico City", "America/Mexico_City", "pl", ""),
        ("Kyiv", "Europe/Kyiv", "uk", "Київ"),
        ("Kyiv", "Europe/Kyiv", "es", ""),
        ("", "", "es", ""),
    ],
)
def test_a_language_has_its_own_name_for_a_city(
    place: str, timezone: str, language: str, name: str
) -> None:
    assert exonym(place, timezone, language) == name
