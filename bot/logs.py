"""How the process logs: text for people, JSON for machines; never a message's text or a token."""

import logging
import sys

from pythonjsonlogger.json import JsonFormatter

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# These log the addresses they call, in which Telegram's token stands.
_TALKATIVE = (
    "httpx",
    "httpcore",
    "slack_bolt",
    "slack_sdk",
    "telegram",
    "aiohttp.access",
    "alembic",
    "uvicorn.access",
)


def configure(level: str, form: str) -> None:
    """Log to the standard error stream from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s")
        if form == "json"
        else _TextFormatter(_TEXT)
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


class _TextFormatter(logging.Formatter):
    """The line, with the reference that a user was given, so that it can be searched for."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with its reason and its reference if it has them."""
        text = super().format(record)
        reference, reason = getattr(record, "reference", ""), getattr(record, "reason", "")
        text = f"{text}: {reason}" if reason else text
        return f"[{reference}] {text}" if reference else text
