"""From a wish to its translation: from memory where it was made before, else by the engines."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.engine_names import engine_name
from bot.chat.reply import Reply
from bot.chat.wishes import Granted, Wish
from bot.domain.protecting import protected
from bot.domain.runs import digest_of
from bot.domain.terms import NO_TERMS, Term, Terms
from bot.domain.translating import Condition, Pair, Untranslated
from bot.services.translation.codes import is_same
from bot.services.translation.detecting import Detector
from bot.services.translation.spending import Ledger, NetworkAccount, Sent
from bot.services.translation.translator import Translation, Translator
from bot.services.translation.waiting import aside
from handlers.translation_words import told
from storage import translation_spending
from storage.audit import Actor
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.records import Records
from storage.translation_memory import Remembered
from storage.translation_spending import Spent

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the records say of a text: how it was translated before and by whom, the terms and
    names in it, and if it has to be translated what was spent this month."""

    remembered: Remembered | None
    author: str
    terms: tuple[Term, ...]
    spent: Mapping[str, Spent]


class Granting:
    """Grants wishes. The records are asked before and after the engines, never meanwhile."""

    def __init__(
        self,
        database: Database,
        translator: Translator,
        detector: Detector,
        most: Mapping[str, int] | None = None,
    ) -> None:
        """`most` are the characters a month that engines may be sent by the installation."""
        self._database = database
        self._translator = translator
        self._detector = detector
        self._ledger = Ledger(most)

    def conditions(self) -> tuple[Condition, ...]:
        """How the engines fare here, in order of preference."""
        most = self._ledger.most
        return tuple(
            replace(each, most=None if each.is_local else most.get(each.name))
            for each in self._translator.conditions
        )

    async def granted(self, wish: Wish, now: datetime) -> Reply:
        """What is shown instead of the reply that waited."""
        return told(await self._granted(wish, now))

    async def _granted(self, wish: Wish, now: datetime) -> Granted:
        pair = Pair(wish.source or await self._source(wish), wish.target)
        if pair.source and is_same(pair.source, pair.target):
            return Granted(wish, wish.text, pair.source, reason=Untranslated.SAME_LANGUAGE)
        written = self._ledger.written()
        known = await asyncio.to_thread(self._known, wish, pair, now)
        if known.remembered is not None:
            return _recalled(wish, pair, known.remembered, known.author)
        made = await self._translator.translate(
            wish.text,
            pair,
            policy=wish.policy,
            terms=Terms(known.terms),
            account=self._account(wish, known, written),
        )
        await self._keep(wish, made, known.terms, now)
        return Granted(wish, made.text, pair.source, made.label, reason=made.reason)

    async def _source(self, wish: Wish) -> str:
        """The language of the text as it tells itself, without what is of no language."""
        ready = await aside(protected, wish.text, NO_TERMS, size=len(wish.text))
        found = await self._detector.language(ready.plain(), wish.among, wish.otherwise)
        return found or wish.otherwise

    def _account(self, wish: Wish, known: _Known, written: Sent) -> NetworkAccount:
        network, most = wish.scope.network_id, wish.policy.most
        elsewhere = self._translator.elsewhere
        return self._ledger.account(network, most, elsewhere, known.spent, written)

    def _known(self, wish: Wish, pair: Pair, now: datetime) -> _Known:
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
            spent = {} if remembered else records.translation_spending.in_month(now)
            return _Known(remembered, author.name if author else "", terms, spent)

    async def _keep(
        self, wish: Wish, made: Translation, terms: tuple[Term, ...], now: datetime
    ) -> None:
        """Who waits for a translation gets it even if it cannot be remembered."""
        sent = self._ledger.take()
        if not (made.is_translated or sent):
            return
        try:
            await asyncio.to_thread(self._write, wish, made, terms, now, sent)
        except BaseException as error:
            self._ledger.give_back(sent)
            if not isinstance(error, DatabaseUnavailable):
                raise
            log.warning("a translation could not be remembered")
        else:
            self._ledger.was_written(sent)

    def _write(
        self, wish: Wish, made: Translation, terms: tuple[Term, ...], now: datetime, sent: Sent
    ) -> None:
        with self._database.writing(Actor("translation")) as session:
            translation_spending.add(session, now, sent)
            if made.is_translated:
                Records(session, wish.scope).memory.remember(
                    wish.text,
                    made.pair,
                    made.engine,
                    made.text,
                    now,
                    version=digest_of(terms),
                    register=wish.policy.register,
                )


def _recalled(wish: Wish, pair: Pair, remembered: Remembered, author: str) -> Granted:
    label = "" if remembered.is_corrected else engine_name(remembered.engine)
    return Granted(wish, remembered.translation, pair.source, label, author)
