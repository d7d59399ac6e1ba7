"""Language and time zone, as a chat; on every way in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat import speech
from bot.domain.identity import Identity, Platform, Venue
from storage.audit import Actor
from storage.engine import Database
from storage.models import Channel
from tests.conversation import Conversation

CATALOG = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "From now on I speak {language} with you. For you it is {moment}."
msgstr "Відтепер я розмовляю з вами мовою: {language}. У вас зараз {moment}."
"""


@pytest.fixture
def ukrainian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The bot speaks English and Ukrainian, whatever catalogs there are."""
    folder = tmp_path / "catalogs" / "uk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "attache.po").write_text(CATALOG, encoding="utf-8")
    monkeypatch.setattr(speech, "CATALOGS", tmp_path / "catalogs")
    speech._catalog.cache_clear()
    yield
    speech._catalog.cache_clear()


@pytest.fixture
def visitor(network: Database) -> Conversation:
    """Someone in a Slack workspace bound to the network, whom no record names."""
    with network.writing(Actor("fixture")) as session:
        session.add(Channel(network_id=1, platform=Platform.SLACK, team="T1"))
    visitor = Conversation(network, "U9")
    visitor.sender = Identity(Platform.SLACK, "U9", "T1")
    visitor.venue = Venue(Platform.SLACK, "D1", "T1", private=True)
    return visitor


def test_all_that_is_set_is_shown(network: Database) -> None:
    said = Conversation(network, "Aiko").says("/settings")
    assert "Name: Aiko" in said
    assert "Role: editor" in said
    assert "Writes for: 🇯🇵 Yokohama" in said
    assert "Language: English" in said
    assert "Saturday, November 21, 2026" in said
    assert "6:00" in said
    assert "(Asia/Tokyo)" in said


@pytest.mark.parametrize("name", ["uk", "UK", "uk-UA", "Ukrainian", "українська", "Українська"])
@pytest.mark.usefixtures("ukrainian")
def test_a_language_is_set_by_any_of_its_names(network: Database, name: str) -> None:
    assert "Відтепер" in Conversation(network, "Petro").says(f"/settings language {name}")


@pytest.mark.usefixtures("ukrainian")
def test_the_new_language_is_confirmed_in_itself_with_the_local_time(network: Database) -> None:
    said = Conversation(network, "Petro").says("/settings language uk")
    assert "мовою: українська" in said
    assert "субота, 21 листопада 2026" in said
    assert "11:00 (Europe/Kyiv)" in said


@pytest.mark.usefixtures("ukrainian")
def test_a_set_language_stays(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/settings language uk")
    assert "українська" in petro.says("/settings")


@pytest.mark.usefixtures("ukrainian")
def test_a_set_language_goes_before_that_of_the_client(visitor: Conversation) -> None:
    visitor.in_language("uk").says("/settings language English")
    assert "Language: English" in visitor.says("/settings")


def test_a_terminal_speaks_the_language_it_is_asked_for(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/settings language English")
    assert "Мова: українська" in petro.in_language("uk").says("/settings")


@pytest.mark.usefixtures("ukrainian")
def test_another_language_is_a_button_in_its_own_name(network: Database) -> None:
    petro = Conversation(network, "Petro")
    assert "[українська]" in petro.says("/settings")
    assert "Відтепер" in petro.presses("українська")


@pytest.mark.usefixtures("ukrainian")
def test_a_language_that_the_bot_does_not_speak_is_not_set(network: Database) -> None:
    petro = Conversation(network, "Petro")
    said = petro.says("/settings language Esperanto")
    assert "do not speak Esperanto yet" in said
    assert "English and Ukrainian" in said
    assert "Language: English" in petro.says("/settings")


def test_what_is_no_language_is_said_to_be_none(network: Database) -> None:
    said = Conversation(network, "Petro").says("/settings language Narnian")
    assert "no language called “Narnian”" in said


@pytest.mark.parametrize(
    ("named", "zone"),
    [
        ("Kyiv", "Europe/Kyiv"),
        ("europe/kyiv", "Europe/Kyiv"),
        ("大阪市", "Asia/Tokyo"),
        ("Zürich", "Europe/Zurich"),
        ("Leeds", "Europe/London"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_set_by_its_name_or_a_city_s(network: Database, named: str, zone: str) -> None:
    vera = Conversation(network, "Vera")
    assert f"your time zone is {zone}" in vera.says(f"/settings timezone {named}")
    assert f"({zone})" in vera.says("/settings")


@pytest.mark.parametrize("offset", ["UTC+3", "GMT-5", "+03:00", "utc +2", "Etc/GMT-3"])
def test_an_offset_is_refused_with_what_to_say_instead(network: Database, offset: str) -> None:
    vera = Conversation(network, "Vera")
    assert "does not say when clocks change" in vera.says(f"/settings timezone {offset}")
    assert "(UTC)" in vera.says("/settings")


def test_a_city_that_can_be_several_is_asked_back(network: Database) -> None:
    vera = Conversation(network, "Vera")
    assert "Which Springfield" in vera.says("/settings timezone Springfield")
    assert "America/New_York" in vera.presses("MA, United States")


def test_a_set_zone_goes_before_that_of_the_city(network: Database) -> None:
    aiko = Conversation(network, "Aiko")
    aiko.says("/settings timezone Kyiv")
    assert "11:00" in aiko.says("/settings")


def test_what_the_operator_of_the_terminal_sets_stays(network: Database) -> None:
    operator = Conversation(network)
    operator.says("/settings timezone Kyiv")
    said = operator.says("/settings")
    assert "Europe/Kyiv" in said
    assert "Role: steward" in said


def test_what_a_visitor_of_a_bound_workspace_sets_stays(visitor: Conversation) -> None:
    assert "Europe/Kyiv" in visitor.says("/settings timezone Kyiv")
    said = visitor.says("/settings")
    assert "Europe/Kyiv" in said
    assert "Role: viewer" in said


def test_a_visitor_sets_a_second_thing_as_well_as_the_first(visitor: Conversation) -> None:
    visitor.says("/settings timezone Kyiv")
    assert "Asia/Tokyo" in visitor.says("/settings timezone Yokohama")
    assert "Asia/Tokyo → " not in visitor.says("/settings")
    assert "Asia/Tokyo → Europe/Kyiv" in visitor.says("/undo")


def test_what_a_visitor_first_set_can_be_undone_and_set_again(visitor: Conversation) -> None:
    visitor.says("/settings timezone Kyiv")
    visitor.presses("Undo")
    assert "(UTC)" in visitor.says("/settings")
    visitor.says("/settings timezone Yokohama")
    assert "Asia/Tokyo" in visitor.says("/settings")
