"""The library's calls over one shared aiohttp session, several times faster than its own client."""

import io
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
UPLOAD_SECONDS = 60.0


class Unreached(NetworkError):
    """Telegram was never reached, so nothing was done and the call may be repeated."""


class AiohttpRequest(BaseRequest):
    """A pool of connections. Errors carry no address, since that holds the bot's token."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer is waited for, in seconds."""
        return ANSWER_SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the pool with its connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer.

        TimedOut or NetworkError when it is uncertain what became of the call, Unreached when
        it is certain that nothing did.
        """
        if self._session is None:
            raise Unreached("the connection is closed")
        try:
            async with self._session.request(
                method, url, timeout=_patience(read_timeout, request_data), **_body(request_data)
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreached(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer's JSON. TelegramError if it is none, without showing it."""
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError:
            raise TelegramError("Invalid server response") from None


def _patience(read_timeout: Any, request_data: RequestData | None) -> aiohttp.ClientTimeout:
    seconds = read_timeout if isinstance(read_timeout, int | float) else ANSWER_SECONDS
    if request_data is not None and request_data.contains_files:
        seconds = max(seconds, UPLOAD_SECONDS)
    # Who waits for a free connection that long has not called yet, and is to know that.
    return aiohttp.ClientTimeout(total=CONNECT_SECONDS + seconds, connect=CONNECT_SECONDS)


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        body = orjson.dumps(request_data.parameters)
        return {"data": body, "headers": {"Content-Type": "application/json"}}
    # Telegram shows a file's name as it comes, so it goes as it is and not percent-encoded.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in request_data.multipart_data.items():
        # A stream is sent piece by piece; bytes at once would hold up everything else.
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=media_type)
    return {"data": form}
