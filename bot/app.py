"""The composition root: where platforms, router, services and web surface are put together."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.chat.answer import Ask
from bot.chat.pace import Pace
from bot.chat.reach import Reach
from bot.chat.router import Router
from bot.platforms.slack.manifest import manifest
from bot.platforms.slack.platform import SlackPlatform, SlackTrouble
from bot.platforms.slack.settings import SlackSettings
from bot.platforms.telegram.account import TelegramTrouble
from bot.platforms.telegram.platform import SetUp, TelegramPlatform
from bot.platforms.telegram.settings import Mode, TelegramSettings
from bot.services.answering import Answering
from bot.services.checking import Trial, Unwell, database_trial, sealing_trial
from bot.services.housekeeping import keep_tidy
from bot.settings import Settings
from bot.web.server import run
from bot.web.service import service
from handlers.commands import registry
from storage.button_texts import ButtonTexts
from storage.departures import deactivated
from storage.engine import CONNECTIONS, Database
from storage.sealing import Seal


class Listener(Protocol):
    """A platform that listens: what is needed of it here."""

    def routes(self) -> Sequence[BaseRoute]:
        """What it answers over HTTP."""

    async def start(self) -> None:
        """Begin to listen."""

    async def stop(self) -> None:
        """Finish what was taken, take nothing new."""


async def serve(settings: Settings, database: Database, *, web: bool, worker: bool) -> None:
    """Run what is configured until the process is told to stop, then finish what was taken."""
    reach = Reach()
    answering = _answering(database, reach)
    listeners = _listeners(settings, database, answering.ask, reach) if web else []

    @contextlib.asynccontextmanager
    async def beside(_app: Starlette) -> AsyncIterator[None]:
        chores = [asyncio.create_task(keep_tidy(database, _seal(settings)))] if worker else []
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
    await run(service(database, routes, beside), settings.port)


def trials(settings: Settings, database: Database) -> dict[str, Trial]:
    """What `attache check` tries out."""
    ask = _answering(database).ask
    tried: dict[str, Trial] = {"database": lambda: database_trial(database)}
    seal = _seal(settings)
    if seal is not None:
        tried["encryption keys"] = lambda: sealing_trial(database, seal)
    if settings.has_slack:
        tried["Slack"] = lambda: _slack_trial(_slack(settings, database, ask))
    if settings.has_telegram:
        tried["Telegram"] = lambda: _telegram_trial(_telegram(settings, database, ask))
    return tried


def slack_manifest(settings: Settings) -> dict[str, Any]:
    """The Slack app's manifest, over Socket Mode where an app token is set or Slack has no
    address to reach us at."""
    by_socket = bool(settings.slack_app_token) or not settings.public_url
    return manifest(registry(), settings.public_url, socket_mode=by_socket)


async def telegram_setup(settings: Settings, database: Database) -> SetUp:
    """Tell Telegram the commands, the descriptions and the webhook. Unwell if it does not
    take them."""
    try:
        return await _telegram(settings, database, _answering(database).ask).setup()
    except TelegramTrouble as trouble:
        raise Unwell(str(trouble)) from trouble


def _answering(database: Database, reach: Reach | None = None) -> Answering:
    # A conversation that waits for a connection would only hold a thread.
    return Answering(Router(registry(), database, reach), CONNECTIONS, Pace())


def _listeners(settings: Settings, database: Database, ask: Ask, reach: Reach) -> list[Listener]:
    listeners: list[Listener] = []
    if settings.has_slack:
        listeners.append(_slack(settings, database, ask))
    if settings.has_telegram:
        listeners.append(_telegram(settings, database, ask, reach))
    return listeners


def _seal(settings: Settings) -> Seal | None:
    """None where nothing is sealed: one workspace's token comes from the environment."""
    return Seal(settings.encryption_keys) if settings.encryption_keys else None


def _slack(settings: Settings, database: Database, ask: Ask) -> SlackPlatform:
    chosen = SlackSettings(
        signing_secret=settings.slack_signing_secret,
        bot_token=settings.slack_bot_token,
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret,
        app_token=settings.slack_app_token,
        api_url=settings.slack_api_url,
        public_url=settings.public_url,
        encryption_keys=settings.encryption_keys,
    )
    return SlackPlatform(
        chosen, ask, ButtonTexts(database), database, left=partial(deactivated, database)
    )


def _telegram(
    settings: Settings, database: Database, ask: Ask, reach: Reach | None = None
) -> TelegramPlatform:
    chosen = TelegramSettings(
        token=settings.telegram_bot_token,
        mode=Mode(settings.telegram_mode),
        webhook_secret=settings.telegram_webhook_secret,
        api_url=settings.telegram_api_url,
        public_url=settings.public_url,
    )
    return TelegramPlatform(chosen, ask, ButtonTexts(database), database, registry(), reach)


async def _slack_trial(platform: SlackPlatform) -> str:
    try:
        return await platform.check()
    except SlackTrouble as trouble:
        raise Unwell(str(trouble)) from trouble


async def _telegram_trial(platform: TelegramPlatform) -> str:
    try:
        return f"speaks as @{await platform.check()}"
    except TelegramTrouble as trouble:
        raise Unwell(str(trouble)) from trouble
