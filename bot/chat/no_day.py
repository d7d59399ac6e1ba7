"""What is no day on which something can be due, and what to say about it."""

import re

from bot.chat.arguments import Words
from bot.chat.call import Call
from bot.chat.clock import times_in
from bot.chat.dates import OneDay, understood
from bot.chat.days_ahead import is_written_out
from bot.chat.errors import Mistake
from bot.chat.line import Line
from bot.chat.little_words import plain
from bot.chat.text import _
from bot.domain.partial_dates import Precision

_LIKE_A_DATE = re.compile(r"\d{4}|[^\W\d_]{3,}|[\u3040-\u9fff]")
_IN_FIGURES = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")


def is_no_exact_day(text: str, call: Call) -> bool:
    """Whether this is a date, though only a month or a year, or no day of the calendar."""
    day = _day_alone(text)
    if not _LIKE_A_DATE.search(day):
        return False
    found = understood(day, call, ahead=True)
    if found is None:
        return _IN_FIGURES.fullmatch(day) is not None or is_written_out(day, call)
    return found.precision is not Precision.DAY


def not_understood(text: str, call: Call) -> Mistake:
    """What is to be mended in a text that says no day."""
    day = _day_alone(text)
    line = Line.read(day)
    if _LIKE_A_DATE.search(day) and line.words:
        try:
            OneDay("due", ahead=True).read(Words(line, line.words), call)
        except Mistake as mistake:
            return mistake
    return Mistake(
        _(
            "“{typed}” is not a date I understand. Write it like {example}.",
            typed=text[:60],
            example=call.today.isoformat(),
        )
    )


def _day_alone(text: str) -> str:
    """The text without a time of the day."""
    return next((rest for rest, _at in times_in(plain(text)) if rest), text)
