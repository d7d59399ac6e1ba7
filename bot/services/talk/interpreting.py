"""What people say, put into the languages of those who read it: from memory or by an engine."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat.engine_names import engine_name
from bot.chat.speech import languages
from bot.domain.access import Role, Scope
from bot.domain.bridging import WordingState
from bot.domain.protecting import protected
from bot.domain.runs import digest_of
from bot.domain.terms import NO_TERMS, Term, Terms
from bot.domain.translating import Failure, Pair, Untranslated
from bot.domain.translation_policy import Policy
from bot.services.translation.codes import is_same
from bot.services.translation.detecting import Detector
from bot.services.translation.translator import Translation, Translator
from bot.services.translation.waiting import aside
from storage import interpreting
from storage.audit import Actor
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.interpreting import Made, Wanted
from storage.listening import listening
from storage.records import Records

log = logging.getLogger(__name__)
# Whoever takes an utterance to themselves has given up by then.
LEASE_SECONDS = 60.0
PATIENCE_SECONDS = 30.0
POLL_SECONDS = 0.06
_AWAY_SECONDS = 1.0
# So many are seen to at once: while one engine is slow, the others' work goes on.
_AT_ONCE = 32
_ACTOR = Actor("translation")
# What needs no saying: there is nothing in it to be translated, or it is in that language.
_SAME = (Untranslated.SAME_LANGUAGE, Untranslated.NOTHING_TO_TRANSLATE)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the records say of an utterance: by which rules it is translated, in which languages
    it may be, the terms in it, and how it was translated before, with whose name."""

    policy: Policy
    terms: tuple[Term, ...]
    remembered: str
    label: str


class Interpreter:
    """Runs until told to stop. Any number of them share the work over one database."""

    def __init__(self, database: Database, translator: Translator, detector: Detector) -> None:
        self._database = database
        self._translator = translator
        self._detector = detector
        self._under_way: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """See to what is wanted; returns after `stop`. What is not finished by then, another
        sees to when its lease has ended."""
        while not self._stopping.is_set():
            try:
                pause = await self._turn()
            except DatabaseUnavailable:
                pause = _AWAY_SECONDS
            except Exception:  # the next turn must come, whatever the fault of this one
                log.exception("what is wanted in other languages could not be looked at")
                pause = _AWAY_SECONDS
            await self._rest(pause)
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def stop(self) -> None:
        """Take nothing new."""
        self._stopping.set()

    async def _turn(self) -> float:
        room = _AT_ONCE - len(self._under_way)
        if room <= 0 or not await asyncio.to_thread(self._is_any_wanted):
            return POLL_SECONDS
        for wanted in await asyncio.to_thread(self._taken, room):
            self._begin(self._seen_to(wanted))
        return 0.0

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _seen_to(self, wanted: Wanted) -> None:
        """Whatever happens, somebody waits for it: then there is no translation."""
        try:
            made = await self._made(wanted)
        except DatabaseUnavailable:
            return
        except Exception:  # a message that cannot be translated is shown as it is
            log.exception("what was said could not be translated")
            made = Made(WordingState.FAILED, reason=Failure.BAD_ANSWER)
        await self._finished(wanted, made)

    async def _finished(self, wanted: Wanted, made: Made) -> None:
        began = time.monotonic()
        while time.monotonic() - began < LEASE_SECONDS / 2:
            try:
                await asyncio.to_thread(self._finish, wanted, made)
            except DatabaseUnavailable:
                await asyncio.sleep(_AWAY_SECONDS)
            else:
                return

    async def _made(self, wanted: Wanted) -> Made:
        source = wanted.language or await self._source(wanted)
        if source and is_same(source, wanted.target):
            return Made(WordingState.SAME, language=source)
        pair = Pair(source, wanted.target)
        known = await asyncio.to_thread(self._known, wanted, pair)
        if known.remembered:
            return Made(WordingState.MADE, known.remembered, known.label, language=source)
        async with asyncio.timeout(LEASE_SECONDS):
            told = await self._translator.translate(
                wanted.text, pair, policy=known.policy, terms=Terms(known.terms)
            )
        if told.is_translated:
            await self._remembered(wanted, told, known)
            return Made(WordingState.MADE, told.text, told.label, language=source)
        if told.reason in _SAME:
            return Made(WordingState.SAME, language=source)
        return Made(WordingState.FAILED, reason=str(told.reason or ""), language=source)

    async def _source(self, wanted: Wanted) -> str:
        """The language of the words as they tell it themselves, without what is of no language."""
        ready = await aside(protected, wanted.text, NO_TERMS, size=len(wanted.text))
        among, spoken = await asyncio.to_thread(self._among, wanted)
        return await self._detector.language(ready.plain(), among, spoken) or spoken

    def _is_any_wanted(self) -> bool:
        with self._database.reading() as session:
            return interpreting.is_any_wanted(session)

    def _taken(self, room: int) -> list[Wanted]:
        with self._database.writing(_ACTOR) as session:
            return interpreting.taken(session, room, timedelta(seconds=LEASE_SECONDS))

    def _finish(self, wanted: Wanted, made: Made) -> None:
        with self._database.writing(_ACTOR) as session:
            interpreting.finish(session, wanted, made)

    def _among(self, wanted: Wanted) -> tuple[tuple[str, ...], str]:
        """The languages that it may be in, and the one that the place itself reads."""
        with self._database.reading() as session:
            spoken = Records(session, _scope(wanted)).networks.spoken()
            where = listening(session, wanted.place)
        own = where.spoken if where is not None else ()
        among = tuple(dict.fromkeys((*own, *spoken, *languages(), wanted.target)))
        return among, next(iter(own), "")

    def _known(self, wanted: Wanted, pair: Pair) -> _Known:
        with self._database.reading() as session:
            records = Records(session, _scope(wanted))
            policy = records.translation_policies.holding(wanted.place)
            terms = records.wordings.found(wanted.text, pair)
            remembered = records.memory.recall(
                wanted.text,
                pair,
                self._translator.allowed(policy),
                version=digest_of(terms),
                register=policy.register,
            )
            if remembered is None:
                return _Known(policy, terms, "", "")
            label = "" if remembered.is_corrected else engine_name(remembered.engine)
            return _Known(policy, terms, remembered.translation, label)

    async def _remembered(self, wanted: Wanted, told: Translation, known: _Known) -> None:
        """Who waits for a translation gets it even if it cannot be remembered."""
        try:
            await asyncio.to_thread(self._remember, wanted, told, known)
        except DatabaseUnavailable:
            log.warning("a translation could not be remembered")

    def _remember(self, wanted: Wanted, told: Translation, known: _Known) -> None:
        with self._database.writing(_ACTOR) as session:
            Records(session, _scope(wanted)).memory.remember(
                wanted.text,
                told.pair,
                told.engine,
                told.text,
                datetime.now(UTC),
                version=digest_of(known.terms),
                register=known.policy.register,
            )


def _scope(wanted: Wanted) -> Scope:
    """As the place's own readers see the network: what all of it may see."""
    return Scope(wanted.network_id, Role.VIEWER, in_public=True)
