from datetime import date

import pytest

from bot.domain.partial_dates import PartialDate
from bot.files.lines import Unreadable
from bot.files.spans import Span, exact_day, span


def on(text: str) -> PartialDate:
    return PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1965", Span(on("1965"))),
        ("2007-11", Span(on("2007-11"))),
        ("2020-11-07/2020-11-13", Span(on("2020-11-07"), on("2020-11-13"))),
        ("2020/2021", Span(on("2020"), on("2021"))),
        ("2020/11/07", Span(on("2020-11-07"))),
        ("7.11.2020", Span(on("2020-11-07"))),
        ("25/12/2020", Span(on("2020-12-25"))),
        ("12/25/2020", Span(on("2020-12-25"))),
        ("2020年11月7日", Span(on("2020-11-07"))),
        ("2020-11-07 10:30", Span(on("2020-11-07"))),
        ("7 November 2020", Span(on("2020-11-07"))),
        ("after 2023", Span(words="after 2023")),
        ("yearly", Span(words="yearly")),
        ("", Span()),
        ("-", Span()),
    ],
)
def test_dates_are_as_exact_as_their_source(text: str, meant: Span) -> None:
    assert span(text) == meant


@pytest.mark.parametrize(
    "text", ["2020-02-30", "03/04/2020", "soonish", "2021/2020", "0000", "99999", "31.02.2020"]
)
def test_what_is_no_date_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        span(text)


def test_where_a_day_is_needed_a_year_is_not_enough() -> None:
    assert exact_day("2026-09-14") == date(2026, 9, 14)
    with pytest.raises(Unreadable):
        exact_day("2026")
