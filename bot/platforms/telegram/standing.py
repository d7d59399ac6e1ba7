"""What the bot has said under a message before. Telegram does not let it look, so it remembers
for a few days."""

import asyncio
import hashlib
import logging
from datetime import datetime

from bot.domain.identity import Platform
from bot.platforms.telegram.places import Place
from storage import inbox
from storage.audit import Actor
from storage.engine import Database
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)
_ACTOR = "telegram"


class Standing:
    """Remembers answers by what they say and where. Each method waits for the database in a
    thread; out of its reach an answer is better twice than never."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_new(self, key: str, place: Place, at: datetime) -> bool:
        """Whether this is about to be said there for the first time; from now on it stands."""
        try:
            return await asyncio.to_thread(self._is_new, _event(key, place), at)
        except DatabaseUnavailable:
            log.warning("what was said before could not be looked up")
            return True

    async def is_not(self, key: str, place: Place) -> None:
        """It does not stand there after all."""
        try:
            await asyncio.to_thread(self._forget, _event(key, place))
        except DatabaseUnavailable:
            log.warning("an answer that was not taken could not be forgotten")

    def _is_new(self, event: str, at: datetime) -> bool:
        with self._database.writing(Actor(_ACTOR)) as session:
            return inbox.is_new(session, Platform.TELEGRAM, event, at)

    def _forget(self, event: str) -> None:
        with self._database.writing(Actor(_ACTOR)) as session:
            inbox.forget(session, Platform.TELEGRAM, event)


def _event(key: str, place: Place) -> str:
    """In the inbox, where events of Telegram have numbers."""
    said = hashlib.sha256(f"{place.chat_id} {place.asked} {key}".encode()).hexdigest()
    return f"said {said}"
