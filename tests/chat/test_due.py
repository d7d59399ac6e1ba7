"""When something is due, as people say it; what says no day is left in the text."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.arguments import Rest
from bot.chat.call import Call
from bot.chat.due import Due, DueMeant, When
from bot.chat.errors import Mistake
from bot.chat.line import Line
from bot.chat.owners import TheOwner
from bot.chat.parsing import Grammar, Option
from bot.chat.speech import Speech
from bot.chat.text import _
from bot.domain.due import Shift, instant
from tests.chat.calls import NOW, call_of, words_of


def speaking(language: str, zone: str = "UTC") -> Call:
    """A call of somebody who is spoken to in this language; a Saturday at 16:00 UTC."""
    return replace(call_of(language=language, zone=zone), speech=Speech(language, zone))


def meant(typed: str, call: Call | None = None) -> str:
    found = Due("due").read(words_of(typed), call or call_of())
    return f"{found.day} {found.time:%H:%M}" if found.time else f"{found.day}"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("by Friday 15:00", "2026-11-27 15:00"),
        ("by Friday", "2026-11-27"),
        ("Friday at 3pm", "2026-11-27 15:00"),
        ("Fri 3 p.m.", "2026-11-27 15:00"),
        ("next Friday", "2026-11-27"),
        ("Friday next week", "2026-11-27"),
        ("Saturday", "2026-11-28"),
        ("this Saturday", "2026-11-21"),
        ("Saturday 18:00", "2026-11-21 18:00"),
        ("Saturday 15:00", "2026-11-28 15:00"),
        ("tomorrow 9:00", "2026-11-22 09:00"),
        ("9:00 tomorrow", "2026-11-22 09:00"),
        ("tomorrow at noon", "2026-11-22 12:00"),
        ("the day after tomorrow", "2026-11-23"),
        ("today", "2026-11-21"),
        ("18:00", "2026-11-21 18:00"),
        ("15:00", "2026-11-22 15:00"),
        ("in 3 days", "2026-11-24"),
        ("in two weeks", "2026-12-05"),
        ("a month from now", "2026-12-21"),
        ("in 2 hours", "2026-11-21 18:00"),
        ("in 90 minutes", "2026-11-21 17:30"),
        ("next week", "2026-11-23"),
        ("next month", "2026-12-01"),
        ("by end of week", "2026-11-27"),
        ("by end of next week", "2026-11-27"),
        ("by end of month", "2026-11-30"),
        ("by the end of the month 12:00", "2026-11-30 12:00"),
        ("end of quarter", "2026-12-31"),
        ("end of year", "2026-12-31"),
        ("2026-12-01 14:30", "2026-12-01 14:30"),
        ("2026-12-01T14:30", "2026-12-01 14:30"),
        ("01.12.2026", "2026-12-01"),
        ("1.12. 15:00", "2026-12-01 15:00"),
        ("1.2.", "2027-02-01"),
        ("29.2.", "2028-02-29"),
        ("1 December", "2026-12-01"),
        ("December 1st at 9am", "2026-12-01 09:00"),
        ("5 January", "2027-01-05"),
        ("2036-11-01", "2036-11-01"),
    ],
)
def test_a_day_to_come_is_understood_as_it_is_said(typed: str, expected: str) -> None:
    assert meant(typed) == expected


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("uk", "до п'ятниці 15:00", "2026-11-27 15:00"),
        ("uk", "у п’ятницю о 15:00", "2026-11-27 15:00"),
        ("uk", "наступної середи", "2026-11-25"),
        ("uk", "за тиждень", "2026-11-28"),
        ("uk", "через 3 дні", "2026-11-24"),
        ("uk", "за дві години", "2026-11-21 18:00"),
        ("uk", "післязавтра", "2026-11-23"),
        ("uk", "до кінця місяця", "2026-11-30"),
        ("uk", "1 грудня 14:30", "2026-12-01 14:30"),
        ("de", "bis Freitag um 15 Uhr", "2026-11-27 15:00"),
        ("de", "bis nächsten Mittwoch", "2026-11-25"),
        ("de", "morgen 9 Uhr 30", "2026-11-22 09:30"),
        ("de", "in einer Woche", "2026-11-28"),
        ("de", "bis zum Monatsende", "2026-11-30"),
        ("de", "am 1. Dezember", "2026-12-01"),
        ("ja", "金曜日15時までに", "2026-11-27 15:00"),
        ("ja", "明日 9:00", "2026-11-22 09:00"),
        ("ja", "来週の金曜日", "2026-11-27"),
        ("ja", "3日後", "2026-11-24"),
        ("ja", "一週間後", "2026-11-28"),
        ("ja", "午後6時半", "2026-11-21 18:30"),
        ("ja", "12月1日", "2026-12-01"),
        ("ja", "月末まで", "2026-11-30"),
        ("zh", "下周五下午3点", "2026-11-27 15:00"),
        ("zh", "三天后", "2026-11-24"),
        ("zh", "明天之前", "2026-11-22"),
        ("fr", "d'ici vendredi 15h", "2026-11-27 15:00"),
        ("fr", "après-demain à 9h30", "2026-11-23 09:30"),
        ("fr", "vendredi prochain", "2026-11-27"),
        ("es", "antes del viernes a las 15:00", "2026-11-27 15:00"),
        ("es", "dentro de una semana", "2026-11-28"),
        ("id", "sebelum Jumat pukul 15.00", "2026-11-27 15:00"),
        ("id", "3 hari lagi", "2026-11-24"),
        ("id", "akhir bulan", "2026-11-30"),
    ],
)
def test_it_is_said_in_ones_own_language(language: str, typed: str, expected: str) -> None:
    assert meant(typed, speaking(language)) == expected


def test_english_is_understood_beside_it() -> None:
    assert meant("by Friday 3pm", speaking("uk")) == "2026-11-27 15:00"


def test_days_and_hours_are_those_of_the_speakers_zone() -> None:
    tokyo = speaking("en", "Asia/Tokyo")
    assert meant("today 9:00", tokyo) == "2026-11-22 09:00"
    assert meant("in 2 hours", tokyo) == "2026-11-22 03:00"
    assert Due("due").read(words_of("tomorrow"), tokyo).zone == "Asia/Tokyo"


def test_hours_ahead_are_full_minutes() -> None:
    call = call_of()
    late = replace(call, message=replace(call.message, at=NOW.replace(second=20)))
    assert meant("in 2 hours", late) == "2026-11-21 18:01"


def test_a_skipped_hour_is_kept_as_it_was_said_and_known_for_one() -> None:
    found = Due("due").read(words_of("2027-03-28 03:30"), speaking("en", "Europe/Kyiv"))
    assert found == DueMeant(date(2027, 3, 28), time(3, 30), "Europe/Kyiv")
    assert instant(found.day, found.time or time(), found.zone).shift is Shift.SKIPPED


def test_a_doubled_hour_is_kept_as_it_was_said_and_known_for_one() -> None:
    found = Due("due").read(words_of("2027-10-31 03:30"), speaking("en", "Europe/Kyiv"))
    assert instant(found.day, found.time or time(), found.zone).shift is Shift.DOUBLED


@pytest.mark.parametrize(
    "typed", ["2026-11-20", "yesterday", "today 15:59", "2026-11-21 16:00", "1999-01-01 12:00"]
)
def test_what_is_past_is_refused(typed: str) -> None:
    with pytest.raises(Mistake, match="past already"):
        Due("due").read(words_of(typed), call_of())


@pytest.mark.parametrize(
    "typed", ["2036-12-01", "9999-12-31", "9999-12-31 23:59", "in 9999 years", "31.12.9999"]
)
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_what_is_too_far_ahead_is_refused(typed: str, zone: str) -> None:
    with pytest.raises(Mistake, match="ten years"):
        Due("due").read(words_of(typed), speaking("en", zone))


@pytest.mark.parametrize("typed", ["2026-02-30", "by 31.04.2027", "30.02.2027 15:00"])
def test_a_day_that_does_not_exist_is_named(typed: str) -> None:
    with pytest.raises(Mistake, match="There is no day"):
        Due("due").read(words_of(typed), call_of())


@pytest.mark.parametrize("typed", ["December", "by 2027", "2027-02"])
def test_a_month_is_no_day(typed: str) -> None:
    with pytest.raises(Mistake, match="exact day"):
        Due("due").read(words_of(typed), call_of())


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "by",
        "by the mayor",
        "Fridayy",
        "5",
        "25:00",
        "Friday 24:00",
        "13pm",
        "x" * 200,
        "😀",
    ],
)
def test_nonsense_is_no_day(typed: str) -> None:
    with pytest.raises(Mistake, match="not a date I understand"):
        Due("due").read(words_of(typed), call_of())


@settings(deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"(by )?[\d./: -]{1,16}( ?pm)?", fullmatch=True))
def test_whatever_is_typed_is_a_day_to_come_or_a_mistake(typed: str) -> None:
    words = words_of(typed)
    if not words:
        return
    try:
        found = Due("due").read(words, call_of())
    except Mistake:
        return
    assert not found.is_past(NOW)


class Whom(TheOwner):
    """An owner who need not be on record."""

    def read(self, words: object, call: Call) -> str:  # type: ignore[override]  # only the words
        return getattr(words, "text", "")


def parsed(line: str, call: Call | None = None) -> tuple[object, str, object]:
    """The text, the day and time, and the owner of a line like that of `/follow add`."""
    grammar = Grammar((Rest("text"), Due("due", optional=True), Whom("owner", optional=True)))
    found = grammar.read(Line.read(line), 0, call or call_of())
    due = found["due"]
    when = f"{due.day:%d} {due.time or ''}".strip() if isinstance(due, DueMeant) else ""
    return found["text"], when, found["owner"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"send pump list" by Friday 15:00 @oksana', ("send pump list", "27 15:00:00", "@oksana")),
        ("send pump list by Friday @oksana", ("send pump list", "27", "@oksana")),
        ("send pump list by Friday", ("send pump list", "27", None)),
        ("send it tomorrow 9:00 @oksana", ("send it", "22 09:00:00", "@oksana")),
        ("send it in 3 days await", ("send it", "24", "await")),
        ("send it by the mayor by Friday", ("send it by the mayor", "27", None)),
        ("the report of 1 December by Friday", ("the report of 1 December", "27", None)),
        ('"send it" Friday', ("send it", "27", None)),
        ('"send it by Friday"', ("send it by Friday", "", None)),
        ('"send it" by "Friday 15:00" @o', ("send it", "27 15:00:00", "@o")),
        ("send it by the mayor", ("send it by the mayor", "", None)),
        ("send it Friday", ("send it Friday", "", None)),
        ("call Odesa 15:00", ("call Odesa 15:00", "", None)),
        ("send 5 by 5", ("send 5 by 5", "", None)),
        ("the season 2020-21", ("the season 2020-21", "", None)),
        ("the report of 2020-01-01", ("the report of 2020-01-01", "", None)),
        ("by Friday", ("by Friday", "", None)),
    ],
)
def test_what_is_to_be_done_ends_where_it_says_when(
    line: str, expected: tuple[str, str, str | None]
) -> None:
    assert parsed(line) == expected


def test_the_word_before_the_day_may_be_ones_own() -> None:
    text, when, owner = parsed("надіслати специфікацію до п'ятниці @oksana", speaking("uk"))
    assert (text, when, owner) == ("надіслати специфікацію", "27", "@oksana")


def test_in_japanese_it_stands_behind_the_day() -> None:
    assert parsed("仕様書を送る 金曜日まで", speaking("ja")) == ("仕様書を送る", "27", None)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('"send it" by Fridayy @o', "is not a date I understand"),
        ('"send it" by 2026-02-30', "There is no day"),
        ("send it by 31 April", "is not a date I understand"),
        ("send it by 2020-01-01", "past already"),
        ("send it by December", "exact day"),
        ("send it by 9999-12-31", "ten years"),
    ],
)
def test_what_can_only_be_a_day_and_is_none_is_refused(line: str, sentence: str) -> None:
    with pytest.raises(Mistake, match=sentence):
        parsed(line)


def test_the_last_words_may_say_when() -> None:
    grammar = Grammar((Rest("text"), When("until", optional=True)))
    found = grammar.read(Line.read("pump list next week"), 0, call_of())
    assert found == {"text": "pump list", "until": DueMeant(date(2026, 11, 23))}


def test_it_may_be_given_by_name() -> None:
    grammar = Grammar((Rest("text"),), (Option("due", Due("due"), _("due")),))
    found = grammar.read(Line.read("due=Friday 15:00 send it"), 0, call_of())
    assert found == {"text": "send it", "due": DueMeant(date(2026, 11, 27), time(15))}


@pytest.mark.parametrize(("typed", "at"), [("2 hours", time(18)), ("30 min", time(16, 30))])
def test_reminders_may_rest_for_a_while(typed: str, at: time) -> None:
    assert When("until").read(words_of(typed), call_of()).time == at
