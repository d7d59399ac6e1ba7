"""From `/translate` to what people read, over engines that are reached by HTTP."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.chat.message import Message
from bot.chat.pace import Pace
from bot.chat.reach import Reach
from bot.chat.router import Router
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.console.plain import plain
from bot.services.answering import Answering
from bot.services.translation.detecting import Detector
from bot.services.translation.granting import Granting
from bot.services.translation.installed import TranslationSettings, installed
from bot.services.translation.translator import Translator
from handlers.commands import registry
from storage.engine import Database
from storage.models import TranslationMemory, TranslationSpending
from tests.conversation import TODAY
from tests.handlers.conftest import network, other_network
from tests.translation.engines.conftest import deepl, libre, session
from tests.translation.engines.standins import DeepLStandIn, LibreStandIn

__all__ = ["deepl", "libre", "network", "other_network", "session"]


class Talk:
    """Somebody at the terminal, whose wishes are granted."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self.buttons: dict[str, str] = {}

    async def says(
        self, text: str, *, name: str = "Sari", network: str = "", language: str = ""
    ) -> str:
        message = Message(
            text,
            Identity(Platform.CONSOLE, name),
            Venue(Platform.CONSOLE, "console", team=network, private=True),
            TODAY,
            name=name,
            language=language,
        )
        answer = await self.answering.ask(message)
        assert answer is not None
        speech = answer.speech
        self.buttons = {speech.say(each.label): each.says for each in answer.reply.buttons}
        return plain(answer.reply, speech)


@pytest.fixture
def kind() -> str:
    """What is tested here does not depend on the kind of database."""
    return "sqlite"


@pytest.fixture
async def talk(
    network: Database, libre: LibreStandIn, session: aiohttp.ClientSession
) -> AsyncIterator[Talk]:
    """The demo network with LibreTranslate."""
    settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)
    granting = Granting(network, Translator(installed(settings, session)), Detector())
    running = Answering(Router(registry(), network), 2, Pace(), granting.granted)
    yield Talk(running)
    running.close()


async def test_the_translation_is_shown_beside_the_original(talk: Talk) -> None:
    told = await talk.says("/translate to es The mayor arrives with 12 guests, @olena")

    assert told.splitlines() == [
        "From English to Spanish",
        "The-ado mayor-ado arrives-ado with-ado 12 guests-ado, @olena",
        "machine translation · LibreTranslate",
        "",
        "Original",
        "The mayor arrives with 12 guests, @olena",
        "[Check] [Suggest a better translation]",
    ]


async def test_a_part_in_the_other_language_already_stays_as_it_is(talk: Talk) -> None:
    there = "La delegación llega el lunes a las doce del mediodía y el alcalde la recibe"
    told = await talk.says(
        f"/translate to es The delegation arrives on Monday and the mayor meets it\n{there}"
    )

    assert told.splitlines()[2] == there


async def test_what_was_translated_is_not_asked_for_again(
    talk: Talk, libre: LibreStandIn, network: Database
) -> None:
    first = await talk.says("/translate to es The mayor arrives tomorrow")

    assert await talk.says("/translate to es The mayor arrives tomorrow", name="Aiko") == first
    assert len(libre.texts) == 1
    with network.reading() as reading:
        assert reading.query(TranslationMemory).count() == 1


async def test_a_person_s_translation_goes_before_the_engine_s(
    talk: Talk, libre: LibreStandIn
) -> None:
    await talk.says("/translate to es The mayor arrives tomorrow")
    await talk.says(
        '/translate correct "The mayor arrives tomorrow" = "Mañana llega" (en-es)', name="Aiko"
    )

    told = await talk.says("/translate to es The mayor arrives tomorrow")

    assert "Mañana llega\ntranslated by Aiko" in told
    assert len(libre.texts) == 1


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ('The mayor said "welcome" (twice) = good', "Mejor así"),
        ("The mayor says “welcome”\nand *goes* (at once)", "Mejor así"),
        ("The mayor arrives at 14:30, see https://example.org/?a=b", "Mejor a las 14:30"),
    ],
)
async def test_a_better_translation_is_one_line_to_fill_in(
    talk: Talk, text: str, better: str
) -> None:
    await talk.says(f"/translate to es {text}")
    told = await talk.says(talk.buttons["Suggest a better translation"])
    await talk.says(told.partition("\n")[2].replace("“…”", f"“{better}”"))

    assert f"{better}\ntranslated by Sari" in await talk.says(f"/translate to es {text}")


