"""DeepL is asked as it documents, with its key in a header."""

import aiohttp
import pytest

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.deepl import DeepL
from bot.services.translation.engines import EngineFailure
from tests.translation.engines.standins import DeepLStandIn

EN_DE = Pair("en", "de")


def _engine(session: aiohttp.ClientSession, server: DeepLStandIn) -> DeepL:
    return DeepL(session, server.key, server.url)


async def test_it_translates(session: aiohttp.ClientSession, deepl: DeepLStandIn) -> None:
    told = await _engine(session, deepl).translate(
        ["Good morning"], EN_DE, Register.DEFAULT, TokenForm.NONE
    )

    assert told == ["Good-ado morning-ado"]
    assert deepl.asked == [{"text": ["Good morning"], "source_lang": "EN", "target_lang": "DE"}]


async def test_tokens_go_as_xml_with_an_ignored_tag(
    session: aiohttp.ClientSession, deepl: DeepLStandIn
) -> None:
    told = await _engine(session, deepl).translate(
        ['Dear <x id="0"/> &amp; all'], EN_DE, Register.DEFAULT, TokenForm.XML
    )

    assert told == ['Dear-ado <x id="0"/> &amp; all-ado']
    assert deepl.asked[0]["tag_handling"] == "xml"
    assert deepl.asked[0]["ignore_tags"] == ["x"]


async def test_the_formal_register_is_asked_for_where_there_is_one(
    session: aiohttp.ClientSession, deepl: DeepLStandIn
) -> None:
    await _engine(session, deepl).translate(["Hi"], EN_DE, Register.FORMAL, TokenForm.NONE)

    assert deepl.asked[0]["formality"] == "prefer_more"


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        (Pair("de", "en"), "DE", "EN-GB"),
        (Pair("de", "en-US"), "DE", "EN-US"),
        (Pair("pt-BR", "de"), "PT", "DE"),
        (Pair("de", "pt"), "DE", "PT-PT"),
        (Pair("zh-CN", "ja"), "ZH", "JA"),
        (Pair("", "uk"), None, "UK"),
    ],
)
async def test_its_own_codes_are_used(
    session: aiohttp.ClientSession,
    deepl: DeepLStandIn,
    pair: Pair,
    source: str | None,
    target: str,
) -> None:
    await _engine(session, deepl).translate(["Hi"], pair, Register.DEFAULT, TokenForm.NONE)

    assert (deepl.asked[0].get("source_lang"), deepl.asked[0]["target_lang"]) == (source, target)


@pytest.mark.parametrize(("tag", "target"), [("de", "DE"), ("en", "EN-GB"), ("pt-BR", "PT-BR")])
async def test_without_a_list_of_languages_they_are_tried(
    session: aiohttp.ClientSession, deepl: DeepLStandIn, tag: str, target: str
) -> None:
    deepl.has_languages = False

    await _engine(session, deepl).translate(
        ["Hi"], Pair("uk", tag), Register.DEFAULT, TokenForm.NONE
    )

    assert (deepl.asked[0]["source_lang"], deepl.asked[0]["target_lang"]) == ("UK", target)


async def test_more_than_fifty_texts_go_in_several_questions(
    session: aiohttp.ClientSession, deepl: DeepLStandIn
) -> None:
    texts = [f"Hi {number}" for number in range(120)]

    told = await _engine(session, deepl).translate(texts, EN_DE, Register.DEFAULT, TokenForm.NONE)

    assert told == [f"Hi-ado {number}" for number in range(120)]
    assert sorted(len(asked["text"]) for asked in deepl.asked) == [20, 50, 50]


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (403, Failure.NOT_AUTHORISED),
        (413, Failure.TOO_LONG),
        (429, Failure.RATE_LIMITED),
        (456, Failure.QUOTA_SPENT),
        (500, Failure.UNAVAILABLE),
        (529, Failure.UNAVAILABLE),
    ],
)
async def test_a_status_is_told_in_our_words(
    session: aiohttp.ClientSession, deepl: DeepLStandIn, status: int, failure: Failure
) -> None:
    deepl.say(status)

    with pytest.raises(EngineFailure) as caught:
        await _engine(session, deepl).translate(["Hi"], EN_DE, Register.DEFAULT, TokenForm.NONE)

    assert caught.value.failure is failure


async def test_a_wrong_key_is_not_authorised(
    session: aiohttp.ClientSession, deepl: DeepLStandIn
) -> None:
    engine = DeepL(session, "wrong:fx", deepl.url)

    with pytest.raises(EngineFailure) as caught:
        await engine.translate(["Hi"], EN_DE, Register.DEFAULT, TokenForm.NONE)

    assert caught.value.failure is Failure.NOT_AUTHORISED
    assert "wrong" not in repr(caught.value)


async def test_a_language_that_it_does_not_have_is_not_asked_for(
    session: aiohttp.ClientSession, deepl: DeepLStandIn
) -> None:
    with pytest.raises(EngineFailure) as caught:
        await _engine(session, deepl).translate(
            ["Hi"], Pair("en", "xh"), Register.DEFAULT, TokenForm.NONE
        )

    assert caught.value.failure is Failure.UNSUPPORTED_PAIR
    assert deepl.asked == []
