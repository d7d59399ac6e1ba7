"""What settles a follow-up by itself: an exchange that is logged, and how that is taken back."""

from datetime import timedelta

import pytest

from storage.engine import Database
from tests.conversation import TODAY, Conversation


@pytest.fixture
def aiko(network: Database) -> Conversation:
    """The editor of Yokohama, who waits for an answer and has to send a specification."""
    aiko = Conversation(network, "Aiko")
    aiko.says('/follow add Odesa "their answer on the pumps" by 2026-11-30 await')
    aiko.says('/follow add Odesa "send pump specification" by 2026-11-27')
    return aiko.at_moment(TODAY + timedelta(days=1))


def test_what_comes_from_those_who_owe_an_answer_settles_it(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa letter They thank us by=Odesa")
    assert "\nThat settles: their answer on the pumps\n" in said
    assert "[Still open: their answer on the pumps]" in said
    assert "their answer" not in aiko.says("/follow list theirs")


def test_it_is_open_again_by_one_press_and_the_exchange_stays(aiko: Conversation) -> None:
    aiko.says("/log Odesa letter They thank us by=Odesa")
    assert "Open again: their answer on the pumps" in aiko.presses("Still open")
    assert "They thank us" in aiko.says("/partner timeline Odesa")
    assert "their answer" in aiko.says("/follow list theirs")


def test_undo_takes_both_back(aiko: Conversation) -> None:
    aiko.says("/log Odesa letter They thank us by=Odesa")
    aiko.presses("Undo")
    assert "They thank us" not in aiko.says("/partner timeline Odesa")
    assert "their answer" in aiko.says("/follow list theirs")


def test_what_we_began_settles_no_answer_of_theirs(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa call We asked once more")
    assert "That settles" not in said
    assert "[Done: their answer on the pumps]" in said


@pytest.mark.parametrize(
    "summary",
    [
        "Sent the pump specification",
        "We sent them the pump specification and a drawing",
        "send pump specification",
    ],
)
def test_what_clearly_says_the_same_settles_what_we_owe(aiko: Conversation, summary: str) -> None:
    said = aiko.says(f'/log Odesa message "{summary}"')
    assert "\nThat settles: send pump specification\n" in said


@pytest.mark.parametrize(
    "summary",
    [
        "They asked again for the pump specification",
        "We have not sent the pump specification yet",
        "We will send the pump specification on Monday",
        "Will we send the pump specification?",
        "Talked about pumps",
        "Specification",
    ],
)
def test_what_does_not_say_so_is_only_offered(aiko: Conversation, summary: str) -> None:
    said = aiko.says(f'/log Odesa message "{summary}"')
    assert "That settles" not in said
    assert "Done: send pump specification" in aiko.presses("Done: send pump specification")


def test_what_the_others_did_does_not_settle_what_we_owe(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa message Sent the pump specification by=Odesa")
    assert "That settles: send pump" not in said


def test_a_plan_settles_nothing_and_offers_nothing(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa visit Send pump specification 2026-12-05 by=Odesa")
    assert "That settles" not in said
    assert "[Done" not in said


def test_what_passed_before_it_was_promised_settles_nothing(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa letter They thank us 2026-11-10 by=Odesa")
    assert "That settles" not in said


def test_no_more_than_three_are_offered(aiko: Conversation) -> None:
    for number in range(4):
        aiko.says(f'/follow add Odesa "Step {number}"')
    assert aiko.says("/log Odesa call Talked").count("[Done: ") == 3


def test_another_partnerships_stay_as_they_are(aiko: Conversation, network: Database) -> None:
    steward = Conversation(network, "Sari").at_moment(TODAY + timedelta(days=1))
    steward.says("/log Leeds Hangzhou message Sent the pump specification")
    assert "send pump specification" in aiko.says("/follow list ours")


def test_what_comes_again_is_there_again_when_it_was_settled(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "their weekly report" by 2026-11-25 every=week await')
    aiko.says("/log Odesa message Report of the week by=Odesa")
    assert "December 2, 2026" in aiko.says("/follow list theirs")


@pytest.mark.parametrize(
    "line",
    [
        '/log Odesa call "They need 40 more" next: send the drawings by 2026-11-30 @petro',
        "/log Odesa call They need 40 more next: send the drawings by 2026-11-30 @petro",
        '/log Odesa call "They need 40 more" next:"send the drawings" by 2026-11-30 @petro',
        "/log Odesa call They need 40 more; next: send the drawings by 2026-11-30 @petro",
        "/log Odesa call They need 40 more — next: send the drawings by 2026-11-30 @petro",
        "/log Odesa call They need 40 more next：send the drawings by 2026-11-30 @petro",
        '/log Odesa call They need 40 more next: "send the drawings" @petro by 2026-11-30',
    ],
)
def test_what_comes_next_is_put_on_record_with_it(aiko: Conversation, line: str) -> None:
    said = aiko.says(line)
    assert "\nThey need 40 more\n" in said
    assert "\nNext\n• November 30, 2026 · Petro (Odesa) — send the drawings — #3\n" in said


def test_it_is_taken_back_with_it(aiko: Conversation) -> None:
    aiko.says("/log Odesa call Talked next: send the drawings")
    aiko.presses("Undo")
    assert "send the drawings" not in aiko.says("/follow list ours")
    assert "Talked" not in aiko.says("/partner timeline Odesa")


def test_a_day_before_next_is_that_of_the_exchange(aiko: Conversation) -> None:
    said = aiko.says("/log Odesa call Talked 2026-11-20 next: send the drawings by 2026-12-01")
    assert "Date: Friday, November 20, 2026\n" in said
    assert "• December 1, 2026 · Aiko (Yokohama) — send the drawings" in said


@pytest.mark.parametrize(
    ("next_step", "answer"),
    [
        ("next:", "what comes next"),
        ("next: send it by 2020-01-01", "past already"),
        ('next: "send it" @nobodyatall', "no official and no city"),
    ],
)
def test_what_is_wrong_with_the_next_step_leaves_nothing_on_record(
    aiko: Conversation, next_step: str, answer: str
) -> None:
    assert answer in aiko.says(f"/log Odesa call Talked {next_step}")
    assert "Talked" not in aiko.says("/partner timeline Odesa")


def test_who_may_not_see_the_exchange_does_not_see_what_comes_next(
    aiko: Conversation, network: Database
) -> None:
    aiko.says("/log Odesa call Talked visibility=partnership next: send the drawings")
    assert "send the drawings" not in Conversation(network, "Lena").says("/follow list Odesa")
