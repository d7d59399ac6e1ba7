"""Apertium behind an APy server: https://wiki.apertium.org/wiki/Apertium-apy"""

from collections.abc import Sequence

import aiohttp

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.addresses import is_own
from bot.services.translation.apertium_marks import Unmarked
from bot.services.translation.asking import Asking, Refused
from bot.services.translation.engines import EngineFailure
from bot.services.translation.known import Known
from bot.services.translation.routes import Route, route

# Over about a thousand characters APy leaves out the rest without saying so.
LIMIT = 1000


class Apertium:
    """An APy server, with every pair that is installed beside it and ways over one other."""

    name = "apertium"
    label = "Apertium"
    forms = (TokenForm.PLAIN,)
    limit = LIMIT

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.is_local = is_own(url)
        self._asking = Asking(session, url)
        self._known = Known(self._ask_pairs)

    async def languages(self) -> frozenset[Pair]:
        """The pairs that are installed, in Apertium's codes."""
        return await self._known.pairs()

    def knows(self, pair: Pair) -> bool | None:
        """By the pairs that it listed last, with ways over one between."""
        return self._known.holds(lambda known: route(pair, known))

    async def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        register: Register,
        form: TokenForm,
    ) -> list[str]:
        """The translations in the order of the texts. EngineFailure if there are none."""
        way = route(pair, await self._known.pairs())
        if way is None:
            raise EngineFailure(Failure.UNSUPPORTED_PAIR)
        # One pipeline translates one text at a time whatever is asked of it.
        return [await self._ask(text, way) for text in texts]

    async def _ask(self, text: str, way: Route) -> str:
        unmarked = Unmarked(text)
        # It has a parameter for one pair and another for a way over several.
        path, name = (
            ("/translate", "langpair") if len(way) == 2 else ("/translateChain", "langpairs")
        )
        asked = {name: "|".join(way), "format": "txt", "markUnknown": "yes", "q": unmarked.text}
        try:
            told = await self._asking.post_form(path, asked)
        except Refused as refused:
            raise EngineFailure(_meant(refused.said)) from None
        try:
            answer = told["responseData"]["translatedText"]
        except (TypeError, KeyError):
            raise EngineFailure(Failure.BAD_ANSWER) from None
        if not isinstance(answer, str) or unmarked.is_cut_short(answer):
            raise EngineFailure(Failure.BAD_ANSWER)
        return unmarked.restored(answer)

    async def _ask_pairs(self) -> frozenset[Pair]:
        try:
            told = await self._asking.get("/listPairs")
            return frozenset(
                Pair(each["sourceLanguage"], each["targetLanguage"])
                for each in told["responseData"]
            )
        except (Refused, TypeError, KeyError):
            raise EngineFailure(Failure.BAD_ANSWER) from None


def _meant(said: str) -> Failure:
    is_pair = "pair" in said.lower() or "path" in said.lower()
    return Failure.UNSUPPORTED_PAIR if is_pair else Failure.BAD_ANSWER
