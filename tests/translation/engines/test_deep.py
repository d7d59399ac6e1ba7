"""deep-translator's own classes against a local Google and MyMemory, and kept on a short lead."""

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
import requests
from aiohttp import web
from aiohttp.test_utils import TestServer
from deep_translator import GoogleTranslator, constants

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation import deep
from bot.services.translation.deep import SERVICES, DeepTranslator
from bot.services.translation.engines import EngineFailure

EN_UK = Pair("en", "uk")
# pragma: allowlist nextline secret  a message, and no key
SECRET = "The mayor resigns tomorrow"


class Services:
    """What Google's mobile page and MyMemory answer."""

    def __init__(self) -> None:
        self.status = 200
        self.asked: list[dict[str, str]] = []
        self.memory: Any = None

    async def google(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        text = request.query["q"]
        page = f'<html><div class="result-container">{text} ya</div></html>'
        return web.Response(status=self.status, text=page, content_type="text/html")

    async def mymemory(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        told = self.memory or f"{request.query['q']} ya"
        return web.json_response({"responseData": {"translatedText": told}, "matches": []})


@pytest.fixture
async def services(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Services]:
    made = Services()
    app = web.Application()
    app.router.add_get("/m", made.google)
    app.router.add_get("/get", made.mymemory)
    async with TestServer(app, host="127.0.0.1") as server:
        url = f"http://127.0.0.1:{server.port}"
        monkeypatch.setitem(constants.BASE_URLS, "GOOGLE_TRANSLATE", f"{url}/m")
        monkeypatch.setitem(constants.BASE_URLS, "MYMEMORY", f"{url}/get")
        yield made


async def _told(name: str, pair: Pair, *texts: str) -> list[str]:
    return await DeepTranslator(name).translate(texts, pair, Register.DEFAULT, TokenForm.NONE)


async def _failure(name: str, pair: Pair = EN_UK, text: str = SECRET) -> EngineFailure:
    with pytest.raises(EngineFailure) as caught:
        await _told(name, pair, text)
    return caught.value


@pytest.mark.parametrize("name", ["google", "mymemory"])
async def test_it_translates(services: Services, name: str) -> None:
    assert await _told(name, EN_UK, "Good", "day") == ["Good ya", "day ya"]


async def test_each_gets_the_answer_to_their_own_text(services: Services) -> None:
    engine = DeepTranslator("google")

    async def one(number: int) -> list[str]:
        return await engine.translate([f"text {number}"], EN_UK, Register.DEFAULT, TokenForm.NONE)

    for _ in range(5):
        told = await asyncio.gather(*(one(number) for number in range(8)))
        assert told == [[f"text {number} ya"] for number in range(8)]


@pytest.mark.parametrize(
    ("name", "pair", "asked"),
    [
        ("google", Pair("he", "zh-Hant"), {"sl": "iw", "tl": "zh-TW"}),
        ("google", Pair("", "nb"), {"sl": "auto", "tl": "no"}),
        ("mymemory", EN_UK, {"langpair": "en-GB|uk-UA"}),
        ("mymemory", Pair("pt-BR", "ja"), {"langpair": "pt-BR|ja-JP"}),
    ],
)
async def test_the_services_own_codes_are_used(
    services: Services, name: str, pair: Pair, asked: dict[str, str]
) -> None:
    await _told(name, pair, "Good day")

    assert asked.items() <= services.asked[0].items()


async def test_a_quota_warning_is_handed_on_to_be_seen_for_what_it_is(services: Services) -> None:
    services.memory = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY"

    assert await _told("mymemory", EN_UK, "Good day") == [services.memory]


async def test_none_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GoogleTranslator, "translate", lambda _self, _text: None)

    assert (await _failure("google", text="👍")).failure is Failure.BAD_ANSWER


@pytest.mark.parametrize(
    ("status", "failure"),
    [(429, Failure.RATE_LIMITED), (500, Failure.UNAVAILABLE), (403, Failure.UNAVAILABLE)],
)
async def test_a_status_is_told_in_our_words(
    services: Services, status: int, failure: Failure
) -> None:
    services.status = status

    assert (await _failure("google")).failure is failure


@pytest.mark.parametrize("name", ["microsoft", "baidu"])
async def test_a_service_without_its_key_is_not_authorised(name: str) -> None:
    assert (await _failure(name)).failure is Failure.NOT_AUTHORISED


async def test_a_language_that_it_does_not_know_is_told(services: Services) -> None:
    assert (await _failure("google", Pair("en", "xx"))).failure is Failure.UNSUPPORTED_PAIR
    assert services.asked == []


async def test_mymemory_must_be_told_the_language(services: Services) -> None:
    assert (await _failure("mymemory", Pair("", "uk"))).failure is Failure.UNSUPPORTED_PAIR


async def test_mymemory_counts_bytes(services: Services) -> None:
    assert (await _failure("mymemory", text="市" * 200)).failure is Failure.TOO_LONG
    assert services.asked == []


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (requests.ConnectionError(f"http://x/?q={SECRET}&key=sesame"), Failure.UNAVAILABLE),
        (requests.ReadTimeout(SECRET), Failure.TIMED_OUT),
        (ValueError(SECRET), Failure.BAD_ANSWER),
        (AttributeError(SECRET), Failure.BAD_ANSWER),
    ],
)
async def test_raw_errors_are_told_without_text_or_key(
    monkeypatch: pytest.MonkeyPatch, error: Exception, failure: Failure
) -> None:
    def broken(_self: object, _text: str) -> str:
        raise error

    monkeypatch.setattr(GoogleTranslator, "translate", broken)
    caught = await _failure("google")

    assert caught.failure is failure
    assert caught.__cause__ is caught.__context__ is None
    assert SECRET not in repr(caught)


async def test_one_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(GoogleTranslator, "translate", lambda _self, _text: str(released.wait(10)))
    engine = DeepTranslator("google")

    async def ask() -> list[str]:
        return await engine.translate([SECRET], EN_UK, Register.DEFAULT, TokenForm.NONE)

    for _ in range(8):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ask(), 0.02)
    with pytest.raises(EngineFailure) as caught:
        await ask()
    released.set()

    assert caught.value.failure is Failure.UNAVAILABLE


def test_mymemory_is_not_asked_in_clear_text() -> None:
    translator = DeepTranslator("mymemory")._translator(EN_UK)

    assert vars(translator)["_base_url"].startswith("https://")


@pytest.mark.parametrize("name", list(SERVICES))
def test_none_of_them_is_local(name: str) -> None:
    assert not deep.DeepTranslator(name).is_local
