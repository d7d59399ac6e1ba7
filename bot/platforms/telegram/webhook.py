"""`POST /telegram/webhook`: updates as Telegram posts them, answered when each is safe."""

import asyncio
import hmac
import logging

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from telegram import Bot

from bot.domain.identity import Platform
from bot.platforms.telegram.account import update_of
from bot.platforms.telegram.limits import UPDATE_BYTES
from bot.platforms.telegram.receiving import Receiving
from bot.telemetry import REFUSED
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)
# Half a request must not hold up a stop.
BODY_SECONDS = 5
# Bot API, setWebhook `secret_token`.
# pragma: allowlist nextline secret  the name of a header
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # nosec B105  # the name of a header


class Webhook:
    """The door that Telegram posts to. Until there is a `receiving`, it asks to come again."""

    def __init__(self, secret: str, bot: Bot) -> None:
        self._secret = secret.encode()
        self._bot = bot
        self.receiving: Receiving | None = None

    async def post(self, request: Request) -> Response:
        """200 when the update was acted on or seen before; 503 to have it sent again later;
        403 for a forger and 400 for rubbish, of which only a counter tells."""
        if not self._is_genuine(request):
            return _refused("secret", 403)
        content = _decoded(await _body(request))
        update = update_of(content, self._bot)
        if update is None and _has_number(content):
            # Of a kind that the library does not know: sent again it would be no clearer.
            log.warning("an update of an unknown kind is passed over")
            return Response(status_code=200)
        if update is None:
            return _refused("malformed", 400)
        if self.receiving is None:
            return Response(status_code=503)
        try:
            await self.receiving.take(update)
        except DatabaseUnavailable:
            return Response(status_code=503)
        return Response(status_code=200)

    def _is_genuine(self, request: Request) -> bool:
        """Compared in constant time; without a secret of ours nobody is."""
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        return bool(self._secret) and hmac.compare_digest(given, self._secret)


def _has_number(content: object) -> bool:
    return isinstance(content, dict) and isinstance(content.get("update_id"), int)


def _decoded(body: bytes) -> object:
    """The decoded JSON; None if it is none."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


async def _body(request: Request) -> bytes:
    """The body; empty if it is longer than any update or breaks off."""
    body = b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > UPDATE_BYTES:
                    return b""
    except (ClientDisconnect, TimeoutError):
        return b""
    return body


def _refused(reason: str, status: int) -> Response:
    REFUSED.labels(Platform.TELEGRAM, reason).inc()
    return Response(status_code=status)
