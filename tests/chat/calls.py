"""A call without a database, for arguments that look nothing up."""

from datetime import UTC, datetime
from typing import Any

from bot.chat.arguments import Words
from bot.chat.call import Call
from bot.chat.line import Line
from bot.chat.message import Message
from bot.chat.speaker import Speaker
from bot.chat.speech import Speech
from bot.domain.access import Role, Scope
from bot.domain.identity import Identity, Platform, Venue
from storage.views import NetworkView

# A Saturday, already Sunday in Tokyo.
NOW = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


def call_of(text: str = "", language: str = "", zone: str = "UTC") -> Call:
    """A steward's call with this line, whose program speaks `language`."""
    sender = Identity(Platform.CONSOLE, "operator")
    message = Message(text, sender, Venue(Platform.CONSOLE, "c"), NOW, language=language)
    network = NetworkView(1, "demo", "Demo", "en", "UTC")
    speaker = Speaker(sender, "Sari", Scope(1, Role.STEWARD), network, "en", zone)
    records: Any = None
    return Call(message, Line.read(text), speaker, records, Speech("en", zone))


def words_of(text: str) -> Words:
    """All words of a line."""
    line = Line.read(text)
    return Words(line, line.words)
