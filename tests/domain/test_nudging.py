"""Of what is promised its owner is reminded in time; then others are; then nobody."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.due import moment_of
from bot.domain.nudging import Plan, Rung, moments, plan
from bot.domain.vocabulary import Priority
from bot.domain.working_time import Hours
from tests.domain.offices import Offices
from tests.domain.promises import KYIV, MADE_AT, NOBODY_AWAY, Sent, promised, pumped

HIGH, LOW = Priority.HIGH, Priority.LOW


def told(sent: Sent, hours: Hours = KYIV) -> list[str]:
    zone = ZoneInfo(hours.zone)
    return [f"{rung} {moment.astimezone(zone):%a %d %b %H:%M}" for rung, moment in sent]


def kyiv(day: int, hour: int, minute: int = 0) -> datetime:
    return moment_of(date(2026, 11, day), time(hour, minute), KYIV.zone)


def test_a_day_is_reminded_of_in_its_morning_and_then_ever_less_often() -> None:
    assert told(pumped(promised())) == [
        "owner Fri 20 Nov 09:00",
        "owner Mon 23 Nov 09:00",
        "owner Wed 25 Nov 09:00",
        "backup Tue 01 Dec 09:00",
        "steward Thu 10 Dec 09:00",
    ]


def test_a_time_is_reminded_of_that_morning_and_when_it_comes() -> None:
    assert told(pumped(promised(due_time=time(15))))[:3] == [
        "owner Fri 20 Nov 09:00",
        "owner Fri 20 Nov 15:00",
        "owner Mon 23 Nov 09:00",
    ]


def test_a_morning_less_than_an_hour_before_is_the_one_of_the_working_day_before() -> None:
    assert told(pumped(promised(date(2026, 11, 23), time(9, 30))))[:2] == [
        "owner Fri 20 Nov 09:00",
        "owner Mon 23 Nov 09:30",
    ]


def test_what_presses_is_told_the_working_day_before_as_well() -> None:
    assert told(pumped(promised(date(2026, 11, 23), priority=HIGH)))[:2] == [
        "owner Fri 20 Nov 09:00",
        "owner Mon 23 Nov 09:00",
    ]


def test_what_does_not_press_is_told_twice_and_to_nobody_else() -> None:
    assert told(pumped(promised(due_time=time(15), priority=LOW))) == [
        "owner Fri 20 Nov 15:00",
        "owner Tue 01 Dec 09:00",
    ]


def test_what_is_due_on_a_free_day_is_told_before_and_after_it() -> None:
    assert told(pumped(promised(date(2026, 11, 22))))[:3] == [
        "owner Fri 20 Nov 09:00",
        "owner Mon 23 Nov 08:00",
        "owner Tue 24 Nov 09:00",
    ]


def test_what_is_due_at_night_is_told_that_morning_and_the_next() -> None:
    assert told(pumped(promised(date(2026, 11, 18), time(23))))[:3] == [
        "owner Wed 18 Nov 09:00",
        "owner Thu 19 Nov 08:00",
        "owner Fri 20 Nov 09:00",
    ]


def test_holidays_of_both_sides_are_waited_for() -> None:
    hours = Hours("Europe/Kyiv", country="UA", partners=("JP",))
    calendar = Offices(UA={date(2026, 11, 24)}, JP={date(2026, 11, 23)})
    assert told(pumped(promised(), hours, calendar))[:3] == [
        "owner Fri 20 Nov 09:00",
        "owner Wed 25 Nov 09:00",
        "owner Fri 27 Nov 09:00",
    ]


def test_days_are_those_of_whoever_is_reminded() -> None:
    hours = Hours("Asia/Amman", country="JO")
    sent = told(pumped(promised(date(2026, 11, 19), zone=hours.zone), hours), hours)
    assert sent[:2] == ["owner Thu 19 Nov 09:00", "owner Sun 22 Nov 09:00"]


def test_far_to_the_west_the_morning_before_is_still_in_time() -> None:
    hours = Hours("America/Los_Angeles", country="US")
    sent = told(pumped(promised(zone="Pacific/Auckland"), hours), hours)
    assert sent[0] == "owner Thu 19 Nov 09:00"


def test_what_is_promised_for_today_after_the_morning_is_told_in_the_afternoon() -> None:
    sent = told(pumped(promised(made_at=kyiv(20, 11))))
    assert sent[:2] == ["owner Fri 20 Nov 16:00", "owner Mon 23 Nov 09:00"]


def test_what_is_promised_for_today_in_the_evening_is_told_on_the_next_working_day() -> None:
    assert told(pumped(promised(made_at=kyiv(20, 17))))[0] == "owner Mon 23 Nov 09:00"


def test_a_morning_before_it_was_promised_is_none() -> None:
    assert told(pumped(promised(due_time=time(15), made_at=kyiv(20, 11))))[0] == (
        "owner Fri 20 Nov 15:00"
    )


def test_put_off_to_today_does_not_remind_at_once_of_a_morning_gone() -> None:
    promise = promised(due_time=time(17))
    now = kyiv(20, 12)
    found = plan(promise, 1, kyiv(18, 0), now, KYIV, NOBODY_AWAY)
    assert (found.due, found.next_at) == (False, kyiv(20, 17))


def test_what_is_closed_has_nothing_to_come() -> None:
    promise = promised(is_open=False)
    found = plan(promise, 2, promise.due_at, kyiv(25, 9), KYIV, NOBODY_AWAY)
    assert found == Plan(False, Rung.OWNER, 2, None, promise.due_at)
    assert moments(promise, KYIV, NOBODY_AWAY, MADE_AT) == []


def test_several_that_were_missed_are_one() -> None:
    sent = told(pumped(promised(), since=kyiv(24, 12)))
    assert sent[:2] == ["owner Tue 24 Nov 12:00", "owner Wed 25 Nov 09:00"]


def test_the_latest_of_those_that_were_missed_says_to_whom_it_goes() -> None:
    late = datetime(2026, 12, 2, 12, tzinfo=UTC)
    assert told(pumped(promised(), since=late))[:1] == ["backup Wed 02 Dec 14:00"]


def test_what_was_missed_is_not_made_up_for_at_night() -> None:
    assert told(pumped(promised(), since=kyiv(20, 23)))[0] == "owner Mon 23 Nov 08:00"


def test_a_reminder_that_was_sent_is_not_sent_again_when_asked_again() -> None:
    promise, now = promised(), kyiv(20, 9)
    sent = plan(promise, 0, None, now, KYIV, NOBODY_AWAY)
    again = plan(promise, sent.step, sent.counted_from, now, KYIV, NOBODY_AWAY)
    assert (sent.due, again.due) == (True, False)
    assert sent.next_at == again.next_at == kyiv(23, 9)


def test_reminders_rest_until_the_day_they_were_snoozed_to() -> None:
    promise = promised(snoozed_until=kyiv(25, 9))
    assert told(pumped(promise)) == [
        "owner Wed 25 Nov 09:00",
        "owner Thu 26 Nov 09:00",
        "owner Mon 30 Nov 09:00",
        "backup Fri 04 Dec 09:00",
        "steward Tue 15 Dec 09:00",
    ]


def test_who_snoozed_to_a_day_before_it_is_due_is_told_on_both() -> None:
    promise = promised(snoozed_until=kyiv(18, 9))
    assert told(pumped(promise))[:3] == [
        "owner Wed 18 Nov 09:00",
        "owner Fri 20 Nov 09:00",
        "owner Mon 23 Nov 09:00",
    ]


def test_who_snoozed_within_the_day_is_told_once_more_that_day() -> None:
    assert told(pumped(promised(snoozed_until=kyiv(20, 14))))[:2] == [
        "owner Fri 20 Nov 14:00",
        "owner Mon 23 Nov 09:00",
    ]


def test_a_snooze_that_ends_at_night_ends_in_the_morning() -> None:
    assert told(pumped(promised(snoozed_until=kyiv(24, 3))))[0] == "owner Tue 24 Nov 08:00"


def test_a_snooze_after_some_reminders_starts_them_anew() -> None:
    promise = promised(snoozed_until=kyiv(30, 9))
    found = plan(promise, 6, promise.due_at, kyiv(25, 12), KYIV, NOBODY_AWAY)
    assert (found.due, found.rung, found.next_at) == (False, Rung.OWNER, kyiv(30, 9))


def test_a_new_date_starts_them_anew() -> None:
    promise = promised(date(2026, 11, 30))
    found = plan(promise, 6, kyiv(21, 0), kyiv(25, 12), KYIV, NOBODY_AWAY)
    assert (found.due, found.rung, found.next_at) == (False, Rung.OWNER, kyiv(30, 9))


def test_a_priority_that_changes_leaves_what_was_sent_behind() -> None:
    usual, pressing = promised(), promised(priority=HIGH)
    sent = plan(usual, 0, None, kyiv(20, 9), KYIV, NOBODY_AWAY)
    found = plan(pressing, sent.step, sent.counted_from, kyiv(20, 10), KYIV, NOBODY_AWAY)
    assert (found.due, found.next_at) == (False, kyiv(23, 9))


def test_what_is_to_come_can_be_seen_beforehand() -> None:
    assert moments(promised(), KYIV, NOBODY_AWAY, MADE_AT) == pumped(promised())


def test_what_has_been_is_not_to_come() -> None:
    found = moments(promised(), KYIV, NOBODY_AWAY, kyiv(25, 12))
    assert [rung for rung, _moment in found] == [Rung.BACKUP, Rung.STEWARD]


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=4)])
def test_a_clock_that_is_put_back_does_not_remind_again(back: timedelta) -> None:
    promise = promised()
    sent = plan(promise, 0, None, kyiv(20, 9), KYIV, NOBODY_AWAY)
    found = plan(promise, sent.step, sent.counted_from, kyiv(20, 9) - back, KYIV, NOBODY_AWAY)
    assert (found.due, found.next_at) == (False, kyiv(23, 9))


def test_the_second_of_two_hours_of_the_same_name_does_not_remind_again() -> None:
    hours = Hours("Europe/Kyiv", time(0), time(0), "UA")
    promise = promised(date(2026, 10, 25), time(3, 30), snoozed_until=None, priority=LOW)
    sent = pumped(promise, hours, Weekdays(), since=datetime(2026, 10, 20, tzinfo=UTC))
    assert sent[0][1] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert sent[1][1] > datetime(2026, 10, 26, tzinfo=UTC)


class Weekdays(Offices):
    """Nobody ever rests."""

    def is_weekend(self, country: str, day: date) -> bool:
        return False
