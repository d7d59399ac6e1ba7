"""Stewards say which engines may see what is said, in the network and in a channel."""

import pytest

from bot.chat.reach import Reach
from bot.chat.router import Router
from bot.chat.speech import Speech, languages
from bot.domain.translating import Condition, Failure, Privacy, Register
from bot.domain.translation_policy import Shown
from handlers.commands import registry
from storage import translation_spending
from storage.audit import Actor
from storage.engine import Database
from tests.conversation import TODAY, Conversation


@pytest.fixture
def sari(network: Database) -> Conversation:
    """The steward."""
    return Conversation(network, "Sari")


def test_a_steward_sees_what_holds(sari: Conversation) -> None:
    assert sari.says("/network translation").splitlines() == [
        "How the network is translated",
        "Engines, in their order: those that the bot is set up with",
        "Who may see texts: named engines",
        "Form of address: usual",
        "Shown: in the thread",
        "Characters to engines elsewhere: 0 this month, no cap",
        "Only the named engines see texts.",
        "To change it: /network translation engines=apertium,deepl privacy=named register=formal",
    ]


def test_a_steward_changes_it_and_takes_it_back(sari: Conversation) -> None:
    answer = sari.says(
        "/network translation engines=Apertium, DeepL privacy=local register=formal shown=below"
    )
    assert "Translations in the network go by these rules from now on." in answer
    assert "Engines, in their order: Apertium, DeepL" in answer
    assert "Who may see texts: local engines only" in answer
    assert "Form of address: formal" in answer
    assert "Shown: under the message" in answer
    sari.presses("Undo")
    assert "Who may see texts: named engines" in sari.says("/network translation")


def test_what_is_cleared_is_not_said_any_more(sari: Conversation) -> None:
    sari.says("/network translation engines=deepl privacy=any")
    answer = sari.says("/network translation engines= privacy=")
    assert "those that the bot is set up with" in answer
    assert "named engines" in answer


def test_a_channel_is_stricter_than_its_network(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.venue = Conversation.on_telegram(network, "1", group="-1001").venue
    answer = sari.says("/network translation here privacy=local")
    assert "Translations in this channel go by these rules from now on." in answer
    assert "local engines only" in sari.says("/network translation here")
    told = Conversation(network, "Sari").says("/network translation")
    assert "Who may see texts: named engines" in told
    assert "• Telegram: a group — local engines only" in told
    assert "-1001" not in sari.says("/network translation")


def test_here_is_only_where_others_are(sari: Conversation) -> None:
    assert "This is no channel." in sari.says("/network translation here privacy=any")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("engines=babelfish", "There is no engine called “babelfish” here."),
        ("privacy=secret", "none of these: local engines only, named engines, or any engine."),
        ("most=many", "“many” is no number of characters. Say it like 500000."),
        ("register=rude", "“rude” is none of these: usual or formal."),
    ],
)
def test_a_slip_is_told(sari: Conversation, said: str, answered: str) -> None:
    assert answered in sari.says(f"/network translation {said}")


def test_engines_are_those_of_the_installation(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.router = Router(registry(), network, Reach(engines=("apertium", "libretranslate")))
    assert "Engines, in their order: Apertium, LibreTranslate" in sari.says("/network translation")
    answer = sari.says("/network translation engines=deepl")
    assert "There are: Apertium and LibreTranslate" in answer
    sari.router = Router(registry(), network, Reach(engines=("apertium", "deepl")))
    sari.says("/network translation engines=deepl,apertium")
    sari.router = Router(registry(), network, Reach(engines=("apertium",)))
    assert "The bot is not set up with DeepL." in sari.says("/network translation")


CONDITIONS = (
    Condition("apertium", is_local=True),
    Condition("deepl", is_local=False, most=900),
    Condition("google", is_local=False, resting_seconds=300, failure=Failure.UNAVAILABLE),
)


def sent(network: Database, **characters: int) -> None:
    with network.writing(Actor("translation")) as session:
        counted = {(1, engine): number for engine, number in characters.items()}
        translation_spending.add(session, TODAY, counted)


@pytest.fixture
def equipped(sari: Conversation, network: Database) -> Conversation:
    """The steward of a network whose bot has engines."""
    names = tuple(each.name for each in CONDITIONS)
    reach = Reach(engines=names, conditions=lambda: CONDITIONS)
    sari.router = Router(registry(), network, reach)
    return sari


def test_how_the_engines_are_doing_is_shown(equipped: Conversation, network: Database) -> None:
    sent(network, apertium=1200, deepl=345)
    told = equipped.says("/network translation")
    assert "Characters to engines elsewhere: 345 this month, no cap" in told
    assert told.partition("How the engines are doing\n")[2].splitlines()[:3] == [
        "• Apertium — can be asked — 1,200 characters this month",
        "• DeepL — can be asked — 345 characters this month · at most 900 for all networks of this"
        " bot together",
        "• Google — left alone until 9:05\u202fAM: it cannot be reached — 0 characters this month",
    ]


def test_a_network_has_a_cap(equipped: Conversation, network: Database) -> None:
    sent(network, apertium=9000, deepl=345)
    told = equipped.says("/network translation most=500 000")
    assert "Characters to engines elsewhere: 345 this month, of 500,000" in told
    told = equipped.says("/network translation most=345")
    assert "345 this month, of 345" in told
    told = equipped.says("/network translation")
    assert "• Apertium — can be asked" in told
    assert "• DeepL — not asked any more this month: the cap is reached" in told
    assert "no cap" in equipped.says("/network translation most=none")
    equipped.presses("Undo")
    assert "of 345" in equipped.says("/network translation")
    assert "no cap" in equipped.says("/network translation most=")


def test_the_installation_s_cap_is_told_when_it_is_reached(
    equipped: Conversation, network: Database
) -> None:
    sent(network, deepl=900)
    assert "• DeepL — not asked any more this month" in equipped.says("/network translation")


def test_a_cap_is_the_network_s(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.venue = Conversation.on_telegram(network, "1", group="-1001").venue
    assert "without “here”" in sari.says("/network translation here most=5")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("privacy=local engines only register=formal", "local engines only"),
        ("shown=under the message privacy=any engine", "Shown: under the message"),
        ("most=500.000 privacy=local", "of 500,000"),
        ("most=500,000", "of 500,000"),
    ],
)
def test_values_may_have_several_words(sari: Conversation, said: str, told: str) -> None:
    assert told in sari.says(f"/network translation {said}")


@pytest.mark.parametrize("language", languages())
def test_what_a_rule_is_called_can_be_typed(network: Database, language: str) -> None:
    sari, speech = Conversation(network, "Sari"), Speech(language)
    sari.language = language
    for name, words in (("privacy", Privacy), ("register", Register), ("shown", Shown)):
        for word in words:
            for said in (speech.say(word), word.value):
                told = sari.says(f"/network translation {name}={said}")
                assert speech.say(word) in told, (language, name, said)


def test_only_stewards_may(network: Database) -> None:
    for name in ("Petro", "Vera"):
        answer = Conversation(network, name).says("/network translation privacy=any")
        assert "Only stewards of the network can do that." in answer


def test_the_trail_tells_of_it(sari: Conversation) -> None:
    sari.says("/network translation privacy=local engines=apertium")
    told = sari.says("/audit network")
    assert "Rules of translating — added" in told
    assert "Who may see texts: local engines only" in told
