"""What goes out unasked on Telegram: one message, sent once, and what is changed of it later."""

import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from telegram import Bot, Message
from telegram.constants import ParseMode
from telegram.error import ChatMigrated, Forbidden, TelegramError

from bot.chat.delivering import Change, Later, Moved, NotDelivered, Parcel, Receipt, Refused
from bot.chat.reply import File, Reply
from bot.chat.speech import Speech
from bot.chat.talk import Attachment
from bot.domain.identity import Platform, Venue
from bot.domain.tempo import Tempo
from bot.platforms.telegram import limits
from bot.platforms.telegram.changing import Changing
from bot.platforms.telegram.fetching import fetched
from bot.platforms.telegram.filing import send_file
from bot.platforms.telegram.keyboards import Keyboards
from bot.platforms.telegram.membership import Membership
from bot.platforms.telegram.places import Place
from bot.platforms.telegram.refusals import failure_of, word_of
from bot.platforms.telegram.rendering import Rendering
from bot.platforms.telegram.sending import NO_PREVIEW
from bot.telemetry import count_failure
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)
# With the time to connect it is less than a worker's lease.
ANSWER_SECONDS = 10.0


class TelegramCourier:
    """Sends parcels. Telegram keeps no history for bots: one whose answer was lost cannot be
    looked for."""

    can_look = False
    account_pause = limits.BOT_PAUSE_SECONDS

    def __init__(
        self, bot: Bot, rendering: Rendering, keyboards: Keyboards, membership: Membership
    ) -> None:
        self._bot = bot
        self._rendering = rendering
        self._keyboards = keyboards
        self._membership = membership
        self._changing = Changing(bot, rendering, keyboards)

    def tempo(self, to: Venue) -> Tempo:
        """How fast messages in one chat may follow each other; groups get fewer of them."""
        if Place.of(to).is_private:
            return Tempo(limits.CHAT_PAUSE_SECONDS)
        return Tempo(limits.CHAT_PAUSE_SECONDS, limits.GROUP_MESSAGES, limits.GROUP_SECONDS)

    def pages(self, reply: Reply, speech: Speech) -> int:
        """In how many messages the words of a reply can be said in full."""
        return len(self._rendering.pages(reply, speech))

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Send the parcel as one message. NotDelivered, which is also counted, if Telegram gave
        no receipt; ValueError for a file among what there is to say."""
        if any(isinstance(part, File) for part in parcel.reply.parts):
            raise ValueError("a parcel is one message, with at most one file beside it")
        async with self._told(parcel.to):
            sent = await self._sent(parcel)
        return Receipt(str(sent.message_id))

    async def change(self, change: Change) -> None:
        """Make the change; returns as well if there is nothing to change, or it cannot be
        changed any more. NotDelivered, which is also counted, if that is not known."""
        async with self._told(change.to):
            await self._changing.make(change, ANSWER_SECONDS)

    async def fetch(self, venue: Venue, attachment: Attachment) -> File:
        """The file that somebody sent. Later or Refused if Telegram does not give it out."""
        return await fetched(self._bot, attachment)

    async def look(self, parcel: Parcel, since: datetime) -> Receipt | None:
        """Refused: a bot cannot read what it wrote."""
        raise Refused("no_history")

    async def _sent(self, parcel: Parcel) -> Message:
        reply, speech = parcel.reply, parcel.speech
        shared: dict[str, Any] = {
            **Place.of(parcel.to, int(parcel.thread) if parcel.thread else None).options,
            "reply_markup": await self._keyboards.keyboard(reply.buttons, speech),
            "parse_mode": ParseMode.HTML,
            "read_timeout": ANSWER_SECONDS,
        }
        if parcel.file is not None:
            words = self._rendering.caption(reply, speech)
            return await send_file(self._bot, parcel.file, words, shared)
        page = self._rendering.page(reply, speech)
        if parcel.page is not None:
            page = self._rendering.pages(reply, speech)[parcel.page]
        return await self._bot.send_message(text=page, link_preview_options=NO_PREVIEW, **shared)

    @asynccontextmanager
    async def _told(self, to: Venue) -> AsyncIterator[None]:
        """A failure of the call in it is told in our words, and counted."""
        try:
            async with self._translated(Place.of(to)):
                yield
        except NotDelivered as failure:
            count_failure(Platform.TELEGRAM, failure.reason)
            raise

    @asynccontextmanager
    async def _translated(self, place: Place) -> AsyncIterator[None]:
        try:
            yield
        except DatabaseUnavailable:
            raise Later("database_unavailable") from None
        except ChatMigrated as migrated:
            await self._recorded(self._membership.moved(place.chat_id, migrated.new_chat_id))
            raise Moved(str(migrated.new_chat_id)) from None
        except Forbidden as refusal:
            await self._recorded(self._membership.refused(place.chat_id, refusal))
            raise Refused(word_of(refusal, "forbidden")) from None
        except TelegramError as error:
            raise failure_of(error) from None

    @staticmethod
    async def _recorded(change: Awaitable[None]) -> None:
        """Keep the bindings in step; what cannot be kept now, the next message tells again."""
        try:
            await change
        except DatabaseUnavailable:
            log.warning("what became of a channel could not be recorded", exc_info=True)
