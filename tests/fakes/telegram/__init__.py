"""A strict stand-in for Telegram's Bot API on loopback."""

from tests.fakes.telegram.chats import Chat
from tests.fakes.telegram.errors import Violation
from tests.fakes.telegram.reading import pings, text_of
from tests.fakes.telegram.server import FakeTelegram

__all__ = ["Chat", "FakeTelegram", "Violation", "pings", "text_of"]
