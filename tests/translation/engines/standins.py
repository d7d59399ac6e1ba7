"""Local servers that behave as LibreTranslate and DeepL document, and as badly as told to.

Their "language" is the same for all: every word of letters gets `-ado` behind it.
"""

import asyncio
import html
import re
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from xml.etree import ElementTree as ET

from aiohttp import web
from aiohttp.test_utils import TestServer

TOKEN = re.compile(r"XPH\d+X")
_LEFT_ALONE = re.compile(r'<span translate="no">.*?</span>|<x [^>]*/>|<x>.*?</x>|&\w+;|&#\w+;')
_WORD = re.compile(r"[^\W\d_]+")


def words_changed(text: str) -> str:
    """The text in the language of the stand-ins, tokens as they were."""
    told, end = [], 0
    for kept in re.finditer(f"{_LEFT_ALONE.pattern}|{TOKEN.pattern}", text):
        told += [_WORD.sub(r"\g<0>-ado", text[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*told, _WORD.sub(r"\g<0>-ado", text[end:])])


def _first(text: str) -> re.Match[str] | None:
    return re.search(f"{_LEFT_ALONE.pattern}|{TOKEN.pattern}", text)


def _dropped(text: str) -> str:
    found = _first(text)
    return text.replace(found[0], "", 1) if found else text


def _doubled(text: str) -> str:
    found = _first(text)
    return text.replace(found[0], f"{found[0]} {found[0]}", 1) if found else text


def _translated(text: str) -> str:
    return (
        text.replace("XPH", "DINGS")
        .replace('translate="no"', 'traducir="no"')
        .replace("<x ", "<équis ")
    )


def _escaped(text: str) -> str:
    return html.escape(text).replace("XPH", "XPH&#8203;")


def _spaced(text: str) -> str:
    return re.sub(r"XPH(\d+)X", r"XPH \1 X", text).replace("<", "< ").replace("/>", " / >")


def _reordered(text: str) -> str:
    found = list(re.finditer(f"{_LEFT_ALONE.pattern}|{TOKEN.pattern}", text))
    if len(found) < 2:
        return text
    one, other = found[0], found[-1]
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


NASTY = {
    "drop": _dropped,
    "double": _doubled,
    "translate": _translated,
    "escape": _escaped,
    "space": _spaced,
    "reorder": _reordered,
}


class StandIn:
    """A server on this machine. `says` are answers to be given first, each a status, or a status
    with a body or with headers; `delay` is waited before each answer."""

    def __init__(self, nasty: str = "") -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.says: deque[tuple[int, Any, dict[str, str]]] = deque()
        self.always: tuple[int, Any, dict[str, str]] | None = None
        self.delay = 0.0
        self.has_languages = True
        self.at_once = self.most_at_once = 0
        self.spoils = NASTY.get(nasty, str)
        app = web.Application(client_max_size=2**22)
        self.routed(app)
        self._server = TestServer(app, host="127.0.0.1")

    def routed(self, app: web.Application) -> None:
        """Add what it answers."""
        raise NotImplementedError

    def say(self, status: int, body: Any = None, **headers: str) -> None:
        """Answer the next question so."""
        self.says.append((status, body, headers))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def texts(self) -> list[str]:
        """Every text that was ever sent here."""
        sent = [asked.get("q", asked.get("text")) for asked in self.asked]
        return [text for each in sent for text in (each if isinstance(each, list) else [each])]

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._server.close()

    async def told_instead(self, request: web.Request) -> web.Response | None:
        """What it was told to answer in place of a translation."""
        self.headers.append(dict(request.headers))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.delay)
        finally:
            self.at_once -= 1
        if self.says:
            status, body, headers = self.says.popleft()
        elif self.always is not None:
            status, body, headers = self.always
        else:
            return None
        if isinstance(body, str):
            return web.Response(status=status, text=body, headers=headers)
        return web.json_response(body or {"error": "told to"}, status=status, headers=headers)


class LibreStandIn(StandIn):
    """LibreTranslate 1.9: app.py of the project, without the models."""

    def __init__(self, nasty: str = "", *, key: str = "", most_characters: int = -1) -> None:
        super().__init__(nasty)
        self.key = key
        self.most_characters = most_characters
        self.words: Callable[[str], str] = words_changed
        self.codes = ["en", "es", "pt", "pt-BR", "de", "uk", "ja", "id", "ms", "zh-Hans"]

    def routed(self, app: web.Application) -> None:
        app.router.add_get("/languages", self._languages)
        app.router.add_post("/translate", self._translate)

    async def _languages(self, _request: web.Request) -> web.Response:
        if not self.has_languages:
            return web.Response(status=404)
        return web.json_response(
            [{"code": code, "name": code, "targets": [*self.codes]} for code in self.codes]
        )

    async def _translate(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.asked.append(asked)
        texts = asked["q"] if isinstance(asked["q"], list) else [asked["q"]]
        assert not request.query_string, "a text or a key in the address"
        instead = await self.told_instead(request)
        refusal = self._refusal(asked)
        if instead is not None or refusal:
            return instead or web.json_response({"error": refusal[1]}, status=refusal[0])
        told = [html.unescape(self.spoils(self.words(text))) for text in texts]
        return web.json_response(
            {"translatedText": told if isinstance(asked["q"], list) else told[0]}
        )

    def _refusal(self, asked: dict[str, Any]) -> tuple[int, str] | tuple[()]:
        if self.key and asked.get("api_key") != self.key:
            return 403, "Invalid API key"
        for language in (asked["source"], asked["target"]):
            if language not in (*self.codes, "auto"):
                return 400, f"{language} is not supported"
        size = sum(map(len, asked["q"]))
        if 0 <= self.most_characters < size:
            return 400, f"Invalid request: request ({size}) exceeds text limit"
        return ()


class DeepLStandIn(StandIn):
    """DeepL's /v2/translate and /v2/languages, strict about XML as its second version is."""

    key = "279a2e9d:fx"

    def routed(self, app: web.Application) -> None:
        app.router.add_get("/v2/languages", self._languages)
        app.router.add_post("/v2/translate", self._translate)

    def _is_known(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"DeepL-Auth-Key {self.key}"

    async def _languages(self, request: web.Request) -> web.Response:
        if not self._is_known(request):
            return web.Response(status=403)
        if not self.has_languages:
            return web.Response(status=404)
        both = ["DE", "ES", "JA", "UK", "ID"]
        special = {
            "source": ["EN", "PT", "ZH"],
            "target": ["EN-GB", "EN-US", "PT-BR", "PT-PT", "ZH-HANS"],
        }
        codes = both + special[request.query["type"]]
        return web.json_response([{"language": code, "name": code} for code in codes])

    async def _translate(self, request: web.Request) -> web.Response:
        if not self._is_known(request):
            return web.Response(status=403)
        asked = await request.json()
        self.asked.append(asked)
        instead = await self.told_instead(request)
        if instead is not None:
            return instead
        assert len(asked["text"]) <= 50
        is_xml = asked.get("tag_handling") == "xml"
        try:
            for text in asked["text"] if is_xml else ():
                ET.fromstring(f"<all>{text}</all>")
        except ET.ParseError:
            message = {"Message": "Tag handling parsing failed, please check input."}
            return web.json_response(message, status=400)
        told = [self.spoils(words_changed(text)) for text in asked["text"]]
        return web.json_response(
            {"translations": [{"detected_source_language": "EN", "text": text} for text in told]}
        )
