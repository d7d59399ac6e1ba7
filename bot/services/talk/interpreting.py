"""What people say, put into the languages of those who read it: from memory or by an engine."""

import asyncio
import logging
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.chat.engine_names import engine_name
from bot.chat.speech import languages
from bot.domain.access import Role, Scope
from bot.domain.bridging import WordingState
from bot.domain.protecting import protected
from bot.domain.terms import NO_TERMS
from bot.domain.translating import Failure, Pair, Untranslated
from bot.domain.translation_policy import Policy
from bot.services.translation.codes import is_same
from bot.services.translation.detecting import Detector
from bot.services.translation.making import Making
from bot.services.translation.waiting import aside
from bot.services.under_way import Bell, UnderWay
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
_PATIENCE_SECONDS = 45.0
POLL_SECONDS = 0.06
_AWAY_SECONDS = 1.0
_FINISH_SECONDS = 5.0
# So many are seen to at once: while one engine is slow, the others' work goes on.
_AT_ONCE = 256
_ACTOR = Actor("translation")
# What needs no saying: there is nothing in it to be translated, or it is in that language.
_SAME = (Untranslated.SAME_LANGUAGE, Untranslated.NOTHING_TO_TRANSLATE)


@dataclass(frozen=True, slots=True)
class _Place:
    """By which rules what is said there is translated, in which languages it may be, and the one
    that the place itself reads."""

    policy: Policy
    among: tuple[str, ...]
    spoken: str


class Interpreter:
    """Runs until told to stop. Any number of them share the work over one database."""

    def __init__(self, database: Database, making: Making, detector: Detector) -> None:
        self._database = database
        self._making = making
        self._detector = detector
        self._under_way = UnderWay()
        self._stopping = False
        self._news = Bell()

    async def run(self) -> None:
        """See to what is wanted; returns after `stop`. What is not finished by then, another
        sees to when its lease has ended."""
        while not self._stopping:
            try:
                pause = await self._turn()
            except DatabaseUnavailable:
                pause = _AWAY_SECONDS
            except Exception:  # the next turn must come, whatever the fault of this one
                log.exception("what is wanted in other languages could not be looked at")
                pause = _AWAY_SECONDS
            await self._news.wait(pause)
        await self._under_way.finish(_FINISH_SECONDS)

    def wake(self) -> None:
        """Something may be wanted since a moment ago."""
        self._news.ring()

    def stop(self) -> None:
        """Take nothing new."""
        self._stopping = True
        self._news.ring()

    async def _turn(self) -> float:
        room = _AT_ONCE - len(self._under_way)
        if room <= 0 or not await asyncio.to_thread(self._is_any_wanted):
            return POLL_SECONDS
        for wanted in await asyncio.to_thread(self._taken, room):
            self._under_way.begin(self._seen_to(wanted))
        return 0.0

    async def _seen_to(self, wanted: Wanted) -> None:
        """Whatever happens, somebody waits for it: then there is no translation."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                made = await self._made(wanted)
        except DatabaseUnavailable:
            return
        except TimeoutError:
            made = Made(WordingState.FAILED, reason=Failure.TIMED_OUT)
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
        place = await asyncio.to_thread(self._place, wanted)
        source = wanted.language or await self._source(wanted, place)
        if source and is_same(source, wanted.target):
            return Made(WordingState.SAME, language=source)
        # As the readers of the place see the network: what all of it may see.
        scope = Scope(wanted.network_id, Role.VIEWER, in_public=True)
        texts, now = [(wanted.text, Pair(source, wanted.target))], datetime.now(UTC)
        found = await self._making.found(texts, scope, place.policy, now)
        [known] = found.texts
        if known.remembered is not None:
            label = "" if known.remembered.is_corrected else engine_name(known.remembered.engine)
            translation = known.remembered.translation
            return Made(WordingState.MADE, translation, label, language=source)
        speaks = partial(self._detector.surely, among=place.among, prefer=source)
        told = await self._making.made(replace(known, code=wanted.code), found, now, speaks)
        if told.is_translated:
            return Made(WordingState.MADE, told.text, told.label, language=source)
        if told.reason in _SAME:
            return Made(WordingState.SAME, language=source)
        return Made(WordingState.FAILED, reason=str(told.reason or ""), language=source)

    async def _source(self, wanted: Wanted, place: _Place) -> str:
        """The language of the words as they tell it themselves, without what is of no language;
        else that of the place."""
        ready = await aside(protected, wanted.text, NO_TERMS, wanted.code, size=len(wanted.text))
        found = await self._detector.language(ready.plain(), place.among, place.spoken)
        return found or place.spoken

    def _is_any_wanted(self) -> bool:
        with self._database.reading() as session:
            return interpreting.is_any_wanted(session)

    def _taken(self, room: int) -> list[Wanted]:
        with self._database.writing(_ACTOR) as session:
            return interpreting.taken(session, room, timedelta(seconds=LEASE_SECONDS))

    def _finish(self, wanted: Wanted, made: Made) -> None:
        with self._database.writing(_ACTOR) as session:
            interpreting.finish(session, wanted, made)

    def _place(self, wanted: Wanted) -> _Place:
        with self._database.reading() as session:
            records = Records(session, Scope(wanted.network_id, Role.VIEWER, in_public=True))
            where = listening(session, wanted.place)
            own = where.spoken if where is not None else ()
            among = (*own, *records.networks.spoken(), *languages(), wanted.target)
            policy = records.translation_policies.holding(wanted.place)
            return _Place(policy, tuple(dict.fromkeys(among)), next(iter(own), ""))
