"""What comes up by itself: agreements, anniversaries, reviews, and any source still to be added."""

from collections.abc import Iterable
from datetime import date

import pytest

from bot.chat.reply import Entry
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import Stage
from handlers.occasions import SOURCES, About, Days, Occasion, Told, View
from storage.engine import Database
from tests.handlers.occurring import changed, coming, due, give_accounts, heard, said

UNTIL = date(2027, 6, 30)


@pytest.fixture
def accounts(network: Database) -> None:
    """Everybody can be reached on Slack."""
    give_accounts(network, "Sari", "Aiko", "Petro", "Lena", "Vera")


@pytest.fixture
def agreement(network: Database, accounts: None) -> int:
    """The memorandum of Hangzhou and Dresden, which ends."""
    return changed(network, "Hangzhou", "Dresden", agreement_until=UNTIL)


@pytest.mark.parametrize(
    ("today", "notice"),
    [
        (date(2027, 1, 1), 180),
        (date(2027, 4, 1), 90),
        (date(2027, 5, 31), 30),
        (date(2027, 6, 30), 0),
    ],
)
def test_the_end_of_an_agreement_is_told_at_each_notice_and_on_the_day(
    network: Database, agreement: int, today: date, notice: int
) -> None:
    key = f"{agreement}:{UNTIL}:{notice}"
    assert coming(network, today, "agreement") == {"Lena": [key]}


def test_there_is_no_notice_on_other_days(network: Database, agreement: int) -> None:
    assert coming(network, date(2027, 2, 15), "agreement") == {}


def test_a_sister_city_without_notice_periods_is_told_on_the_day(
    network: Database, accounts: None
) -> None:
    changed(network, "Yokohama", "Odesa", agreement_until=UNTIL)
    assert coming(network, date(2027, 5, 31), "agreement") == {}
    assert set(coming(network, UNTIL, "agreement")) == {"Aiko", "Petro"}


def test_the_notice_says_when_and_what_to_do(network: Database, agreement: int) -> None:
    changed(network, "Hangzhou", "Dresden", agreement_title="MoU on water")
    assert heard(network, "Lena", date(2027, 4, 1), source="agreement") == [
        "• Hangzhou 🇨🇳 – Dresden 🇩🇪 — The agreement ends on June 30, 2027, in 3 months."
        f" — MoU on water. Once it is renewed: /partner edit ~{agreement} until=…\n"
        "[Status]"
    ]


def test_an_agreement_that_was_renewed_meanwhile_is_not_spoken_of(
    network: Database, agreement: int
) -> None:
    queued = due(network, date(2027, 4, 1), "agreement")
    changed(network, "Hangzhou", "Dresden", agreement_until=date(2032, 6, 30))
    assert [said(network, each, date(2027, 4, 1)) for each in queued] == [None]


def test_one_that_ended_on_a_holiday_is_told_the_day_after(
    network: Database, agreement: int
) -> None:
    told = heard(network, "Lena", UNTIL, date(2027, 7, 2), source="agreement")
    assert "The agreement ended on June 30, 2027." in told[0]


def test_a_notice_is_dropped_once_the_next_one_has_begun(network: Database, agreement: int) -> None:
    assert heard(network, "Lena", date(2027, 1, 1), date(2027, 4, 2), source="agreement") == []


def test_an_ended_partnership_has_no_agreement_to_renew(network: Database, agreement: int) -> None:
    changed(network, "Hangzhou", "Dresden", stage=Stage.ENDED)
    assert coming(network, date(2027, 4, 1), "agreement") == {}


@pytest.fixture
def gifu(network: Database, accounts: None) -> int:
    """Hangzhou and Gifu, partners since 21 February 1979, of whom no one writes here."""
    return changed(network, "Hangzhou", "Gifu")


def test_an_anniversary_is_told_a_week_before(network: Database, gifu: int) -> None:
    assert heard(network, "Sari", date(2027, 2, 14), source="anniversary") == [
        "• Hangzhou 🇨🇳 – Gifu 🇯🇵 — Sunday, February 21, 2027: 48 years since the partnership"
        " began. — A good day for a greeting.\n"
        "[Status] [Timeline]"
    ]


def test_a_round_one_is_told_three_months_before_as_well(network: Database, gifu: int) -> None:
    ahead, shortly = date(2028, 11, 23), date(2029, 2, 14)
    assert coming(network, ahead, "anniversary") == {"Sari": [f"{gifu}:since:1979-02-21:50:90"]}
    assert coming(network, shortly, "anniversary") == {"Sari": [f"{gifu}:since:1979-02-21:50:7"]}


