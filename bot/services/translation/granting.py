"""From a wish to its translation: from memory where it was made before, else by the engines."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.chat.engine_names import engine_name
from bot.chat.reply import Reply
from bot.chat.wishes import Granted, Reading, Wish
from bot.domain.protecting import protected
from bot.domain.terms import NO_TERMS
from bot.domain.translating import Condition, Pair, Untranslated
from bot.services.translation.codes import is_same
from bot.services.translation.detecting import Detector
from bot.services.translation.making import Known, Making
from bot.services.translation.reading import PATIENCE, OwnWords
from bot.services.translation.spending import Ledger
from bot.services.translation.translator import Translator
from bot.services.translation.waiting import aside
from handlers.translation_words import told
from storage.engine import Database
from storage.translation_memory import Remembered


class Granting:
    """Grants what replies wait for."""

    def __init__(
        self,
        database: Database,
        translator: Translator,
        detector: Detector,
        most: Mapping[str, int] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """`most` are the characters a month that engines may be sent by the installation,
        `patience` the seconds that a reply waits for people's own words in it."""
        self._translator = translator
        self.detector = detector
        self._ledger = Ledger(most)
        self.making = Making(database, translator, self._ledger)
        self._own_words = OwnWords(database, self.making, detector, patience)

    def conditions(self) -> tuple[Condition, ...]:
        """How the engines fare here, in order of preference."""
        most = self._ledger.most
        return tuple(
            replace(each, most=None if each.is_local else most.get(each.name))
            for each in self._translator.conditions
        )

    async def granted(self, reply: Reply, now: datetime) -> Reply:
        """What is shown instead of a reply that waits, which is the reply itself if it does not
        wait for anything."""
        match reply.wish:
            case Wish() as wish:
                return told(await self._granted(wish, now))
            case Reading() as reading:
                return await self._own_words.shown(reply, reading, now)
            case _:
                return reply

    async def close(self) -> None:
        """Give up what is still being translated for later readers."""
        await self._own_words.close()

    async def _granted(self, wish: Wish, now: datetime) -> Granted:
        pair = Pair(wish.source or await self._source(wish), wish.target)
        if pair.source and is_same(pair.source, pair.target):
            return Granted(wish, wish.text, pair.source, reason=Untranslated.SAME_LANGUAGE)
        found = await self.making.found([(wish.text, pair)], wish.scope, wish.policy, now)
        [known] = found.texts
        if known.remembered is not None:
            return _recalled(wish, known, known.remembered)
        speaks = partial(self.detector.surely, among=(*wish.among, wish.target), prefer=pair.source)
        made = await self.making.made(replace(known, code=wish.code), found, now, speaks)
        return Granted(wish, made.text, pair.source, made.label, reason=made.reason)

    async def _source(self, wish: Wish) -> str:
        """The language of the text as it tells itself, without what is of no language."""
        ready = await aside(protected, wish.text, NO_TERMS, wish.code, size=len(wish.text))
        found = await self.detector.language(ready.plain(), wish.among, wish.otherwise)
        return found or wish.otherwise


def _recalled(wish: Wish, known: Known, remembered: Remembered) -> Granted:
    label = "" if remembered.is_corrected else engine_name(remembered.engine)
    return Granted(wish, remembered.translation, known.pair.source, label, known.author)
