"""What people wrote of exchanges is read in one's own language, or as it was written."""

import asyncio
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest

from bot.chat.pace import Pace
from bot.chat.reach import Reach
from bot.chat.reply import Reply
from bot.chat.router import Router
from bot.domain.vocabulary import ExchangeKind
from bot.services.answering import Answering
from bot.services.translation.detecting import Detector
from bot.services.translation.granting import Granting
from bot.services.translation.installed import TranslationSettings, installed
from bot.services.translation.translator import Translator
from handlers.commands import registry
from storage.audit import Actor
from storage.engine import Database
from storage.models import Exchange, TranslationMemory
from tests.handlers.conftest import network
from tests.handlers.digesting import logged, owed
from tests.translation.engines.conftest import libre, session
from tests.translation.engines.standins import LibreStandIn
from tests.translation.test_granting import Talk, kind

__all__ = ["kind", "libre", "network", "session"]

STATUS = "/partner status Yokohama, Odesa"
TIMELINE = "/partner timeline Yokohama, Odesa"
WRITTEN = "Delegation led by the mayor"
TOLD = "🌐 Delegation-ado led-ado by-ado the-ado mayor-ado"

Begin = Callable[[float], Talk]


@pytest.fixture
async def begin(
    network: Database, libre: LibreStandIn, session: aiohttp.ClientSession
) -> AsyncIterator[Begin]:
    """Talks in the demo network with LibreTranslate, in which replies wait for so long."""
    begun = []

    def talk(patience: float = 5.0) -> Talk:
        settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)
        translator = Translator(installed(settings, session))
        granting = Granting(network, translator, Detector(), patience=patience)
        reach = Reach(engines=("libretranslate",))
        running = Answering(Router(registry(), network, reach), 2, Pace(), granting.granted)
        begun.append((running, granting))
        return Talk(running)

    yield talk
    for running, granting in begun:
        running.close()
        await granting.close()


@pytest.mark.parametrize("command", [STATUS, TIMELINE])
async def test_summaries_are_in_the_reader_s_language(begin: Begin, command: str) -> None:
    told = await begin().says(command, language="es")

    assert TOLD in told
    assert WRITTEN not in told
    assert "🌐 traducción automática · LibreTranslate" in told


@pytest.mark.parametrize("command", [STATUS, TIMELINE])
async def test_the_originals_are_one_click_away(
    begin: Begin, libre: LibreStandIn, command: str
) -> None:
    talk = begin()
    await talk.says(command, language="es")
    asked = len(libre.asked)

    told = await talk.says(talk.buttons["Original"], language="es")

    assert WRITTEN in told
    assert "🌐" not in told
    assert len(libre.asked) == asked


async def test_what_was_translated_once_is_remembered(begin: Begin, libre: LibreStandIn) -> None:
    first = await begin().says(TIMELINE, language="es")
    asked = len(libre.asked)

    assert await begin().says(TIMELINE, language="es") == first
    assert len(libre.asked) == asked


async def test_who_reads_the_language_reads_what_was_written(
    begin: Begin, libre: LibreStandIn
) -> None:
    talk = begin()
    told = await talk.says(STATUS, language="en")

    assert WRITTEN in told
    assert "🌐" not in told
    assert "Original" not in talk.buttons
    assert libre.texts == []


def remembered(network: Database) -> int:
    with network.reading() as reading:
        return reading.query(TranslationMemory).count()


async def test_nobody_waits_longer_than_a_moment_and_the_next_reader_has_it(
    begin: Begin, libre: LibreStandIn, network: Database
) -> None:
    assert WRITTEN in await begin(0.0).says(STATUS, language="es")
    for _ in range(400):
        if remembered(network) == 3:
            break
        await asyncio.sleep(0.05)
    asked = len(libre.asked)

    assert TOLD in await begin().says(STATUS, language="es")
    assert len(libre.asked) == asked


async def test_a_failure_leaves_the_originals_and_is_not_repeated(
    begin: Begin, libre: LibreStandIn
) -> None:
    libre.always = (403, {"error": "no"}, {})
    talk = begin()

    told = await talk.says(STATUS, language="es")
    asked = len(libre.asked)
    again = await talk.says(STATUS, language="es")

    assert WRITTEN in told
    assert "🌐" not in told
    assert again == told
    assert len(libre.asked) == asked


