"""What an engine is to the rest of the program, and the one family of what can go wrong with it."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.translating import Failure, Pair, Register, TokenForm

# Another try within the same call may go better: too many requests, or a server in trouble.
PASSING = frozenset({Failure.RATE_LIMITED, Failure.UNAVAILABLE})


class EngineFailure(Exception):
    """An engine gave no translation. Holds no text, address or key: what is raised is logged.

    `pause` is for how many seconds the engine asks to be left alone, `is_passing` whether the
    same call may be made again at once.
    """

    def __init__(self, failure: Failure, pause: float = 0.0, *, is_passing: bool = False) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.pause = pause
        self.is_passing = is_passing


class Engine(Protocol):
    """A machine that translates. It is asked once per call: who guards it asks again."""

    @property
    def name(self) -> str:
        """The word for it in settings, policies and counters."""

    @property
    def label(self) -> str:
        """Its name as people know it."""

    @property
    def forms(self) -> tuple[TokenForm, ...]:
        """In which forms it leaves tokens alone, the most reliable first. NONE, a text without
        tokens, is taken by every engine and not among them."""

    @property
    def limit(self) -> int:
        """The most characters of one text."""

    @property
    def is_local(self) -> bool:
        """Whether what it is asked stays in the house of who runs this program."""

    async def translate(
        self, texts: Sequence[str], pair: Pair, register: Register, form: TokenForm
    ) -> list[str]:
        """The translations in the order of the texts. EngineFailure if there are none."""

    async def languages(self) -> frozenset[Pair]:
        """From which languages to which it can translate, in its own codes; empty if it does not
        say. EngineFailure if it cannot be asked."""

    def knows(self, pair: Pair) -> bool | None:
        """Whether it can translate from one to the other by what it said last, without asking
        it; None if it never said."""
