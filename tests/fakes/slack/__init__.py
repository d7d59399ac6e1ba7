"""A stand-in for Slack on loopback, strict about everything Slack publishes."""

from .delivery import Answer, Signing
from .reading import escape, pings, text_of, unescape
from .refusals import Violation
from .server import FakeSlack
from .world import Channel, Organisation, Team, User

__all__ = [
    "Answer",
    "Channel",
    "FakeSlack",
    "Organisation",
    "Signing",
    "Team",
    "User",
    "Violation",
    "escape",
    "pings",
    "text_of",
    "unescape",
]
