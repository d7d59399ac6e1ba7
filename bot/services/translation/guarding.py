"""What every call of an engine gets: a time, other tries, a rest for who fails, a cap on how many
at once and on what they cost, and a look at the answer."""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.translating import Condition, Failure, Pair, Register, TokenForm
from bot.services.translation.answers import checked
from bot.services.translation.engines import Engine, EngineFailure
from bot.services.translation.resting import Resting
from bot.services.translation.spending import FREE, Account
from bot.telemetry import (
    TRANSLATED_CHARACTERS,
    TRANSLATION_CALLS,
    TRANSLATION_RESTING,
    TRANSLATION_RESTS,
    TRANSLATION_SECONDS,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """How an engine is used. `seconds` are for a call with all its tries and its waiting for
    others."""

    seconds: float = 15.0
    tries: int = 3
    at_once: int = 8
    first_pause: float = 0.2


class _OverCapError(EngineFailure):
    """More than the network or the installation wants to pay for."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an engine is asked, and on whose account."""

    texts: list[str]
    pair: Pair
    register: Register
    form: TokenForm
    account: Account

    @property
    def characters(self) -> int:
        """How much that is, as most engines count what is to be paid."""
        return sum(map(len, self.texts))


class Guarded:
    """An engine with everything around it."""

    def __init__(
        self,
        engine: Engine,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._limits = limits or Limits()
        self._resting = Resting(clock)
        self._turns = asyncio.Semaphore(self._limits.at_once)
        self.name = engine.name
        self.label = engine.label
        self.forms = engine.forms
        self.limit = engine.limit
        self.is_local = engine.is_local
        resting = self._resting
        TRANSLATION_RESTING.labels(self.name).set_function(lambda: float(resting.seconds > 0))

    @property
    def condition(self) -> Condition:
        """How it fares."""
        resting = self._resting
        return Condition(self.name, self.is_local, resting.seconds, resting.last)

    async def languages(self) -> frozenset[Pair]:
        """From which languages to which it translates, in its own codes. EngineFailure if it does
        not say in time."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._engine.languages()
        except TimeoutError:
            raise EngineFailure(Failure.TIMED_OUT) from None

    def knows(self, pair: Pair) -> bool | None:
        """Whether it can translate that by what it said last; None if it never said."""
        return self._engine.knows(pair)

    async def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        register: Register,
        form: TokenForm,
        account: Account = FREE,
    ) -> list[str]:
        """The translations in the order of the texts, with the space around each as it was.
        EngineFailure if there are none. The account is whose texts they are."""
        wanted = [text.strip() for text in texts if text.strip()]
        if not wanted:
            return list(texts)
        asked = _Asked(wanted, pair, register, form, account)
        told = iter(await self._counted(asked))
        return [_with_space_of(text, next(told)) if text.strip() else text for text in texts]

    async def _counted(self, asked: _Asked) -> list[str]:
        begun = time.perf_counter()
        try:
            answers = await self._in_time(asked)
        except EngineFailure as failure:
            TRANSLATION_CALLS.labels(self.name, failure.failure.value).inc()
            raise
        TRANSLATION_CALLS.labels(self.name, "translated").inc()
        TRANSLATION_SECONDS.labels(self.name).observe(time.perf_counter() - begun)
        return answers

    async def _in_time(self, asked: _Asked) -> list[str]:
        if any(len(text) > self.limit for text in asked.texts):
            raise EngineFailure(Failure.TOO_LONG)
        if not self._resting.may_ask():
            raise EngineFailure(self._resting.reason or Failure.UNAVAILABLE, self._resting.seconds)
        try:
            async with asyncio.timeout(self._limits.seconds), self._turns:
                answers = await self._tried(asked)
        except TimeoutError:
            raise self._failed(EngineFailure(Failure.TIMED_OUT)) from None
        except _OverCapError:
            # A cap of our own is no reason to leave the engine alone: a shorter text may fit.
            self._resting.was_left()
            raise
        except EngineFailure as failure:
            raise self._failed(failure) from None
        except BaseException:
            self._resting.was_left()
            raise
        self._resting.went_well()
        return answers

    async def _tried(self, asked: _Asked) -> list[str]:
        """The answers of the first try that goes well."""
        for tries in range(1, self._limits.tries + 1):
            try:
                return await self._once(asked)
            except EngineFailure as failure:
                pause = max(failure.pause, self._pause(tries))
                is_last = tries == self._limits.tries
                if not failure.is_passing or is_last or pause > self._limits.seconds / 2:
                    raise
            await asyncio.sleep(pause)
        raise AssertionError  # pragma: no cover  the last try returns or raises

    async def _once(self, asked: _Asked) -> list[str]:
        # What is sent to a server of one's own costs nothing.
        if not (self.is_local or asked.account.may_send(self.name, asked.characters)):
            raise _OverCapError(Failure.QUOTA_SPENT)
        # Counted before: an engine that fails midway may have counted as well.
        asked.account.sent(self.name, asked.characters)
        is_refused = False
        try:
            answers = await self._engine.translate(
                asked.texts, asked.pair, asked.register, asked.form
            )
        except EngineFailure as failure:
            is_refused = failure.failure is Failure.UNSUPPORTED_PAIR
            raise
        except TimeoutError:
            raise
        except Exception as error:  # noqa: BLE001  no engine takes the others down with it
            _log.warning("%s failed in an unknown way: %s", self.name, type(error).__name__)
            raise EngineFailure(Failure.BAD_ANSWER) from None
        finally:
            self._settle(asked, is_refused=is_refused)
        return checked(asked.texts, answers)

    def _settle(self, asked: _Asked, *, is_refused: bool) -> None:
        """Nobody is paid for saying that they do not know the languages."""
        if is_refused:
            asked.account.not_sent(self.name, asked.characters)
        else:
            TRANSLATED_CHARACTERS.labels(self.name).inc(asked.characters)

    def _pause(self, tries: int) -> float:
        """Twice as long each time, and for each caller another: together they would fail again."""
        longest = self._limits.first_pause * 2**tries
        return random.uniform(longest / 2, longest)  # noqa: S311  # nosec B311  # no secret

    def _failed(self, failure: EngineFailure) -> EngineFailure:
        if self._resting.failed(failure.failure, failure.pause):
            TRANSLATION_RESTS.labels(self.name, failure.failure.value).inc()
        return failure


def _with_space_of(text: str, answer: str) -> str:
    begun = text[: len(text) - len(text.lstrip())]
    ended = text[len(text.rstrip()) :]
    return f"{begun}{answer.strip()}{ended}"
