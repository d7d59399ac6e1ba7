"""What replies at the terminal wait for: nothing of it is loaded before it is first needed."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.reach import Reach
from bot.chat.reply import Reply
from bot.settings import Settings
from storage.engine import Database

if TYPE_CHECKING:
    import aiohttp

    from bot.services.translation.granting import Granting

Ask = Callable[[Message], Answer | None]


class Wishes:
    """Grants wishes on a loop of its own, until the end of the conversation."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._loop = asyncio.Runner()
        self._session: aiohttp.ClientSession | None = None
        self._granting: Granting | None = None
        self.reach = Reach(engines=settings.translation)

    def __enter__(self) -> "Wishes":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            self._loop.run(self._session.close())
        self._loop.close()

    def granting(self, ask: Ask) -> Ask:
        """The same answers, each with what it waited for."""

        def granted(message: Message) -> Answer | None:
            answer = ask(message)
            if answer is None or answer.reply.wish is None:
                return answer
            return replace(answer, reply=self._loop.run(self._granted(answer.reply, message.at)))

        return granted

    async def _granted(self, reply: Reply, at: datetime) -> Reply:
        if self._granting is None:
            import aiohttp  # noqa: PLC0415  the terminal need not wait for it

            from bot import app  # noqa: PLC0415  likewise

            self._session = aiohttp.ClientSession()
            self._granting = app.granting(self._settings, self._database, self._session, self.reach)
        return await self._granting.granted(reply, at)
