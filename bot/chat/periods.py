"""How long records are to be kept: `90 days`, `36`, `3 years`, `off` for ever."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.text import Msg, _, _c
from bot.domain.names import fold

# A hundred years, in days.
_LONGEST = 36_525
_SHAPE = re.compile(r"(\d{1,5}) ?(\w*)")
_FOR_EVER = frozenset({"off", "forever", "for ever", "none", "never", "unlimited", "∞"})
_DAYS = {"": 1, "d": 1, "day": 1, "days": 1, "w": 7, "week": 7, "weeks": 7, "m": 30, "month": 30,
         "months": 30, "y": 365, "year": 365, "years": 365}  # fmt: skip
_MONTHS = {"": 1, "m": 1, "month": 1, "months": 1, "y": 12, "year": 12, "years": 12}
_OFF = _c("kept for", "off")


@dataclass(frozen=True, slots=True)
class Kept:
    """A time in days or months; None is for ever."""

    count: int | None


@dataclass(frozen=True)
class Period(Argument):
    """A time in the unit that is meant if none is said; `least` keeps slips from doing harm."""

    placeholder = _("NUMBER")
    units: ClassVar[Mapping[str, int]] = _DAYS
    least: int = 1

    def starts(self, words: Words, call: Call) -> int:
        """A number, and a unit after it."""
        return next((count for count in (2, 1) if self._read(words[:count], call)), 0)

    def read(self, words: Words, call: Call) -> Kept:
        """The time. Mistake if it is none, or shorter than it may be."""
        found = self._read(words, call)
        if found is None:
            raise Mistake(self._refusal(words.text[:40]))
        if found.count is not None and not self.least <= found.count <= _LONGEST:
            raise Mistake(_("Please choose at least {n}, or {off}.", n=self.least, off=_OFF))
        return found

    def _read(self, words: Words, call: Call) -> Kept | None:
        text = words.text.casefold().strip()
        if text in _FOR_EVER or fold(text) == fold(call.speech.say(_OFF)):
            return Kept(None)
        match = _SHAPE.fullmatch(text)
        if match is None or match[2] not in self.units:
            return None
        return Kept(int(match[1]) * self.units[match[2]])

    def _refusal(self, text: str) -> Msg:
        return _(
            "“{text}” is no number of days. Write it like {example}.",
            text=text,
            example="90, 3 months, off",
        )


class Months(Period):
    """A time in months."""

    units = _MONTHS

    def _refusal(self, text: str) -> Msg:
        return _(
            "“{text}” is no number of months. Write it like {example}.",
            text=text,
            example="36, 3 years, off",
        )
