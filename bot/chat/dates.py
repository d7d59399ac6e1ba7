"""Dates as people write them, in their own language and time zone."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.speech import Speech
from bot.chat.text import _, _c
from bot.domain.partial_dates import PartialDate, Precision

# A full date, whether there is such a day or not.
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([./-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
_YEAR_LAST = re.compile(r"(?P<day>\d{1,2})([./-])(?P<month>\d{1,2})\2(?P<year>\d{4})")
# A season or a version may look the same.
_SHORT = re.compile(r"(?P<day>\d{1,2})([./])(?P<month>\d{1,2})\2(?P<year>\d{2})")
# 2026年11月3日 and 2026년 11월 3일, to the month or the day.
_EAST_ASIAN = re.compile(r"(\d{4})[年년]\s?(\d{1,2})[月월](?:\s?(\d{1,2})[日일])?")
_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d{1,2})?")
_LETTER = re.compile(r"[^\W\d_]")
_NEAR_DAYS = (_c("day", "today"), _c("day", "yesterday"), _c("day", "tomorrow"))
_ENGLISH = Speech()
# "By Friday" tells of something else than "last Friday". The library that reads dates in words
# knows such pairs in hardly any other language.
_WHICH = ("last", "next", "this")
# In words: '18 листопада 2026 р.' has four.
_LONGEST_DATE = 4


@dataclass(frozen=True)
class Day(Argument):
    """A day, a month or a year, exact or relative: `2026-11-18`, `yesterday`, `вчора`.

    One that is `ahead` is rather to come: of two days called Friday it means the next.
    """

    ahead: bool = False
    placeholder = _("DATE")

    def read(self, words: Words, call: Call) -> PartialDate:
        """The date meant. Mistake if there is none such."""
        found = understood(words.text, call, ahead=self.ahead)
        if found is None:
            raise _no_date(words.text, call)
        return found

    def reaches(self, words: Words, call: Call) -> int:
        """The first words, if they can hardly be anything but a date."""
        for count in range(min(_LONGEST_DATE, len(words)), 0, -1):
            if _is_surely_a_date(words[:count].text, call):
                return count
        return 0

    def ends(self, words: Words, call: Call) -> int:
        """The last words, if they can hardly be anything but a date."""
        for count in range(min(_LONGEST_DATE, len(words) - 1), 0, -1):
            tail = words[len(words) - count :].text
            if _is_surely_a_date(tail, call):
                return count
        return 0


class OneDay(Day):
    """A day that is known exactly."""

    def read(self, words: Words, call: Call) -> date:  # type: ignore[override]  # only the day
        """The day meant. Mistake if there is none such, or only a month or a year was given."""
        found = super().read(words, call)
        if found.precision is not Precision.DAY:
            raise Mistake(
                _(
                    "Please give the exact day, like {example}.",
                    example=found.end.isoformat(),
                )
            )
        return found.start


def understood(text: str, call: Call, *, ahead: bool = False) -> PartialDate | None:
    """The date a text means in the speaker's language and zone; None if it means none."""
    text = _with_dashes(text.strip().replace("’", "'"))
    try:
        return PartialDate.parse(text)
    except ValueError:
        if _in_figures(text):
            return _numeric(text)
    return _in_words(text, call, ahead=ahead)


def _with_dashes(text: str) -> str:
    """A date with the signs for year, month and day in the form that needs none."""
    match = _EAST_ASIAN.fullmatch(text)
    return "-".join(part for part in match.groups() if part) if match else text


def _in_figures(text: str) -> bool:
    """Whether this is written as a date, even if there is no such day."""
    forms = (_YEAR_FIRST, _YEAR_LAST, _SHORT, _YEAR_OR_MONTH, _EAST_ASIAN)
    return any(form.fullmatch(text) for form in forms)


