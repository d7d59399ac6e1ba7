"""LibreTranslate: https://docs.libretranslate.com/api/operations/translate/"""

from collections.abc import Sequence
from typing import Any

import aiohttp

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.addresses import is_own
from bot.services.translation.asking import Asking, Refused
from bot.services.translation.batches import batches
from bot.services.translation.codes import base, closest, codes_for
from bot.services.translation.engines import EngineFailure
from bot.services.translation.known import Known

_MOST_TEXTS = 32
# Its own words, in the order in which they are looked for (libretranslate/app.py).
_SAID = (
    ("exceeds text limit", Failure.TOO_LONG),
    ("api key", Failure.NOT_AUTHORISED),
    ("is not supported", Failure.UNSUPPORTED_PAIR),
    ("is not available as a target", Failure.UNSUPPORTED_PAIR),
)
_FORMATS = {TokenForm.HTML: "html", TokenForm.PLAIN: "text", TokenForm.NONE: "text"}


class LibreTranslate:
    """A LibreTranslate server, one's own or another's."""

    name = "libretranslate"
    label = "LibreTranslate"
    forms = (TokenForm.HTML, TokenForm.PLAIN)
    # The limit of the public servers; one's own has none unless it is told to.
    limit = 2000

    def __init__(self, session: aiohttp.ClientSession, url: str, api_key: str = "") -> None:
        self.is_local = is_own(url)
        self._asking = Asking(session, url)
        self._key = {"api_key": api_key} if api_key else {}
        self._known = Known(self._ask_languages)

    async def languages(self) -> frozenset[Pair]:
        """What the server's models can do."""
        return await self._known.pairs()

    def knows(self, pair: Pair) -> bool | None:
        """By the languages that it listed last."""
        return self._known.holds(lambda known: _codes(pair, known))

    async def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        register: Register,
        form: TokenForm,
    ) -> list[str]:
        """The translations in the order of the texts. EngineFailure if there are none."""
        asked = _codes(pair, await self._known.pairs())
        given = {"source": asked.source, "target": asked.target, "format": _FORMATS[form]}
        # A server counts the characters of all texts of a question together.
        asked_in = batches(texts, _MOST_TEXTS, self.limit)
        return [answer for some in asked_in for answer in await self._told(some, given)]

    async def _told(self, texts: list[str], given: dict[str, str]) -> list[str]:
        told = await self._ask(texts, given)
        answers = told.get("translatedText") if isinstance(told, dict) else None
        # One text is answered by one, several by several.
        answers = [answers] if isinstance(answers, str) else answers
        if not isinstance(answers, list) or len(answers) != len(texts):
            raise EngineFailure(Failure.BAD_ANSWER)
        return answers

    async def _ask(self, texts: Sequence[str], given: dict[str, str]) -> Any:
        try:
            # The key in the body, never in the address: servers write addresses into logs.
            asked = texts[0] if len(texts) == 1 else list(texts)
            return await self._asking.post("/translate", {"q": asked, **given, **self._key})
        except Refused as refused:
            raise EngineFailure(_meant(refused.said)) from None

    async def _ask_languages(self) -> frozenset[Pair]:
        try:
            told = await self._asking.get("/languages")
        except Refused as refused:
            raise EngineFailure(_meant(refused.said)) from None
        try:
            codes = [each["code"] for each in told]
            return frozenset(
                Pair(each["code"], target)
                for each in told
                # Servers before 1.3 do not list targets: all of them go.
                for target in each.get("targets", codes)
                if target != each["code"]
            )
        except (TypeError, KeyError, AttributeError):
            raise EngineFailure(Failure.BAD_ANSWER) from None


def _codes(pair: Pair, known: frozenset[Pair]) -> Pair:
    if not known:
        return Pair(base(pair.source) or "auto", base(pair.target))
    if pair.source:
        found = codes_for(pair, known)
    else:
        target = closest(pair.target, {each.target for each in known})
        found = Pair("auto", target) if target else None
    if found is None:
        raise EngineFailure(Failure.UNSUPPORTED_PAIR)
    return found


def _meant(said: str) -> Failure:
    lowered = said.lower()
    return next((failure for words, failure in _SAID if words in lowered), Failure.BAD_ANSWER)