def test_others_are_not_told_three_months_before(network: Database, gifu: int) -> None:
    assert coming(network, date(2026, 11, 23), "anniversary") == {}


def test_the_signing_has_an_anniversary_of_its_own(network: Database, gifu: int) -> None:
    changed(network, "Hangzhou", "Gifu", agreement_signed=PartialDate.parse("1980-05-10"))
    told = heard(network, "Sari", date(2027, 5, 3), source="anniversary")
    assert "Monday, May 10, 2027: 47 years since the agreement was signed." in told[0]


def test_one_day_is_remembered_once(network: Database, gifu: int) -> None:
    changed(network, "Hangzhou", "Gifu", agreement_signed=PartialDate.parse("1979-02-21"))
    assert coming(network, date(2027, 2, 14), "anniversary") == {
        "Sari": [f"{gifu}:signed:1979-02-21:48:7"]
    }


def test_a_year_alone_has_no_anniversary(network: Database, accounts: None) -> None:
    for month in range(1, 13):
        assert "Aiko" not in coming(network, date(2027, month, 25), "anniversary")


def test_the_29th_of_february_is_remembered_every_year(network: Database, gifu: int) -> None:
    changed(network, "Hangzhou", "Gifu", since=PartialDate.parse("1980-02-29"))
    assert coming(network, date(2027, 2, 21), "anniversary") == {
        "Sari": [f"{gifu}:since:1980-02-29:47:7"]
    }


def test_an_anniversary_that_is_over_is_not_told(network: Database, gifu: int) -> None:
    queued, late = date(2027, 2, 14), date(2027, 2, 22)
    assert heard(network, "Sari", queued, late, source="anniversary") == []


def test_dates_at_both_ends_of_the_calendar_are_no_trouble(network: Database, gifu: int) -> None:
    changed(network, "Hangzhou", "Gifu", since=PartialDate.parse("0001-01-02"))
    changed(network, "Leeds", "Hangzhou", agreement_until=date(9999, 12, 31))
    changed(network, "Hangzhou", "Lugano", agreement_until=date(1, 1, 1))
    assert coming(network, date(2027, 5, 3)) == {}


def test_a_review_is_told_on_the_day_agreed_on(network: Database, accounts: None) -> None:
    number = changed(network, "Yokohama", "Odesa", next_review_on=date(2027, 3, 1))
    key = f"{number}:2027-03-01"
    assert coming(network, date(2027, 3, 1), "review") == {"Aiko": [key], "Petro": [key]}
    assert heard(network, "Aiko", date(2027, 3, 1), source="review") == [
        "• Yokohama 🇯🇵 – Odesa 🇺🇦 — Its first review is due: March 1, 2027. — What did it yield,"
        " and what should change: renew, reshape or end?\n"
        "[Status]"
    ]


def test_without_a_day_the_policy_says_when(network: Database, accounts: None) -> None:
    number = changed(network, "Yokohama", "Odesa", last_review_on=date(2025, 3, 1))
    assert coming(network, date(2027, 3, 1), "review")["Petro"] == [f"{number}:2027-03-01"]


def test_a_review_waits_for_the_end_of_a_pause(network: Database, accounts: None) -> None:
    changed(
        network,
        "Yokohama",
        "Odesa",
        next_review_on=date(2027, 3, 1),
        paused_from=date(2027, 1, 1),
        paused_until=date(2027, 12, 31),
    )
    assert coming(network, date(2027, 3, 1), "review") == {}


def test_a_new_source_is_one_function(network: Database, accounts: None) -> None:
    def deliverables(view: View, days: Days) -> Iterable[Occasion]:
        for each in view.partnerships:
            if date(2027, 9, 1) in days and each.since == PartialDate.parse("1965"):
                told = Told(Entry("Exhibition", "due tomorrow"))
                yield Occasion(f"{each.id}:exhibition", date(2027, 9, 1), told, About(each.id))

    sources = {**SOURCES, "deliverable": deliverables}
    day = date(2027, 9, 1)
    assert set(coming(network, day, "deliverable", sources)) == {"Aiko", "Petro"}
    told = heard(network, "Aiko", day, source="deliverable", sources=sources)
    assert told == ["• Exhibition — due tomorrow"]


def test_a_source_that_is_gone_tells_nothing(network: Database, gifu: int) -> None:
    queued = due(network, date(2027, 2, 14), "anniversary")
    assert [said(network, each, date(2027, 2, 14), sources={}) for each in queued] == [None]
