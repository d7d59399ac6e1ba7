"""Sending to the app over HTTP, signed as Slack signs."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import urlencode

import aiohttp

from . import limits
from .world import World


class Signing(Enum):
    """How a request to the app is signed; all but GENUINE must be turned away."""

    GENUINE = "genuine"
    FORGED = "forged"
    STALE = "stale"
    UNSIGNED = "unsigned"


@dataclass(frozen=True)
class Answer:
    """The app's answer; `status` is 0 when none came in time or the connection broke."""

    status: int
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> Any:
        """Return the JSON of the answer; None when it is empty or plain text."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None


@dataclass(frozen=True)
class Delivery:
    """One thing for the app: kind `slash_commands`, `interactive` or `events_api`."""

    kind: str
    payload: dict[str, Any]
    retry: tuple[int, str] | None = None

    def encoded(self) -> tuple[str, str]:
        """Return (content type, body) of the HTTP request."""
        if self.kind == "events_api":
            return "application/json", json.dumps(self.payload)
        fields = self.payload
        if self.kind == "interactive":
            fields = {"payload": json.dumps(self.payload)}
        return "application/x-www-form-urlencoded", urlencode(fields)


def signature(secret: str, timestamp: str, body: str) -> str:
    """Return the v0 signature: https://docs.slack.dev/authentication/verifying-requests."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def _signed_headers(secret: str, body: str, signing: Signing) -> dict[str, str]:
    if signing is Signing.UNSIGNED:
        return {}
    moment = str(int(time.time()) - (6 * 60 if signing is Signing.STALE else 0))
    key = "not-" + secret if signing is Signing.FORGED else secret
    return {
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": signature(key, moment, body),
    }


class HttpDelivery:
    """Posts deliveries to the app's request URL."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.app_url = ""

    async def send(self, delivery: Delivery, signing: Signing = Signing.GENUINE) -> Answer:
        """Return the app's answer; one slower than three seconds is a violation."""
        content_type, body = delivery.encoded()
        headers = {"Content-Type": content_type}
        headers |= _signed_headers(self.world.signing_secret, body, signing)
        if delivery.retry:
            headers["X-Slack-Retry-Num"] = str(delivery.retry[0])
            headers["X-Slack-Retry-Reason"] = delivery.retry[1]
        timeout = aiohttp.ClientTimeout(total=limits.ACKNOWLEDGE_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(self.app_url, data=body.encode(), headers=headers) as got,
            ):
                return Answer(got.status, await got.text(), dict(got.headers))
        except TimeoutError:
            self.world.violate(delivery.kind, "operation_timeout", "no answer within 3 seconds")
            return Answer(0)
