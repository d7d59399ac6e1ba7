"""One private message about what is owed and what came up."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.chat.calendars import PublicHolidays
from bot.chat.reply import Button, Entry
from bot.chat.speech import Speech
from bot.domain.access import Role
from bot.domain.identity import Identity, Platform
from bot.domain.nudging import Rung
from bot.domain.vocabulary import Priority, Visibility
from bot.platforms.console.plain import plain
from handlers.nudges import FollowUpItem, NudgeItem, OccasionItem, nudge
from handlers.occasions import Told
from storage.follow_up_views import FollowUpView
from storage.recipients import Recipient
from storage.views import PartyView

YOKOHAMA, ODESA = PartyView(1, "Yokohama", "JP"), PartyView(2, "Odesa", "UA")
AMMAN = PartyView(3, "Amman", "JO")
AIKO = Recipient(
    7, 1, "Aiko", "en", "Asia/Tokyo", None, None, "JP", Role.EDITOR, 1, None,
    (Identity(Platform.SLACK, "U7", "T1"),),
)  # fmt: skip
PETRO = replace(AIKO, official_id=8, name="Petro", zone="Europe/Kyiv", country="UA", party_id=2)
SARI = replace(AIKO, official_id=9, name="Sari", zone="UTC", country="", party_id=None)
# A Wednesday without a holiday in either country.
DUE = date(2026, 11, 25)


def promise(**facts: Any) -> FollowUpView:
    """Aiko promised a pump specification by Wednesday, between Yokohama and Odesa."""
    known: dict[str, Any] = {
        "id": 12,
        "network_id": 1,
        "partnership_id": 1,
        "text": "Send the pump specification",
        "owner_id": 7,
        "owner": "Aiko",
        "party": YOKOHAMA,
        "awaited": False,
        "due_on": DUE,
        "due_time": None,
        "timezone": "Asia/Tokyo",
        "due_at": datetime(2026, 11, 25, 15, tzinfo=UTC),
        "snoozed_until": None,
        "every": "",
        "priority": Priority.NORMAL,
        "visibility": Visibility.NETWORK,
        "origin_platform": None,
        "origin_team": "",
        "origin_channel": "",
        "origin_message": "",
        "exchange_id": None,
        "closed_at": None,
        "closure": None,
        "parties": (YOKOHAMA, ODESA),
    }
    return FollowUpView(**{**known, **facts})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def said(
    *items: NudgeItem | FollowUpView, reader: Recipient = AIKO, now: str = "2026-11-25T09:00+09:00"
) -> str:
    whole = [FollowUpItem(each) if isinstance(each, FollowUpView) else each for each in items]
    reply = nudge(whole, reader, at(now), PublicHolidays())
    return plain(reply, Speech("en", reader.zone)).replace("\u202f", " ")


def test_one_thing_due_today_says_what_between_whom_and_when() -> None:
    assert said(promise()) == (
        "To do: Send the pump specification\n"
        "It is due today, Wednesday, November 25, 2026.\n"
        "Yokohama 🇯🇵 – Odesa 🇺🇦\n"
        "[Done] [Tomorrow] [Next week] [Another day] [Reassign] [Drop]"
    )


def test_each_button_says_a_command_with_the_number() -> None:
    reply = nudge([FollowUpItem(promise())], AIKO, at("2026-11-25T00:00Z"), PublicHolidays())
    assert [button.says for button in reply.buttons] == [
        "follow done #12",
        "follow snooze #12 tomorrow",
        "follow snooze #12 next week",
        "follow snooze #12",
        "follow assign #12",
        "follow drop #12",
    ]


def test_what_is_late_says_since_when_and_blames_nobody() -> None:
    told = said(promise(), now="2026-11-30T09:00+09:00")
    assert told.startswith(
        "Still open: Send the pump specification\n"
        "It was due on Wednesday, November 25, 2026, 5 days ago.\n"
    )


def test_tomorrow_is_called_so() -> None:
    told = said(promise(), now="2026-11-24T09:00+09:00")
    assert "It is due tomorrow, Wednesday, November 25, 2026." in told


def test_a_time_is_told_in_the_readers_own_zone() -> None:
    timed = promise(due_time=time(17), due_at=at("2026-11-25T17:00+09:00"))
    told = said(timed, reader=PETRO, now="2026-11-25T09:00+02:00")
    assert "It is due today at 10:00 AM (Europe/Kyiv)." in told


def test_a_time_of_another_day_is_told_with_its_day() -> None:
    timed = promise(due_time=time(17), due_at=at("2026-11-26T17:00+09:00"))
    assert "It is due on Thursday, November 26, 2026, 5:00 PM (Asia/Tokyo)." in said(timed)


def test_a_time_that_is_just_past_is_not_called_late_by_days() -> None:
    timed = promise(due_time=time(9), due_at=at("2026-11-25T09:00+09:00"))
    assert "It was due today at 9:00 AM (Asia/Tokyo)." in said(timed)


def test_an_awaited_reply_says_from_whom() -> None:
    assert said(promise(awaited=True, party=ODESA)).startswith(
        "Awaited from Odesa: Send the pump specification\n"
    )


def test_a_slack_message_is_linked() -> None:
    made_from = promise(
        origin_platform=Platform.SLACK,
        origin_team="T1",
        origin_channel="C1",
        origin_message="1700000000.000100",
    )
    assert "\nhttps://app.slack.com/client/T1/C1/thread/C1-1700000000.000100\n" in said(made_from)


def test_a_telegram_message_of_a_supergroup_is_linked() -> None:
    made_from = promise(
        origin_platform=Platform.TELEGRAM, origin_channel="-100200300", origin_message="44"
    )
    assert "\nhttps://t.me/c/200300/44\n" in said(made_from)


def test_a_backup_hears_why() -> None:
    item = FollowUpItem(promise(), Rung.BACKUP, stands_in=True)
    told = said(item, reader=SARI, now="2026-12-04T09:00+00:00")
    assert told.startswith("Promised by Aiko: Send the pump specification\n")
    assert "\nAiko has not reacted for 7 working days; can you help?\n" in told


def test_a_steward_hears_how_long_it_has_been() -> None:
    item = FollowUpItem(promise(), Rung.STEWARD, stands_in=True)
    told = said(item, reader=SARI, now="2026-12-15T09:00+00:00")
    assert "Aiko has not reacted for 14 working days; can you help?" in told


def test_who_stands_in_for_somebody_out_of_reach_hears_so() -> None:
    told = said(FollowUpItem(promise(), Rung.OWNER, stands_in=True), reader=SARI)
    assert "Aiko cannot be reached here at the moment; can you help?" in told


def test_what_a_city_promised_names_the_city_and_gives_no_reason() -> None:
    of_city = promise(owner_id=None, owner="", party=ODESA)
    told = said(FollowUpItem(of_city, Rung.OWNER, stands_in=True), reader=PETRO)
    assert told.startswith("Promised by Odesa: Send the pump specification\n")
    assert "reach" not in told


def test_what_nobody_owns_is_to_be_assigned() -> None:
    nobody = promise(owner_id=None, owner="", party=None)
    told = said(FollowUpItem(nobody, Rung.OWNER, stands_in=True), reader=SARI)
    assert "It has no owner yet; please assign it to somebody." in told


def test_a_holiday_of_the_partner_today_is_told() -> None:
    told = said(promise(), reader=PETRO, now="2026-11-23T09:00+02:00")
    assert "\nThe office in Yokohama is closed today: Labor Thanksgiving Day.\n" in told


def test_a_holiday_tomorrow_is_told() -> None:
    told = said(promise(), reader=PETRO, now="2026-11-02T09:00+02:00")
    assert "\nThe office in Yokohama is closed tomorrow: Culture Day.\n" in told


def test_days_off_that_go_on_are_told_to_their_end() -> None:
    told = said(promise(), reader=PETRO, now="2026-05-04T09:00+03:00")
    assert (
        "\nThe office in Yokohama is closed today: Greenery Day. It opens again on Thursday,"
        " May 7, 2026.\n" in told
    )


def test_a_friday_off_is_told_on_thursday() -> None:
    told = said(promise(parties=(YOKOHAMA, AMMAN)), now="2026-11-26T09:00+09:00")
    assert (
        "\nThe office in Amman closes tomorrow and opens again on Sunday, November 29, 2026.\n"
        in told
    )


def test_a_friday_off_is_told_on_friday() -> None:
    told = said(promise(parties=(YOKOHAMA, AMMAN)), now="2026-11-27T09:00+09:00")
    assert "\nThe office in Amman is closed today and opens again on Sunday," in told


def test_an_ordinary_weekend_is_no_news() -> None:
    assert "office" not in said(promise(), now="2026-11-27T09:00+09:00")


def test_the_readers_own_holiday_is_no_news() -> None:
    assert "office" not in said(promise(), now="2026-11-23T09:00+09:00")


GREETING = OccasionItem(
    Told(
        Entry("Yokohama – Odesa", "60 years since the partnership began.", "A day to greet."),
        (Button("Status", "partner status ~1"), Button("Timeline", "partner timeline ~1")),
    )
)


def test_one_occasion_keeps_all_its_buttons() -> None:
    assert said(GREETING) == (
        "Yokohama – Odesa\n"
        "60 years since the partnership began.\n"
        "A day to greet.\n"
        "[Status] [Timeline]"
    )


def test_several_things_are_one_numbered_message() -> None:
    late = promise(
        id=3, text="Answer the mayor", due_on=date(2026, 11, 20), due_at=at("2026-11-20T15:00Z")
    )
    assert said(GREETING, promise(), late) == (
        "3 things to look at\n"
        "• 1. Still open: Answer the mayor — It was due on Friday, November 20, 2026, 5 days ago."
        " — Yokohama 🇯🇵 – Odesa 🇺🇦\n"
        "• 2. To do: Send the pump specification — It is due today, Wednesday, November 25, 2026."
        " — Yokohama 🇯🇵 – Odesa 🇺🇦\n"
        "• 3. Yokohama – Odesa — 60 years since the partnership began. — A day to greet.\n"
        "[Done: 1] [Open 1] [Done: 2] [Open 2] [Open 3]"
    )


def test_what_presses_comes_first() -> None:
    pressing = promise(id=4, text="Water pumps", priority=Priority.HIGH)
    late = promise(id=3, text="Answer the mayor", due_at=at("2026-11-20T15:00Z"))
    assert "• 1. To do: Water pumps" in said(late, pressing)


def test_of_very_many_the_first_are_told_and_the_rest_counted() -> None:
    many = [promise(id=number, text=f"Task {number}") for number in range(1, 31)]
    told = said(*many)
    assert told.startswith("30 things to look at\n")
    assert "\n• 8. " in told
    assert "\n• 9. " not in told
    assert "\nand 22 more\n" in told
    assert told.endswith("[Your follow-ups]")


def test_words_of_people_stay_as_they_are() -> None:
    assert "To do: {n} <b>*pumps*</b>" in said(promise(text="{n} <b>*pumps*</b>"))
