"""The door for Slack's requests over HTTP: only genuine and readable ones come further."""

import asyncio
import hashlib
import hmac
import re
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import orjson
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.platforms.slack import limits
from bot.platforms.slack.belonging import Payload
from bot.platforms.slack.shapes import is_known, is_sound
from bot.telemetry import REFUSED

_SECONDS = re.compile(r"[0-9]{1,12}")


class Refused(Exception):
    """A request that is not let in: a reason for the counter and a status for the sender."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class Receiver:
    """Answers `POST /slack/events`."""

    def __init__(self, signing_secret: str, is_idle: Callable[[Payload], bool]) -> None:
        """`is_idle` says of a payload that nobody here need look at it."""
        self._secret = signing_secret.encode()
        self._is_idle = is_idle
        # Set when the platform starts; before that nothing can be answered.
        self.app: AsyncApp | None = None

    async def receive(self, request: Request) -> Response:
        """The app's answer; 401 for what is not from Slack, 400 for what cannot be read."""
        if self.app is None:
            return PlainTextResponse("not started", status_code=503)
        try:
            body = await _body(request)
            self._check(body, request.headers)
            payload = payload_of(body)
            if self._is_idle(payload):
                return Response("")
            asked = _asked(payload, dict(request.headers))
        except Refused as refusal:
            REFUSED.labels("slack", refusal.reason).inc()
            return PlainTextResponse("", status_code=refusal.status)
        answer = await self.app.async_dispatch(asked)
        return Response(
            answer.body, answer.status, headers=answer.first_headers_without_set_cookie()
        )

    def _check(self, body: bytes, headers: Mapping[str, str]) -> None:
        """https://docs.slack.dev/authentication/verifying-requests-from-slack"""
        moment = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not moment or not signature or not self._secret:
            raise Refused("unsigned", 401)
        if not _SECONDS.fullmatch(moment):
            raise Refused("forged", 401)
        if abs(time.time() - int(moment)) > limits.OLDEST_REQUEST_SECONDS:
            raise Refused("stale", 401)
        signed = b"v0:" + moment.encode() + b":" + body
        expected = "v0=" + hmac.new(self._secret, signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise Refused("forged", 401)


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(limits.BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limits.LARGEST_REQUEST:
                    raise Refused("too large", 413)
    except TimeoutError:
        # Half a request must not hold up a stop.
        raise Refused("too slow", 408) from None
    return bytes(body)


def _asked(payload: dict[str, Any], headers: dict[str, str | Sequence[str]]) -> AsyncBoltRequest:
    """The payload as bolt knows it. Refused where bolt finds numbers in place of names.

    Bolt takes a payload that is already read only in this mode; its own reading of forms loses
    every command in whose text the word "payload" stands.
    """
    try:
        asked = AsyncBoltRequest(mode="socket_mode", body=payload, headers=headers)
    except (AttributeError, LookupError, TypeError):
        raise Refused("malformed", 400) from None
    if not is_sound(asked.context):
        raise Refused("malformed", 400)
    return asked


def payload_of(body: bytes) -> dict[str, Any]:
    """The payload in a request: JSON of an event, a form of a command, or JSON within a form.
    Refused if it is none of them."""
    try:
        if body.lstrip().startswith(b"{"):
            payload = orjson.loads(body)
        else:
            form = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
            payload = orjson.loads(form["payload"]) if "payload" in form else form
    except ValueError:
        raise Refused("malformed", 400) from None
    if not is_known(payload):
        raise Refused("malformed", 400)
    return dict(payload)
