"""Times of the day, days of the week, quiet hours, and how often something comes again."""

from dataclasses import replace
from datetime import time

import pytest

from bot.chat.arguments import Rest
from bot.chat.clock import QuietHours, TimeOfDay
from bot.chat.errors import Mistake
from bot.chat.intervals import EveryWord
from bot.chat.line import Line
from bot.chat.parsing import Grammar, Option
from bot.chat.speech import Speech
from bot.chat.text import _
from bot.chat.weekdays import Weekday
from bot.domain.recurrence import Every, Unit
from tests.chat.calls import call_of, words_of


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("09:00", time(9)),
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("3pm", time(15)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("15 Uhr 30", time(15, 30)),
        ("15h30", time(15, 30)),
        ("at 15:00", time(15)),
        ("о 15:00", time(15)),
        ("午後3時半", time(15, 30)),
        ("下午3点", time(15)),
        ("１５：００", time(15)),
        ("noon", time(12)),
        ("опівдні", time(12)),
    ],
)
def test_a_time_of_the_day_is_understood(typed: str, expected: time) -> None:
    assert TimeOfDay("at").read(words_of(typed), call_of()) == expected


@pytest.mark.parametrize("typed", ["24:00", "9:60", "13pm", "0am", "nine", "-1", "9:5", "9:00:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Mistake, match="no time of the day"):
        TimeOfDay("at").read(words_of(typed), call_of())


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("en", "monday", 0),
        ("en", "every Monday", 0),
        ("en", "Sundays", 6),
        ("en", "Wed", 2),
        ("uk", "п’ятниця", 4),
        ("uk", "щопонеділка", None),
        ("uk", "кожного вівторка", 1),
        ("de", "Mo", 0),
        ("ja", "金曜日", 4),
        ("zh", "星期天", 6),
        ("fr", "le lundi", 0),
        ("id", "Jumat", 4),
        ("en", "someday", None),
    ],
)
def test_a_day_of_the_week_is_understood(language: str, typed: str, expected: int | None) -> None:
    call = replace(call_of(), speech=Speech(language))
    if expected is None:
        with pytest.raises(Mistake, match="no day of the week"):
            Weekday("day").read(words_of(typed), call)
    else:
        assert Weekday("day").read(words_of(typed), call) == expected


def test_a_day_a_time_and_a_zone_stand_one_after_the_other() -> None:
    grammar = Grammar((Weekday("day"), TimeOfDay("at"), Rest("zone", optional=True)))
    found = grammar.read(Line.read("every monday 9 am Asia/Jakarta"), 0, call_of())
    assert found == {"day": 0, "at": time(9), "zone": "Asia/Jakarta"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("20:00-08:00", (time(20), time(8))),
        ("20:00 – 08:00", (time(20), time(8))),
        ("20-8", (time(20), time(8))),
        ("10pm to 7am", (time(22), time(7))),
        ("9 a.m. to 6 p.m.", (time(9), time(18))),
        ("20 h à 8 h", (time(20), time(8))),
        ("20:00 a 8:00", (time(20), time(8))),
        ("20:00 hasta 8:00", (time(20), time(8))),
        ("20:00 sampai 8:00", (time(20), time(8))),
        ("12:00-14:00", (time(12), time(14))),
        ("off", (time(0), time(0))),
    ],
)
def test_quiet_hours_are_understood(typed: str, expected: tuple[time, time]) -> None:
    assert QuietHours("quiet").read(words_of(typed), call_of()) == expected


@pytest.mark.parametrize("typed", ["20:00", "late", "20:00-25:00", "-", "20:00-08:00-09:00"])
def test_what_are_no_hours_is_refused(typed: str) -> None:
    with pytest.raises(Mistake, match="no hours"):
        QuietHours("quiet").read(words_of(typed), call_of())


def test_hardly_an_hour_of_the_day_cannot_be_left() -> None:
    with pytest.raises(Mistake, match="at least one hour"):
        QuietHours("quiet").read(words_of("08:00-07:30"), call_of())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("week", Every(1, Unit.WEEK)),
        ("2 weeks", Every(2, Unit.WEEK)),
        ("every two weeks", Every(2, Unit.WEEK)),
        ("monthly", Every(1, Unit.MONTH)),
        ("quarterly", Every(3, Unit.MONTH)),
        ("6m", None),
        ("6 months", Every(6, Unit.MONTH)),
        ("щотижня", Every(1, Unit.WEEK)),
        ("кожні 2 тижні", Every(2, Unit.WEEK)),
        ("jedes Jahr", Every(1, Unit.YEAR)),
        ("毎月", Every(1, Unit.MONTH)),
        ("毎2週間", Every(2, Unit.WEEK)),
        ("setiap minggu", Every(1, Unit.WEEK)),
        ("2 hours", None),
        ("0 weeks", None),
        ("often", None),
    ],
)
def test_how_often_is_understood(typed: str, expected: Every | None) -> None:
    if expected is None:
        with pytest.raises(Mistake, match="does not say how often"):
            EveryWord("every").read(words_of(typed), call_of())
    else:
        assert EveryWord("every").read(words_of(typed), call_of()) == expected


def test_more_seldom_than_every_ten_years_is_refused() -> None:
    with pytest.raises(Mistake, match="ten years"):
        EveryWord("every").read(words_of("11 years"), call_of())


def test_how_often_may_be_given_by_name_in_several_words() -> None:
    grammar = Grammar((Rest("text"),), (Option("every", EveryWord("every"), _("every")),))
    found = grammar.read(Line.read("write every=2 weeks to them"), 0, call_of())
    assert found == {"text": "write to them", "every": Every(2, Unit.WEEK)}
