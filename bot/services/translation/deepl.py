"""DeepL: https://developers.deepl.com/api-reference/translate"""

import asyncio
from collections.abc import Sequence
from itertools import chain
from typing import Any

import aiohttp

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.asking import Asking, Refused
from bot.services.translation.batches import batches
from bot.services.translation.codes import base, closest
from bot.services.translation.engines import EngineFailure
from bot.services.translation.known import Known

# "The total request body size must not exceed 128 KiB", and at most 50 texts; half of it leaves
# room for what JSON adds.
_MOST_TEXTS = 50
_MOST_BYTES = 64 * 1024
# Targets that must not be told by the language alone.
_VARIANTS = ("EN-GB", "EN-US", "PT-PT", "PT-BR", "ZH-HANS", "ZH-HANT")
_PRO, _FREE = "https://api.deepl.com", "https://api-free.deepl.com"


class DeepL:
    """DeepL with a key of either plan."""

    name = "deepl"
    label = "DeepL"
    forms = (TokenForm.XML, TokenForm.PLAIN)
    limit = 5000
    is_local = False

    def __init__(self, session: aiohttp.ClientSession, api_key: str, url: str = "") -> None:
        # "API Free authentication keys can be identified easily by the suffix :fx"
        address = (url or (_FREE if api_key.endswith(":fx") else _PRO)).rstrip("/")
        headers = {"Authorization": f"DeepL-Auth-Key {api_key}"}
        self._asking = Asking(session, address.removesuffix("/v2"), headers)
        self._known = Known(self._ask_languages)

    async def languages(self) -> frozenset[Pair]:
        """Every source with every target, in DeepL's codes."""
        return await self._known.pairs()

    def knows(self, pair: Pair) -> bool | None:
        """By the languages that it listed last."""
        return self._known.holds(lambda known: _codes(pair, known))

    async def translate(
        self, texts: Sequence[str], pair: Pair, register: Register, form: TokenForm
    ) -> list[str]:
        """The translations in the order of the texts. EngineFailure if there are none."""
        asked = _codes(pair, await self._known.pairs())
        if register is Register.FORMAL:
            # Asks for it only where the language has it.
            asked["formality"] = "prefer_more"
        if form is TokenForm.XML:
            asked |= {"tag_handling": "xml", "tag_handling_version": "v2", "ignore_tags": ["x"]}
        told = await asyncio.gather(
            *(self._ask(some, asked) for some in batches(texts, _MOST_TEXTS, _MOST_BYTES, _bytes))
        )
        return list(chain.from_iterable(told))

    async def _ask(self, texts: Sequence[str], asked: dict[str, Any]) -> list[str]:
        try:
            told = await self._asking.post("/v2/translate", {"text": list(texts), **asked})
        except Refused as refused:
            raise EngineFailure(_meant(refused.said)) from None
        try:
            answers = [each["text"] for each in told["translations"]]
        except (TypeError, KeyError):
            raise EngineFailure(Failure.BAD_ANSWER) from None
        if len(answers) != len(texts):
            raise EngineFailure(Failure.BAD_ANSWER)
        return answers

    async def _ask_languages(self) -> frozenset[Pair]:
        try:
            sources, targets = await asyncio.gather(
                *(self._asking.get("/v2/languages", type=kind) for kind in ("source", "target"))
            )
            return frozenset(
                Pair(source["language"], target["language"])
                for source in sources
                for target in targets
                if base(source["language"]) != base(target["language"])
            )
        except (Refused, TypeError, KeyError, AttributeError):
            raise EngineFailure(Failure.BAD_ANSWER) from None


def _codes(pair: Pair, known: frozenset[Pair]) -> dict[str, Any]:
    sources = {each.source for each in known} or {base(pair.source).upper()}
    targets = {each.target for each in known} or _guessed(pair.target)
    asked = {"target_lang": closest(pair.target, targets)}
    if pair.source:
        asked["source_lang"] = closest(pair.source, sources)
    if None in asked.values():
        raise EngineFailure(Failure.UNSUPPORTED_PAIR)
    return asked


def _guessed(tag: str) -> set[str]:
    code = base(tag).upper()
    return {each for each in _VARIANTS if each.startswith(f"{code}-")} or {code}


def _bytes(text: str) -> int:
    return len(text.encode(errors="replace"))


def _meant(said: str) -> Failure:
    is_language = "target_lang" in said or "source_lang" in said
    return Failure.UNSUPPORTED_PAIR if is_language else Failure.BAD_ANSWER
