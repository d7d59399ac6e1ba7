"""What the tests of the Slack adapter put together: the platform, its server and its database."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import uvicorn
from cryptography.fernet import Fernet
from starlette.applications import Starlette

from bot.chat.answer import Answer, Ask
from bot.chat.message import Message
from bot.chat.registry import Registry
from bot.chat.router import Router
from bot.chat.talk import Overhear
from bot.domain.access import Role
from bot.domain.identity import Identity, Platform
from bot.platforms.slack.leaving import Left
from bot.platforms.slack.platform import SlackPlatform
from bot.platforms.slack.settings import SlackSettings
from handlers.commands import registry
from storage.audit import Actor
from storage.button_texts import ButtonTexts
from storage.engine import Database
from storage.models import Appointment, Channel, ChatIdentity, Official
from tests.fakes.slack import FakeSlack, Team, User
from tests.platforms.slack.commands_for_tests import extra_commands

TODAY = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
YOKOHAMA, ODESA = 1848354, 698740
NASTY = "<!channel> <@U1> <#C1> *x* _y_ ~z~ `q` & https://example.org @here"


def bind(
    database: Database, slack: FakeSlack, team: Team | None = None, user: User | None = None
) -> Database:
    """Bind a whole workspace to the network, and make a person of it an editor."""
    team, user = team or slack.team, user or slack.user
    with database.writing(Actor("fixture")) as session:
        session.add(Channel(network_id=1, platform=Platform.SLACK, team=team.id))
        official = Official(name="Olena")
        session.add(official)
        session.flush()
        session.add(Appointment(network_id=1, official_id=official.id, role=Role.EDITOR))
        session.add(
            ChatIdentity(
                official_id=official.id,
                platform=Platform.SLACK,
                team=team.id,
                user=user.id,
            )
        )
    return database


def commands() -> Registry:
    found = registry()
    for command in extra_commands():
        found.add(command)
    return found


def asking(database: Database) -> Ask:
    router = Router(commands(), database)

    async def ask(message: Message) -> Answer | None:
        return await asyncio.to_thread(router.answer, message)

    return ask


@dataclass
class Running:
    """A platform that listens, and the address of its server."""

    slack: FakeSlack
    platform: SlackPlatform
    database: Database
    url: str
    heard: list[Message]


def pass_over(_who: Identity, _at: datetime) -> None:
    pass


def settings_of(slack: FakeSlack, **changed: Any) -> SlackSettings:
    plain = SlackSettings(
        signing_secret=slack.world.signing_secret,
        bot_token=slack.team.bot_token,
        api_url=slack.url,
    )
    return replace(plain, **changed)


def installable(slack: FakeSlack) -> dict[str, Any]:
    return {
        "bot_token": "",
        "client_id": slack.world.client_id,
        "client_secret": slack.world.client_secret,
        "public_url": "https://attache.example.org",
        "encryption_keys": (Fernet.generate_key().decode(),),
    }


@contextlib.asynccontextmanager
async def running(
    slack: FakeSlack,
    database: Database,
    ask: Ask | None = None,
    left: Left = pass_over,
    overhear: Overhear | None = None,
    **changed: Any,
) -> AsyncIterator[Running]:
    """The platform behind a real server on loopback."""
    heard: list[Message] = []
    answer = ask or asking(database)

    async def listened(message: Message) -> Answer | None:
        heard.append(message)
        return await answer(replace(message, at=TODAY))

    settings = settings_of(slack, **changed)
    platform = SlackPlatform(
        settings, listened, ButtonTexts(database), database, left=left, overhear=overhear
    )
    await platform.start()
    config = uvicorn.Config(
        Starlette(routes=platform.routes()),
        host="127.0.0.1",
        port=0,
        log_level="warning",
        lifespan="off",
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve())
    await until(lambda: server.started)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    slack.app_url = f"{url}/slack/events"
    try:
        yield Running(slack, platform, database, url, heard)
    finally:
        await platform.stop()
        server.should_exit = True
        await task


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        # What is waited for lies in another's state, which offers no event.
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