async def test_a_fault_is_in_the_log_and_the_reply_as_it_was(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(Translator, "translate", broken)

    assert WRITTEN in await begin().says(STATUS, language="es")
    assert "could not be translated" in caplog.text


async def test_a_person_s_translation_goes_before(begin: Begin) -> None:
    talk = begin()
    await talk.says(f'/translate correct "{WRITTEN}" = "La alcaldesa vino" (en-es)')

    told = await talk.says(STATUS, language="es")

    assert "🌐 La alcaldesa vino" in told
    assert "🌐 traducido por una persona" in told


async def test_engines_that_may_not_see_texts_see_none(
    network: Database, session: aiohttp.ClientSession
) -> None:
    settings = TranslationSettings(engines=("deepl",), deepl_api_key="key:fx")
    granting = Granting(network, Translator(installed(settings, session)), Detector())
    reach = Reach(engines=("deepl",))
    running = Answering(Router(registry(), network, reach), 2, Pace(), granting.granted)
    talk = Talk(running)
    await talk.says("/network translation privacy=local")

    told = await talk.says(STATUS, language="es")
    running.close()
    await granting.close()

    assert WRITTEN in told


async def test_without_an_engine_nothing_is_waited_for(
    network: Database,
) -> None:
    async def broken(*_given: object) -> Reply:
        raise AssertionError("nothing is to be granted")

    running = Answering(Router(registry(), network), 2, Pace(), broken)
    told = await Talk(running).says(STATUS, language="es")
    running.close()

    assert WRITTEN in told


async def test_a_recorded_language_is_believed(
    begin: Begin, network: Database, libre: LibreStandIn
) -> None:
    with network.writing(Actor("fixture")) as changing:
        for each in changing.query(Exchange):
            each.language = "es"

    assert WRITTEN in await begin().says(STATUS, language="es")
    assert libre.texts == []


async def test_a_preview_of_the_digest_is_in_the_reader_s_language(
    begin: Begin, network: Database
) -> None:
    logged(network, "Odesa", "Yokohama", ExchangeKind.CALL, "They need more water purifiers")
    owed(network, "Odesa", "Yokohama", "Send the pumps to the mayor", "2026-11-24")
    talk = begin()

    told = await talk.says("/digest preview", language="es")

    assert ": 🌐 They-ado need-ado more-ado water-ado purifiers-ado" in told
    assert "🌐 Send-ado the-ado pumps-ado to-ado the-ado mayor-ado · " in told
    assert "LibreTranslate" in told


async def test_the_sheets_after_a_preview_s_have_it_when_they_are_asked_for(
    begin: Begin, network: Database, libre: LibreStandIn
) -> None:
    for number in range(9):
        owed(network, "Odesa", "Yokohama", f"Send pump {number} to them", f"2026-11-{11 + number}")
    await begin().says("/digest preview", language="es")
    asked = len(libre.asked)

    told = await begin().says("/digest preview page=2", language="es")

    assert "🌐 Send-ado pump-ado 8 to-ado them-ado" in told
    assert len(libre.asked) == asked


async def test_the_originals_of_a_preview_are_one_click_away(
    begin: Begin, network: Database
) -> None:
    for number in range(9):
        owed(network, "Odesa", "Yokohama", f"Send pump {number} to them", f"2026-11-{11 + number}")
    talk = begin()
    await talk.says("/digest preview about=Odesa page=2", language="es")

    told = await talk.says(talk.buttons["Original"], language="es")

    assert "Send pump 8 to them" in told
    assert "🌐" not in told
    assert "Send pump 0 to them" in await talk.says(
        next(says for says in talk.buttons.values() if "page=1" in says), language="es"
    )


@pytest.mark.parametrize(
    "said", ["never", "2026-11-21", "2027-01-01/2027-02-01", "0001-01-01/0001-01-02", "1/2/3"]
)
async def test_a_digest_of_a_time_that_is_none_is_that_of_this_week(
    begin: Begin, network: Database, said: str
) -> None:
    owed(network, "Odesa", "Yokohama", "Send the pumps", "2026-11-24")

    assert "Send the pumps" in await begin().says(f"/digest original of={said}")
