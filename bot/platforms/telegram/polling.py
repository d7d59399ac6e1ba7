"""Fetching updates: each is confirmed to Telegram only when it has been acted on."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Iterable
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.platforms.telegram.account import UPDATES, update_of
from bot.platforms.telegram.limits import UPDATES_PER_POLL
from bot.platforms.telegram.receiving import Receiving
from bot.platforms.telegram.request import ANSWER_SECONDS, AiohttpRequest
from bot.platforms.telegram.sending import pause_of
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

# How long Telegram holds a poll open when there is nothing new, in seconds.
POLL_SECONDS = 30
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


class Polling:
    """Polls until told to stop, whatever happens to the network or the database meanwhile."""

    def __init__(self, bot: Bot, request: AiohttpRequest, receiving: Receiving) -> None:
        self._bot = bot
        self._request = request
        self._receiving = receiving
        self._offset = 0
        self._stopping = asyncio.Event()
        self._has_webhook = True
        self._pause = FIRST_PAUSE

    async def run(self) -> None:
        """Poll; returns after `stop`, with everything finished that was taken."""
        while not self._stopping.is_set():
            try:
                await self._round()
            except (TelegramError, DatabaseUnavailable) as error:
                log.warning("polling is disturbed", extra={"reason": type(error).__name__})
                await self._rest(error)
            except Exception:  # polling must outlive every fault
                log.exception("polling failed")
                await self._rest(None)
            else:
                self._pause = FIRST_PAUSE
        await self._confirm()

    def stop(self) -> None:
        """Take nothing new; `run` returns when what was taken is finished."""
        self._stopping.set()

    async def _round(self) -> None:
        if self._has_webhook:
            await self._bot.delete_webhook()
            self._has_webhook = False
        contents = await self._unless_stopped(self._fetched(POLL_SECONDS, UPDATES_PER_POLL))
        if not contents:
            return
        updates = [update_of(content, self._bot) for content in contents]
        if None in updates:
            log.warning("an update was passed over: it cannot be read")
        await self._take([update for update in updates if update is not None])
        self._offset = contents[-1]["update_id"] + 1

    async def _fetched(self, seconds: int, limit: int) -> Any:
        """Updates in their decoded JSON. The library's own call would fail whole, for ever, on
        one update that it cannot read."""
        wanted = urlencode(
            {
                "offset": self._offset,
                "timeout": seconds,
                "limit": limit,
                "allowed_updates": json.dumps(UPDATES),
            }
        )
        return await self._request.post(
            f"{self._bot.base_url}/getUpdates?{wanted}", read_timeout=seconds + ANSWER_SECONDS
        )

    async def _unless_stopped(self, wanted: Awaitable[Any]) -> Any:
        """What is awaited; None if polling is to stop before it is there."""
        fetching = asyncio.ensure_future(wanted)
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return await fetching if fetching.done() else None
        finally:
            for task in (fetching, stopping):
                task.cancel()
            await asyncio.gather(fetching, stopping, return_exceptions=True)

    async def _take(self, updates: Iterable[Update]) -> None:
        """All of them: those of one chat in their order, different chats beside each other.

        DatabaseUnavailable if some must come again.
        """
        chats: dict[int, list[Update]] = {}
        for update in updates:
            chat = update.effective_chat
            chats.setdefault(chat.id if chat else 0, []).append(update)
        outcomes = await asyncio.gather(
            *(self._take_in_order(each) for each in chats.values()), return_exceptions=True
        )
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _take_in_order(self, updates: list[Update]) -> None:
        for update in updates:
            await self._receiving.take(update)

    async def _rest(self, error: Exception | None) -> None:
        """Wait longer each time, or as long as Telegram says."""
        if isinstance(error, Conflict):
            # Somebody set a webhook, or another process polls.
            self._has_webhook = True
        seconds = pause_of(error) if isinstance(error, RetryAfter) else self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    async def _confirm(self) -> None:
        """Tell Telegram what was taken, so that it does not come again after the next start."""
        if not self._offset:
            return
        try:
            await self._fetched(0, 1)
        except TelegramError as error:
            log.info("the last updates were not confirmed", extra={"reason": type(error).__name__})
