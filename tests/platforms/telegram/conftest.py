"""The whole bot on the local Telegram: real library, real router, real database."""

import asyncio
import contextlib
import socket
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field

import pytest
import uvicorn
from sqlalchemy import create_engine
from starlette.applications import Starlette

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.pace import Pace
from bot.chat.reply import Reply
from bot.chat.router import Router
from bot.chat.speech import Speech
from bot.chat.talk import Talk
from bot.domain.identity import Platform
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.telegram.settings import Mode, TelegramSettings
from bot.services.answering import Answering
from handlers.commands import registry
from storage.audit import Actor
from storage.button_texts import ButtonTexts
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.models import Channel, ChatIdentity, Network, Official
from tests.fakes.telegram import Chat, FakeTelegram
from tests.handlers.conftest import network

__all__ = ["network"]

TOKEN = "123:ABC"
# pragma: allowlist nextline secret  known to the fake alone
SECRET = "s3cret-word"
PUBLIC = "https://attache.example"


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the library warns of its own future when Telegram asks for a pause."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def kind() -> str:
    """One kind of database is enough here; what is stored is tested on both elsewhere."""
    return "sqlite"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """Telegram, which must be content with every call at the end."""
    async with FakeTelegram(token=TOKEN) as fake:
        yield fake
    assert fake.violations == []


@dataclass
class Setting:
    """The bot and the world it lives in. `asked` holds every message the router was asked, and
    `talk` what was overheard: it is `wanted` elsewhere, or cannot be taken in while `is_away`."""

    telegram: FakeTelegram
    database: Database
    platform: TelegramPlatform
    asked: list[Message]
    said: deque[Reply]
    talk: list[Talk] = field(default_factory=list)
    wanted: bool = False
    is_away: bool = False
    turned_away: int = 0

    async def overhear(self, talk: Talk) -> bool:
        """Takes talk in, as the services do."""
        if self.is_away:
            self.turned_away += 1
            raise DatabaseUnavailable
        self.talk.append(talk)
        return self.wanted

    def say(self, *replies: Reply) -> None:
        """Let the next questions be answered with these, whatever they are."""
        self.said.extend(replies)

    def bind(self, chat: Chat, topic: int | None = None) -> None:
        """The group belongs to the network."""
        with self.database.writing(Actor("test")) as session:
            network_id = session.query(Network.id).order_by(Network.id).limit(1).scalar()
            session.add(
                Channel(
                    network_id=network_id,
                    platform=Platform.TELEGRAM,
                    channel=str(chat.id),
                    topic=str(topic or ""),
                )
            )

    def know(self, user: dict, name: str = "Sari") -> None:
        """The person is this official of the network."""
        with self.database.writing(Actor("test")) as session:
            official_id = session.query(Official.id).filter_by(name=name).scalar()
            session.add(
                ChatIdentity(
                    official_id=official_id, platform=Platform.TELEGRAM, user=str(user["id"])
                )
            )

    def channels(self) -> dict[str, bool]:
        """Bound groups by id, and whether each is in use."""
        with self.database.reading() as session:
            return {row.channel: row.lost_at is None for row in session.query(Channel)}

    async def answers(self, wanted: int = 1) -> list[str]:
        """What people see of the bot's messages, when there are that many."""
        await self.telegram.wait_for(wanted)
        return [self.telegram.text_of(message) for message in self.telegram.sent]

    @contextlib.contextmanager
    def database_down(self) -> Iterator[None]:
        """For a while every try to reach the database fails."""
        engines = (self.database.engine, self.database._autocommitting)
        lost = create_engine("sqlite:////nowhere/at/all.db")
        self.database.engine = self.database._autocommitting = lost
        try:
            yield
        finally:
            self.database.engine, self.database._autocommitting = engines
            lost.dispose()

    async def settled(self) -> None:
        """Wait until every update so far was acted on and confirmed."""
        await self.telegram.wait_for(lambda fake: not fake.world.updates.pending)


MakeSetting = Callable[[Mode], Setting]


@pytest.fixture
def pace() -> Pace:
    """How much people may ask."""
    return Pace()


@pytest.fixture
def answering(network: Database, pace: Pace) -> Iterator[Answering]:
    """The router behind its threads."""
    running = Answering(Router(registry(), network), 2, pace)
    yield running
    running.close()


@pytest.fixture
def made(telegram: FakeTelegram, network: Database, answering: Answering) -> MakeSetting:
    """Makes the bot, not yet started, receiving in the mode asked for."""
    commands = registry()

    def make(mode: Mode) -> Setting:
        asked: list[Message] = []
        said: deque[Reply] = deque()

        async def ask(message: Message) -> Answer | None:
            asked.append(message)
            if said:
                return Answer(said.popleft(), Speech())
            return await answering.ask(message)

        settings = TelegramSettings(TOKEN, mode, SECRET, telegram.url, PUBLIC)
        texts = ButtonTexts(network)

        async def overhear(talk: Talk) -> bool:
            return await setting.overhear(talk)

        platform = TelegramPlatform(settings, ask, texts, network, commands, overhear=overhear)
        setting = Setting(telegram, network, platform, asked, said)
        return setting

    return make


@pytest.fixture
async def worker(made: MakeSetting) -> AsyncIterator[Setting]:
    """The bot as a worker has it: it delivers and does not listen."""
    setting = made(Mode.POLLING)
    await setting.platform.start(listening=False)
    yield setting
    await setting.platform.stop()


@pytest.fixture
async def polling(made: MakeSetting) -> AsyncIterator[Setting]:
    """The bot, fetching its updates."""
    setting = made(Mode.POLLING)
    await setting.platform.start()
    yield setting
    await setting.platform.stop()


@pytest.fixture
async def webhook(made: MakeSetting) -> AsyncIterator[Setting]:
    """The bot behind a real web server, its webhook set by `setup`."""
    setting = made(Mode.WEBHOOK)
    await setting.platform.setup()
    listening = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=setting.platform.routes())
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
    server.capture_signals = contextlib.nullcontext  # signals are for the test runner
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    host, port = listening.getsockname()[:2]
    setting.telegram.route(PUBLIC, f"http://{host}:{port}")
    await setting.platform.start()
    await until(lambda: server.started and setting.platform.is_receiving)
    yield setting
    server.should_exit = True
    await serving
    await setting.platform.stop()


async def until(holds: Callable[[], bool]) -> None:
    """Wait for what is about to be so."""
    for _attempt in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("what was waited for did not come")
