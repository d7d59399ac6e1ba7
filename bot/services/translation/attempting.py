"""One text through one engine: with tokens, with others, in pieces; never with anything lost."""

from collections.abc import Awaitable, Callable, Sequence

from bot.domain.chunking import chunks, joined
from bot.domain.protecting import Protected
from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.calling import Calling
from bot.services.translation.codes import is_same
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded
from bot.services.translation.parting import Part, parted
from bot.services.translation.spending import FREE, Account
from bot.services.translation.waiting import aside

# The language that a part of a text surely is in, whatever the text is in as a whole; "" if nobody
# can be sure.
Speaks = Callable[[str], Awaitable[str]]
# What is the part's own misfortune, while the others can be translated.
_OF_A_PART = (Failure.UNSUPPORTED_PAIR, Failure.BAD_ANSWER)


async def attempted(
    engine: Guarded,
    text: Protected,
    pair: Pair,
    register: Register,
    account: Account = FREE,
    speaks: Speaks | None = None,
) -> str:
    """The translation, in which everything that stays is there exactly once, and no number more.
    A part that nothing can be made of stays as it is, and so does one that is in the other
    language already. EngineFailure if nothing is made of those that are in the language of the
    whole."""
    parts = await aside(parted, text, size=len(text.text))
    # With nothing but terms and other things that stay.
    told = [part.text.joined([]) for part in parts]
    sources = await _sources(parts, pair, speaks)
    for source in sorted({*sources.values()}, key=lambda each: each != pair.source):
        own = [index for index, each in sources.items() if each == source]
        texts = [parts[index].text for index in own]
        calling = Calling(engine, Pair(source, pair.target), register, account)
        answers = [each.text for each in texts]
        try:
            if not is_same(source, pair.target):
                answers = await _Attempt(calling, texts).made(engine.forms)
        except EngineFailure as failure:
            if source == pair.source or failure.failure not in _OF_A_PART:
                raise
        for index, answer in zip(own, answers, strict=True):
            told[index] = answer
    return joined([part.chunk for part in parts], told)


async def _sources(parts: Sequence[Part], pair: Pair, speaks: Speaks | None) -> dict[int, str]:
    """The parts that there is something to translate in, by number, each with its language."""
    wordy = [index for index, part in enumerate(parts) if part.text.has_words]
    if speaks is None or len(wordy) < 2:
        return dict.fromkeys(wordy, pair.source)
    return {index: await speaks(parts[index].text.plain()) or pair.source for index in wordy}


class _Attempt:
    """What has become of the parts so far."""

    def __init__(self, calling: Calling, texts: Sequence[Protected]) -> None:
        self._calling = calling
        self._texts = texts
        self._done: dict[int, str] = {}

    async def made(self, forms: Sequence[TokenForm]) -> list[str]:
        """All parts, those without a translation as they are. EngineFailure if none has one."""
        # Figures are left to engines at first: the words around them are inflected by them.
        await self.whole(forms[0], is_firm=False)
        for form in forms:
            await self.whole(form, is_firm=True)
        await self.in_pieces()
        if not self._done:
            raise EngineFailure(Failure.BAD_ANSWER)
        texts = enumerate(self._texts)
        return [self._done.get(index) or text.joined([]) for index, text in texts]

    @property
    def _left(self) -> list[int]:
        return [index for index in range(len(self._texts)) if index not in self._done]

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

    def _keep(self, index: int, told: str | None) -> None:
        if told is not None:
            self._done[index] = told
