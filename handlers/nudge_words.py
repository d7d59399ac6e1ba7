"""What a reminder says of something owed: kindly, and to the point."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.text import Days, Text, _, _n
from bot.domain.nudging import Rung
from storage.follow_up_views import FollowUpView

# After so many working days somebody else is asked (see bot.domain.nudging).
_WAITED = {Rung.BACKUP: 7, Rung.STEWARD: 14}


def lead_of(view: FollowUpView, now: datetime, *, is_own: bool) -> Text:
    """What is owed, and by whom if that is not the reader."""
    party = view.party.name if view.party else ""
    if view.awaited:
        return (
            _("Awaited from {city}: {text}", city=party, text=view.text)
            if party
            else _("Awaited: {text}", text=view.text)
        )
    if not is_own and (view.owner or party):
        return _("Promised by {name}: {text}", name=view.owner or party, text=view.text)
    if view.is_late(now):
        return _("Still open: {text}", text=view.text)
    return _("To do: {text}", text=view.text)


def when_of(view: FollowUpView, now: datetime, zone: str) -> Text:
    """When it is due, or was, as a sentence in the reader's own time."""
    return _by_day(view, now, zone) if view.due_time is None else _by_time(view, now, zone)


def why_of(view: FollowUpView, rung: Rung) -> Text:
    """Why somebody hears of it who did not promise it; empty where they did for their city."""
    days = _WAITED.get(rung)
    if days is None:
        return _unreachable(view)
    if view.owner:
        return _n(
            "{name} has not reacted for {n} working day; can you help?",
            "{name} has not reacted for {n} working days; can you help?",
            days,
            name=view.owner,
        )
    if view.party is not None and not view.awaited:
        return _n(
            "Nobody in {city} has reacted for {n} working day; can you help?",
            "Nobody in {city} has reacted for {n} working days; can you help?",
            days,
            city=view.party.name,
        )
    return _n(
        "Nobody has taken it on for {n} working day; can you help?",
        "Nobody has taken it on for {n} working days; can you help?",
        days,
    )


def _unreachable(view: FollowUpView) -> Text:
    if view.owner:
        return _("{name} cannot be reached here at the moment; can you help?", name=view.owner)
    if view.party is None:
        return _("It has no owner yet; please assign it to somebody.")
    return ""


def _by_day(view: FollowUpView, now: datetime, zone: str) -> Text:
    left = (view.due_on - now.astimezone(ZoneInfo(zone)).date()).days
    if view.is_late(now):
        # Where the reader is, the day may not be over yet.
        return _("It was due on {day}, {span} ago.", day=view.due_on, span=Days(max(1, -left)))
    if left == 1:
        return _("It is due tomorrow, {day}.", day=view.due_on)
    if left > 1:
        return _("It is due on {day}.", day=view.due_on)
    return _("It is due today, {day}.", day=view.due_on)


def _by_time(view: FollowUpView, now: datetime, zone: str) -> Text:
    due = view.due_at.astimezone(ZoneInfo(zone))
    left = (due.date() - now.astimezone(ZoneInfo(zone)).date()).days
    if left == 0 and view.is_late(now):
        return _("It was due today at {time} ({zone}).", time=due.time(), zone=zone)
    if left == 0:
        return _("It is due today at {time} ({zone}).", time=due.time(), zone=zone)
    if view.is_late(now):
        return _("It was due on {moment}, {span} ago.", moment=view.due_at, span=Days(-left))
    return _("It is due on {moment}.", moment=view.due_at)
