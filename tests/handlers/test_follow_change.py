"""What becomes of a follow-up: done, dropped, put off, handed over, and all of it taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.access import Role
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, Official
from tests.conversation import TODAY, Conversation


@pytest.fixture
def aiko(network: Database) -> Conversation:
    """The editor of Yokohama, who has to send the minutes by Friday."""
    aiko = Conversation(network, "Aiko")
    aiko.says('/follow add Odesa "Send the minutes" by 2026-11-27')
    return aiko


def test_done_closes_it_and_undo_opens_it_again(aiko: Conversation) -> None:
    assert aiko.says("/follow done #1") == "✅ Done: Send the minutes\n[Undo]"
    assert "0 follow-ups" in aiko.says("/follow list")
    assert "closed already" in aiko.says("/follow done #1")
    assert "Closed: done, November 21, 2026" in aiko.says("/follow show #1")
    assert "Open again: Send the minutes" in aiko.presses("Open again")
    assert "1 follow-up of yours" in aiko.says("/follow list")


def test_undo_right_after_it_opens_it_again(aiko: Conversation) -> None:
    aiko.says("/follow done #1")
    aiko.presses("Undo")
    assert "1 follow-up of yours" in aiko.says("/follow list")


def test_it_may_be_told_by_its_words(aiko: Conversation) -> None:
    assert "Done: Send the minutes" in aiko.says("/follow done minutes")


def test_drop_lets_it_go_and_undo_brings_it_back(aiko: Conversation) -> None:
    assert "✅ Dropped: Send the minutes" in aiko.says("/follow drop #1")
    assert "Closed: dropped" in aiko.says("/follow show #1")
    aiko.says("/undo")
    assert "Closed" not in aiko.says("/follow show #1")


def test_what_comes_again_is_there_again_when_it_is_done(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "Monthly report" by 2027-01-31 every=month')
    said = aiko.says("/follow done Monthly")
    assert "The next time it is due: Sunday, February 28, 2027" in said
    assert "The next time it is due: Wednesday, March 31, 2027" in aiko.says("/follow done Monthly")


def test_what_was_missed_is_made_one(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "Weekly call" by 2026-11-23 every=week')
    aiko.at_moment(TODAY + timedelta(days=30))
    assert "due: Monday, December 28, 2026" in aiko.says("/follow done Weekly")


def test_undo_takes_the_next_one_away_again(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "Weekly call" by 2026-11-23 every=week')
    aiko.says("/follow done Weekly")
    aiko.presses("Undo")
    said = aiko.says("/follow list")
    assert said.count("Weekly call") == 1
    assert "November 23, 2026" in said


def test_opening_it_again_takes_the_next_one_away_as_well(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "Weekly call" by 2026-11-23 every=week')
    aiko.says("/follow done #2")
    aiko.says("/follow reopen #2")
    said = aiko.says("/follow list")
    assert said.count("Weekly call") == 1
    assert "November 23, 2026" in said


def test_what_is_dropped_comes_no_more(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "Weekly call" every=week')
    aiko.says("/follow drop Weekly")
    assert "Weekly call" not in aiko.says("/follow list")


def test_snoozing_lets_reminders_rest_and_what_is_due_stays_due(aiko: Conversation) -> None:
    said = aiko.says("/follow snooze #1 tomorrow")
    assert said.startswith(
        "✅ Reminders rest until Sunday, November 22, 2026, 9:00\u202fAM (Asia/Tokyo):"
        " Send the minutes\nDue: Friday, November 27, 2026\n"
    )
    assert "rests until November 22, 2026" in aiko.says("/follow list")


def test_until_when_is_asked_with_the_working_days_of_two_weeks(aiko: Conversation) -> None:
    # In Japan the 23rd of November is a holiday; a month on, the 21st is a Monday.
    assert aiko.says("/follow snooze #1") == (
        "❔ Until when shall reminders rest?\n"
        "For any other day, write: /follow snooze #1 2026-12-22\n"
        "[Tue, Nov 24] [Wed, Nov 25] [Thu, Nov 26] [Fri, Nov 27] [Mon, Nov 30] [Tue, Dec 1]"
        " [Wed, Dec 2] [Thu, Dec 3] [Fri, Dec 4] [In a month: Mon, Dec 21]"
    )


def test_one_press_says_until_when(aiko: Conversation) -> None:
    aiko.says("/follow snooze #1")
    assert "until Tuesday, November 24, 2026, 9:00" in aiko.presses("Tue, Nov 24")
    aiko.presses("Undo")
    assert "rests" not in aiko.says("/follow list")
    aiko.says("/follow snooze #1")
    assert "until Monday, December 21, 2026, 9:00" in aiko.presses("In a month")


def test_any_other_day_is_typed_as_it_was_said(aiko: Conversation) -> None:
    asked = aiko.says("/follow snooze #1")
    line = asked.split("write: ")[1].splitlines()[0]
    assert "until Tuesday, December 22, 2026, 9:00" in aiko.says(line)


def test_a_number_needs_no_sign(aiko: Conversation) -> None:
    assert "until Friday, December 18, 2026" in aiko.says("/follow snooze 1 2026-12-18")
    assert "until Friday, November 27, 2026" in aiko.says("/follow snooze 1 Friday")
    assert "There is no such follow-up" in aiko.says("/follow snooze 77 tomorrow")


def test_the_days_are_those_of_the_owner_in_the_words_of_the_reader(
    aiko: Conversation, network: Database
) -> None:
    aiko.says('/follow add Odesa "List of hospitals" by 2026-11-25 @petro')
    aiko.says("/settings language German")
    # The 23rd is a holiday in Japan, not in Ukraine.
    assert "[Mo., 23. Nov.] [Di., 24. Nov.]" in aiko.says("/follow snooze #2")


@pytest.mark.parametrize("when", ["yesterday", "2020-01-01", "9999-12-31", "whenever"])
def test_reminders_rest_until_a_day_to_come(aiko: Conversation, when: str) -> None:
    said = aiko.says(f"/follow snooze #1 {when}")
    assert "Reminders rest" not in said
    assert "rests until" not in aiko.says("/follow list")


def test_another_day_may_be_given(aiko: Conversation) -> None:
    assert "Due: Tuesday, December 1, 2026\n" in aiko.says("/follow due #1 2026-12-01")
    aiko.presses("Undo")
    assert "Due: Friday, November 27, 2026\n" in aiko.says("/follow show #1")


def test_whose_it_is_is_asked_with_those_whom_it_may_be(aiko: Conversation) -> None:
    said = aiko.says("/follow assign #1")
    assert "[I do it] [Petro (editor, Odesa)]" in said
    assert "Owner: Petro (Odesa)" in aiko.presses("Petro")


@pytest.mark.parametrize(
    ("whom", "owner"),
    [
        ("@petro", "Petro (Odesa)"),
        ("Petro", "Petro (Odesa)"),
        ("Odesa", "Odesa"),
        ("await", "Aiko awaits a reply from Odesa"),
        ("them", "Aiko awaits a reply from Odesa"),
        ("Sari", "Sari"),
    ],
)
def test_it_may_be_handed_over(aiko: Conversation, whom: str, owner: str) -> None:
    assert f"Owner: {owner}\n" in aiko.says(f"/follow assign #1 {whom}")
    assert "Undone" in aiko.presses("Undo")


def test_whose_it_is_already_it_stays(aiko: Conversation) -> None:
    assert "Nothing had to be changed" in aiko.says("/follow assign #1 me")


def test_a_time_stays_the_moment_that_it_was_for_whoever_has_it_now(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "Call them" by 2026-11-27 16:00')
    said = aiko.says("/follow assign #2 @petro")
    assert "Due: Friday, November 27, 2026, 9:00\u202fAM (Europe/Kyiv)" in said
    assert "Your time: Friday, November 27, 2026, 4:00\u202fPM (Asia/Tokyo)" in said


def test_what_a_city_keeps_to_itself_is_not_handed_to_another(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "Our position" visibility=party')
    assert "only somebody of your own city" in aiko.says("/follow assign #2 @petro")


def test_those_of_neither_city_are_told_who_can(aiko: Conversation, network: Database) -> None:
    lena = Conversation(network, "Lena")
    for line in ("done #1", "drop #1", "snooze #1 tomorrow", "assign #1 me", "due #1 tomorrow"):
        assert "Ask Aiko or Sari." in lena.says(f"/follow {line}")
    assert "1 follow-up of yours" in aiko.says("/follow list")


def test_the_other_side_of_the_partnership_may(aiko: Conversation, network: Database) -> None:
    assert "✅ Done" in Conversation(network, "Petro").says("/follow done #1")


def test_an_owner_who_only_reads_may_close_and_snooze_their_own(
    aiko: Conversation, network: Database
) -> None:
    aiko.says("/follow assign #1 Vera")
    vera = Conversation(network, "Vera")
    assert "Reminders rest" in vera.says("/follow snooze #1 tomorrow")
    assert "Only editors" in vera.says("/follow assign #1 Aiko")
    assert "✅ Done" in vera.says("/follow done #1")
    assert "Undone" in vera.presses("Undo")


def test_two_who_close_it_at_once_do_not_make_the_next_one_twice(
    aiko: Conversation, network: Database
) -> None:
    aiko.says('/follow add Odesa "Weekly call" every=week')
    aiko.says("/follow done #2")
    assert "closed already" in Conversation(network, "Petro").says("/follow done #2")
    assert aiko.says("/follow list Odesa").count("Weekly call") == 1


def test_who_goes_leaves_what_is_theirs_to_their_city(
    aiko: Conversation, network: Database
) -> None:
    steward = Conversation(network, "Sari")
    said = steward.says("/network remove Aiko")
    assert "1 open follow-up is theirs, and will be their city's alone." in said
    said = steward.presses("Remove without a successor")
    assert "1 open follow-up of theirs is now their city's alone" in said
    assert "Owner: Yokohama\n" in steward.says("/follow show #1")


def test_who_goes_hands_what_is_theirs_to_a_successor(
    aiko: Conversation, network: Database
) -> None:
    with network.writing(Actor("fixture")) as session:
        aiko_post = session.scalars(
            select(Appointment)
            .join(Official, Official.id == Appointment.official_id)
            .where(Official.name == "Aiko")
        ).one()
        oksana = Official(name="Oksana")
        session.add(oksana)
        session.flush()
        session.add(
            Appointment(
                network_id=aiko_post.network_id,
                official_id=oksana.id,
                role=Role.EDITOR,
                party_id=aiko_post.party_id,
            )
        )
    steward = Conversation(network, "Sari")
    steward.says("/network remove Aiko")
    assert "Oksana now has 1 open follow-up of theirs." in steward.presses("Hand over to Oksana")
    assert "Owner: Oksana (Yokohama)\n" in steward.says("/follow show #1")
    steward.says("/undo")
    assert "Owner: Aiko (Yokohama)\n" in steward.says("/follow show #1")
