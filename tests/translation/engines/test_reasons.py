"""Of all failures the one that tells people what they can do; and nobody pays for a refusal."""

import aiohttp
import pytest

from bot.domain.translating import Failure, Pair, Privacy
from bot.domain.translation_policy import Policy
from bot.services.translation.apertium import Apertium
from bot.services.translation.deepl import DeepL
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded
from bot.services.translation.libretranslate import LibreTranslate
from bot.services.translation.reasons import Failed, telling
from bot.services.translation.spending import Ledger
from bot.services.translation.translator import Translator
from tests.translation.engines.conftest import QUICK
from tests.translation.engines.scripted import Scripted
from tests.translation.engines.standins import DeepLStandIn, LibreStandIn

UNKNOWN, AWAY, LATE = Failure.UNSUPPORTED_PAIR, Failure.UNAVAILABLE, Failure.TIMED_OUT
BUSY, SPENT = Failure.RATE_LIMITED, Failure.QUOTA_SPENT
ANY = Policy(privacy=Privacy.ANY)


@pytest.mark.parametrize(
    ("failures", "told"),
    [
        ([], None),
        ([(None, AWAY)], AWAY),
        ([(False, AWAY)], UNKNOWN),
        ([(False, UNKNOWN), (None, AWAY)], UNKNOWN),
        ([(None, LATE), (False, UNKNOWN)], UNKNOWN),
        ([(False, UNKNOWN), (False, AWAY)], UNKNOWN),
        ([(False, UNKNOWN), (True, AWAY)], AWAY),
        ([(True, LATE), (False, UNKNOWN)], LATE),
        ([(True, BUSY), (False, UNKNOWN), (None, AWAY)], BUSY),
        ([(None, SPENT), (False, UNKNOWN)], SPENT),
        ([(False, SPENT), (False, UNKNOWN)], UNKNOWN),
        ([(True, SPENT), (True, BUSY)], BUSY),
        ([(None, AWAY), (None, LATE)], LATE),
    ],
)
def test_the_failure_that_is_told(failures: list[Failed], told: Failure | None) -> None:
    assert telling(failures) is told


async def test_an_engine_that_is_away_does_not_hide_that_nobody_knows_the_language(
    session: aiohttp.ClientSession, libre: LibreStandIn, deepl: DeepLStandIn
) -> None:
    engines = (
        LibreTranslate(session, libre.url),
        DeepL(session, deepl.key, deepl.url),
        Apertium(session, "http://127.0.0.1:9"),
    )
    translator = Translator([Guarded(each, QUICK) for each in engines])
    told = await translator.translate("Bonjour à tous", Pair("fr", "tlh"), policy=ANY)
    assert told.reason is UNKNOWN


async def test_what_an_engine_knew_before_it_went_away_counts(
    session: aiohttp.ClientSession, libre: LibreStandIn
) -> None:
    away = Guarded(LibreTranslate(session, libre.url), QUICK)
    refusing = Guarded(Scripted(always=EngineFailure(UNKNOWN)), QUICK)
    translator = Translator([away, refusing])
    await translator.translate("Good morning to all", Pair("en", "es"), policy=ANY)
    libre.always = (503, None, {})
    known = await translator.translate("Good evening to all", Pair("en", "es"), policy=ANY)
    unknown = await translator.translate("Good evening to all", Pair("en", "tlh"), policy=ANY)
    assert (known.reason, unknown.reason) == (AWAY, UNKNOWN)


async def test_what_an_engine_refuses_for_its_languages_is_not_spent() -> None:
    ledger = Ledger()
    account = ledger.account(1, 30, frozenset({"scripted"}), {}, ledger.written())
    engine = Scripted(EngineFailure(UNKNOWN), EngineFailure(BUSY), is_local=False)
    translator = Translator([Guarded(engine, QUICK)])
    for reason, spent in ((UNKNOWN, 0), (BUSY, 14), (None, 28)):
        told = await translator.translate(
            "Bonjour à tous", Pair("fr", "es"), policy=ANY, account=account
        )
        assert (told.reason, ledger.sent[1, "scripted"]) == (reason, spent)
