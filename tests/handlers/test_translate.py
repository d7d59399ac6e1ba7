"""`/translate`, as far as no engine is needed: what is asked for, and what is remembered."""

import re

import pytest

from bot.chat.message import Quoted
from bot.chat.wishes import Wish
from bot.domain.translating import Privacy
from storage.engine import Database
from storage.models import Correction
from tests.conversation import Conversation


@pytest.fixture
def sari(network: Database) -> Conversation:
    """The steward, in private."""
    return Conversation(network, "Sari")


def wished(talk: Conversation) -> Wish:
    assert talk.answer is not None
    assert talk.answer.reply.wish is not None
    return talk.answer.reply.wish


def corrections(network: Database) -> list[str]:
    with network.reading() as reading:
        return [each.translation for each in reading.query(Correction)]


def test_a_text_is_wanted_in_the_readers_language(sari: Conversation) -> None:
    sari.in_language("uk").says("/translate Good morning, everybody")

    assert (wished(sari).text, wished(sari).target) == ("Good morning, everybody", "uk")


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("/translate to uk Good morning", "uk"),
        ("/translate to Ukrainian Good morning", "uk"),
        ("/translate to українська Good morning", "uk"),
        ("/translate to Brazilian Portuguese Good morning", "pt-BR"),
        ("/translate to pt-BR Good morning", "pt-BR"),
    ],
)
def test_a_language_is_named_as_people_name_it(sari: Conversation, said: str, target: str) -> None:
    sari.says(said)

    assert (wished(sari).text, wished(sari).target) == ("Good morning", target)


def test_nothing_of_a_text_is_read_as_something_else(sari: Conversation) -> None:
    text = 'He said "note=yes" @olena\n*Thanks*, see https://example.org/?a=b 👍'

    sari.says(f"/translate to es {text}")

    assert wished(sari).text == text


def test_the_message_that_is_replied_to_is_wanted(sari: Conversation) -> None:
    sari.says("/translate to es", quoted=Quoted("Good morning", None, "100"))

    assert (wished(sari).text, wished(sari).otherwise) == ("Good morning", "")


def test_a_message_that_was_not_told_is_said(sari: Conversation) -> None:
    told = sari.says("/translate", quoted=Quoted("", None, "100"))

    assert "I was not told what that message says" in told


def test_nothing_to_translate_is_asked_for(sari: Conversation) -> None:
    assert "Please say what to translate" in sari.says("/translate")


def test_an_unknown_language_is_said(sari: Conversation) -> None:
    assert "no language called “klingonese”" in sari.says("/translate to klingonese nuqneH")


def test_a_message_of_40_000_characters_is_too_long(sari: Conversation) -> None:
    assert "longer than" in sari.says(f"/translate {'word ' * 8000}")
    quoted = Quoted("word " * 8000, None, "100")
    assert "longer than" in sari.says("/translate", quoted=quoted)


def test_where_nothing_can_be_asked_the_operator_s_settings_are_named(sari: Conversation) -> None:
    told = sari.says("/translate Good morning")

    assert "LIBRETRANSLATE_URL" in told
    assert told.endswith("Good morning")


def test_the_rules_of_the_channel_go_along(sari: Conversation) -> None:
    sari.in_room().says("/network translation here privacy=local")
    sari.says("/translate Guten Morgen")

    assert wished(sari).policy.privacy is Privacy.LOCAL


def test_a_viewer_may_translate_and_not_correct(network: Database) -> None:
    vera = Conversation(network, "Vera")

    vera.says("/translate to es Good morning")
    assert wished(vera).target == "es"
    assert "Only editors" in vera.says('/translate correct "Good" = "Bueno" (en-es)')


def test_a_correction_is_remembered_and_taken_back(network: Database, sari: Conversation) -> None:
    told = sari.says('/translate correct "Good morning" = "Доброго ранку" (en-uk)')

    assert "Доброго ранку" in told
    assert corrections(network) == ["Доброго ранку"]
    sari.presses("Undo")
    assert corrections(network) == []


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/translate correct Good morning", "/translate correct"),
        ('/translate correct "Good morning" = "Guten Morgen"', "from which language to which"),
        ('/translate correct "Good" = "Good" (en-en)', "Both are English"),
    ],
)
def test_half_a_correction_is_told_with_an_example(
    sari: Conversation, said: str, answered: str
) -> None:
    assert answered in sari.says(said)


def test_a_suggestion_is_the_command_with_dots_to_fill(sari: Conversation) -> None:
    told = sari.says("translate suggest en uk Good morning")

    assert "/translate correct “Good morning” = “…” (en-uk)" in told


@pytest.mark.parametrize(
    ("text", "better", "asked"),
    [
        ("Good evening to all 12 friends.", "Доброго вечора всім 13 друзям.", "13 where .* 12"),
        ("At 9:30 in room 4", "О 9:30", "says 4, which your translation does not"),
        ("Good evening to all", "Доброго вечора всім 13", "says 13, which the text does not"),
        ("They bring 2 million masks", "Везуть 2 млрд масок", "2 млрд where .* 2 million"),
        ("On 21 November", "21 жовтня", "dates or amounts"),
    ],
)
def test_a_correction_with_other_numbers_is_asked_back(
    network: Database, sari: Conversation, text: str, better: str, asked: str
) -> None:
    told = sari.says(f'/translate correct "{text}" = "{better}" (en-uk)')

    assert re.search(asked, told)
    assert corrections(network) == []
    assert "From now on I translate that so" in sari.presses("Keep it all the same")
    assert corrections(network) == [better]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("10,000 masks on 11 November", "10.000 масок 11 листопада"),
        ("2 million masks", "2 млн масок"),
        ("All friends", "Усі друзі"),
    ],
)
def test_numbers_that_are_written_otherwise_are_the_same(
    network: Database, sari: Conversation, text: str, better: str
) -> None:
    sari.says(f'/translate correct "{text}" = "{better}" (en-uk)')

    assert corrections(network) == [better]
