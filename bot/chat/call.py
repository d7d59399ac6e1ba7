"""One command being carried out: who said it, when, and the records they may touch."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.chat.line import Line
from bot.chat.message import Message
from bot.chat.reach import Reach
from bot.chat.speaker import Speaker
from bot.chat.speech import Speech
from storage.records import Records


@dataclass(frozen=True, slots=True)
class Call:
    """Everything a handler may know. It reads neither the clock nor the environment itself."""

    message: Message
    line: Line
    speaker: Speaker
    records: Records
    speech: Speech
    reach: Reach = field(default_factory=Reach)

    @property
    def now(self) -> datetime:
        """When the message arrived."""
        return self.message.at

    @property
    def today(self) -> date:
        """The day it is for the speaker."""
        return self.now.astimezone(ZoneInfo(self.speaker.zone)).date()
