"""`/log`: an exchange on record in one line, understood and echoed in full."""

import re
from datetime import timedelta

import pytest

from bot.chat.answer import Outcome
from storage.engine import Database
from tests.conversation import TODAY, Conversation


@pytest.fixture
def aiko(network: Database) -> Conversation:
    """The editor of Yokohama."""
    return Conversation(network, "Aiko")


@pytest.mark.parametrize(
    "line",
    [
        '/log Odesa call "Water purifiers: they need 40 more" 2026-11-18',
        "/log Odesa call Water purifiers: they need 40 more 2026-11-18",
        "log Одеса phone call Water purifiers: they need 40 more 18.11.2026",
        "/log Yokohama Odesa call Water purifiers: they need 40 more 18 November 2026",
        "/log Odesa call date=2026-11-18 Water purifiers: they need 40 more",
    ],
)
def test_a_line_is_understood_with_and_without_quotes(aiko: Conversation, line: str) -> None:
    assert aiko.says(line) == (
        "✅ Logged: call\n"
        "Water purifiers: they need 40 more\n"
        "Partnership: Yokohama 🇯🇵 – Odesa 🇺🇦\n"
        "Date: Wednesday, November 18, 2026\n"
        "Begun by: Yokohama\n"
        "Visible to: network\n"
        "[Undo] [Follow up] [Timeline] [Status]"
    )


def test_a_name_of_two_words_and_a_kind_of_two_words_are_told_apart(network: Database) -> None:
    steward = Conversation(network, "Sari")
    steward.says("/partner add Cape Town, Leeds")
    said = steward.says("/log Cape Town video call The port wants students")
    assert "Logged: online meeting\nThe port wants students\n" in said


def test_today_is_meant_when_no_day_is_said(aiko: Conversation) -> None:
    assert "Date: Saturday, November 21, 2026" in aiko.says("/log Odesa call Spoke to the office")


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "yesterday", "20"),
        ("en", "last Friday", "20"),
        ("uk", "вчора", "20"),
        ("uk", "позавчора", "19"),
        ("uk", "18 листопада 2026 р.", "18"),
        ("de", "gestern", "20"),
        ("ja", "昨日", "20"),
    ],
)
def test_a_day_may_be_said_in_the_speakers_words(
    aiko: Conversation, language: str, words: str, day: str
) -> None:
    aiko.in_language(language)
    assert "Spoke to the office" in aiko.says(f"/log Odesa call Spoke to the office {words}")
    said = aiko.in_language("en").says("/partner timeline Odesa")
    assert re.search(rf"November {day}, 2026 · \w+ · Yokohama — Spoke to the office$", said, re.M)


