"""From a text to its translation, whatever the engines do."""

import asyncio
import time
from collections.abc import Sequence

import aiohttp
import pytest

from bot.domain.terms import Term, Terms, kept
from bot.domain.translating import Failure, Pair, Privacy, Register, TokenForm, Untranslated
from bot.domain.translation_policy import Policy
from bot.services.translation.apertium import Apertium
from bot.services.translation.deepl import DeepL
from bot.services.translation.engines import Engine, EngineFailure
from bot.services.translation.guarding import Guarded, Limits
from bot.services.translation.libretranslate import LibreTranslate
from bot.services.translation.translator import Translation, Translator
from tests.translation.engines.conftest import QUICK
from tests.translation.engines.scripted import Scripted
from tests.translation.engines.standins import NASTY, DeepLStandIn, LibreStandIn

EN_ES = Pair("en", "es")
ANY = Policy(privacy=Privacy.ANY)
MESSAGE = "Dear <@U7|oksana>, we meet on 3 May 2026 at 14:30, see https://a.example/x?a=1&b=2 🎉"
STAYS = ("<@U7|oksana>", "14:30", "https://a.example/x?a=1&b=2", "🎉")


async def _told(
    *engines: Engine, text: str = MESSAGE, pair: Pair = EN_ES, policy: Policy = ANY
) -> Translation:
    translator = Translator([Guarded(engine, QUICK) for engine in engines])
    return await translator.translate(text, pair, policy=policy)


def _is_whole(told: str) -> bool:
    return all(told.count(each) == 1 for each in STAYS) and "XPH" not in told


async def test_a_message_is_translated_around_what_stays(
    session: aiohttp.ClientSession, libre: LibreStandIn
) -> None:
    told = await _told(LibreTranslate(session, libre.url))

    assert told.is_translated
    assert told.label == "LibreTranslate"
    assert told.text.startswith("Dear-ado <@U7|oksana>, we-ado meet-ado")
    assert _is_whole(told.text)


@pytest.mark.parametrize("nasty", list(NASTY))
async def test_nothing_is_lost_however_badly_libretranslate_behaves(
    session: aiohttp.ClientSession, nasty: str
) -> None:
    async with LibreStandIn(nasty) as server:
        told = await _told(LibreTranslate(session, server.url))

    assert told.is_translated
    assert _is_whole(told.text)


@pytest.mark.parametrize("nasty", list(NASTY))
async def test_nothing_is_lost_however_badly_deepl_behaves(
    session: aiohttp.ClientSession, nasty: str
) -> None:
    async with DeepLStandIn(nasty) as server:
        told = await _told(DeepL(session, server.key, server.url))

    assert told.is_translated
    assert _is_whole(told.text)


async def test_the_real_apertium_keeps_what_stays(session: aiohttp.ClientSession, apy: str) -> None:
    told = await _told(Apertium(session, apy))

    assert told.label == "Apertium"
    assert _is_whole(told.text)


async def test_terms_and_kept_names_stand_as_they_are_to(
    session: aiohttp.ClientSession, apy: str
) -> None:
    terms = Terms([Term("city council", "ayuntamiento"), kept("River House")])
    translator = Translator([Guarded(Apertium(session, apy))])

    told = await translator.translate(
        "The city council meets at River House.", EN_ES, policy=ANY, terms=terms
    )

    assert told.text.count("ayuntamiento") == told.text.count("River House") == 1


async def test_the_next_engine_is_asked_when_one_fails() -> None:
    first = Scripted(always=EngineFailure(Failure.QUOTA_SPENT), name="first")

    told = await _told(first, Scripted(name="second"), text="Good morning to you")

    assert (told.engine, told.text) == ("second", "Good morning to you ya")


async def test_the_original_is_left_when_all_fail() -> None:
    first = Scripted(always=EngineFailure(Failure.UNAVAILABLE), name="first")
    second = Scripted(always=EngineFailure(Failure.RATE_LIMITED), name="second")

    told = await _told(first, second)

    assert told == Translation(MESSAGE, EN_ES, is_translated=False, reason=Failure.RATE_LIMITED)


async def test_an_unchanged_text_is_not_called_a_translation() -> None:
    told = await _told(
        Scripted(always=lambda texts, _form: list(texts)), text="See you at the town hall then"
    )

    assert told.reason is Failure.BAD_ANSWER


@pytest.mark.parametrize(
    ("text", "pair"),
    [("Lisboa", Pair("en", "pt")), ("Saya pergi ke kantor pos besok", Pair("id", "ms"))],
)
async def test_what_may_be_the_same_in_both_languages_is(text: str, pair: Pair) -> None:
    told = await _told(Scripted(always=lambda texts, _form: list(texts)), text=text, pair=pair)

    assert told.is_translated


@pytest.mark.parametrize(
    "text", ["", "  ", "👍", "14:30", "<@U7> https://a.example", "`code`", "12.50 €"]
)
async def test_what_has_no_words_is_sent_to_nobody(text: str) -> None:
    engine = Scripted()

    told = await _told(engine, text=text)

    assert (told.text, told.reason) == (text, Untranslated.NOTHING_TO_TRANSLATE)
    assert engine.asked == []


@pytest.mark.parametrize("pair", [Pair("en", "en"), Pair("pt-BR", "pt"), Pair("no", "nb")])
async def test_what_is_in_the_readers_language_is_left_alone(pair: Pair) -> None:
    engine = Scripted()

    assert (await _told(engine, pair=pair)).reason is Untranslated.SAME_LANGUAGE
    assert engine.asked == []


