"""From a wish to its translation: from memory where it was made before, else by the engines."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from bot.chat.engine_names import engine_name
from bot.chat.reply import Reply
from bot.chat.wishes import Granted, Wish
from bot.domain.protecting import protected
from bot.domain.runs import digest_of
from bot.domain.terms import NO_TERMS, Term, Terms
from bot.domain.translating import Pair, Untranslated
from bot.services.translation.codes import is_same
from bot.services.translation.detecting import Detector
from bot.services.translation.translator import Translation, Translator
from bot.services.translation.waiting import aside
from handlers.translation_words import told
from storage.audit import Actor
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.records import Records
from storage.translation_memory import Remembered

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the records say of a text: how it was translated before and by whom, and the terms
    and names in it."""

    remembered: Remembered | None
    author: str
    terms: tuple[Term, ...]


class Granting:
    """Grants wishes. The records are asked before and after the engines, never meanwhile."""

    def __init__(self, database: Database, translator: Translator, detector: Detector) -> None:
        self._database = database
        self._translator = translator
        self._detector = detector

    async def granted(self, wish: Wish, now: datetime) -> Reply:
        """What is shown instead of the reply that waited."""
        return told(await self._granted(wish, now))

    async def _granted(self, wish: Wish, now: datetime) -> Granted:
        pair = Pair(wish.source or await self._source(wish), wish.target)
        if pair.source and is_same(pair.source, pair.target):
            return Granted(wish, wish.text, pair.source, reason=Untranslated.SAME_LANGUAGE)
        known = await asyncio.to_thread(self._known, wish, pair)
        if known.remembered is not None:
            return _recalled(wish, pair, known.remembered, known.author)
        made = await self._translator.translate(
            wish.text, pair, policy=wish.policy, terms=Terms(known.terms)
        )
        if made.is_translated:
            await asyncio.to_thread(self._remember, wish, made, known.terms, now)
        return Granted(wish, made.text, pair.source, made.label, reason=made.reason)

    async def _source(self, wish: Wish) -> str:
        """The language of the text as it tells itself, without what is of no language."""
        ready = await aside(protected, wish.text, NO_TERMS, size=len(wish.text))
        found = await self._detector.language(ready.plain(), wish.among, wish.otherwise)
        return found or wish.otherwise

    def _known(self, wish: Wish, pair: Pair) -> _Known:
        with self._database.reading() as session:
            records = Records(session, wish.scope)
            terms = records.wordings.found(wish.text, pair)
            remembered = records.memory.recall(
                wish.text,
                pair,
                self._translator.allowed(wish.policy),
                version=digest_of(terms),
                register=wish.policy.register,
            )
            by = remembered.corrected_by_id if remembered else None
            author = records.officials.get(by) if by else None
            return _Known(remembered, author.name if author else "", terms)

    def _remember(
        self, wish: Wish, made: Translation, terms: tuple[Term, ...], now: datetime
    ) -> None:
        """Who waits for a translation gets it even if it cannot be remembered."""
        try:
            with self._database.writing(Actor("translation")) as session:
                Records(session, wish.scope).memory.remember(
                    wish.text,
                    made.pair,
                    made.engine,
                    made.text,
                    now,
                    version=digest_of(terms),
                    register=wish.policy.register,
                )
        except DatabaseUnavailable:
            log.warning("a translation could not be remembered")


def _recalled(wish: Wish, pair: Pair, remembered: Remembered, author: str) -> Granted:
    label = "" if remembered.is_corrected else engine_name(remembered.engine)
    return Granted(wish, remembered.translation, pair.source, label, author)
