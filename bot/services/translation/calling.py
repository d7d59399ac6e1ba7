"""The calls that one text takes: as few as fit, and only some of them at once."""

from collections.abc import Sequence
from itertools import chain, islice

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.batches import batches
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded
from bot.services.translation.spending import Account
from bot.services.translation.waiting import all_of

# What is answered in the time of a call, and leaves room for other texts.
_MOST_CHARACTERS, _MOST_TEXTS, _AT_ONCE = 2000, 32, 3


class Calling:
    """An engine, asked for one text and all its parts."""

    def __init__(self, engine: Guarded, pair: Pair, register: Register, account: Account) -> None:
        self._engine = engine
        self._pair = pair
        self._register = register
        self._account = account
        self.limit = engine.limit

    async def ask(self, texts: Sequence[str], form: TokenForm) -> list[str | None]:
        """The answers in the order of the texts; None where the engine answered something that
        is none, which tokens may be the cause of. EngineFailure for any other failure."""
        asked = batches(texts, _MOST_TEXTS, _MOST_CHARACTERS)
        answers: list[str | None] = []
        while some := list(islice(asked, _AT_ONCE)):
            told = await all_of(self._answers(batch, form) for batch in some)
            answers += chain.from_iterable(told)
        return answers

    async def ask_each(self, texts: Sequence[str], form: TokenForm) -> list[str | None]:
        """The same, and where several texts were asked for in vain, each of them by itself."""
        answers = await self.ask(texts, form)
        for index, answer in enumerate(answers):
            if answer is None and len(texts) > 1:
                [answers[index]] = await self._answers([texts[index]], form)
        return answers

    async def _answers(self, texts: list[str], form: TokenForm) -> Sequence[str | None]:
        try:
            return await self._engine.translate(
                texts, self._pair, self._register, form, self._account
            )
        except EngineFailure as failure:
            if failure.failure is Failure.BAD_ANSWER:
                return [None] * len(texts)
            raise
