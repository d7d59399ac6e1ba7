"""The program between both platforms, with an engine of translation, as an operator runs it."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.bridging import WordingState
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Platform
from storage.administration import Administration
from storage.audit import Actor
from storage.engine import Database
from storage.models import ChatIdentity, Delivery, Network, Official, Wording
from storage.models.deliveries import IS_OPEN
from tests.bridging.speakers import OnSlack, OnTelegram
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.program import Service, serving
from tests.translation.engines.standins import LibreStandIn

_PATIENCE_SECONDS = 60.0
_TALK = [kind for kind in DeliveryKind if kind.is_of_talk]


@dataclass
class Clicked:
    """What a browser needs to know of the program it visits."""

    url: str
    slack: FakeSlack


@dataclass
class Stage:
    """The platforms, the network's records, and the program over them on some machines."""

    slack: FakeSlack
    telegram: FakeTelegram
    database: Database
    settings: dict[str, str]
    services: list[Service] = field(default_factory=list)

    @classmethod
    def between(
        cls, database: Database, slack: FakeSlack, telegram: FakeTelegram, libre: LibreStandIn
    ) -> "Stage":
        """Everything around the program, which is not running yet."""
        settings = {
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
            "SLACK_BOT_TOKEN": slack.team.bot_token,
            "SLACK_SIGNING_SECRET": slack.world.signing_secret,
            "SLACK_API_URL": slack.url,
            "TELEGRAM_BOT_TOKEN": "123:ABC",
            "TELEGRAM_API_URL": telegram.url,
            "LIBRETRANSLATE_URL": libre.url,
        }
        return cls(slack, telegram, database, settings)

    def on_slack(self, official: str, name: str, channel: str, **more: Any) -> OnSlack:
        """Somebody of a workspace in a channel that is the network's."""
        user = self.slack.add_user(name, **more)
        place = self.slack.add_channel(channel, team=user.team)
        self._settles(official, Platform.SLACK, user.id, user.team.id, place.id)
        return OnSlack(self.slack, user, place)

    def on_telegram(self, official: str, name: str, group: str) -> OnTelegram:
        """Somebody in a group that is the network's, in which the bot is an administrator."""
        user = self.telegram.person(name)
        chat = self.telegram.supergroup(group, members=[user], bot="administrator")
        self._settles(official, Platform.TELEGRAM, str(user["id"]), "", str(chat.id))
        return OnTelegram(self.telegram, user, chat)

    def binds(self, there: OnTelegram) -> None:
        """One more group is the network's."""
        with self.database.writing(Actor("fixture")) as session:
            home = _home(session)
            Administration(session).bind(home, Platform.TELEGRAM, "", str(there.chat.id))

    async def settles(self) -> None:
        """Wait until nothing is on its way, and nothing is wanted in another language."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            is_taken_in = not self.telegram.world.updates.pending
            if is_taken_in and await asyncio.to_thread(self._is_quiet):
                return
            await asyncio.sleep(0.05)
        with self.database.reading() as session:
            query = select(Delivery.key, Delivery.state, Delivery.reason).where(IS_OPEN)
            raise AssertionError(f"still on its way: {session.execute(query).all()}")

    def _is_quiet(self) -> bool:
        with self.database.reading() as session:
            waiting = select(func.count()).where(IS_OPEN, Delivery.kind.in_(_TALK))
            wanted = select(func.count()).where(Wording.state == WordingState.WANTED)
            return not session.scalar(waiting) and not session.scalar(wanted)

    def _settles(self, name: str, platform: Platform, user: str, team: str, channel: str) -> None:
        with self.database.writing(Actor("fixture")) as session:
            official = session.scalars(select(Official).where(Official.name == name)).one()
            given = {"platform": platform, "user": user, "team": team}
            session.add(ChatIdentity(official_id=official.id, **given))
            Administration(session).bind(_home(session), platform, team, channel)

    @contextlib.asynccontextmanager
    async def served(self, folder: Path, machines: int = 1) -> AsyncIterator[None]:
        """The program runs until the end of the block, on so many machines."""
        async with contextlib.AsyncExitStack() as running:
            for _machine in range(machines):
                service = await running.enter_async_context(serving(folder, **self.settings))
                self.services.append(service)
            self.slack.app_url = self.services[0].url + "/slack/events"
            yield
            for service in self.services:
                assert await service.stop() == 0


def _home(session: Session) -> int:
    """The network that everything belongs to."""
    return session.scalars(select(Network.id).order_by(Network.id)).first() or 0
