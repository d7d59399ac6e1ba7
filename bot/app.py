"""The composition root: where platforms, router, services and web surface are put together."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import aiohttp
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.chat.answer import Ask
from bot.chat.calendars import PublicHolidays
from bot.chat.delivering import Courier
from bot.chat.pace import Pace
from bot.chat.reach import Reach
from bot.chat.router import Router
from bot.chat.talk import Overhear
from bot.domain.identity import Platform
from bot.platforms.slack.manifest import manifest
from bot.platforms.slack.platform import SlackPlatform, SlackTrouble
from bot.platforms.slack.settings import SlackSettings
from bot.platforms.telegram.account import TelegramTrouble
from bot.platforms.telegram.platform import SetUp, TelegramPlatform
from bot.platforms.telegram.settings import Mode, TelegramSettings
from bot.services.answering import Answering, Grant
from bot.services.checking import Trial, Unwell, database_trial, sealing_trial
from bot.services.deliveries.worker import Worker
from bot.services.housekeeping import keep_tidy
from bot.services.talk.interpreting import Interpreter
from bot.services.talk.overhearing import Overhearing
from bot.services.translation import checking as translation_checking
from bot.services.translation.detecting import Detector
from bot.services.translation.granting import Granting
from bot.services.translation.installed import TranslationSettings, installed
from bot.services.translation.translator import Translator
from bot.settings import Settings
from bot.web.server import run
from bot.web.service import service
from handlers.commands import registry
from storage.button_texts import ButtonTexts
from storage.departures import deactivated
from storage.engine import CONNECTIONS, Database
from storage.sealing import Seal


class Served(Protocol):
    """A platform that is served: what is needed of it here."""

    def routes(self) -> Sequence[BaseRoute]:
        """What it answers over HTTP."""

    async def start(self, *, listening: bool = True) -> None:
        """Begin to listen, or only to be ready for what goes out."""

    async def stop(self) -> None:
        """Finish what was taken, take nothing new."""

    @property
    def courier(self) -> Courier:
        """Who takes out what is said unasked; once it is started."""


class Waiting:
    """Those in this process who wait for what people say, once there are any."""

    def __init__(self) -> None:
        self.callbacks: list[Callable[[], None]] = []

    def wake(self) -> None:
        """Something was said a moment ago."""
        for callback in self.callbacks:
            callback()


async def serve(settings: Settings, database: Database, *, web: bool, worker: bool) -> None:
    """Run what is configured until the process is told to stop, then finish what was taken."""
    async with aiohttp.ClientSession() as engines:
        await _serve(settings, database, engines, web=web, worker=worker)


async def _serve(
    settings: Settings,
    database: Database,
    engines: aiohttp.ClientSession,
    *,
    web: bool,
    worker: bool,
) -> None:
    reach = Reach()
    grants = granting(settings, database, engines, reach)
    answering = _answering(database, reach, grants)
    waiting = Waiting()
    overhearing = Overhearing(database, waiting.wake)
    platforms = _platforms(settings, database, answering.ask, reach, overhearing.overhear)

    @contextlib.asynccontextmanager
    async def beside(_app: Starlette) -> AsyncIterator[None]:
        for platform in platforms.values():
            await platform.start(listening=web)
        async with contextlib.AsyncExitStack() as roles:
            if worker:
                interpreter = Interpreter(database, grants.making, grants.detector)
                grant = grants.granted if reach.engines else None
                working = _working(
                    settings, database, platforms, interpreter, waiting, grant, reach
                )
                await roles.enter_async_context(working)
            yield
        for platform in platforms.values():
            await platform.stop()
        answering.close()
        overhearing.close()
        await grants.close()

    served = platforms.values() if web else ()
    routes = [route for platform in served for route in platform.routes()]
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
    return tried | translation_checking.trials(_translation(settings))


def granting(
    settings: Settings, database: Database, session: aiohttp.ClientSession, reach: Reach
) -> Granting:
    """Who translates what people wish to be translated, with the engines that are set up; these
    are told to `reach` as well. The session is the caller's to close."""
    engines = installed(_translation(settings), session)
    reach.engines = tuple(engine.name for engine in engines)
    granting = Granting(database, Translator(engines), Detector(), settings.translation_caps)
    reach.conditions = granting.conditions
    return granting


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


def _answering(
    database: Database, reach: Reach | None = None, granting: Granting | None = None
) -> Answering:
    grant = granting.granted if granting else None
    # A conversation that waits for a connection would only hold a thread.
    return Answering(Router(registry(), database, reach), CONNECTIONS, Pace(), grant)


@contextlib.asynccontextmanager
async def _working(
    settings: Settings,
    database: Database,
    platforms: Mapping[Platform, Served],
    interpreter: Interpreter,
    waiting: Waiting,
    grant: Grant | None,
    reach: Reach,
) -> AsyncIterator[None]:
    """What a worker does, until the end of the block; what it has taken by then it finishes."""
    couriers = {name: platform.courier for name, platform in platforms.items()}
    deliveries = Worker(database, couriers, PublicHolidays(), grant=grant, reach=reach)
    waiting.callbacks += [deliveries.wake, interpreter.wake]
    delivering = asyncio.create_task(deliveries.run())
    interpreting = asyncio.create_task(interpreter.run())
    tidying = asyncio.create_task(keep_tidy(database, _seal(settings)))
    try:
        yield
    finally:
        deliveries.stop()
        interpreter.stop()
        await asyncio.gather(delivering, interpreting)
        tidying.cancel()
        await asyncio.gather(tidying, return_exceptions=True)


def _platforms(
    settings: Settings, database: Database, ask: Ask, reach: Reach, overhear: Overhear
) -> dict[Platform, Served]:
    platforms: dict[Platform, Served] = {}
    if settings.has_slack:
        platforms[Platform.SLACK] = _slack(settings, database, ask, overhear)
    if settings.has_telegram:
        platforms[Platform.TELEGRAM] = _telegram(settings, database, ask, reach, overhear)
    return platforms


def _translation(settings: Settings) -> TranslationSettings:
    return TranslationSettings(
        engines=settings.translation,
        libretranslate_url=settings.libretranslate_url,
        libretranslate_api_key=settings.libretranslate_api_key,
        deepl_api_key=settings.deepl_api_key,
        deepl_api_url=settings.deepl_api_url,
        apertium_url=settings.apertium_url,
    )


def _seal(settings: Settings) -> Seal | None:
    """None where nothing is sealed: one workspace's token comes from the environment."""
    return Seal(settings.encryption_keys) if settings.encryption_keys else None


def _slack(
    settings: Settings, database: Database, ask: Ask, overhear: Overhear | None = None
) -> SlackPlatform:
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
        chosen,
        ask,
        ButtonTexts(database),
        database,
        left=partial(deactivated, database),
        overhear=overhear,
    )


def _telegram(
    settings: Settings,
    database: Database,
    ask: Ask,
    reach: Reach | None = None,
    overhear: Overhear | None = None,
) -> TelegramPlatform:
    chosen = TelegramSettings(
        token=settings.telegram_bot_token,
        mode=Mode(settings.telegram_mode),
        webhook_secret=settings.telegram_webhook_secret,
        api_url=settings.telegram_api_url,
        public_url=settings.public_url,
    )
    return TelegramPlatform(
        chosen, ask, ButtonTexts(database), database, registry(), reach, overhear
    )


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
