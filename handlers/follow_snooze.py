"""Until when reminders may rest: days to choose from, and how to say any other."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.chat.calendars import PublicHolidays
from bot.chat.call import Call
from bot.chat.reply import Button, Note, Reply, Tone
from bot.chat.text import ShortDay, _, _c
from bot.domain.due import zone_of
from bot.domain.recurrence import Every, Unit
from bot.domain.working_time import Hours, works_on
from storage.follow_up_views import FollowUpView

_DAYS_AHEAD = 14
_A_DAY = timedelta(days=1)
_A_MONTH = Every(1, Unit.MONTH)
# A day in a month's time may be off; of so many days one is not.
_LONGEST_OFF = 31
_CALENDAR = PublicHolidays()


def until_when(call: Call, follow_up: FollowUpView) -> Reply:
    """Asks, with the working days of the next two weeks and one in a month, as they are to whoever
    is reminded."""
    says = f"follow snooze #{follow_up.id}"
    hours, today = _hours_of(call, follow_up), _today(call, follow_up)
    buttons = [
        Button(_c("value", "{value}", value=ShortDay(day)), f"{says} {day.isoformat()}")
        for day in _working_days(today + _A_DAY, _DAYS_AHEAD, hours)
    ]
    a_month_on = _A_MONTH.occurrence(today, 1)
    in_a_month = next(_working_days(a_month_on, _LONGEST_OFF, hours), a_month_on)
    label = _("In a month: {day}", day=ShortDay(in_a_month))
    buttons.append(Button(label, f"{says} {in_a_month.isoformat()}"))
    example = f"/{says} {(in_a_month + _A_DAY).isoformat()}"
    return Reply(
        _("Until when shall reminders rest?"),
        (Note(_("For any other day, write: {example}", example=example)),),
        tuple(buttons),
        Tone.QUESTION,
        replaces=True,
    )


def _working_days(first: date, days: int, hours: Hours) -> Iterator[date]:
    coming = (first + _A_DAY * number for number in range(days))
    return (day for day in coming if works_on(day, hours, _CALENDAR))


def _today(call: Call, follow_up: FollowUpView) -> date:
    """The later of the days that it is for the speaker and for the owner: what is ahead of it is
    ahead of both."""
    return max(call.today, call.now.astimezone(zone_of(follow_up.timezone)).date())


def _hours_of(call: Call, follow_up: FollowUpView) -> Hours:
    """Those of the owner's country; without an owner, of the city that owes it."""
    owner = call.records.officials.get(follow_up.owner_id or 0)
    if owner is not None:
        party = owner.party
    else:
        party = call.speaker.party if follow_up.awaited else follow_up.party
    return Hours(follow_up.timezone, country=party.country if party else "")
