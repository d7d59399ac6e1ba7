"""`/follow list` and `show`: what is owed, by whom, and what is late."""

from datetime import timedelta

import pytest

from storage.engine import Database
from tests.conversation import TODAY, Conversation


@pytest.fixture
def aiko(network: Database) -> Conversation:
    """The editor of Yokohama, with something of hers, of Odesa's, and awaited from there."""
    aiko = Conversation(network, "Aiko")
    aiko.says('/follow add Odesa "Send the minutes" by 2026-11-27')
    aiko.says('/follow add Odesa "List of hospitals" by 2026-11-25 @petro')
    aiko.says('/follow add Odesa "Their answer" by 2026-11-30 await')
    return aiko


def test_each_list_has_what_it_is_of(aiko: Conversation) -> None:
    mine = aiko.says("/follow list mine")
    assert mine.startswith("2 follow-ups of yours\n• November 27, 2026 · Aiko (Yokohama)")
    assert aiko.says("/follow list ours") == (
        "1 follow-up is owed by us\n"
        "• November 27, 2026 · Aiko (Yokohama) — Send the minutes"
        " — Yokohama 🇯🇵 – Odesa 🇺🇦 · #1\n"
        "[Done #1] [Open #1] [Mine] [Theirs] [Overdue]"
    )
    theirs = aiko.says("/follow list theirs")
    assert theirs.index("List of hospitals") < theirs.index("Their answer")
    assert "Send the minutes" not in theirs
    assert "0 follow-ups are late" in aiko.says("/follow list overdue")


def test_to_the_others_it_is_the_other_way_round(aiko: Conversation, network: Database) -> None:
    petro = Conversation(network, "Petro")
    ours = petro.says("/follow list ours")
    assert "List of hospitals" in ours
    assert "Aiko awaits a reply from Odesa — Their answer" in ours
    assert "Send the minutes" in petro.says("/follow list theirs")


def test_what_is_late_is_marked_and_says_by_how_much(aiko: Conversation) -> None:
    aiko.at_moment(TODAY + timedelta(days=8))
    said = aiko.says("/follow list overdue")
    assert said.startswith("2 follow-ups are late\n• ⚠️ November 25, 2026 · Petro (Odesa)")
    assert "late by 4 days" in said


def test_a_city_has_those_that_it_shares_with_ones_own(
    aiko: Conversation, network: Database
) -> None:
    Conversation(network, "Sari").says('/follow add Leeds Hangzhou "Renew it"')
    assert aiko.says("/follow list Odesa").startswith("3 open follow-ups: Odesa")
    assert "Renew it" in aiko.says("/follow list Hangzhou")
    assert "Renew it" not in aiko.says("/follow list theirs")


def test_a_secretariat_sees_all_of_the_network(aiko: Conversation, network: Database) -> None:
    steward = Conversation(network, "Sari")
    assert "3 follow-ups are owed to us" in steward.says("/follow list theirs")
    assert "3 open follow-ups: Odesa" in steward.says("/follow list Odesa")


def test_a_list_is_paged(aiko: Conversation) -> None:
    for number in range(9):
        aiko.says(f'/follow add Odesa "Step {number}" by 2026-12-0{number + 1}')
    said = aiko.says("/follow list Odesa")
    assert "Page 1 of 2" in said
    assert "Step 8" in aiko.presses("Next ▶")
    assert "[◀ Previous]" in aiko.says("/follow list Odesa page=99")


def test_a_word_that_is_no_list_and_no_city_is_said(aiko: Conversation) -> None:
    assert "I know no" in aiko.says("/follow list everything")


def test_the_number_of_statements_does_not_grow_with_the_list(
    aiko: Conversation, network: Database
) -> None:
    from tests.handlers.test_statement_counts import counted

    with counted(network) as one:
        aiko.says("/follow list ours")
    for number in range(5):
        aiko.says(f'/follow add Odesa "Step {number}"')
    with counted(network) as many:
        assert "Step 4" in aiko.says("/follow list ours")
    assert len(one) == len(many)


