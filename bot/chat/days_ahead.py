"""Days to come as people name them: `Friday`, `next week`, `за тиждень`, `月末`, `1 December`."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.chat.call import Call
from bot.chat.dates import understood
from bot.chat.intervals import ahead_of
from bot.chat.little_words import UNSPACED, forms, plain, without_before
from bot.chat.speech import Speech
from bot.chat.weekdays import weekday_of
from bot.domain.names import fold
from bot.domain.partial_dates import Precision

_FULL = re.compile(r"\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{4}")
_DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2})([./])(?P<month>\d{1,2})(?P<dot>\.?)")
_MONTH_AND_DAY = re.compile(r"(?P<month>\d{1,2})[月월]\s?(?P<day>\d{1,2})[日일号]?")
_LETTERS = re.compile(r"[^\W\d_]{3,}|[\u3040-\u9fff\uac00-\ud7af]")
_LONGEST_TEXT = 60
# What may stand beside the figures and the names in a date.
_BESIDE_FIGURES = forms("of,the,de,del,le,el,en,den,der,am,р,року,г,года")
_FRIDAY = 4
_A_DAY = timedelta(days=1)

_NEXT = forms(
    "next,coming,nächsten,nächster,nächste,nächstem,kommenden,kommender,kommende,наступного,"
    "наступної,наступний,наступна,наступну,prochain,prochaine,próximo,próxima,que viene,depan,"
    "次の,下个,下"
)
_THIS = forms(
    "this,diesen,diese,dieser,цього,цієї,цей,ця,цю,ce,cette,este,ini,今度の,本,这,這,这个"
)
_THIS_WEEK = forms("今週の,今週,本周,这周,這週,本週")
_NEXT_WEEK = forms(
    "next week,coming week,nächste woche,nächster woche,kommende woche,kommender woche,"
    "наступного тижня,наступний тиждень,наступному тижні,semaine prochaine,próxima semana,"
    "semana que viene,minggu depan,pekan depan,来週,来週の,下周,下週,下个星期,下星期"
)


@dataclass(frozen=True, slots=True)
class Coming:
    """A day to come. `surely`: whoever says this can hardly mean anything but the day."""

    day: date
    surely: bool = True
    is_weekday: bool = False


def coming(text: str, call: Call, *, surely: bool = False) -> Coming | None:
    """The day that a text means as seen from the speaker's today; None if it means none, or no
    exact one. One that is past is given as well. Where only what is `surely` a day counts,
    much that could be one is not looked at."""
    text = without_before(plain(text))
    if not text or len(text) > _LONGEST_TEXT:
        return None
    for read in (_in_figures, _by_phrase, _weekday, _after_some_time):
        found = read(text, call)
        if found is not None:
            return found
    is_date = is_written_out(text, call)
    return None if surely and not is_date else _in_words(text, call, surely=is_date)


def is_written_out(text: str, call: Call) -> bool:
    """Whether this is the name of a month with figures, as in `18 листопада 2026 р.`, be there
    such a day or not."""
    names = calendar_words(call.speech.language)
    words = [word for word in fold(plain(text)).split(" ") if word not in _BESIDE_FIGURES]
    figures = [word for word in words if word[:1].isdecimal()]
    named = [word for word in words if word in names]
    return bool(figures and named) and len(figures) + len(named) == len(words)


@cache
def calendar_words(language: str) -> frozenset[str]:
    """The folded names of days and months, in full and in short, in a language and in English."""
    words = Speech(language).calendar_words() | Speech().calendar_words()
    return frozenset(fold(word) for word in words)


def _in_figures(text: str, call: Call) -> Coming | None:
    match = _MONTH_AND_DAY.fullmatch(text) or _DAY_AND_MONTH.fullmatch(text)
    if match is None:
        found = understood(text, call) if _FULL.fullmatch(text) else None
        return Coming(found.start) if found else None
    month, day = int(match["month"]), int(match["day"])
    surely = match.re is _MONTH_AND_DAY or bool(match["dot"])
    for year in range(call.today.year, call.today.year + 9):
        # The 29th of February is years ahead.
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            found_day = date(year, month, day)
            if found_day >= call.today:
                return Coming(found_day, surely)
    return None


def _end_of_week(today: date) -> date:
    return today + _A_DAY * ((_FRIDAY - today.weekday()) % 7)


def _next_monday(today: date) -> date:
    return today + _A_DAY * (7 - today.weekday())


def _next_month(today: date) -> date:
    return today.replace(day=monthrange(today.year, today.month)[1]) + _A_DAY


def _end_of_month(today: date) -> date:
    return _next_month(today) - _A_DAY


def _end_of_quarter(today: date) -> date:
    return _end_of_month(today.replace(month=(today.month + 2) // 3 * 3, day=1))


_PHRASES: dict[str, Callable[[date], date]] = {
    form: day
    for words, day in (
        (
            "today,end of day,end of the day,eod,end of today,heute,сьогодні,aujourd'hui,hoy,"
            "hari ini,今日,今天,本日",
            lambda today: today,
        ),
        (
            "tomorrow,tmrw,tmr,morgen,завтра,demain,mañana,besok,明日,あした,明天",
            lambda today: today + _A_DAY,
        ),
        (
            "day after tomorrow,übermorgen,післязавтра,après-demain,pasado mañana,lusa,明後日,"
            "あさって,后天,後天",
            lambda today: today + 2 * _A_DAY,
        ),
        (",".join(_NEXT_WEEK), _next_monday),
        (
            "end of week,end of the week,end of this week,eow,ende der woche,ende dieser woche,"
            "кінець тижня,кінця тижня,fin de la semaine,fin de la semana,akhir minggu ini,今週中,"
            "本周内,本週内",
            _end_of_week,
        ),
        (
            "end of next week,ende nächster woche,ende der nächsten woche,кінця наступного тижня,"
            "fin de la semaine prochaine,fin de la próxima semana,akhir minggu depan,来週中",
            lambda today: _next_monday(today) + _FRIDAY * _A_DAY,
        ),
        (
            "next month,nächsten monat,наступного місяця,mois prochain,próximo mes,mes que viene,"
            "bulan depan,来月,下个月,下月",
            _next_month,
        ),
        (
            "end of month,end of the month,end of this month,month end,eom,monatsende,"
            "ende des monats,ende monat,кінець місяця,кінця місяця,fin du mois,fin de mois,"
            "fin de mes,final de mes,fin del mes,akhir bulan,akhir bulan ini,月末,今月末,今月中,"
            "月底,本月底",
            _end_of_month,
        ),
        (
            "end of next month,ende nächsten monats,ende des nächsten monats,"
            "кінця наступного місяця,fin du mois prochain,fin del próximo mes,akhir bulan depan,"
            "来月末,下月底,下个月底",
            lambda today: _end_of_month(_next_month(today)),
        ),
        (
            "end of quarter,end of the quarter,end of this quarter,quartalsende,"
            "кінець кварталу,кінця кварталу,fin du trimestre,fin de trimestre,fin del trimestre,"
            "akhir kuartal,四半期末,季末",
            _end_of_quarter,
        ),
        (
            "end of year,end of the year,end of this year,year end,eoy,jahresende,"
            "ende des jahres,кінець року,кінця року,fin de l'année,fin d'année,fin de año,"
            "final de año,fin del año,akhir tahun,年末,今年末,年底",
            lambda today: today.replace(month=12, day=31),
        ),
        (
            "next year,nächstes jahr,наступного року,année prochaine,l'année prochaine,"
            "l'an prochain,próximo año,tahun depan,来年,明年",
            lambda today: date(today.year + 1, 1, 1),
        ),
    )
    for form in forms(words)
}


def _by_phrase(text: str, call: Call) -> Coming | None:
    phrase = _PHRASES.get(fold(text))
    return Coming(phrase(call.today)) if phrase else None


def _weekday(text: str, call: Call) -> Coming | None:
    """A day of the week by itself, with a word that says which, or with a week."""
    today, folded = call.today, fold(text)
    alone = weekday_of(folded, call.speech.language)
    if alone is not None:
        return Coming(_next_weekday(today + _A_DAY, alone), surely=False, is_weekday=True)
    for words, first in (
        (_NEXT_WEEK, _next_monday(today)),
        (_THIS_WEEK, today - _A_DAY * today.weekday()),
        (_NEXT, today + _A_DAY),
        (_THIS, today),
    ):
        found = _weekday_beside(words, folded, call.speech.language)
        if found is not None:
            return Coming(_next_weekday(first, found))
    return None


def _weekday_beside(words: frozenset[str], text: str, language: str) -> int | None:
    """The day of the week that a text names after or before one of these words."""
    for word in sorted(words, key=len, reverse=True):
        gap = "" if UNSPACED.match(word) else " "
        for rest in (text.removeprefix(word + gap), text.removesuffix(gap + word)):
            if rest != text:
                # In Chinese, the word for the week stands between: 下周五.
                found = weekday_of(without_before(rest), language)
                return weekday_of(f"周{rest}", "zh") if found is None and not gap else found
    return None


def _next_weekday(first: date, weekday: int) -> date:
    """The first such day of the week from this day on."""
    return first + _A_DAY * ((weekday - first.weekday()) % 7)


def _after_some_time(text: str, call: Call) -> Coming | None:
    found = ahead_of(text)
    if found is None or found.every is None:
        return None
    try:
        return Coming(found.every.occurrence(call.today, 1), surely=found.said)
    except (ValueError, OverflowError):
        return Coming(date.max, surely=found.said)


def _in_words(text: str, call: Call, *, surely: bool) -> Coming | None:
    """What the library that reads dates in words makes of it."""
    if not _LETTERS.search(text):
        return None
    found = understood(text, call, ahead=True)
    if found is None or found.precision is not Precision.DAY:
        return None
    return Coming(found.start, surely)
