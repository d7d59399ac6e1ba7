"""The bot's account: the object that all calls go through, and what it can learn of itself.

TelegramTrouble
├── TokenRefused   Telegram does not know the token
└── OutOfReach     Telegram did not answer as it should; later it may
"""

import logging
from typing import Any

from telegram import Bot, Update, User
from telegram.error import InvalidToken, TelegramError

from bot.platforms.telegram.request import AiohttpRequest
from bot.platforms.telegram.settings import TelegramSettings
from bot.platforms.telegram.shapes import is_update

# Answers at once in one process; a long poll has a pool of its own, so that neither waits.
CONNECTIONS = 64
POLLING_CONNECTIONS = 2
# What the bot listens to; reactions come where it is an administrator.
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "message_reaction")


class TelegramTrouble(Exception):
    """Telegram cannot be worked with; its text names no token."""


class TokenRefused(TelegramTrouble):
    """Telegram does not know the token."""


class OutOfReach(TelegramTrouble):
    """Telegram did not answer as it should."""


def bot_of(settings: TelegramSettings, updates: AiohttpRequest) -> Bot:
    """The library's bot, with nothing opened yet; it opens and closes `updates`, through which
    they are fetched. ValueError if there is no token."""
    if not settings.token:
        raise ValueError("there is no Telegram token")
    # At its lowest level the library logs what is said and the webhook's secret.
    logging.getLogger("telegram.Bot").setLevel(logging.WARNING)
    api = settings.api_url.rstrip("/")
    return Bot(
        settings.token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=AiohttpRequest(CONNECTIONS),
        get_updates_request=updates,
    )


async def introduced(bot: Bot) -> User:
    """Who the bot is, with its connections opened. TokenRefused or OutOfReach if it cannot be
    learned."""
    try:
        await bot.initialize()
    except InvalidToken:
        # The library's own message shows the token.
        raise TokenRefused(
            "Telegram does not know this token; ask @BotFather for the right one"
        ) from None
    except TelegramError as error:
        name = type(error).__name__
        raise OutOfReach(f"Telegram does not answer ({name}); is the network up?") from None
    return bot.bot


def update_of(content: Any, bot: Bot) -> Update | None:
    """The update in its decoded JSON; None if it is none that we can read."""
    if not is_update(content):
        return None
    try:
        return Update.de_json(content, bot)
    except Exception:  # noqa: BLE001 - the library trusts every field, and each can be anything
        return None
