"""Silence beyond a partnership's rhythm: told when it begins, to those for whom it is silent."""

from datetime import date

import pytest

from bot.domain.access import Role
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, Stage, Visibility
from storage.engine import Database
from tests.handlers.occurring import appointed, changed, coming, give_accounts, heard, logged

# A sister city's rhythm is 180 days.
LAST = "2026-05-01"
COOLING, DORMANT = date(2026, 10, 29), date(2027, 4, 27)


@pytest.fixture
def silent(network: Database) -> int:
    """Yokohama and Odesa, reviewed once, who last had a call on the first of May."""
    give_accounts(network, "Aiko", "Petro", "Sari")
    number = changed(network, "Yokohama", "Odesa", last_review_on=date(2026, 1, 1))
    logged(network, number, LAST)
    return number


def test_both_sides_hear_of_it_on_the_first_day_beyond_the_rhythm(
    network: Database, silent: int
) -> None:
    key = f"{silent}:cooling:{LAST}"
    assert coming(network, COOLING, "silence") == {"Aiko": [key], "Petro": [key]}


def test_the_day_before_is_still_within_the_rhythm(network: Database, silent: int) -> None:
    assert coming(network, date(2026, 10, 28), "silence") == {}


def test_it_is_told_once_more_when_it_becomes_dormant(network: Database, silent: int) -> None:
    assert coming(network, DORMANT, "silence")["Aiko"] == [f"{silent}:dormant:{LAST}"]


def test_it_is_not_told_between_these_days(network: Database, silent: int) -> None:
    assert coming(network, date(2026, 12, 15), "silence") == {}


def test_days_on_which_no_machine_ran_are_made_up_for_under_the_same_key(
    network: Database, silent: int
) -> None:
    on_time, late = COOLING, date(2026, 11, 1)
    assert coming(network, late, "silence") == coming(network, on_time, "silence")


def test_the_words_ask_and_accuse_nobody(network: Database, silent: int) -> None:
    assert heard(network, "Aiko", COOLING, source="silence") == [
        "• Yokohama 🇯🇵 – Odesa 🇺🇦 — No recorded activity since May 1, 2026 (6 months); please"
        " confirm. — Partners of this kind usually hear from each other within 6 months.\n"
        "[Status] [Log something]"
    ]


def test_what_was_logged_meanwhile_ends_the_silence(network: Database, silent: int) -> None:
    before = coming(network, COOLING, "silence")
    assert before
    with_call = date(2026, 10, 30)
    logged(network, silent, str(with_call))
    assert heard(network, "Aiko", COOLING, with_call, "silence") == []


def test_a_paused_partnership_is_left_alone(network: Database, silent: int) -> None:
    pause = {"paused_from": date(2026, 9, 1), "paused_until": date(2027, 3, 1)}
    changed(network, "Yokohama", "Odesa", **pause)
    assert coming(network, COOLING, "silence") == {}


def test_the_days_of_a_pause_do_not_count(network: Database, silent: int) -> None:
    pause = {"paused_from": date(2026, 9, 1), "paused_until": date(2026, 9, 11)}
    changed(network, "Yokohama", "Odesa", **pause)
    assert coming(network, COOLING, "silence") == {}
    assert "Aiko" in coming(network, date(2026, 11, 8), "silence")


def test_an_ended_partnership_is_left_alone(network: Database, silent: int) -> None:
    changed(network, "Yokohama", "Odesa", stage=Stage.ENDED)
    assert coming(network, COOLING, "silence") == {}


def test_one_that_was_silent_long_before_is_not_dug_out(network: Database) -> None:
    give_accounts(network, "Sari", "Lena")
    assert coming(network, date(2026, 11, 21), "silence") == {}


@pytest.fixture
def asleep(network: Database) -> int:
    """Hangzhou and Gifu under an agreement, who did one thing, on the first of January 2024."""
    appointed(network, "Kenji", Role.EDITOR, "Gifu")
    give_accounts(network, "Kenji")
    number = changed(
        network,
        "Hangzhou",
        "Gifu",
        agreement_signed=PartialDate.parse("1965"),
        last_review_on=date(2024, 1, 1),
    )
    logged(network, number, "2024-01-01")
    return number


def test_a_zombie_candidate_is_asked_to_be_reviewed(network: Database, asleep: int) -> None:
    # 1440 days after the first of January 2024 is the eleventh of December 2027.
    assert heard(network, "Kenji", date(2027, 12, 12), source="silence") == [
        "• Hangzhou 🇨🇳 – Gifu 🇯🇵 — No recorded activity since January 1, 2024 (3 years); please"
        " confirm. — A review could settle whether to renew, reshape or end it.\n"
        "[Status] [Log something]"
    ]


def test_greetings_do_not_keep_it_awake(network: Database, asleep: int) -> None:
    logged(network, asleep, "2027-11-30", ExchangeKind.GREETING)
    said = heard(network, "Kenji", date(2027, 12, 12), source="silence")
    assert len(said) == 1
    assert "Beside courtesies there is no recorded activity since January 1, 2024" in said[0]


def test_a_slow_rhythm_of_its_own_gives_it_longer(network: Database, asleep: int) -> None:
    for day in ("2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"):
        logged(network, asleep, day)
    assert coming(network, date(2027, 12, 12), "silence") == {}


def test_something_planned_is_no_silence(network: Database, asleep: int) -> None:
    logged(network, asleep, "2028-02-01", ExchangeKind.VISIT)
    assert coming(network, date(2027, 12, 12), "silence") == {}


@pytest.fixture
def confided(network: Database, silent: int) -> int:
    """The same silence, but Odesa logged a call in August that only Odesa sees."""
    logged(network, silent, "2026-08-01", by="Odesa", visibility=Visibility.PARTY)
    return silent


def test_the_other_side_hears_of_the_silence_that_it_sees(network: Database, confided: int) -> None:
    assert "since May 1, 2026" in heard(network, "Aiko", COOLING, source="silence")[0]


def test_who_knows_better_is_not_asked(network: Database, confided: int) -> None:
    assert heard(network, "Petro", COOLING, source="silence") == []


def test_their_own_silence_is_told_to_them_alone(network: Database, confided: int) -> None:
    on = date(2027, 1, 29)
    assert coming(network, on, "silence") == {"Petro": [f"{confided}:cooling:2026-08-01"]}
    assert "since August 1, 2026" in heard(network, "Petro", on, source="silence")[0]
