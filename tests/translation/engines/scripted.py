"""An engine that does as a test says, and remembers what it was asked."""

import asyncio
from collections.abc import Callable, Sequence

from bot.domain.translating import Pair, Register, TokenForm

Does = Callable[[Sequence[str], TokenForm], list[str]]


def echoed(texts: Sequence[str], _form: TokenForm) -> list[str]:
    """A translation that is easy to know."""
    return [f"{text} ya" for text in texts]


class Scripted:
    """Each call does what stands next in the script, and at its end what it does always."""

    def __init__(
        self,
        *script: Does | Exception,
        name: str = "scripted",
        is_local: bool = True,
        always: Does | Exception = echoed,
        forms: tuple[TokenForm, ...] = (TokenForm.PLAIN,),
        limit: int = 1000,
    ) -> None:
        self.name, self.label, self.is_local = name, name.title(), is_local
        self.forms, self.limit = forms, limit
        self.asked: list[list[str]] = []
        self.asked_forms: list[TokenForm] = []
        self.delay = 0.0
        self.knowing: bool | None = None
        self.at_once = self.most_at_once = 0
        self._script, self._always = list(script), always

    async def languages(self) -> frozenset[Pair]:
        return frozenset()

    def knows(self, pair: Pair) -> bool | None:
        return self.knowing

    async def translate(
        self, texts: Sequence[str], pair: Pair, register: Register, form: TokenForm
    ) -> list[str]:
        self.asked.append(list(texts))
        self.asked_forms.append(form)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.delay)
        finally:
            self.at_once -= 1
        does = self._script.pop(0) if self._script else self._always
        if isinstance(does, Exception):
            raise does
        return does(texts, form)
