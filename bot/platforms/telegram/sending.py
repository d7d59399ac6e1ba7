"""Getting an answer into a chat, once, whatever Telegram says."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.chat.reply import File, Reply
from bot.chat.speech import Speech
from bot.domain.identity import Platform
from bot.platforms.telegram.keyboards import Keyboards
from bot.platforms.telegram.membership import Membership
from bot.platforms.telegram.places import Place
from bot.platforms.telegram.rendering import Rendering, Screen
from bot.platforms.telegram.request import Unreached
from bot.telemetry import count_failure
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

# A person waits no longer for an answer than this, in seconds; Telegram itself waits about a
# minute for a webhook.
PATIENCE = 10.0
UNREACHED_PAUSE = 0.5
# The bot may not write there: it was put out, blocked, or never spoken to.
FORBIDDEN = "forbidden"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_Call = Callable[[Place], Awaitable[Any]]


class Sending:
    """Sends replies. Failures are counted and logged without a word of what was said."""

    def __init__(
        self, bot: Bot, rendering: Rendering, keyboards: Keyboards, membership: Membership
    ) -> None:
        self._bot = bot
        self._rendering = rendering
        self._keyboards = keyboards
        self._membership = membership

    async def answer(
        self, place: Place, reply: Reply, speech: Speech, replacing: int | None = None
    ) -> bool:
        """Send the reply, in the place of the bot's message `replacing` where that can be;
        whether all of it was taken."""
        return not await self.attempt(place, reply, speech, replacing)

    async def attempt(
        self, place: Place, reply: Reply, speech: Speech, replacing: int | None = None
    ) -> str:
        """Send the reply like `answer`; why not all of it was taken, in one word, or nothing.
        ValueError for a file that others would see."""
        screen = self._rendering.screen(reply, speech)
        if screen.files and not place.is_private:
            raise ValueError("a file is for one person alone")
        try:
            await self._send(place, screen, speech, replacing)
        except TelegramError as error:
            await self._note_failure(place, error)
            return reason_of(error)
        return ""

    async def _send(
        self, place: Place, screen: Screen, speech: Speech, replacing: int | None
    ) -> None:
        """All pages, the buttons under the last, then the files."""
        keyboard = await self._keyboard(screen, speech)
        last = len(screen.pages) - 1
        for index, page in enumerate(screen.pages):
            under = keyboard if index == last else None
            if (
                index == 0
                and replacing is not None
                and await self._replaced(place, replacing, page, under)
            ):
                continue
            place = await self._call(place, self._text(page, under))
        for file in screen.files:
            place = await self._call(place, self._document(file))

    async def _keyboard(self, screen: Screen, speech: Speech) -> InlineKeyboardMarkup | None:
        """The keyboard; none if what its buttons say cannot be kept: the words still count."""
        try:
            return await self._keyboards.keyboard(screen.buttons, speech)
        except DatabaseUnavailable:
            log.warning("an answer goes without its buttons", exc_info=True)
            return None

    def _text(self, page: str, keyboard: InlineKeyboardMarkup | None) -> _Call:
        return lambda place: self._bot.send_message(
            text=page,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
            **place.options,
        )

    def _document(self, file: File) -> _Call:
        document = InputFile(file.content, filename=file.name)
        return lambda place: self._bot.send_document(document=document, **place.options)

    async def _replaced(
        self, place: Place, message_id: int, page: str, keyboard: InlineKeyboardMarkup | None
    ) -> bool:
        """Whether the message now shows the page; False if it cannot be changed any more."""

        async def edit(where: Place) -> Any:
            return await self._bot.edit_message_text(
                page,
                chat_id=where.chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard,
            )

        try:
            await self._patiently(place, edit)
        except BadRequest as refusal:
            return "not modified" in refusal.message.lower()
        except ChatMigrated as migrated:
            # Messages of the old group cannot be changed from the new one.
            await self._moved(place, migrated)
            return False
        return True

    async def _call(self, place: Place, call: _Call) -> Place:
        """Make the call, in the group's new place if it has moved; where the rest goes."""
        try:
            await self._patiently(place, call)
        except ChatMigrated as migrated:
            place = await self._moved(place, migrated)
            await self._patiently(place, call)
        return Place(place.chat_id, place.topic)

    async def _moved(self, place: Place, migrated: ChatMigrated) -> Place:
        try:
            await self._membership.moved(place.chat_id, migrated.new_chat_id)
        except DatabaseUnavailable:
            # The group's own service message, or the next send, tells it again.
            log.warning("a moved group could not be recorded", exc_info=True)
        return Place(migrated.new_chat_id)

    async def _patiently(self, place: Place, call: _Call) -> None:
        """Make the call again only where it is certain that Telegram did not act on it."""
        now = asyncio.get_running_loop().time
        end = now() + PATIENCE
        while True:
            try:
                await call(place)
            except (RetryAfter, Unreached) as error:
                pause = pause_of(error)
                if now() + pause > end:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    async def _note_failure(self, place: Place, error: TelegramError) -> None:
        reason = reason_of(error)
        count_failure(Platform.TELEGRAM, reason)
        log.warning("an answer was not taken", extra={"platform": "telegram", "reason": reason})
        if isinstance(error, Forbidden):
            try:
                await self._membership.refused(place.chat_id, error)
            except DatabaseUnavailable:
                log.warning("a lost channel could not be recorded", exc_info=True)


def pause_of(error: RetryAfter | Unreached) -> float:
    """How long to wait before the call may be made again, in seconds."""
    if isinstance(error, Unreached):
        return UNREACHED_PAUSE
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def reason_of(error: TelegramError) -> str:
    """The failure in one word of our own. `uncertain`: it may have arrived all the same."""
    match error:
        case RetryAfter():
            return "rate_limited"
        case Forbidden():
            return FORBIDDEN
        case BadRequest():
            return "bad_request"
        case Unreached():
            return "unreached"
        case ChatMigrated():
            return "moved"
        case _:
            return "uncertain"
