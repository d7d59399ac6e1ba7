"""People's own words in a reply, in the language of its reader: those that were translated before
at once, the others if they are ready in the time that somebody waits, and else for the next."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.chat.engine_names import engine_name
from bot.chat.reply import Reply
from bot.chat.speech import languages
from bot.chat.wishes import InOwnLanguage, Reading
from bot.domain.protecting import protected
from bot.domain.translating import Pair
from bot.domain.translation_policy import Policy
from bot.services.translation.codes import is_same
from bot.services.translation.detecting import Detector
from bot.services.translation.making import Found, Known, Making
from bot.services.translation.waiting import all_of
from bot.services.under_way import UnderWay
from handlers.own_words import in_own_language
from storage.engine import Database
from storage.records import Records

# For all texts of a reply together. Slack's own patience ends after three.
PATIENCE = 1.5
# What no engine could translate is not asked for again for so long.
_GIVEN_UP_SECONDS = 600.0
# How long it is not asked again which languages a network speaks.
_SPOKEN_SECONDS = 300.0
# As many as are remembered of each; the oldest is forgotten first.
_MOST = 4096
log = logging.getLogger(__name__)

# The network, the text, and the language that it is wanted in.
_Key = tuple[int, str, str]


class OwnWords:
    """Replies with their texts in their readers' languages. Lives on the loop."""

    def __init__(
        self,
        database: Database,
        making: Making,
        detector: Detector,
        patience: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._making = making
        self._detector = detector
        self._patience = patience
        self._clock = clock
        self._running = UnderWay()
        self._wanted: set[_Key] = set()
        self._given_up: dict[_Key, float] = {}
        self._of_networks: dict[int, tuple[tuple[str, ...], float]] = {}
        self._languages: dict[tuple[str, tuple[str, ...]], str] = {}

    async def shown(self, reply: Reply, reading: Reading, now: datetime) -> Reply:
        """The reply with what is known in the reader's language by the end of the patience. What
        goes wrong is for the log: the original is as good as it was."""
        found: dict[str, InOwnLanguage] = {}
        task = self._running.begin(self._translated(reading, now, found))
        await asyncio.wait([task], timeout=self._patience)
        return in_own_language(reply, reading, dict(found))

    async def close(self) -> None:
        """Give up what nobody waits for any more."""
        await self._running.finish()

    async def _translated(
        self, reading: Reading, now: datetime, found: dict[str, InOwnLanguage]
    ) -> None:
        """Puts what is known of the texts into `found`, each as soon as it is."""
        try:
            among = tuple(sorted({*await self._spoken(reading), *languages(), reading.target}))
            foreign = await self._foreign(reading, among)
            if not foreign:
                return
            texts = [(text, Pair(source, reading.target)) for text, source in foreign]
            policy = await asyncio.to_thread(self._policy, reading)
            known = await self._making.found(texts, reading.scope, policy, now)
            missing = []
            for each in known.texts:
                if each.remembered is None:
                    missing.append(each)
                    continue
                engine = "" if each.remembered.is_corrected else engine_name(each.remembered.engine)
                found[each.text] = InOwnLanguage(each.remembered.translation, engine)
            await all_of(self._made(each, known, now, found) for each in missing)
        except Exception:  # whatever the fault, the reader has the original
            log.exception("texts of a reply could not be translated")

    def _policy(self, reading: Reading) -> Policy:
        with self._database.reading() as session:
            return Records(session, reading.scope).translation_policies.holding_for_records(
                reading.place
            )

    async def _spoken(self, reading: Reading) -> tuple[str, ...]:
        """The languages of the network, as they were some minutes ago."""
        number = reading.scope.network_id
        spoken, until = self._of_networks.get(number, ((), 0.0))
        if until <= self._clock():
            spoken = await asyncio.to_thread(self._asked_spoken, reading)
            self._of_networks[number] = spoken, self._clock() + _SPOKEN_SECONDS
        return spoken

    def _asked_spoken(self, reading: Reading) -> tuple[str, ...]:
        with self._database.reading() as session:
            return Records(session, reading.scope).networks.spoken()

    async def _foreign(self, reading: Reading, among: tuple[str, ...]) -> list[tuple[str, str]]:
        """The texts that are surely in another language than the reader's, with that language."""
        found = []
        for text, recorded in dict(reading.texts).items():
            source = recorded or await self._language(text, among)
            if source and not is_same(source, reading.target):
                found.append((text, source))
        return found

    async def _language(self, text: str, among: tuple[str, ...]) -> str:
        key = text, among
        if key not in self._languages:
            plain = protected(text).plain()
            self._languages[key] = await self._detector.language(plain, among)
            _shortened(self._languages)
        return self._languages[key]

    async def _made(
        self, known: Known, found: Found, now: datetime, into: dict[str, InOwnLanguage]
    ) -> None:
        key = found.scope.network_id, known.text, known.pair.target
        if key in self._wanted or self._given_up.get(key, 0.0) > self._clock():
            return
        self._wanted.add(key)
        try:
            made = await self._making.made(known, found, now)
        finally:
            self._wanted.discard(key)
        if made.is_translated:
            into[known.text] = InOwnLanguage(made.text, made.label)
        else:
            self._given_up[key] = self._clock() + _GIVEN_UP_SECONDS
            _shortened(self._given_up)


def _shortened(remembered: dict[Any, Any]) -> None:
    if len(remembered) > _MOST:
        del remembered[next(iter(remembered))]