async def test_who_may_not_correct_is_not_asked_to(talk: Talk) -> None:
    await talk.says("/translate to es The mayor arrives tomorrow", name="Vera")

    assert list(talk.buttons) == ["Check"]


async def test_check_says_what_the_translation_says(talk: Talk, libre: LibreStandIn) -> None:
    await talk.says("/translate to es The mayor arrives tomorrow")

    told = await talk.says(talk.buttons["Check"])

    assert told.startswith("From Spanish to English\n")
    assert (libre.asked[-1]["source"], libre.asked[-1]["target"]) == ("es", "en")
    assert "Translated back from" in told
    assert not talk.buttons


async def test_the_terms_of_the_network_are_in_the_translation(talk: Talk) -> None:
    await talk.says('/translate glossary add "mayor" = "alcaldesa" (en-es)')

    assert "alcaldesa arrives-ado" in await talk.says("/translate to es The mayor arrives soon")


async def test_a_changed_term_is_a_reason_to_ask_again(talk: Talk) -> None:
    await talk.says("/translate to es The mayor arrives soon")
    await talk.says('/translate glossary add "mayor" = "alcaldesa" (en-es)')

    assert "alcaldesa arrives-ado" in await talk.says("/translate to es The mayor arrives soon")


async def test_a_text_in_the_reader_s_language_is_left_alone(
    talk: Talk, libre: LibreStandIn
) -> None:
    told = await talk.says("/translate The mayor arrives tomorrow with guests")

    assert told == "That is in English already.\nThe mayor arrives tomorrow with guests"
    assert libre.texts == []


async def test_only_emoji_are_said_to_be_no_words(talk: Talk, libre: LibreStandIn) -> None:
    assert "There are no words in that" in await talk.says("/translate to es 👍🎉 :tada:")
    assert libre.texts == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (500, "No engine of translation can be reached"),
        (403, "does not let me in"),
        (413, "too long for the engines"),
    ],
)
async def test_a_failure_is_a_sentence_above_the_original(
    talk: Talk, libre: LibreStandIn, status: int, sentence: str
) -> None:
    libre.always = (status, {"error": "no"}, {})

    told = await talk.says("/translate to es The mayor arrives tomorrow")

    assert sentence in told
    assert told.endswith("The mayor arrives tomorrow")


async def test_a_language_that_no_engine_has_is_named(talk: Talk) -> None:
    told = await talk.says("/translate to fi The mayor arrives tomorrow")

    assert "No engine here translates from English to Finnish." in told


async def test_rules_that_allow_nobody_are_kept(
    network: Database, session: aiohttp.ClientSession
) -> None:
    settings = TranslationSettings(engines=("deepl",), deepl_api_key="key:fx")
    granting = Granting(network, Translator(installed(settings, session)), Detector())
    running = Answering(Router(registry(), network), 2, Pace(), granting.granted)
    talk = Talk(running)
    await talk.says("/network translation privacy=local")

    told = await talk.says("/translate to es The mayor arrives tomorrow")
    running.close()

    assert "no engine may see this text" in told


