"""The fake's HTTP side: calls in, answers and webhook posts out."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from tests.fakes.telegram.calls import read_arguments
from tests.fakes.telegram.errors import BadRequestError, UnknownMethodError, Violation
from tests.fakes.telegram.execution import run
from tests.fakes.telegram.faults import Fault, Faults, injected
from tests.fakes.telegram.limits import UPLOAD_BYTES
from tests.fakes.telegram.reading import pings, text_of
from tests.fakes.telegram.sharing import Sharing


class FakeTelegram(Sharing):
    """api.telegram.org on loopback, for one bot, inside `async with`.

    `violations` holds calls that broke the published description, and at the end every pressed
    button left unanswered and every asked-for failure that never came; `refusals` holds calls
    refused because the chat had changed. `sent` holds the bot's messages as they stand now.
    """

    def __init__(
        self,
        token: str = "123456:TEST-token",
        *,
        username: str = "attache_bot",
        privacy: bool = True,
    ) -> None:
        super().__init__(token, username, privacy)
        self.url = ""
        self.violations = self.world.violations
        self.refusals = self.world.refusals
        self.sent = self.world.sent
        self.calls = self.world.calls
        self._faults = Faults()
        app = web.Application(client_max_size=UPLOAD_BYTES + 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer_call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._answer_file)
        # A poll whose client went away must end, or the next poll would look like a second bot.
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self.open_client()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self.world.updates.closed = True
        await self.world.tell_changed()
        await self.close_client()
        await self._runner.cleanup()
        for query in self.unanswered:
            where = f"callback query {query['id']} ({query['data']}) was never answered"
            self.violations.append(Violation("answerCallbackQuery", where))
        for method in self._faults.unused():
            self.violations.append(Violation(method, "the asked-for failure never happened"))

    @property
    def webhook(self) -> Any:
        """The webhook as set by the bot; None while it polls."""
        return self.world.updates.webhook

    @property
    def last(self) -> dict:
        """The bot's latest message."""
        return self.sent[-1]

    @property
    def unanswered(self) -> list[dict]:
        """Callback queries whose button still spins."""
        return [
            c.query for c in self.world.callbacks.values() if c.answer is None and not c.expired
        ]

    def answer_to(self, query: dict) -> dict | None:
        """Arguments with which the bot answered a pressed button; None if not yet."""
        return self.world.callbacks[query["id"]].answer

    def expire(self, query: dict) -> None:
        """The pressed button has waited too long; an answer to it is refused from now on."""
        self.world.callbacks[query["id"]].expired = True

    def lose(self, file_id: str) -> None:
        """The address that is given out for the file leads nowhere any more."""
        self.world.lost_files.add(file_id)

    @staticmethod
    def text_of(message: dict) -> str:
        """Visible text of a message with its buttons as `[label]`."""
        return text_of(message)

    @staticmethod
    def pings(message: dict) -> list[str]:
        """Mentions that became live in a message; empty if nobody is called."""
        return pings(message)

    def fail_next(
        self,
        method: str,
        *,
        error_code: int = 500,
        description: str | None = None,
        retry_after: int | None = None,
        drop: bool = False,
        handled: bool = False,
        delay: float = 0.0,
    ) -> None:
        """Let the next call of the method fail.

        With `drop` the connection closes without an answer. With `handled` the call takes
        effect first and only its answer is lost. With `delay` it takes effect and is answered
        rightly, so many seconds late.
        """
        error = injected(error_code, description, retry_after)
        self._faults.add(method, Fault(error, drop, handled or delay > 0, delay))

    async def wait_for(
        self,
        wanted: int | Callable[["FakeTelegram"], Any],
        timeout: float = 5,  # noqa: ASYNC109 - a test names its patience
    ) -> Any:
        """Wait until the bot has sent that many messages in all, or the condition holds.

        Returns the messages, or what the condition returned. Raises AssertionError telling
        what was sent when the time (in seconds) is over.
        """

        def happened() -> Any:
            if callable(wanted):
                return wanted(self)
            return self.sent if len(self.sent) >= wanted else None

        try:
            async with asyncio.timeout(timeout), self.world.changed:
                return await self.world.changed.wait_for(happened)
        except TimeoutError:
            said = [message.get("text") for message in self.sent]
            methods = [call.method for call in self.calls]
            raise AssertionError(
                f"waited {timeout} s; sent {said}, calls {methods}, violations {self.violations}"
            ) from None

    async def _answer_call(self, request: web.Request) -> web.Response:
        method, token = request.match_info["method"], request.match_info["token"]
        fault = self._faults.take(method)
        if fault and not fault.handled:
            # The body is read so that the client sees the failure and not a broken pipe.
            await request.read()
            return self._failed(request, fault)
        try:
            raw = await read_arguments(request)
        except ValueError:
            unreadable = BadRequestError("can't parse JSON object")
            self.violations.append(Violation(method, unreadable.description))
            return _response(unreadable.answer())
        body = await run(self.world, method, token, raw)
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        elif fault:
            return self._failed(request, fault)
        return _response(body)

    def _failed(self, request: web.Request, fault: Fault) -> web.Response:
        if fault.drop and request.transport:
            request.transport.abort()
        return _response(fault.error.answer())

    async def _answer_file(self, request: web.Request) -> web.Response:
        name = request.match_info["path"].removeprefix("documents/")
        if request.match_info["token"] != self.world.token or name not in self.world.files:
            self.violations.append(Violation("download", f"no such file: {name}"))
            return _response(UnknownMethodError("").answer())
        if name in self.world.lost_files:
            return _response(UnknownMethodError("").answer())
        document, content = self.world.files[name]
        return web.Response(body=content, content_type=document["mime_type"])


def _response(body: dict) -> web.Response:
    status = 200 if body["ok"] else body["error_code"]
    retry_after = body.get("parameters", {}).get("retry_after")
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return web.json_response(body, status=status, headers=headers)
