"""One call of Slack's Web API, made once, and what is known of it when it fails."""

from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson

from bot.chat.delivering import Later, NotDelivered, Refused, Uncertain
from bot.platforms.slack.workspaces import REFUSED_TOKENS

Told = Mapping[str, Any]
# Less than a worker's lease, so that nobody else tries meanwhile. Waiting for a free connection
# is over before the call is made.
PATIENCE = aiohttp.ClientTimeout(total=10, sock_connect=5)
_JSON = "application/json;charset=utf-8"
_FORM = "application/x-www-form-urlencoded"
# Where no connection came to be, Slack has heard nothing.
_UNREACHED = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
)
# "It's possible some aspect of the operation succeeded before the error was raised."
# https://docs.slack.dev/reference/methods/chat.postMessage#errors
_HALF_DONE = {"fatal_error", "internal_error"}
# What passes by itself, and was not acted on. The last three: the workspace is on its way into
# an organisation, or a channel from one workspace to another.
_PASSING = {
    "ratelimited",
    "rate_limited",
    "message_limit_exceeded",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
    "org_login_required",
    "external_channel_migrating",
}
_DEFAULT_PAUSE = 1.0


class TokenRefused(Refused):
    """Slack does not take the token, or not any more; there may be another."""


class Calling:
    """Calls over the shared session: no wrapper of Slack's library, which costs as much again
    as the call, and nobody who would repeat it."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str) -> None:
        self._session = session
        self._base_url = base_url

    async def write(self, method: str, token: str, body: dict[str, Any]) -> Told:
        """Slack's answer to what changes something. Uncertain if nobody knows whether it did;
        TokenRefused, Refused or Later where it surely did not."""
        return await self._call(method, token, _JSON, orjson.dumps(body))

    async def read(self, method: str, token: str, asked: dict[str, str]) -> Told:
        """Slack's answer to a question. TokenRefused, Refused or Later if there is none."""
        try:
            return await self._call(method, token, _FORM, asked)
        except Uncertain as failure:
            raise Later(failure.reason) from failure

    async def _call(
        self, method: str, token: str, media_type: str, body: bytes | dict[str, str]
    ) -> Told:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": media_type}
        try:
            async with self._session.post(
                self._base_url + method,
                data=body,
                headers=headers,
                timeout=PATIENCE,
                allow_redirects=False,
            ) as answer:
                status, asked_pause = answer.status, answer.headers.get("Retry-After", "")
                content = await answer.read()
        except _UNREACHED:
            raise Later("unreached") from None
        except TimeoutError:
            raise Uncertain("timeout") from None
        except aiohttp.ClientError:
            raise Uncertain("connection") from None
        if status == 429:
            raise Later("ratelimited", _seconds(asked_pause))
        return _taken(status, content, _seconds(asked_pause) if asked_pause else 0.0)


def failure_of(reason: str, pause: float = 0.0) -> NotDelivered:
    """What Slack's own word for a failure means for the message."""
    if reason in _HALF_DONE:
        return Uncertain(reason)
    if reason in _PASSING:
        is_pace = reason in ("ratelimited", "rate_limited")
        return Later(reason, (pause or _DEFAULT_PAUSE) if is_pace else pause)
    return (TokenRefused if reason in REFUSED_TOKENS else Refused)(reason)


def _taken(status: int, content: bytes, pause: float) -> Told:
    """The answer, if Slack says that all is well; what it says otherwise is raised."""
    if status >= 500:
        raise Uncertain(f"http_{status}")
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        # Somebody on the way has answered in Slack's place.
        raise Later(f"http_{status}") if status >= 300 else Uncertain("unreadable")
    if told.get("ok") is not True:
        raise failure_of(str(told.get("error") or f"http_{status}"), pause)
    return told


def _seconds(asked: str) -> float:
    """How long Slack asks to be left alone: https://docs.slack.dev/apis/web-api/rate-limits"""
    try:
        return max(float(asked), _DEFAULT_PAUSE)
    except ValueError:
        return _DEFAULT_PAUSE
