"""The composition root: the only place where the parts are put together.

The terminal needs neither a web server nor a platform's library, so each is imported where it
is put to use: a cold start takes half the time, and a worker a fifth less memory.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from bot.chat.answer import Ask
from bot.chat.router import Router
from bot.services.checking import Trial, Unwell, database_trial
from bot.services.housekeeping import keep_tidy
from bot.settings import Settings
from handlers.commands import registry
from storage.button_texts import ButtonTexts
from storage.engine import Database

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import BaseRoute

    from bot.platforms.slack.platform import SlackPlatform
    from bot.platforms.telegram.platform import SetUp, TelegramPlatform
    from bot.services.answering import Answering

# Conversations carried on at once; each has a thread and a connection while it is answered.
CONVERSATIONS = 8
# What was taken is finished before a stop, within what a service manager waits for.
STOP_SECONDS = 25


class Listener(Protocol):
    """A platform that listens: what the composition root needs of it."""

    def routes(self) -> "Sequence[BaseRoute]":
        """What it answers over HTTP."""

    async def start(self) -> None:
        """Begin to listen."""

    async def stop(self) -> None:
        """Finish what was taken, take nothing new."""


def database(settings: Settings) -> Database:
    """The database that the settings name."""
    return Database(settings.database_url, connections=CONVERSATIONS)


def router(opened: Database) -> Router:
    """All commands over a database."""
    return Router(registry(), opened)


def _answering(opened: Database) -> "Answering":
    from bot.services.answering import Answering  # noqa: PLC0415  see above

    return Answering(router(opened), CONVERSATIONS)


async def serve(settings: Settings, opened: Database, *, web: bool, worker: bool) -> None:
    """Run what is configured until the process is told to stop, then finish what was taken."""
    import uvicorn  # noqa: PLC0415  see above

    from bot.web.service import service  # noqa: PLC0415  see above

    answering = _answering(opened)
    listeners = _listeners(settings, opened, answering.ask) if web else []

    @contextlib.asynccontextmanager
    async def beside(_app: "Starlette") -> AsyncIterator[None]:
        chores = [asyncio.create_task(keep_tidy(opened))] if worker else []
        for listener in listeners:
            await listener.start()
        yield
        for listener in listeners:
            await listener.stop()
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
        answering.close()

    routes = [route for listener in listeners for route in listener.routes()]
    server = uvicorn.Server(
        uvicorn.Config(
            service(opened, routes, beside),
            host="0.0.0.0",  # noqa: S104  a server behind a balancer listens on all addresses
            port=settings.port,
            http="httptools",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=STOP_SECONDS,
            server_header=False,
        )
    )
    await server.serve()


def _listeners(settings: Settings, opened: Database, ask: Ask) -> list[Listener]:
    """The platforms that are configured."""
    listeners: list[Listener] = []
    if settings.has_slack:
        listeners.append(_slack(settings, opened, ask))
    if settings.has_telegram:
        listeners.append(_telegram(settings, opened, ask))
    return listeners


def _slack(settings: Settings, opened: Database, ask: Ask) -> "SlackPlatform":
    from bot.platforms.slack.platform import SlackPlatform  # noqa: PLC0415  see above
    from bot.platforms.slack.settings import SlackSettings  # noqa: PLC0415  see above

    return SlackPlatform(
        SlackSettings(
            signing_secret=settings.slack_signing_secret,
            bot_token=settings.slack_bot_token,
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret,
            app_token=settings.slack_app_token,
            api_url=settings.slack_api_url,
            public_url=settings.public_url,
            encryption_keys=settings.encryption_keys,
        ),
        ask,
        ButtonTexts(opened),
        opened,
    )


def _telegram(settings: Settings, opened: Database, ask: Ask) -> "TelegramPlatform":
    from bot.platforms.telegram.platform import TelegramPlatform  # noqa: PLC0415  see above
    from bot.platforms.telegram.settings import Mode, TelegramSettings  # noqa: PLC0415  see above

    return TelegramPlatform(
        TelegramSettings(
            token=settings.telegram_bot_token,
            mode=Mode(settings.telegram_mode),
            webhook_secret=settings.telegram_webhook_secret,
            api_url=settings.telegram_api_url,
            public_url=settings.public_url,
        ),
        ask,
        ButtonTexts(opened),
        opened,
        registry(),
    )


def slack_manifest(settings: Settings) -> dict[str, Any]:
    """The Slack app's manifest, over Socket Mode where an app token is set or Slack has no
    address to reach us at."""
    from bot.platforms.slack.manifest import manifest  # noqa: PLC0415  see above

    by_socket = bool(settings.slack_app_token) or not settings.public_url
    return manifest(registry(), settings.public_url, socket_mode=by_socket)


async def telegram_setup(settings: Settings, opened: Database) -> "SetUp":
    """Tell Telegram the commands, the descriptions and the webhook. Unwell if it does not
    take them."""
    from bot.platforms.telegram.account import TelegramTrouble  # noqa: PLC0415  see above

    try:
        return await _telegram(settings, opened, _answering(opened).ask).setup()
    except TelegramTrouble as trouble:
        raise Unwell(str(trouble)) from trouble


def trials(settings: Settings, opened: Database) -> dict[str, Trial]:
    """What `attache check` tries out."""
    ask = _answering(opened).ask
    tried: dict[str, Trial] = {"database": lambda: database_trial(opened)}
    if settings.has_slack:
        tried["Slack"] = lambda: _slack_trial(_slack(settings, opened, ask))
    if settings.has_telegram:
        tried["Telegram"] = lambda: _telegram_trial(_telegram(settings, opened, ask))
    return tried


async def _slack_trial(platform: "SlackPlatform") -> str:
    from bot.platforms.slack.platform import SlackTrouble  # noqa: PLC0415  see above

    try:
        return await platform.check()
    except SlackTrouble as trouble:
        raise Unwell(str(trouble)) from trouble


async def _telegram_trial(platform: "TelegramPlatform") -> str:
    from bot.platforms.telegram.account import TelegramTrouble  # noqa: PLC0415  see above

    try:
        return f"speaks as @{await platform.check()}"
    except TelegramTrouble as trouble:
        raise Unwell(str(trouble)) from trouble
