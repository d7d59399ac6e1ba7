"""How the process logs: text for people, JSON for machines; never a message's text or a token."""

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TypeAlias

from pythonjsonlogger.json import JsonFormatter

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# These log the addresses they call, in which Telegram's token stands, or what passes through.
_TALKATIVE = (
    "httpx",
    "httpcore",
    "slack_bolt",
    "slack_sdk",
    "telegram",
    "aiohttp.access",
    "alembic",
    "uvicorn.access",
    "sqlalchemy",
    "psycopg",
    "multipart",
    "python_multipart",
    "websockets",
    "urllib3",
)
# Its sentences about forgotten errors go on with the errors themselves.
_QUOTING = "asyncio"
_Caught: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def configure(level: str, form: str) -> None:
    """Log to the standard error stream from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s")
        if form == "json"
        else _TextFormatter(_TEXT)
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


class _Discreet(logging.Formatter):
    """Tells where and what kind of error it was. What an error says of itself is left out:
    nobody knows whose name or which token a library put there."""

    def formatException(self, ei: _Caught) -> str:  # noqa: N802  the library's name
        """The errors that led to this one, each with its kind and the way to it."""
        return "" if ei[1] is None else "\n".join(_told(ei[1], set()))

    def format(self, record: logging.LogRecord) -> str:
        """The line, without an error that is quoted in it."""
        if record.name.partition(".")[0] == _QUOTING:
            record.msg, record.args = record.getMessage().partition("\n")[0], ()
        # Another handler may have kept the error as it tells it.
        record.exc_text = None
        return super().format(record)


class _TextFormatter(_Discreet):
    """The line, with the reference that a user was given, so that it can be searched for."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with its reason and its reference if it has them."""
        text = super().format(record)
        reference, reason = getattr(record, "reference", ""), getattr(record, "reason", "")
        text = f"{text}: {reason}" if reason else text
        return f"[{reference}] {text}" if reference else text


class _JsonFormatter(_Discreet, JsonFormatter):
    """One object on each line."""


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and id(earlier) not in seen:
        yield from _told(earlier, seen)
        yield "which led to:"
    for line in traceback.format_tb(error.__traceback__):
        yield line.rstrip("\n")
    yield _kind(error)
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            if id(each) not in seen:
                yield from _told(each, seen)


def _kind(error: BaseException) -> str:
    """The kind of an error, and the code that the database gave it."""
    kind = type(error)
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    return f"{name} ({code})" if code else name
