"""Stewards say which engines may see what is said, in the network and in a channel."""

import pytest

from bot.chat.reach import Reach
from bot.chat.router import Router
from handlers.commands import registry
from storage.engine import Database
from tests.conversation import Conversation


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
    assert "• Telegram: -1001 — local engines only" in told
    assert "-1001" not in sari.says("/network translation")


def test_here_is_only_where_others_are(sari: Conversation) -> None:
    assert "This is no channel." in sari.says("/network translation here privacy=any")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("engines=babelfish", "There is no engine called “babelfish” here."),
        ("privacy=secret", "none of these: local engines only, named engines, or any engine."),
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


def test_only_stewards_may(network: Database) -> None:
    for name in ("Petro", "Vera"):
        answer = Conversation(network, name).says("/network translation privacy=any")
        assert "Only stewards of the network can do that." in answer


def test_the_trail_tells_of_it(sari: Conversation) -> None:
    sari.says("/network translation privacy=local engines=apertium")
    told = sari.says("/audit network")
    assert "Rules of translating — added" in told
    assert "Who may see texts: local engines only" in told