def test_a_date_within_the_summary_stays_there(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa call The visit of 2026-12-05 is settled")
    assert "\nThe visit of 2026-12-05 is settled\n" in said
    assert "Date: Saturday, November 21, 2026" in said


def test_a_day_to_come_is_a_plan_and_shown_as_the_next_milestone(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa visit The mayor comes 2026-12-05")
    assert said.startswith("✅ Planned: visit")
    assert "kept as a plan" in said
    status = aiko.says("/partner status Odesa")
    assert "Next milestone: December 5, 2026 · visit: The mayor comes" in status
    assert "• December 5, 2026" not in status


@pytest.mark.parametrize("day", ["2026-02-30", "31.02.2026", "2026-13-01"])
def test_a_day_that_does_not_exist_is_said_and_nothing_is_stored(
    aiko: Conversation, day: str
) -> None:
    assert "There is no day" in aiko.says(f"/log Odesa call Spoke to them {day}")
    assert "Spoke to them" not in aiko.says("/partner timeline Odesa")


def test_quantities_are_counted_and_echoed(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa aid 10,000 masks and 40 purifiers sent, worth USD 20,000")
    assert "Quantities: 10,000 masks, 40 purifiers, and 20,000 USD" in said
    assert "10,000 masks" in aiko.says("/partner timeline Odesa")


def test_who_began_it_and_who_took_part_may_be_said(aiko: Conversation) -> None:
    said = aiko.says('/log Odesa visit Port tour by=Odesa with="Anna Petrenko, Jiro" lang=uk')
    assert "Begun by: Odesa" in said
    assert "With: Anna Petrenko and Jiro" in said
    assert "Language: Ukrainian" in said


def test_only_a_party_can_have_begun_it(aiko: Conversation) -> None:
    assert "Leeds is no party to" in aiko.says("/log Odesa visit Port tour by=Leeds")


def test_what_another_city_began_cannot_be_hidden_from_oneself(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa visit Port tour by=Odesa visibility=party")
    assert "Only what your own city began" in said


def test_a_missing_kind_is_asked_back_and_one_press_answers(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa we had a visit about water")
    assert "What kind of exchange was it?\n[visit] [call]" in said
    assert "Logged: visit\nwe had a visit about water\n" in aiko.presses("visit")


def test_half_a_command_shows_how_it_is_written(aiko: Conversation) -> None:
    assert "/log CITY KIND SUMMARY [DATE]" in aiko.says("/log Odesa call")


def test_the_same_line_again_is_not_logged_twice_unless_meant(aiko: Conversation) -> None:
    line = "/log Odesa call Spoke to the office"
    aiko.says(line)
    assert "on record already" in aiko.says(line)
    assert "Logged: call" in aiko.presses("Log again anyway")
    assert aiko.says("/partner timeline Odesa").count("Spoke to the office") == 2


def test_the_same_words_an_hour_later_are_another_exchange(aiko: Conversation) -> None:
    line = "/log Odesa call Spoke to the office"
    aiko.says(line)
    aiko.at_moment(TODAY + timedelta(hours=1))
    assert "Logged: call" in aiko.says(line)


def test_undo_takes_it_off_the_record(aiko: Conversation) -> None:
    aiko.says("/log Odesa call Spoke to the office")
    aiko.presses("Undo")
    assert "Spoke to the office" not in aiko.says("/partner timeline Odesa")


def test_a_step_that_follows_is_no_part_of_the_summary(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa call Talked. next: send the list by 2026-12-01")
    assert "\nTalked.\n" in said
    assert "Date: Saturday, November 21, 2026" in said
    assert "\nNext\n• December 1, 2026 · Aiko (Yokohama) — send the list" in said


def test_a_weekday_with_any_other_word_is_no_date(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa call They answer by Friday")
    assert "\nThey answer by Friday\nPartnership" in said


@pytest.mark.parametrize(
    "summary",
    [
        "<!channel> <@U1> *bold* <b>x</b>",
        "%s {0} {name} {summary.__class__}",
        "😀 שלום عربي 漢字",
        "it's 5 o'clock \"quoted\" somewhere",
        "C:\\temp; DROP TABLE exchange;--",
    ],
)
def test_odd_text_is_kept_and_shown_as_typed(aiko: Conversation, summary: str) -> None:
    assert summary in aiko.says(f"/log Odesa call {summary}").translate(
        {0x2068: None, 0x2069: None}
    )
    assert summary in aiko.says("/partner timeline Odesa")


def test_control_characters_are_left_out(aiko: Conversation) -> None:
    assert "\nab\n" in aiko.says("/log Odesa call a\x00b")


def test_ten_thousand_characters_are_refused_and_nothing_is_stored(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa call " + "x" * 10_000)
    assert "longer than I can read" in said
    assert "xxxx" not in aiko.says("/partner timeline Odesa")


def test_viewers_and_strangers_to_the_partnership_are_told_who_can(network: Database) -> None:
    viewer = Conversation(network, "Vera")
    assert "Ask Sari." in viewer.says("/log Odesa call Hello")
    assert viewer.answer is not None
    assert viewer.answer.outcome is Outcome.REFUSED
    lena = Conversation(network, "Lena")
    assert "Only editors of Yokohama or Odesa" in lena.says("/log Odesa call Hello")


def test_several_people_may_be_named_without_quotes(network: Database) -> None:
    aiko = Conversation(network, "Aiko")

    said = aiko.says("/log Odesa visit Port tour with=Olha, Yulia yesterday")

    assert "with Olha and Yulia" in said or "With: Olha and Yulia" in said
    assert "November 20, 2026" in said


def test_a_line_may_be_typed_on_an_east_asian_keyboard(network: Database) -> None:
    aiko = Conversation(network, "Aiko")

    said = aiko.says("/log Odesa call ポンプ with＝佐藤、鈴木 2026年11月3日")

    assert "佐藤 and 鈴木" in said
    assert "November 3, 2026" in said