@pytest.fixture
async def dear(
    network: Database, deepl: DeepLStandIn, session: aiohttp.ClientSession
) -> AsyncIterator[Talk]:
    """The demo network with DeepL, of which a hundred characters a month may be used."""
    settings = TranslationSettings(
        engines=("deepl",), deepl_api_key=deepl.key, deepl_api_url=deepl.url
    )
    translator = Translator(installed(settings, session))
    granting = Granting(network, translator, Detector(), {"deepl": 100})
    reach = Reach(engines=("deepl",), conditions=granting.conditions)
    running = Answering(Router(registry(), network, reach), 2, Pace(), granting.granted)
    yield Talk(running)
    running.close()


def spent(network: Database) -> int:
    with network.reading() as reading:
        return sum(each.characters for each in reading.query(TranslationSpending))


async def test_what_is_sent_is_on_record_and_what_is_remembered_costs_nothing(
    dear: Talk, network: Database
) -> None:
    for _ in range(2):
        assert "mayor-ado" in await dear.says("/translate to es The mayor arrives soon")
    assert spent(network) == len("The mayor arrives soon")
    told = await dear.says("/network translation")
    assert "DeepL — can be asked — 22 characters this month · at most 100 for all" in told


async def test_over_the_installation_s_cap_an_engine_is_not_asked(
    dear: Talk, network: Database, deepl: DeepLStandIn
) -> None:
    await dear.says("/translate to es The mayor arrives soon")

    told = await dear.says(f"/translate to es {'The mayor arrives. ' * 5}")

    assert "is used up for now" in told
    assert spent(network) == 22


async def test_over_the_network_s_cap_the_next_engine_is_asked(
    network: Database, deepl: DeepLStandIn, libre: LibreStandIn, session: aiohttp.ClientSession
) -> None:
    settings = TranslationSettings(
        engines=("deepl", "libretranslate"),
        deepl_api_key=deepl.key,
        deepl_api_url=deepl.url,
        libretranslate_url=libre.url,
    )
    granting = Granting(network, Translator(installed(settings, session)), Detector())
    running = Answering(Router(registry(), network), 2, Pace(), granting.granted)
    talk = Talk(running)
    await talk.says("/network translation most=30")

    first = await talk.says("/translate to es The mayor arrives soon")
    second = await talk.says("/translate to es The mayor arrives today")
    running.close()

    assert "machine translation · DeepL" in first
    assert "machine translation · LibreTranslate" in second
    assert spent(network) == len("The mayor arrives soon" + "The mayor arrives today")


async def test_what_a_failure_cost_is_on_record_too(
    dear: Talk, network: Database, deepl: DeepLStandIn
) -> None:
    deepl.always = (403, {"message": "no"}, {})

    assert "does not let me in" in await dear.says("/translate to es The mayor arrives soon")
    assert spent(network) == 22
    assert "DeepL — left alone until" in await dear.says("/network translation")


async def test_another_network_s_translations_are_nobody_s_business(
    other_network: Database, libre: LibreStandIn, session: aiohttp.ClientSession
) -> None:
    settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)
    granting = Granting(other_network, Translator(installed(settings, session)), Detector())
    running = Answering(Router(registry(), other_network), 2, Pace(), granting.granted)
    talk = Talk(running)
    await talk.says('/translate correct "The mayor sleeps" = "Secreto" (en-es)')

    told = await talk.says("/translate to es The mayor sleeps", name="Marco", network="harbours")
    running.close()

    assert "mayor-ado sleeps-ado" in told


async def test_a_slow_engine_holds_up_nobody_else(talk: Talk, libre: LibreStandIn) -> None:
    libre.delay = 0.5
    slow = [
        asyncio.ensure_future(talk.says(f"/translate to es The mayor has {n} guests"))
        for n in range(3)
    ]

    await talk.says("/partner status Odesa")

    assert not any(each.done() for each in slow)
    assert all("-ado" in each for each in await asyncio.gather(*slow))


async def test_a_fault_is_a_reference_and_in_the_log(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(Translator, "translate", broken)

    told = await talk.says("/translate to es The mayor arrives tomorrow")

    assert "tell your administrator this reference" in told
    assert "could not be granted" in caplog.text
