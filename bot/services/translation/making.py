"""Translations that are remembered: looked for in the records, else made by the engines and kept.
The records are asked before and after the engines, never meanwhile."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Scope
from bot.domain.marks import Span
from bot.domain.runs import digest_of
from bot.domain.terms import Term, Terms
from bot.domain.translating import Pair
from bot.domain.translation_policy import Policy
from bot.services.translation.attempting import Speaks
from bot.services.translation.spending import Ledger, NetworkAccount, Sent
from bot.services.translation.translator import Translation, Translator
from storage import translation_spending
from storage.audit import Actor
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.records import Records
from storage.translation_memory import Remembered
from storage.translation_spending import Spent

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What the records say of a text: how it was translated before and by whom, and the terms
    and names in it. `code` is what whoever asks knows to be code."""

    text: str
    pair: Pair
    terms: tuple[Term, ...]
    remembered: Remembered | None
    author: str = ""
    code: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of some texts of one speaker, and on whose account the rest is made."""

    scope: Scope
    policy: Policy
    texts: tuple[Known, ...]
    account: NetworkAccount


class Making:
    """For all networks; each is given only what is its own."""

    def __init__(self, database: Database, translator: Translator, ledger: Ledger) -> None:
        self._database = database
        self._translator = translator
        self._ledger = ledger

    async def found(
        self, texts: Sequence[tuple[str, Pair]], scope: Scope, policy: Policy, now: datetime
    ) -> Found:
        """What is known of each of the texts, in their order."""
        written = self._ledger.written()
        known, spent = await asyncio.to_thread(self._known, texts, scope, policy, now)
        elsewhere = self._translator.elsewhere
        account = self._ledger.account(scope.network_id, policy.most, elsewhere, spent, written)
        return Found(scope, policy, known, account)

    async def made(
        self, known: Known, found: Found, now: datetime, speaks: Speaks | None = None
    ) -> Translation:
        """What the engines make of one of the texts; from now on it is remembered. `speaks` tells
        which of its parts are in other languages."""
        made = await self._translator.translate(
            known.text,
            known.pair,
            policy=found.policy,
            terms=Terms(known.terms),
            account=found.account,
            speaks=speaks,
            code=known.code,
        )
        await self._keep(known, found, made, now)
        return made

    def _known(
        self, texts: Sequence[tuple[str, Pair]], scope: Scope, policy: Policy, now: datetime
    ) -> tuple[tuple[Known, ...], Mapping[str, Spent] | None]:
        with self._database.reading() as session:
            records = Records(session, scope)
            terms = records.wordings.found_each(texts)
            wanted = [
                (text, pair, digest_of(own)) for (text, pair), own in zip(texts, terms, strict=True)
            ]
            allowed = self._translator.allowed(policy)
            remembered = records.memory.recall_each(wanted, allowed, policy.register)
            known = tuple(
                Known(text, pair, own, before, _author(records, before))
                for (text, pair), own, before in zip(texts, terms, remembered, strict=True)
            )
            is_all = all(each.remembered for each in known)
            return known, None if is_all else records.translation_spending.in_month(now)

    async def _keep(self, known: Known, found: Found, made: Translation, now: datetime) -> None:
        """Who waits for a translation gets it even if it cannot be remembered."""
        sent = self._ledger.take()
        if not (made.is_translated or sent):
            return
        try:
            await asyncio.to_thread(self._write, known, found, made, now, sent)
        except BaseException as error:
            self._ledger.give_back(sent)
            if not isinstance(error, DatabaseUnavailable):
                raise
            log.warning("a translation could not be remembered")
        else:
            self._ledger.was_written(sent)

    def _write(
        self, known: Known, found: Found, made: Translation, now: datetime, sent: Sent
    ) -> None:
        with self._database.writing(Actor("translation")) as session:
            translation_spending.add(session, now, sent)
            if made.is_translated:
                Records(session, found.scope).memory.remember(
                    known.text,
                    made.pair,
                    made.engine,
                    made.text,
                    now,
                    version=digest_of(known.terms),
                    register=found.policy.register,
                )


def _author(records: Records, remembered: Remembered | None) -> str:
    by = remembered.corrected_by_id if remembered else None
    author = records.officials.get(by) if by else None
    return author.name if author else ""
