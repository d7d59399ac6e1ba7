"""The week's digest: short, in order, each part only where there is something to tell."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.chat.reply import Entries, Heading, Reply
from bot.chat.speech import Speech
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import Closure, ExchangeKind, Priority, Visibility
from bot.platforms.console.plain import plain
from bot.platforms.slack.blocks import postings
from bot.platforms.telegram.rendering import Rendering
from storage.engine import Database
from tests.conversation import TODAY, Conversation
from tests.handlers.digesting import (
    YESTERDAY,
    changed,
    kept,
    logged,
    met,
    official,
    owed,
    previewed,
    removed,
)


def lines(answer: str, heading: str) -> list[str]:
    """The lines under a heading."""
    under = answer.split(f"\n{heading}\n", 1)[1].split("\n\n", 1)[0]
    return [line for line in under.splitlines() if line.startswith(("•", "and "))]


def test_a_quiet_week_says_so_in_one_line(network: Database) -> None:
    first, *rest = previewed(network).splitlines()
    assert first == (
        "Sister Cities Demo: a quiet week. Nothing new is on record, and nothing is due in the"
        " next seven days."
    )
    assert rest[-1] == "[6 quiet partnerships]"


def test_what_passed_is_told_by_who_it_passed_between(network: Database) -> None:
    logged(network, "Odesa", "Yokohama", ExchangeKind.CALL, "They need 40 more purifiers")
    answer = previewed(network)
    assert answer.startswith("Sister Cities Demo: the week to Saturday, November 21, 2026")
    assert lines(answer, "What passed") == [
        "• Yokohama 🇯🇵 – Odesa 🇺🇦 — call: They need 40 more purifiers"
    ]


def test_each_line_has_a_button_into_the_thing(network: Database) -> None:
    logged(network, "Odesa", "Yokohama", ExchangeKind.CALL, "They need 40 more purifiers")
    sari = Conversation(network, "Sari")
    sari.says("/digest preview")
    assert "Type: sister city" in sari.presses("Yokohama 🇯🇵 – Odesa 🇺🇦")


def test_of_many_exchanges_of_two_cities_the_weightiest_is_told(network: Database) -> None:
    for number in range(4):
        logged(network, "Odesa", "Yokohama", ExchangeKind.MESSAGE, f"Message {number}")
    logged(network, "Odesa", "Yokohama", ExchangeKind.VISIT, "A delegation came")
    sari = Conversation(network, "Sari")
    assert lines(sari.says("/digest preview"), "What passed") == [
        "• Yokohama 🇯🇵 – Odesa 🇺🇦 — visit: A delegation came (and 4 more)"
    ]
    assert "message, November 18, 2026: Message 3" in sari.presses("Next")


def test_what_was_told_last_week_is_not_told_again(network: Database) -> None:
    long_ago = TODAY - timedelta(days=9)
    logged(network, "Odesa", "Yokohama", ExchangeKind.CALL, "Told", "2026-11-11", long_ago)
    assert "a quiet week" in previewed(network)


def test_a_plan_is_told_before_and_after_its_day(network: Database) -> None:
    long_ago = TODAY - timedelta(days=30)
    logged(network, "Odesa", "Yokohama", ExchangeKind.VISIT, "To come", "2026-11-24", long_ago)
    logged(network, "Odesa", "Yokohama", ExchangeKind.VISIT, "Has come", "2026-11-17", long_ago)
    answer = previewed(network)
    assert lines(answer, "The next seven days") == [
        "• Yokohama 🇯🇵 – Odesa 🇺🇦 — visit: To come · Tuesday"
    ]
    assert lines(answer, "What passed") == ["• Yokohama 🇯🇵 – Odesa 🇺🇦 — visit: Has come"]


def test_what_somebody_put_on_record_of_long_ago_is_no_news(network: Database) -> None:
    logged(network, "Odesa", "Yokohama", ExchangeKind.VISIT, "History", "1998-05-02")
    assert "a quiet week" in previewed(network)


def test_what_was_taken_off_the_record_is_not_told(network: Database) -> None:
    removed(network, logged(network, "Odesa", "Yokohama", ExchangeKind.CALL, "A mistake"))
    assert "a quiet week" in previewed(network)


def test_what_is_due_is_told_by_who_owes_it_to_whom(network: Database) -> None:
    owed(network, "Odesa", "Yokohama", "Send the pump specification", "2026-11-27")
    owed(network, "Yokohama", "Odesa", "Confirm the port", "2026-11-23")
    owed(network, "Odesa", "Yokohama", "Name an engineer", "2026-11-21")
    owed(network, "Odesa", "Yokohama", "Too far ahead", "2026-12-20")
    assert lines(previewed(network), "The next seven days") == [
        "• Odesa 🇺🇦 → Yokohama 🇯🇵 — Name an engineer · today",
        "• Yokohama 🇯🇵 → Odesa 🇺🇦 — Confirm the port · Monday",
        "• Odesa 🇺🇦 → Yokohama 🇯🇵 — Send the pump specification · Friday",
    ]


def test_what_comes_next_is_told_by_its_day_and_then_by_who_it_is_between(
    network: Database,
) -> None:
    logged(network, "Odesa", "Yokohama", ExchangeKind.VISIT, "A delegation", "2026-11-26")
    owed(network, "Leeds", "Hangzhou", "Friday too", "2026-11-27")
    owed(network, "Odesa", "Yokohama", "Friday", "2026-11-27")
    owed(network, "Hangzhou", "Leeds", "And Friday", "2026-11-27")
    owed(network, "Hangzhou", "Gifu", "Tuesday", "2026-11-24")
    told = lines(previewed(network), "The next seven days")
    shown = ["Tuesday", "A delegation", "Friday", "Friday too", "And Friday"]
    assert [line.split(" — ")[1].split(" · ")[0].removeprefix("visit: ") for line in told] == shown


def test_what_is_latest_is_told_first(network: Database) -> None:
    owed(network, "Odesa", "Yokohama", "Two days", "2026-11-19")
    owed(network, "Leeds", "Hangzhou", "Long", "2026-11-01")
    owed(network, "Hangzhou", "Gifu", "Presses", "2026-11-19", priority=Priority.HIGH)
    assert lines(previewed(network), "Overdue") == [
        "• Leeds 🇬🇧 → Hangzhou 🇨🇳 — Long · 2 weeks late",
        "• Hangzhou 🇨🇳 → Gifu 🇯🇵 — Presses · 2 days late",
        "• Odesa 🇺🇦 → Yokohama 🇯🇵 — Two days · 2 days late",
    ]


def test_of_what_is_awaited_it_is_told_who_awaits_it(network: Database) -> None:
    aid = logged(network, "Hangzhou", "Leeds", ExchangeKind.AID, "Masks promised")
    margaret = {"awaited": True, "owner_id": official(network, "Margaret")}
    owed(network, "Hangzhou", "Leeds", "Choose a date", "2026-11-13", **margaret)
    owed(network, "Hangzhou", "Leeds", "Confirm it", "2026-11-24", **margaret)
    owed(network, "Hangzhou", "Leeds", "Send the masks", "2026-11-24", exchange_id=aid, **margaret)
    owed(network, "Hangzhou", "Leeds", "Say where", "2026-11-12", awaited=True)
    answer = previewed(network)
    assert lines(answer, "Overdue") == [
        "• Hangzhou 🇨🇳 → Leeds 🇬🇧 — Say where · awaited · 9 days late",
        "• Hangzhou 🇨🇳 → Leeds 🇬🇧 — Choose a date · awaited by Margaret · 8 days late",
    ]
    assert lines(answer, "The next seven days") == [
        "• Hangzhou 🇨🇳 → Leeds 🇬🇧 — Confirm it · awaited by Margaret · Tuesday"
    ]
    assert lines(answer, "Help still open") == [
        "• Hangzhou 🇨🇳 → Leeds 🇬🇧 — Send the masks · awaited by Margaret · Tuesday"
    ]


def test_who_awaits_something_of_nobody_known_is_not_taken_for_who_owes_it(
    network: Database,
) -> None:
    margaret = {"awaited": True, "owner_id": official(network, "Margaret")}
    of_none = {"partnership_id": None, "party_id": None}
    owed(network, "Hangzhou", "Leeds", "An answer", "2026-11-13", **margaret, **of_none)
    assert lines(previewed(network), "Overdue") == [
        "• Nobody in particular — An answer · awaited by Margaret · 8 days late"
    ]


def test_what_is_done_is_neither_due_nor_late(network: Database) -> None:
    facts = {"closed_at": TODAY - timedelta(days=20), "closure": Closure.DONE}
    owed(network, "Odesa", "Yokohama", "Done", "2026-11-19", **facts)
    assert "a quiet week" in previewed(network)


def test_who_went_quiet_this_week_is_told_with_the_reason(network: Database) -> None:
    day = date(2026, 11, 21) - timedelta(days=185)
    ago = datetime(2026, 5, 20, tzinfo=UTC)
    logged(network, "Leeds", "Hangzhou", ExchangeKind.CALL, "The last", day.isoformat(), ago)
    told = lines(previewed(network), "Gone quiet")
    assert told[0] == (
        "• 🟡 Leeds 🇬🇧 – Hangzhou 🇨🇳 (since this week) — No recorded activity since"
        " May 20, 2026 (6 months); please confirm."
    )
    # Of those that were quiet before only a few are named.
    assert len(told) == 3


def test_a_paused_partnership_is_left_alone(network: Database) -> None:
    day = date(2026, 11, 21) - timedelta(days=185)
    ago = datetime(2026, 5, 20, tzinfo=UTC)
    logged(network, "Leeds", "Hangzhou", ExchangeKind.CALL, "The last", day.isoformat(), ago)
    pause = {"paused_from": date(2026, 11, 10), "paused_until": date(2027, 2, 1)}
    changed(network, "Leeds", "Hangzhou", **pause)
    assert "5 quiet partnerships" in previewed(network)


def test_a_round_anniversary_is_marked(network: Database) -> None:
    changed(network, "Hangzhou", "Gifu", since=PartialDate.parse("1986-11-26"))
    changed(network, "Yokohama", "Odesa", since=PartialDate.parse("1965-11-22"))
    changed(network, "Leeds", "Hangzhou", since=PartialDate.parse("1988-11-28"))
    assert lines(previewed(network), "Anniversaries in the next seven days") == [
        "• Yokohama 🇯🇵 – Odesa 🇺🇦 — 61 years · Sunday",
        "• 🎉 Hangzhou 🇨🇳 – Gifu 🇯🇵 — 40 years · Thursday",
    ]


def test_new_contacts_are_named(network: Database) -> None:
    met(network, "Odesa", "Oksana Koval", Visibility.NETWORK)
    assert lines(previewed(network), "New") == [
        "• Oksana Koval — new contact · Head of protocol · Odesa 🇺🇦"
    ]


def test_help_that_is_still_open_is_told_once(network: Database) -> None:
    aid = logged(network, "Yokohama", "Odesa", ExchangeKind.AID, "40 purifiers promised")
    owed(network, "Yokohama", "Odesa", "Ship the purifiers", "2026-12-02", exchange_id=aid)
    owed(network, "Yokohama", "Odesa", "Pack the purifiers", "2026-11-19", exchange_id=aid)
    answer = previewed(network)
    assert lines(answer, "Help still open") == [
        "• Yokohama 🇯🇵 → Odesa 🇺🇦 — Pack the purifiers · 2 days late",
        "• Yokohama 🇯🇵 → Odesa 🇺🇦 — Ship the purifiers · December 2, 2026",
    ]
    assert "Overdue" not in answer


def test_thanks_go_to_who_did_most_gave_help_and_answered_quickly(network: Database) -> None:
    logged(network, "Yokohama", "Odesa", ExchangeKind.AID, "40 purifiers")
    kept(network, "Odesa", "Yokohama")
    kept(network, "Odesa", "Yokohama")
    asked = TODAY - timedelta(days=2)
    kept(network, "Hangzhou", "Leeds", awaited=True, created_at=asked)
    assert lines(previewed(network), "Thanks to") == [
        "• Odesa 🇺🇦 — 2 promises kept",
        "• Yokohama 🇯🇵 — gave help to Odesa",
        "• Hangzhou 🇨🇳 — answered within two days",
    ]


def test_the_parts_come_in_their_order(network: Database) -> None:
    logged(network, "Yokohama", "Odesa", ExchangeKind.AID, "40 purifiers")
    owed(network, "Odesa", "Yokohama", "Soon", "2026-11-23")
    owed(network, "Odesa", "Yokohama", "Late", "2026-11-19")
    met(network, "Odesa", "Oksana Koval", Visibility.NETWORK)
    headings = ["What passed", "The next seven days", "Overdue", "Gone quiet", "New", "Thanks to"]
    answer = previewed(network)
    assert [line for line in answer.splitlines() if line in headings] == headings


def test_a_long_list_ends_with_how_much_more_there_is(network: Database) -> None:
    for number in range(9):
        owed(network, "Odesa", "Yokohama", f"Thing {number}", f"2026-11-{10 + number}")
    sari = Conversation(network, "Sari")
    answer = sari.says("/digest preview")
    assert lines(answer, "Overdue")[-1] == "and 5 more"
    assert "1 more message goes into the thread under it." in answer
    assert "Thing 8" not in answer
    in_thread = sari.presses("Next")
    assert [f"Thing {number}" in in_thread for number in range(9)] == [False] * 4 + [True] * 5


def test_a_single_line_more_is_told_and_not_counted(network: Database) -> None:
    for number in range(5):
        owed(network, "Odesa", "Yokohama", f"Thing {number}", f"2026-11-{10 + number}")
    answer = previewed(network)
    assert "and 1 more" not in answer
    assert len(lines(answer, "Overdue")) == 5


@pytest.mark.parametrize("text", ["x" * 490, "🎉" * 245, "很" * 490])
def test_the_fullest_head_is_one_short_message(network: Database, text: str) -> None:
    for number in range(9):
        exchange = logged(network, "Yokohama", "Odesa", ExchangeKind.AID, text)
        logged(network, "Leeds", "Hangzhou", ExchangeKind.VISIT, text)
        for day in ("2026-11-24", f"2026-11-{10 + number}"):
            owed(network, "Odesa", "Yokohama", text, day)
        owed(network, "Odesa", "Yokohama", text, "2026-11-24", exchange_id=exchange)
        met(network, "Odesa", text[:190], Visibility.NETWORK)
    reply = shown_on(network, 1)
    shown = plain(reply, Speech("de"))
    assert len(shown.encode("utf-16-le")) // 2 < 3000
    assert sum(len(part.entries) for part in reply.parts if isinstance(part, Entries)) <= 16
    assert sum(isinstance(part, Heading) for part in reply.parts) == 7
    assert len(reply.buttons) <= 10
    for page in range(1, 6):
        each = shown_on(network, page)
        assert len(postings(each, Speech("de"), lambda says, _most: says)) == 1
        assert len(Rendering(()).screen(each, Speech("de")).pages) == 1


def shown_on(network: Database, page: int) -> Reply:
    """A page of the preview, before it is put in words."""
    sari = Conversation(network, "Sari")
    sari.says(f"/digest preview page={page}")
    assert sari.answer is not None
    return sari.answer.reply


def test_a_city_s_digest_tells_of_its_partners_alone(network: Database) -> None:
    logged(network, "Odesa", "Yokohama", ExchangeKind.CALL, "Of Odesa")
    logged(network, "Leeds", "Hangzhou", ExchangeKind.CALL, "Of Leeds")
    owed(network, "Leeds", "Hangzhou", "Owed by Leeds", "2026-11-24")
    answer = previewed(network, "about=Odesa")
    assert answer.startswith("Odesa: the week to")
    assert lines(answer, "What passed") == ["• Yokohama 🇯🇵 — call: Of Odesa"]
    assert "Leeds" not in answer


def test_a_partnership_s_digest_tells_of_it_alone(network: Database) -> None:
    owed(network, "Leeds", "Hangzhou", "Owed by Leeds", "2026-11-24")
    owed(network, "Hangzhou", "Gifu", "Owed to Gifu", "2026-11-24")
    answer = previewed(network, "about=Leeds,Hangzhou")
    assert answer.startswith("Leeds – Hangzhou: the week to")
    assert lines(answer, "The next seven days") == ["• Leeds 🇬🇧 — Owed by Leeds · Tuesday"]
    assert "Gifu" not in answer


def test_nothing_is_told_but_what_the_whole_network_may_see(network: Database) -> None:
    for hidden in (Visibility.PARTNERSHIP, Visibility.PARTY):
        aid = logged(
            network, "Odesa", "Yokohama", ExchangeKind.AID, "Secret aid", visibility=hidden
        )
        owed(network, "Odesa", "Yokohama", "Secret", "2026-11-24", hidden)
        owed(network, "Odesa", "Yokohama", "Secret late", "2026-11-10", hidden, exchange_id=aid)
        kept(network, "Odesa", "Yokohama", visibility=hidden)
        met(network, "Odesa", "Secret Koval", hidden)
    assert "a quiet week" in previewed(network)
    assert "Secret" not in Conversation(network, "Petro").says("/digest preview about=Odesa")


def test_nothing_of_another_network_is_told(other_network: Database) -> None:
    logged(other_network, "Odesa", "Yokohama", ExchangeKind.CALL, "Ours")
    owed(other_network, "Odesa", "Yokohama", "Ours", "2026-11-24")
    marco = Conversation(other_network, "Marco", "harbours")
    assert marco.says("/digest preview").startswith("Harbour Cities: a quiet week.")


def test_an_archived_partnership_has_nothing_to_tell(network: Database) -> None:
    logged(network, "Leeds", "Hangzhou", ExchangeKind.CALL, "Archived since")
    number = changed(network, "Leeds", "Hangzhou", removed_at=TODAY)
    assert "a quiet week" in previewed(network)
    assert "is archived" in previewed(network, f"about=~{number}")


@pytest.mark.parametrize(("since", "is_told"), [("1965", False), ("2026-11", True)])
def test_only_a_partnership_that_began_of_late_is_new(
    network: Database, since: str, is_told: bool
) -> None:
    changed(network, "Yokohama", "Odesa", created_at=YESTERDAY, since=PartialDate.parse(since))
    assert ("new partnership" in previewed(network)) is is_told
