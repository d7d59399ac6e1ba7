"""Workers as the harness wants them: forked from one process, with a lease and a pace of its own.

It reads from its input, line by line, the database and the manner of each, and writes the number
of its process.
"""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

import orjson
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot import app, logs
from bot.chat.answer import Answer
from bot.chat.calendars import PublicHolidays
from bot.chat.delivering import Change, Courier, Parcel, Receipt
from bot.chat.message import Message
from bot.chat.reach import Reach
from bot.chat.reply import File, Reply
from bot.chat.speech import Speech
from bot.chat.talk import Attachment, Talk
from bot.domain.identity import Platform, Venue
from bot.domain.tempo import UNLIMITED, Tempo
from bot.services.deliveries.worker import Worker
from bot.settings import Settings, load
from storage.audit import Actor
from storage.desk import ACTOR
from storage.engine import Database
from tests.delivering import ending


@dataclass(frozen=True, slots=True)
class Manner:
    """How a worker works: how long it may have a lane, whether it keeps the platforms' pace or
    goes as fast as it can, how far its machine's clock is ahead, and before which commit at the
    desk it is killed (0 for none)."""

    lease_seconds: float = 30.0
    paced: bool = True
    ahead_seconds: float = 0.0
    dies_before: int = 0


class Unpaced:
    """A courier who is never told to slow down."""

    account_pause = 0.0

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self.can_look = courier.can_look

    def tempo(self, to: Venue) -> Tempo:
        return UNLIMITED

    def pages(self, reply: Reply, speech: Speech) -> int:
        return self._courier.pages(reply, speech)

    async def deliver(self, parcel: Parcel) -> Receipt:
        return await self._courier.deliver(parcel)

    async def change(self, change: Change) -> None:
        await self._courier.change(change)

    async def fetch(self, venue: Venue, attachment: Attachment) -> File:
        return await self._courier.fetch(venue, attachment)

    async def look(self, parcel: Parcel, since: datetime) -> Receipt | None:
        return await self._courier.look(parcel, since)


def main() -> None:
    """Fork a worker for every line, until there are no more lines."""
    ending.with_parent()
    settings = load(None)
    # Nobody waits for those that end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        order = orjson.loads(line)
        process = os.fork()
        if process == 0:
            _be_a_worker(replace(settings, database_url=order["url"]), Manner(**order["manner"]))
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()


def _be_a_worker(settings: Settings, manner: Manner) -> None:
    """Until told to stop, and then no more."""
    ending.with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    logs.configure(settings.log_level, settings.log_format)
    status = 1
    try:
        asyncio.run(work(settings, manner))
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


async def work(settings: Settings, manner: Manner) -> None:
    """What `attache serve --only worker` does, without its web server."""
    _put_forward(manner.ahead_seconds)
    if manner.dies_before:
        _die_before(manner.dies_before)
    database = Database(settings.database_url)
    platforms = app._platforms(settings, database, _nobody, Reach(), _deaf)
    for platform in platforms.values():
        await platform.start(listening=False)
    couriers: dict[Platform, Courier] = {
        name: platform.courier if manner.paced else Unpaced(platform.courier)
        for name, platform in platforms.items()
    }
    worker = Worker(database, couriers, PublicHolidays(), manner.lease_seconds)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, worker.stop)
    await worker.run()
    for platform in platforms.values():
        await platform.stop()
    database.close()


def _put_forward(seconds: float) -> None:
    """Let the program see another time on its machine than there is."""

    class Shifted(datetime):
        def __new__(cls, *given: Any, **named: Any) -> datetime:  # type: ignore[misc]  # its like
            return datetime(*given, **named)  # noqa: DTZ001  as it was called

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # as seen
            return datetime.now(tz) + timedelta(seconds=seconds)

    own = ("bot.", "storage.", "handlers.")
    for module in list(sys.modules.values()):
        is_own = module.__name__.startswith(own)
        if seconds and is_own and vars(module).get("datetime") is datetime:
            module.datetime = Shifted  # type: ignore[attr-defined]  # where it is one of its names


def _die_before(count: int) -> None:
    """End without a word before the commit with this number."""
    left = iter(range(count - 1))

    def die(session: Session) -> None:
        if session.info.get("actor", Actor("")).name == ACTOR and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Session, "before_commit", die)


async def _nobody(_message: Message) -> Answer | None:
    return None


async def _deaf(_talk: Talk) -> bool:
    return False


if __name__ == "__main__":
    main()