def test_one_is_shown_in_full_by_number_or_by_words(aiko: Conversation) -> None:
    for line in ("/follow show #2", "/follow show hospitals", "/follow show list of hospital"):
        assert aiko.says(line) == (
            "List of hospitals\n"
            "Partnership: Yokohama 🇯🇵 – Odesa 🇺🇦\n"
            "Due: Wednesday, November 25, 2026\n"
            "Owner: Petro (Odesa)\n"
            "Visible to: network\n"
            "[Done] [Snooze] [Assign] [Drop] [Status]"
        )


def test_words_that_fit_several_are_asked_about(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "List of schools"')
    assert "Which follow-up do you mean?" in aiko.says("/follow show list")
    assert aiko.presses("schools").startswith("List of schools")


@pytest.mark.parametrize("which", ["#99", "#99999999999999", "nothing of the kind"])
def test_one_that_there_is_not_is_said(aiko: Conversation, which: str) -> None:
    assert "no such follow-up" in aiko.says(f"/follow show {which}")


def test_what_a_partnership_shares_is_hidden_from_others(
    aiko: Conversation, network: Database
) -> None:
    aiko.says('/follow add Odesa "Our secret plan" visibility=partnership')
    assert "Our secret plan" in Conversation(network, "Petro").says("/follow list theirs")
    for name in ("Lena", "Vera"):
        other = Conversation(network, name)
        assert "Our secret plan" not in other.says("/follow list Odesa")
        assert "no such follow-up" in other.says("/follow show #4")
        assert "Our secret plan" not in other.says("/partner status Yokohama Odesa")
    assert "Our secret plan" in Conversation(network, "Sari").says("/follow list Odesa")


def test_where_others_read_along_only_what_all_may_see_is_listed(aiko: Conversation) -> None:
    aiko.says('/follow add Odesa "Our secret plan" visibility=party')
    assert "Our secret plan" in aiko.says("/follow list mine")
    said = aiko.in_room().says("/follow list mine")
    assert "Our secret plan" not in said
    assert "Send the minutes" in said


def test_what_one_waits_for_in_confidence_those_who_owe_it_do_not_see(
    aiko: Conversation, network: Database
) -> None:
    aiko.says('/follow add Odesa "Whether they can pay" visibility=party await')
    assert "Whether they can pay" in aiko.says("/follow list theirs")
    assert "Whether they can pay" not in Conversation(network, "Petro").says("/follow list ours")


def test_the_status_shows_what_is_open_on_both_sides(aiko: Conversation) -> None:
    for number in range(4):
        aiko.says(f'/follow add Odesa "Step {number}" by 2026-12-0{number + 1}')
    said = aiko.says("/partner status Odesa")
    assert (
        "\nOpen follow-ups\n"
        "• November 27, 2026 · Aiko (Yokohama) — Send the minutes — #1\n"
        "• December 1, 2026 · Aiko (Yokohama) — Step 0 — #4\n"
        "• December 2, 2026 · Aiko (Yokohama) — Step 1 — #5\n"
        "• November 25, 2026 · Petro (Odesa) — List of hospitals — #2\n"
        "• November 30, 2026 · Aiko awaits a reply from Odesa — Their answer — #3\n"
        "and 2 more\n"
    ) in said
    assert "[Follow up]" in said
    assert "Done: Send the minutes" in aiko.presses("Done #1")


def test_whoever_only_reads_is_offered_no_more_than_to_read(
    aiko: Conversation, network: Database
) -> None:
    viewer = Conversation(network, "Vera")
    said = viewer.says("/partner status Yokohama Odesa")
    assert "Send the minutes" in said
    assert "Done #" not in said
    assert "[Follow up]" not in said
    assert viewer.says("/follow show #1").endswith("[Status]")
