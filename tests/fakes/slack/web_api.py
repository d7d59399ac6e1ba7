"""The Web API's front door: each call is read, checked, answered and recorded."""

import asyncio
from typing import Any

from aiohttp import web

from .api import access, chat, conversations, files, views  # noqa: F401  (they fill METHODS)
from .api.registry import METHODS, identify
from .arguments import Asked, check_arguments, read_call
from .faults import Fault, Faults
from .refusals import RefusedError
from .world import ApiCall, World


class WebApi:
    """Answers `/api/<method>` as Slack would."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults

    async def answer(self, request: web.Request) -> web.Response:
        """Return Slack's answer to one call; ordered faults come first."""
        method = request.match_info["method"]
        fault = self.faults.take(method)
        answer: dict[str, Any] = {}
        if fault is None or fault.is_accepted:
            answer = await self._result(method, request)
        if fault is None:
            return web.json_response(answer)
        await asyncio.sleep(fault.delay)
        if fault.drop and request.transport is not None:
            # The body is read so that the caller meets no broken pipe.
            await request.read()
            request.transport.close()
        told_wrong = fault.accepted or not fault.is_accepted
        return self._failure(method, fault) if told_wrong else web.json_response(answer)

    def _failure(self, method: str, fault: Fault) -> web.Response:
        status = 429 if fault.retry_after is not None else fault.status
        error = fault.error or ("ratelimited" if status == 429 else "internal_error")
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        answer = {"ok": False, "error": error}
        if not fault.is_accepted:
            self.world.calls.append(ApiCall(method, {}, None, answer))
        if status >= 500 and fault.error is None:
            # As a server in front of Slack's own does.
            page = "<html><body>Out of order</body></html>"
            return web.Response(text=page, status=status, content_type="text/html")
        return web.json_response(answer, status=status, headers=headers)

    async def _result(self, method: str, request: web.Request) -> dict[str, Any]:
        call = ApiCall(method, {}, None)
        self.world.calls.append(call)
        try:
            asked = await read_call(method, request)
            call.arguments, call.token = asked.arguments, asked.token
            call.answer = {"ok": True, **self._perform(method, asked)}
        except RefusedError as refused:
            if refused.fault:
                self.world.violate(method, refused.code, *refused.details)
            call.answer = {"ok": False, "error": refused.code}
            if refused.details:
                call.answer["response_metadata"] = {"messages": list(refused.details)}
        return call.answer

    def _perform(self, method: str, asked: Asked) -> dict[str, Any]:
        if method not in METHODS:
            raise RefusedError("unknown_method", method)
        caller = identify(self.world, method, asked.token)
        check_arguments(method, asked.arguments)
        return METHODS[method](caller, asked.arguments)
