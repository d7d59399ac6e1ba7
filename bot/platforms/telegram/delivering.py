"""What goes out unasked on Telegram: one message, sent once."""

import logging
from collections.abc import Awaitable
from datetime import datetime
from typing import Any

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.chat.delivering import Later, Moved, NotDelivered, Parcel, Receipt, Refused, Uncertain
from bot.chat.reply import File
from bot.domain.identity import Platform, Venue
from bot.domain.tempo import Tempo
from bot.platforms.telegram import limits
from bot.platforms.telegram.keyboards import Keyboards
from bot.platforms.telegram.membership import Membership
from bot.platforms.telegram.places import Place
from bot.platforms.telegram.rendering import Rendering
from bot.platforms.telegram.request import Unreached
from bot.platforms.telegram.sending import NO_PREVIEW, pause_of
from bot.telemetry import SEND_FAILURES
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)
# With the time to connect it is less than a worker's lease.
ANSWER_SECONDS = 10.0
# What Telegram's words for a refusal mean, in one of ours. Telegram has no list of them; these
# are from https://github.com/TelegramBotAPI/errors and TDLib's source.
_REASONS = {
    "blocked by the user": "bot_blocked",
    "kicked": "kicked",
    "not a member": "not_a_member",
    "was deleted": "chat_deleted",
    "deactivated": "deactivated",
    "initiate conversation": "not_started",
    "chat not found": "chat_not_found",
    "peer_id_invalid": "chat_not_found",
    "topic_closed": "topic_closed",
    "topic_deleted": "topic_not_found",
    "thread not found": "topic_not_found",
    "rights": "no_rights",
    "write_forbidden": "no_rights",
    "chat_restricted": "no_rights",
}


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

    def tempo(self, to: Venue) -> Tempo:
        """How fast messages in one chat may follow each other; groups get fewer of them."""
        if Place.of(to).is_private:
            return Tempo(limits.CHAT_PAUSE_SECONDS)
        return Tempo(limits.CHAT_PAUSE_SECONDS, limits.GROUP_MESSAGES, limits.GROUP_SECONDS)

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Send the parcel as one message. NotDelivered, which is also counted, if Telegram gave
        no receipt; ValueError for a file."""
        try:
            content = await self._content(parcel)
            return await self._sent(parcel, content)
        except NotDelivered as failure:
            SEND_FAILURES.labels(Platform.TELEGRAM, failure.reason).inc()
            raise

    async def look(self, parcel: Parcel, since: datetime) -> Receipt | None:
        """Refused: a bot cannot read what it wrote."""
        raise Refused("no_history")

    async def _content(self, parcel: Parcel) -> dict[str, Any]:
        if any(isinstance(part, File) for part in parcel.reply.parts):
            raise ValueError("a parcel is one message, without a file")
        try:
            keyboard = await self._keyboards.keyboard(parcel.reply.buttons, parcel.speech)
        except DatabaseUnavailable:
            raise Later("database_unavailable") from None
        page = self._rendering.page(parcel.reply, parcel.speech)
        return {"text": page, "reply_markup": keyboard}

    async def _sent(self, parcel: Parcel, content: dict[str, Any]) -> Receipt:
        place = Place.of(parcel.to, int(parcel.thread) if parcel.thread else None)
        try:
            sent = await self._bot.send_message(
                **content,
                **place.options,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                read_timeout=ANSWER_SECONDS,
            )
        except ChatMigrated as migrated:
            await self._recorded(self._membership.moved(place.chat_id, migrated.new_chat_id))
            raise Moved(str(migrated.new_chat_id)) from None
        except Forbidden as refusal:
            await self._recorded(self._membership.refused(place.chat_id, refusal))
            raise Refused(_word(refusal, "forbidden")) from None
        except TelegramError as error:
            raise _failure(error) from None
        return Receipt(str(sent.message_id))

    @staticmethod
    async def _recorded(change: Awaitable[None]) -> None:
        """Keep the bindings in step; what cannot be kept now, the next message tells again."""
        try:
            await change
        except DatabaseUnavailable:
            log.warning("what became of a channel could not be recorded", exc_info=True)


def _failure(error: TelegramError) -> NotDelivered:
    """What a failure means for the message. Telegram's words are not passed on: they may hold
    the token."""
    match error:
        case RetryAfter():
            return Later("rate_limited", pause_of(error))
        case Unreached():
            return Later("unreached")
        case InvalidToken():
            return Refused("token_refused")
        case BadRequest():
            return Refused(_word(error, "bad_request"))
        case TimedOut():
            return Uncertain("timeout")
        case _:
            return Uncertain("uncertain")


def _word(refusal: TelegramError, otherwise: str) -> str:
    said = refusal.message.lower()
    return next((word for words, word in _REASONS.items() if words in said), otherwise)