def _no_date(text: str, call: Call) -> Mistake:
    typed, example = text[:60], call.today.isoformat()
    if _in_figures(text):
        return Mistake(
            _(
                "There is no day “{typed}” in the calendar. Write it like {example}.",
                typed=typed,
                example=example,
            )
        )
    return Mistake(
        _(
            "“{typed}” is not a date I understand. Write it like {example}.",
            typed=typed,
            example=example,
        )
    )


def _numeric(text: str) -> PartialDate | None:
    """Day, month and year in figures; the day comes first but in the American form with
    slashes when only that is a date. Two figures are a year between 1950 and 2049."""
    match = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text) or _SHORT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if len(match["year"]) == 2:
        # Within the next years or in the century before: '65 is 1965.
        year += 2000 if year < 50 else 1900
    is_american = "/" in text and not _YEAR_FIRST.fullmatch(text)
    orders = [(month, day), (day, month)] if is_american else [(month, day)]
    for order in orders:
        try:
            return PartialDate(date(year, *order))
        except ValueError:
            continue
    return None


def _in_words(text: str, call: Call, *, ahead: bool = False) -> PartialDate | None:
    # Loaded when first needed: it costs as much to start as the rest of the conversation.
    import dateparser  # noqa: PLC0415

    if len(text) > 60:
        return None
    settings: Any = {
        "RELATIVE_BASE": call.now.astimezone(call.speech.zone).replace(tzinfo=None),
        "PREFER_DATES_FROM": "future" if ahead else "past",
        "RETURN_TIME_AS_PERIOD": False,
        "NORMALIZE": True,
    }
    parser = dateparser.date.DateDataParser(languages=_spoken(call), settings=settings)
    found = parser.get_date_data(text)
    moment: datetime | None = found.date_obj
    if moment is None:
        return None
    period: Literal["year", "month", "day"] = found.period
    precision = Precision(period) if period in tuple(Precision) else Precision.DAY
    return PartialDate.parse(str(PartialDate(moment.date(), precision)))


def _spoken(call: Call) -> list[str]:
    """The languages in which the speaker may say a date: the one they are spoken to in, the
    one of their program even if the bot does not speak it, and English."""
    from dateparser.data.languages_info import language_order  # noqa: PLC0415

    codes = (call.speech.language, call.message.language, "en")
    bases = dict.fromkeys(code.replace("_", "-").partition("-")[0].lower() for code in codes)
    return [base for base in bases if base in language_order]


def _is_surely_a_date(text: str, call: Call) -> bool:
    """Figures that make a date, a month's name with a year, a plain day word, or a weekday
    with the word that says which. A lone '2026', 'May' or 'Friday' may be anything."""
    if any(form.fullmatch(text) for form in (_YEAR_FIRST, _YEAR_LAST, _EAST_ASIAN)):
        return True
    if _in_figures(text):
        return not text.isdecimal() and understood(text, call) is not None
    words = text.casefold().replace("’", "'").rstrip(".").split()
    if len(words) == 1:
        return _is_a_near_day(words[0], call)
    with_year = re.search(r"\b\d{4}\b", text) and _LETTER.search(text)
    with_weekday = len(words) == 2 and words[0] in _WHICH and words[1] in _ENGLISH.weekdays()
    found = _in_words(text, call) if with_year or with_weekday else None
    if found is None:
        return False
    # "An exhibition in May 2027" tells of a plan; it is no day on which something happened.
    return found.precision is Precision.DAY or found.start <= call.today


def _is_a_near_day(word: str, call: Call) -> bool:
    """Whether one word is yesterday, tomorrow and the like in the speaker's language."""
    if word in {call.speech.say(day).casefold() for day in _NEAR_DAYS} | {d.id for d in _NEAR_DAYS}:
        return True
    if not word.isalpha() or (word.isascii() and _spoken(call) == ["en"]):
        return False
    if word in call.speech.calendar_words() | _ENGLISH.calendar_words():
        return False
    found = _in_words(word, call)
    return found is not None and 1 <= abs((found.start - call.today).days) <= 2
