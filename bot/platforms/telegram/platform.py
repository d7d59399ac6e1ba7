"""Telegram as the rest of the program sees it: started, stopped, set up, given its routes."""

import asyncio
import logging
from dataclasses import dataclass

from starlette.routing import BaseRoute, Route
from telegram import User
from telegram.error import TelegramError

from bot.chat.answer import Ask
from bot.chat.reach import Reach
from bot.chat.registry import Registry
from bot.chat.talk import Overhear
from bot.platforms.telegram.account import (
    POLLING_CONNECTIONS,
    UPDATES,
    OutOfReach,
    TelegramTrouble,
    bot_of,
    introduced,
)
from bot.platforms.telegram.addressing import Addressing
from bot.platforms.telegram.delivering import TelegramCourier
from bot.platforms.telegram.keyboards import Keyboards
from bot.platforms.telegram.listening import Ears
from bot.platforms.telegram.membership import Membership
from bot.platforms.telegram.polling import Polling
from bot.platforms.telegram.profile import Profile
from bot.platforms.telegram.receiving import Receiving
from bot.platforms.telegram.rendering import Rendering
from bot.platforms.telegram.request import AiohttpRequest
from bot.platforms.telegram.sending import Sending
from bot.platforms.telegram.settings import WEBHOOK_PATH, Mode, TelegramSettings
from bot.platforms.telegram.standing import Standing
from bot.platforms.telegram.talking import Talking
from bot.platforms.telegram.webhook import Webhook
from storage.button_texts import ButtonTexts
from storage.engine import Database

log = logging.getLogger(__name__)

# Between attempts to learn who we are, in seconds.
INTRODUCTION_PAUSE = 5.0
# How long a stop waits for answers that are under way.
FINISH_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was set up: the bot's name, its languages, and where Telegram posts (empty when
    updates are fetched)."""

    username: str
    languages: tuple[str, ...]
    webhook: str


class TelegramPlatform:
    """One bot on Telegram."""

    def __init__(
        self,
        settings: TelegramSettings,
        ask: Ask,
        button_texts: ButtonTexts,
        database: Database,
        registry: Registry,
        reach: Reach | None = None,
        overhear: Overhear | None = None,
    ) -> None:
        self._reach = reach or Reach()
        self._settings = settings
        self._ask = ask
        self._overhear = overhear
        self._registry = registry
        self._subjects = tuple(registry.subjects())
        self._updates = AiohttpRequest(POLLING_CONNECTIONS)
        self._bot = bot_of(settings, self._updates)
        self._keyboards = Keyboards(button_texts)
        self._membership = Membership(database)
        self._standing = Standing(database)
        self._webhook = Webhook(settings.webhook_secret, self._bot)
        self._polling: Polling | None = None
        self._running: asyncio.Task[None] | None = None
        self._receiving: Receiving | None = None
        rendering = Rendering(self._subjects)
        self._sending = Sending(self._bot, rendering, self._keyboards, self._membership)
        self._courier = TelegramCourier(self._bot, rendering, self._keyboards, self._membership)

    @property
    def is_receiving(self) -> bool:
        """Whether Telegram was reached and updates are taken."""
        return self._polling is not None or self._webhook.receiving is not None

    def routes(self) -> list[BaseRoute]:
        """What the web server must offer; nothing when updates are fetched."""
        if self._settings.mode == Mode.POLLING:
            return []
        return [Route(WEBHOOK_PATH, self._webhook.post, methods=["POST"])]

    async def start(self, *, listening: bool = True) -> None:
        """Begin to receive; returns at once. If Telegram is out of reach it is tried again
        until `stop`. Without `listening` there is only the courier."""
        await self._bot.request.initialize()
        if listening:
            self._running = asyncio.create_task(self._run(), name="telegram")

    async def stop(self) -> None:
        """Take nothing new, finish what was taken, close the connections. The web server has
        stopped before, so that no update comes in between."""
        self._webhook.receiving = None
        if self._running is not None:
            if self._polling is not None:
                self._polling.stop()
            else:
                self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            self._running = None
        if self._receiving is not None:
            await self._receiving.finish(FINISH_SECONDS)
        await self._bot.shutdown()
        # The library closes only what it has opened itself.
        await self._bot.request.shutdown()

    @property
    def courier(self) -> TelegramCourier:
        """Who delivers what goes out unasked, between `start` and `stop`."""
        return self._courier

    async def check(self) -> str:
        """The bot's username. TokenRefused or OutOfReach if Telegram does not tell it."""
        try:
            return (await introduced(self._bot)).username or ""
        finally:
            await self._bot.shutdown()

    async def setup(self) -> SetUp:
        """Set commands, descriptions and the webhook; doing so again changes nothing.
        TokenRefused or OutOfReach if Telegram does not let us."""
        try:
            bot = await introduced(self._bot)
            spoken = await Profile(self._bot, self._registry).set()
            return SetUp(bot.username or "", tuple(spoken), await self._set_webhook())
        except TelegramError as error:
            raise OutOfReach(f"Telegram did not take it: {error.message}") from error
        finally:
            await self._bot.shutdown()

    async def _set_webhook(self) -> str:
        if self._settings.mode == Mode.POLLING:
            await self._bot.delete_webhook()
            return ""
        url = self._settings.webhook_url
        await self._bot.set_webhook(
            url, allowed_updates=UPDATES, secret_token=self._settings.webhook_secret
        )
        return url

    async def _run(self) -> None:
        self._receiving = receiving = await self._introduced()
        if self._settings.mode == Mode.WEBHOOK:
            self._webhook.receiving = receiving
            return
        self._polling = Polling(self._bot, self._updates, receiving)
        await self._polling.run()

    async def _introduced(self) -> Receiving:
        """Ready to receive, as soon as Telegram has said who we are."""
        while True:
            try:
                bot = await introduced(self._bot)
            except TelegramTrouble as trouble:
                log.warning("telegram cannot start yet", extra={"reason": str(trouble)})
                await asyncio.sleep(INTRODUCTION_PAUSE)
            else:
                self._reach.telegram_username = bot.username or ""
                self._reach.telegram_reads_groups = bool(bot.can_read_all_group_messages)
                return self._receiver(bot)

    def _receiver(self, bot: User) -> Receiving:
        addressing = Addressing(bot, self._subjects)
        return Receiving(
            bot,
            Ears(bot, addressing),
            Talking(addressing),
            self._ask,
            self._overhear,
            self._keyboards,
            self._sending,
            self._membership,
            self._standing,
        )
