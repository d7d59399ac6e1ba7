"""From a text to its translation: who is asked, in which order, and what is left if none can."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.marks import Span
from bot.domain.protecting import Protected, protected
from bot.domain.terms import NO_TERMS, Terms
from bot.domain.translating import Condition, Failure, Pair, Reason, Register, Untranslated
from bot.domain.translation_policy import Policy
from bot.services.translation.attempting import Speaks, attempted
from bot.services.translation.choosing import allowed
from bot.services.translation.codes import base, is_same
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded
from bot.services.translation.reasons import Failed, telling
from bot.services.translation.spending import FREE, Account
from bot.services.translation.waiting import aside
from bot.telemetry import TRANSLATIONS

# Shorter texts are often the same in two languages: names, titles, "Ok, super".
_LONG_ENOUGH_TO_CHANGE = 5
# In which longer ones may be, too.
_ALIKE = (frozenset({"id", "ms"}), frozenset({"nb", "no", "nn", "da"}))


@dataclass(frozen=True, slots=True)
class Translation:
    """A text as it is to be shown. Without a translation it is the original, and `reason` says
    why, as `telling` chooses. `engine` is its name, `label` that for people."""

    text: str
    pair: Pair
    is_translated: bool
    engine: str = ""
    label: str = ""
    reason: Reason | None = None


class Translator:
    """The engines of an installation. None of them is ever asked for a text that it may not
    see; `patience` is for all of them together, in seconds."""

    def __init__(self, engines: Sequence[Guarded], patience: float = 60.0) -> None:
        self._engines = tuple(engines)
        self._patience = patience

    @property
    def conditions(self) -> list[Condition]:
        """How the engines fare, in order of preference."""
        return [engine.condition for engine in self._engines]

    @property
    def elsewhere(self) -> frozenset[str]:
        """The names of those that belong to somebody else, and have to be paid."""
        return frozenset(engine.name for engine in self._engines if not engine.is_local)

    def allowed(self, policy: Policy) -> tuple[str, ...]:
        """The names of those that may see a text, in the order in which they are asked."""
        return tuple(engine.name for engine in allowed(self._engines, policy))

    async def translate(
        self,
        text: str,
        pair: Pair,
        *,
        policy: Policy,
        terms: Terms = NO_TERMS,
        register: Register | None = None,
        account: Account = FREE,
        speaks: Speaks | None = None,
        code: Sequence[Span] = (),
    ) -> Translation:
        """The translation by the first engine that gives one, or the original. Never raises for
        an engine's sake. `register` is that of the policy where none is given; the account is
        whose text it is; `speaks` tells which of its parts are in other languages, and `code`
        what of it is code."""
        ready = await aside(protected, text, terms, code, size=len(text))
        reason: Reason | None = self._idle(ready, pair)
        failures: list[Failed] = []
        engines = [] if reason else allowed(self._engines, policy)
        if not reason and not engines:
            reason = Untranslated.NOT_ALLOWED if self._engines else Untranslated.NO_ENGINE
        try:
            async with asyncio.timeout(self._patience):
                for engine in engines:
                    form_of_address = register or policy.register
                    told = await _asked(engine, ready, pair, form_of_address, account, speaks)
                    if isinstance(told, Translation):
                        return _counted(told)
                    failures.append((engine.knows(pair), told))
            reason = telling(failures) or reason
        except TimeoutError:
            reason = Failure.TIMED_OUT
        return _counted(Translation(text, pair, is_translated=False, reason=reason))

    def _idle(self, ready: Protected, pair: Pair) -> Untranslated | None:
        if not ready.has_words:
            return Untranslated.NOTHING_TO_TRANSLATE
        if pair.source and is_same(pair.source, pair.target):
            return Untranslated.SAME_LANGUAGE
        return None


async def _asked(
    engine: Guarded,
    ready: Protected,
    pair: Pair,
    register: Register,
    account: Account,
    speaks: Speaks | None,
) -> Translation | Failure:
    try:
        told = await attempted(engine, ready, pair, register, account, speaks)
    except EngineFailure as failure:
        return failure.failure
    if told.strip() == ready.text.strip() and _should_change(ready, pair):
        return Failure.BAD_ANSWER
    return Translation(told, pair, is_translated=True, engine=engine.name, label=engine.label)


def _should_change(ready: Protected, pair: Pair) -> bool:
    if any({base(pair.source), base(pair.target)} <= alike for alike in _ALIKE):
        return False
    plain = ready.plain()
    is_spaced = plain.isascii() or " " in plain
    return len(plain.split() if is_spaced else plain) >= _LONG_ENOUGH_TO_CHANGE


def _counted(translation: Translation) -> Translation:
    outcome = "translated" if translation.reason is None else translation.reason.value
    TRANSLATIONS.labels(translation.engine or "none", outcome).inc()
    return translation
