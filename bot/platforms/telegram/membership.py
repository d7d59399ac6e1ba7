"""Chats that change under a bound channel: new ids of groups, the bot's leaving and return."""

import asyncio
from datetime import UTC, datetime

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus
from telegram.error import Forbidden

from bot.domain.identity import Platform
from bot.platforms.telegram.listening import event_of
from storage import inbox
from storage.audit import Actor
from storage.channels import Channels
from storage.engine import Database

_ACTOR = "telegram"
_OUT = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})
# How a refused send says that the bot is no longer in a group; other refusals mean less.
_GONE = ("kicked", "not a member", "was deleted")


class Membership:
    """Keeps the bindings of groups in step with what Telegram says. Each method waits for the
    database in a thread and raises DatabaseUnavailable if it is out of reach."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def noticed(self, update: Update, bot_id: int) -> None:
        """Take in a service message or a change of the bot's own membership; other updates
        change nothing."""
        message, change = update.message, update.my_chat_member
        if message is not None and message.migrate_to_chat_id:
            await self.moved(message.chat.id, message.migrate_to_chat_id)
        elif message is not None and message.migrate_from_chat_id:
            await self.moved(message.migrate_from_chat_id, message.chat.id)
        elif change is not None:
            await asyncio.to_thread(self._changed, change, event_of(bot_id, update))

    async def moved(self, old: int, new: int) -> None:
        """A group became a supergroup. Saying so twice does no harm."""
        await asyncio.to_thread(self._moved, str(old), str(new))

    async def refused(self, chat_id: int, refusal: Forbidden) -> None:
        """A message was not taken: if that is because the bot is out, its channel is lost."""
        if any(word in refusal.message.lower() for word in _GONE):
            await asyncio.to_thread(self._lost, str(chat_id))

    def _moved(self, old: str, new: str) -> None:
        with self._database.writing(Actor(_ACTOR)) as session:
            Channels(session, Platform.TELEGRAM).moved(old, new, datetime.now(UTC))

    def _lost(self, chat: str) -> None:
        with self._database.writing(Actor(_ACTOR)) as session:
            Channels(session, Platform.TELEGRAM).lost(chat, datetime.now(UTC))

    def _changed(self, change: ChatMemberUpdated, event: str) -> None:
        """Once only: an old removal that comes again must not undo a later return."""
        with self._database.writing(Actor(_ACTOR, at=change.date)) as session:
            if not inbox.is_new(session, Platform.TELEGRAM, event, change.date):
                return
            channels = Channels(session, Platform.TELEGRAM)
            if change.new_chat_member.status in _OUT:
                channels.lost(str(change.chat.id), change.date)
            else:
                channels.found(str(change.chat.id))
