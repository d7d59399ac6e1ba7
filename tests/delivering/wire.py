"""The least of an HTTP server, fast enough to stand in for a platform with one core."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httptools
import orjson

_REASONS = {200: b"OK", 400: b"Bad Request", 403: b"Forbidden", 404: b"Not Found"}


@dataclass(slots=True)
class Asked:
    """One request; `token` is what it was authorised with, empty if nothing."""

    path: str
    query: str
    token: str
    body: bytes

    def arguments(self) -> dict[str, Any]:
        """What it says, from its body (JSON or a form) or its query."""
        if self.body[:1] == b"{":
            found: dict[str, Any] = orjson.loads(self.body)
            return found
        return dict(parse_qsl(self.body.decode() or self.query))


@dataclass(slots=True)
class Answer:
    """What goes back: so many seconds later, or with `is_dropped` nothing but the end."""

    body: bytes
    status: int = 200
    headers: bytes = b""
    after: float = 0.0
    is_dropped: bool = False

    def encoded(self) -> bytes:
        """The answer as it goes over the wire."""
        return (
            b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s"
            % (
                self.status,
                _REASONS.get(self.status, b"Trouble"),
                len(self.body),
                self.headers,
                self.body,
            )
        )


class Connection(asyncio.Protocol):
    """One kept connection; its requests are answered in turn."""

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        self._answer = answer
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport | None = None
        self._url = self._body = b""
        self._token = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        self._url, self._body, self._token = url, b"", ""

    def on_header(self, name: bytes, value: bytes) -> None:
        if len(name) == 13 and name.lower() == b"authorization":
            self._token = value.decode().removeprefix("Bearer ")

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        """Act on the request at once, even where the answer comes late."""
        parts = urlsplit(self._url.decode())
        answer = self._answer(Asked(parts.path, parts.query, self._token, self._body))
        if answer.after:
            asyncio.get_running_loop().call_later(answer.after, self._send, answer)
        else:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        if self._transport is None:
            return
        if answer.is_dropped:
            self._transport.close()
        else:
            self._transport.write(answer.encoded())
