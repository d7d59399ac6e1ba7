"""One question to an engine over the shared session, and what is known of it when it fails."""

from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson

from bot.domain.translating import Failure
from bot.services.translation.engines import EngineFailure

# The longest answer that is read: a text of an engine's limit is a few hundred times shorter.
_MOST_BYTES = 8 * 1024 * 1024
_STATUSES = {
    401: Failure.NOT_AUTHORISED,
    403: Failure.NOT_AUTHORISED,
    404: Failure.BAD_ANSWER,
    408: Failure.TIMED_OUT,
    413: Failure.TOO_LONG,
    414: Failure.TOO_LONG,
    429: Failure.RATE_LIMITED,
    # https://developers.deepl.com/docs/best-practices/error-handling
    456: Failure.QUOTA_SPENT,
}


class Refused(Exception):
    """The engine says that the question itself is wrong; `said` is its own word for it, which
    may hold some of the text and goes no further than the engine's own client."""

    def __init__(self, said: str) -> None:
        super().__init__("refused")
        self.said = said


class Asking:
    """Questions to one server. How long they may take is for who guards the engine."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, headers: Mapping[str, str] | None = None
    ) -> None:
        self._session = session
        self._url = url.rstrip("/")
        # An engine words its errors in the language of the question.
        self._headers = {"Accept": "application/json", "Accept-Language": "en", **(headers or {})}

    async def get(self, path: str, **asked: str) -> Any:
        """The JSON that the engine answers. EngineFailure or Refused if there is none."""
        return await self._ask("GET", path, params=asked)

    async def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The answer to a question in JSON. EngineFailure or Refused if there is none."""
        headers = {"Content-Type": "application/json"}
        return await self._ask("POST", path, data=orjson.dumps(body), headers=headers)

    async def post_form(self, path: str, body: Mapping[str, str]) -> Any:
        """The answer to a form, never in the address, which servers write into their logs."""
        return await self._ask("POST", path, data=body)

    async def _ask(self, method: str, path: str, **given: Any) -> Any:
        headers = {**self._headers, **given.pop("headers", {})}
        try:
            # Not to another server than the one that was chosen, whatever this one answers.
            async with self._session.request(
                method, self._url + path, headers=headers, allow_redirects=False, **given
            ) as answer:
                content = await answer.content.read(_MOST_BYTES)
                whole = answer.content.at_eof() or not await answer.content.read(1)
                status, pause = answer.status, _seconds(answer.headers.get("Retry-After", ""))
        except TimeoutError:
            raise EngineFailure(Failure.TIMED_OUT) from None
        except (aiohttp.ClientError, OSError, ValueError):
            raise EngineFailure(Failure.UNAVAILABLE) from None
        if not whole:
            raise EngineFailure(Failure.BAD_ANSWER)
        return _told(status, content, pause)


def _told(status: int, content: bytes, pause: float) -> Any:
    if status >= 500:
        raise EngineFailure(Failure.UNAVAILABLE, pause, is_passing=True)
    if status in _STATUSES:
        raise EngineFailure(_STATUSES[status], pause, is_passing=status == 429)
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise EngineFailure(Failure.BAD_ANSWER) from None
    if status >= 400:
        raise Refused(
            " ".join(str(word) for word in told.values() if isinstance(word, str))
            if isinstance(told, dict)
            else ""
        )
    if status >= 300:
        raise EngineFailure(Failure.BAD_ANSWER)
    return told


def _seconds(asked: str) -> float:
    """How long the server asks to be left alone; a date, or nothing, is no time."""
    return min(float(asked), 3600.0) if asked.isascii() and asked.isdigit() else 0.0