async def test_without_engines_the_reason_says_so() -> None:
    assert (await _told()).reason is Untranslated.NO_ENGINE


async def test_an_engine_that_may_not_see_a_text_is_not_asked() -> None:
    engine = Scripted(is_local=False)

    told = await _told(engine, policy=Policy(privacy=Privacy.LOCAL))

    assert told.reason is Untranslated.NOT_ALLOWED
    assert engine.asked == []


async def test_a_bad_answer_is_followed_by_other_tokens_and_then_by_pieces() -> None:
    def spoiled(texts: Sequence[str], _form: TokenForm) -> list[str]:
        return [f"{text} ya".replace("XPH", "") for text in texts]

    engine = Scripted(always=spoiled, forms=(TokenForm.HTML, TokenForm.PLAIN))

    told = await _told(engine)

    forms = list(dict.fromkeys(engine.asked_forms))
    assert forms == [TokenForm.HTML, TokenForm.PLAIN, TokenForm.NONE]
    assert told.is_translated
    assert _is_whole(told.text)


async def test_a_number_is_never_changed() -> None:
    def more(texts: Sequence[str], _form: TokenForm) -> list[str]:
        return [f"{text.replace('20', '30')} ya" for text in texts]

    told = await _told(Scripted(always=more), text="We bring 20 guests to dinner")

    assert "20" in told.text
    assert "30" not in told.text


async def test_the_formal_register_reaches_the_engine(
    session: aiohttp.ClientSession, deepl: DeepLStandIn
) -> None:
    await _told(
        DeepL(session, deepl.key, deepl.url),
        text="Could you come?",
        policy=Policy(privacy=Privacy.ANY, register=Register.FORMAL),
    )

    assert deepl.asked[0]["formality"] == "prefer_more"


async def test_a_very_long_message_comes_back_whole(
    session: aiohttp.ClientSession, apy: str
) -> None:
    text = "".join(f"The mayor thanks {number} guests of <#C{number}>. " for number in range(900))
    assert len(text) > 35_000

    told = await _told(Apertium(session, apy), text=text.strip())

    assert told.is_translated
    assert all(told.text.count(f"<#C{number}>") == 1 for number in range(900))


async def test_one_bad_part_of_a_long_message_does_not_cost_the_others() -> None:
    def spoiled(texts: Sequence[str], _form: TokenForm) -> list[str]:
        return [text.replace("XPH0X", "") if "trap" in text else f"{text} ya" for text in texts]

    engine = Scripted(always=spoiled)
    parts = [f"Word {'and word ' * 90}<@U{number}>.\n" for number in range(4)]
    parts[2] = "This is a trap <@U2>.\n" + "x " * 400 + ".\n"

    told = await _told(engine, text="".join(parts))

    assert told.is_translated
    assert all(told.text.count(f"<@U{number}>") == 1 for number in range(4))
    assert sum("Word" in each for texts in engine.asked for each in texts) == 3


@pytest.mark.parametrize(
    "text",
    [
        "  Good day to you  ",
        "\n\nGood day\n  - to you\n\n\t- and all \n",
        "Good day\r\n\r\nto you",
        "<@U7>\n  <@U8> good\n",
        " \n Good\n \n",
    ],
)
async def test_lines_stand_as_they_stood(text: str) -> None:
    told = await _told(Scripted(always=_in_capitals), text=text)

    assert told.text == text.upper()


def _in_capitals(texts: Sequence[str], _form: TokenForm) -> list[str]:
    return [text.upper() for text in texts]


async def test_short_lines_go_in_one_call() -> None:
    engine = Scripted(always=_in_capitals)

    await _told(engine, text="One day\nTwo days <@U7>\nThree days")

    assert len(engine.asked) == 1


async def test_a_line_that_nothing_can_be_made_of_stays_as_it_is() -> None:
    def spoiled(texts: Sequence[str], _form: TokenForm) -> list[str]:
        return ["" if "Hm" in text else f"{text} ya" for text in texts]

    told = await _told(Scripted(always=spoiled), text="Good day\nHm well\nSee you")

    assert told.text == "Good day ya\nHm well\nSee you ya"


async def test_a_slow_engine_delays_only_its_own_translation() -> None:
    slow, quick = Scripted(name="slow"), Scripted(name="quick")
    slow.delay = 0.5
    translator = Translator([Guarded(slow, Limits()), Guarded(quick, Limits())])
    waiting = [
        asyncio.create_task(translator.translate(MESSAGE, EN_ES, policy=_named("slow")))
        for _ in range(20)
    ]
    await asyncio.sleep(0)

    begun = time.perf_counter()
    told = await translator.translate(MESSAGE, EN_ES, policy=_named("quick"))

    assert told.is_translated
    assert time.perf_counter() - begun < 0.3
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_all_engines_together_have_a_time() -> None:
    slow, other = Scripted(name="slow"), Scripted(name="other")
    slow.delay = other.delay = 0.2
    translator = Translator(
        [Guarded(each, Limits(seconds=0.15)) for each in (slow, other)], patience=0.2
    )

    told = await translator.translate(MESSAGE, EN_ES, policy=ANY)

    assert (told.text, told.reason) == (MESSAGE, Failure.TIMED_OUT)


def _named(*engines: str) -> Policy:
    return Policy(engines=engines, privacy=Privacy.NAMED)
