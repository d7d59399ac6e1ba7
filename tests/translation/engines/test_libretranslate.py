"""LibreTranslate is asked as it documents, and what it refuses is told in our words."""

import aiohttp
import pytest

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.engines import EngineFailure
from bot.services.translation.libretranslate import LibreTranslate
from tests.translation.engines.standins import LibreStandIn

EN_ES = Pair("en", "es")
HELLO = ["Good morning", "See you <soon>"]


async def _ask(
    engine: LibreTranslate, pair: Pair = EN_ES, form: TokenForm = TokenForm.NONE
) -> list[str]:
    return await engine.translate(HELLO, pair, Register.DEFAULT, form)


async def _failure(engine: LibreTranslate, pair: Pair = EN_ES) -> Failure:
    with pytest.raises(EngineFailure) as caught:
        await _ask(engine, pair)
    return caught.value.failure


async def test_several_texts_go_in_one_question(
    session: aiohttp.ClientSession, libre: LibreStandIn
) -> None:
    answers = await _ask(LibreTranslate(session, libre.url))

    assert answers == ["Good-ado morning-ado", "See-ado you-ado <soon-ado>"]
    assert libre.asked == [{"q": HELLO, "source": "en", "target": "es", "format": "text"}]


async def test_tokens_go_as_html(session: aiohttp.ClientSession, libre: LibreStandIn) -> None:
    await _ask(LibreTranslate(session, libre.url), form=TokenForm.HTML)

    assert libre.asked[0]["format"] == "html"


async def test_one_text_goes_by_itself(session: aiohttp.ClientSession, libre: LibreStandIn) -> None:
    engine = LibreTranslate(session, libre.url)

    told = await engine.translate(["Good morning"], EN_ES, Register.DEFAULT, TokenForm.NONE)

    assert told == ["Good-ado morning-ado"]
    assert libre.texts == ["Good morning"]


async def test_many_texts_go_in_questions_within_its_limit(
    session: aiohttp.ClientSession,
) -> None:
    async with LibreStandIn(most_characters=2000) as libre:
        engine = LibreTranslate(session, libre.url)
        texts = [f"{number} {'word ' * 100}" for number in range(10)]

        told = await engine.translate(texts, EN_ES, Register.DEFAULT, TokenForm.NONE)

    assert [text.split()[0] for text in told] == [str(number) for number in range(10)]


async def test_a_server_that_does_not_say_its_languages_is_tried(
    session: aiohttp.ClientSession, libre: LibreStandIn
) -> None:
    libre.has_languages = False

    await _ask(LibreTranslate(session, libre.url), Pair("en-GB", "es"))

    assert (libre.asked[0]["source"], libre.asked[0]["target"]) == ("en", "es")


async def test_the_key_goes_in_the_body(session: aiohttp.ClientSession) -> None:
    async with LibreStandIn(key="sesame") as libre:
        await _ask(LibreTranslate(session, libre.url, "sesame"))

        # pragma: allowlist nextline secret  invented for the stand-in
        assert libre.asked[0]["api_key"] == "sesame"


async def test_a_wrong_key_is_not_authorised(session: aiohttp.ClientSession) -> None:
    async with LibreStandIn(key="sesame") as libre:
        assert await _failure(LibreTranslate(session, libre.url)) is Failure.NOT_AUTHORISED


async def test_a_language_that_it_does_not_have_is_not_asked_for(
    session: aiohttp.ClientSession, libre: LibreStandIn
) -> None:
    engine = LibreTranslate(session, libre.url)

    assert await _failure(engine, Pair("en", "xh")) is Failure.UNSUPPORTED_PAIR
    assert libre.asked == []


@pytest.mark.parametrize(
    ("tag", "code"),
    [("pt-BR", "pt-BR"), ("pt-PT", "pt"), ("zh-CN", "zh-Hans"), ("zh", "zh-Hans"), ("de-CH", "de")],
)
async def test_its_own_codes_are_used(
    session: aiohttp.ClientSession, libre: LibreStandIn, tag: str, code: str
) -> None:
    await _ask(LibreTranslate(session, libre.url), Pair("en", tag))

    assert libre.asked[0]["target"] == code


async def test_it_finds_out_an_unknown_language_itself(
    session: aiohttp.ClientSession, libre: LibreStandIn
) -> None:
    await _ask(LibreTranslate(session, libre.url), Pair("", "es"))

    assert libre.asked[0]["source"] == "auto"


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (403, Failure.NOT_AUTHORISED),
        (413, Failure.TOO_LONG),
        (429, Failure.RATE_LIMITED),
        (500, Failure.UNAVAILABLE),
        (503, Failure.UNAVAILABLE),
        (302, Failure.BAD_ANSWER),
        (418, Failure.BAD_ANSWER),
    ],
)
async def test_a_status_is_told_in_our_words(
    session: aiohttp.ClientSession, libre: LibreStandIn, status: int, failure: Failure
) -> None:
    libre.say(status)

    assert await _failure(LibreTranslate(session, libre.url)) is failure


@pytest.mark.parametrize(
    "body",
    ["<html>gateway</html>", {"translatedText": "one for two"}, {"translatedText": None}, [1], "7"],
)
async def test_an_answer_of_another_shape_is_a_bad_one(
    session: aiohttp.ClientSession, libre: LibreStandIn, body: object
) -> None:
    libre.say(200, body)

    assert await _failure(LibreTranslate(session, libre.url)) is Failure.BAD_ANSWER


async def test_too_long_is_told_by_its_own_words(session: aiohttp.ClientSession) -> None:
    async with LibreStandIn(most_characters=10) as libre:
        assert await _failure(LibreTranslate(session, libre.url)) is Failure.TOO_LONG


async def test_a_server_that_is_away_is_unavailable(session: aiohttp.ClientSession) -> None:
    engine = LibreTranslate(session, "http://127.0.0.1:9")

    assert await _failure(engine) is Failure.UNAVAILABLE


async def test_it_is_not_followed_to_another_server(
    session: aiohttp.ClientSession, libre: LibreStandIn
) -> None:
    async with LibreStandIn() as other:
        libre.say(307, None, Location=f"{other.url}/translate")

        assert await _failure(LibreTranslate(session, libre.url)) is Failure.BAD_ANSWER
        assert other.asked == []


async def test_a_failure_holds_nothing_of_the_text(
    session: aiohttp.ClientSession, libre: LibreStandIn
) -> None:
    libre.say(400, {"error": "Cannot translate text: Good morning"})

    with pytest.raises(EngineFailure) as caught:
        await _ask(LibreTranslate(session, libre.url))

    error: BaseException | None = caught.value
    while error is not None:
        assert "Good morning" not in repr(error)
        error = error.__cause__
