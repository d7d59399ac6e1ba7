"""One text through one engine: with tokens, with others, in pieces; never with anything lost."""

from collections.abc import Sequence

from bot.domain.chunking import chunks, joined
from bot.domain.protecting import Protected
from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.calling import Calling
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded
from bot.services.translation.parting import parted
from bot.services.translation.spending import FREE, Account
from bot.services.translation.waiting import aside


async def attempted(
    engine: Guarded, text: Protected, pair: Pair, register: Register, account: Account = FREE
) -> str:
    """The translation, in which everything that stays is there exactly once, and no number more.
    A part that nothing can be made of stays as it is. EngineFailure if that is all of them."""
    parts = await aside(parted, text, size=len(text.text))
    attempt = _Attempt(Calling(engine, pair, register, account), [part.text for part in parts])
    # Figures are left to engines at first: the words around them are inflected by them.
    await attempt.whole(engine.forms[0], is_firm=False)
    for form in engine.forms:
        await attempt.whole(form, is_firm=True)
    await attempt.in_pieces()
    return joined([part.chunk for part in parts], attempt.told())


class _Attempt:
    """What has become of the parts so far: None where there is no sound translation."""

    def __init__(self, calling: Calling, texts: Sequence[Protected]) -> None:
        self._calling = calling
        self._texts = texts
        self._done: dict[int, str] = {}
        self._idle = {index for index, each in enumerate(texts) if not each.has_words}

    @property
    def _left(self) -> list[int]:
        done = self._idle | self._done.keys()
        return [index for index in range(len(self._texts)) if index not in done]

    async def whole(self, form: TokenForm, *, is_firm: bool) -> None:
        """Try what is left as it is, with tokens of a form."""
        left = self._left
        texts = [self._texts[index].firm() if is_firm else self._texts[index] for index in left]
        cut = [chunks(each.hidden(form), self._calling.limit) for each in texts]
        answers = iter(await self._calling.ask([each.text for some in cut for each in some], form))
        for index, text, some in zip(left, texts, cut, strict=True):
            told = [next(answers) for _ in some]
            sound = [each for each in told if each is not None]
            if len(sound) == len(some):
                self._keep(index, text.restored(joined(some, sound), form))

    async def in_pieces(self) -> None:
        """Try what is still left by the texts between all that stays, each by itself."""
        for index in self._left:
            text = self._texts[index]
            cut = [chunks(each, self._calling.limit) for each in text.between()]
            asked = [each.text for some in cut for each in some]
            answers = iter(await self._calling.ask_each(asked, TokenForm.NONE))
            told = [[next(answers) for _ in some] for some in cut]
            if any(each is not None for some in told for each in some):
                pieces = [
                    "" if None in answer else joined(some, [each or "" for each in answer])
                    for some, answer in zip(cut, told, strict=True)
                ]
                self._keep(index, text.joined(pieces))

    def told(self) -> list[str]:
        """All parts, those without a translation as they are. EngineFailure if none has one."""
        if not self._done:
            raise EngineFailure(Failure.BAD_ANSWER)
        texts = enumerate(self._texts)
        return [self._done.get(index) or text.joined([]) for index, text in texts]

    def _keep(self, index: int, told: str | None) -> None:
        if told is not None:
            self._done[index] = told
