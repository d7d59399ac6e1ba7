"""How follow-ups are shown: in full, and as a line of a list."""

from datetime import date, datetime

from bot.chat.call import Call
from bot.chat.labels import flag
from bot.chat.reply import Button, Entry, Weight
from bot.chat.speech import Speech
from bot.chat.text import Days, Text, _, _c
from bot.domain.due import Shift, instant
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import Priority
from handlers.record_words import dotted, repeated
from storage.follow_up_views import FollowUpView

# As much of a text as a button bears.
_ON_A_BUTTON = 28


def facts_of(follow_up: FollowUpView, call: Call) -> tuple[tuple[Text, Text], ...]:
    """All that is on record of it but its text, each fact under its label."""
    priority = follow_up.priority if follow_up.priority is not Priority.NORMAL else None
    known: tuple[tuple[Text, object], ...] = (
        (_("Partnership"), between(follow_up)),
        (_("Due"), due_of(follow_up, call)),
        (_("Your time"), _own_time(follow_up, call)),
        (_("Owner"), owner_of(follow_up)),
        (_("Again"), again_of(follow_up)),
        (_("Priority"), priority),
        (_("Reminders rest until"), _rest_of(follow_up, call)),
        (_("Closed"), closing_of(follow_up, call)),
        (_("Visible to"), follow_up.visibility),
    )
    return tuple((label, _c("value", "{value}", value=value)) for label, value in known if value)


def entry_of(follow_up: FollowUpView, call: Call, *, with_parties: bool = True) -> Entry:
    """When and whose, marked if it is late, what it is, and small print; the parties may go
    without saying."""
    when, who = due_in_short(follow_up, call), owner_of(follow_up)
    if follow_up.is_late(call.now):
        lead = _("⚠️ {when} · {who}", when=when, who=who)
    else:
        lead = _("{when} · {who}", when=when, who=who)
    parties = between(follow_up) if with_parties else ""
    return Entry(lead, follow_up.text, dotted(_small_print(follow_up, parties, call)))


def owner_of(follow_up: FollowUpView) -> Text:
    """Who is to act: by name, with the city they do it for; or whose reply who waits for."""
    party = follow_up.party.name if follow_up.party else ""
    if follow_up.awaited:
        return _awaiting(party, follow_up.owner)
    if follow_up.owner and party:
        return _("{name} ({city})", name=follow_up.owner, city=party)
    return follow_up.owner or party or _("nobody in particular")


def _awaiting(party: str, owner: str) -> Text:
    if party and owner:
        return _("{owner} awaits a reply from {city}", owner=owner, city=party)
    if party:
        return _("a reply from {city} is awaited", city=party)
    return _("{owner} awaits a reply", owner=owner) if owner else _("a reply is awaited")


def due_of(follow_up: FollowUpView, call: Call) -> Text:
    """The day in full; with a time also that, in the zone it was meant in."""
    if follow_up.due_time is None:
        return _c("value", "{value}", value=follow_up.due_on)
    return Speech(call.speech.language, follow_up.timezone).say(follow_up.due_at)


def due_in_short(follow_up: FollowUpView, call: Call) -> Text:
    """The day, and a time in the reader's own zone."""
    if follow_up.due_time is None:
        return _c("value", "{value}", value=PartialDate(follow_up.due_on))
    local = follow_up.due_at.astimezone(call.speech.zone)
    return _("{day}, {time}", day=PartialDate(local.date()), time=local.time())


def again_of(follow_up: FollowUpView) -> Text:
    """How often it comes again; empty if it does not."""
    return repeated(follow_up.every) if follow_up.every else ""


def between(follow_up: FollowUpView) -> str:
    """Its partnership by the parties: 'Yokohama 🇯🇵 – Odesa 🇺🇦'; empty if it has none."""
    named = (f"{party.name} {flag(party.country)}".strip() for party in follow_up.parties)
    return " – ".join(named)


def closing_of(follow_up: FollowUpView, call: Call) -> Text:
    """How and when it came to its end; empty if it has not."""
    if follow_up.closed_at is None:
        return ""
    day = PartialDate(follow_up.closed_at.astimezone(call.speech.zone).date())
    return _("{closure}, {day}", closure=follow_up.closure, day=day)


def shift_of(follow_up: FollowUpView) -> Text:
    """What a change of the clocks did to the time that was said; empty if nothing."""
    if follow_up.due_time is None:
        return ""
    match instant(follow_up.due_on, follow_up.due_time, follow_up.timezone).shift:
        case Shift.SKIPPED:
            return _(
                "The clocks are put forward that night and skip {time}, so it is due as much"
                " later.",
                time=follow_up.due_time,
            )
        case Shift.DOUBLED:
            return _(
                "The clocks are put back that night and show {time} twice; the first is meant.",
                time=follow_up.due_time,
            )
        case Shift.NONE:
            return ""


def in_short(text: str, longest: int = _ON_A_BUTTON) -> str:
    """As much of a text as there is room for."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def done_button(follow_up: FollowUpView) -> Button:
    """Closes it, told by its text."""
    label = _("Done: {text}", text=in_short(follow_up.text))
    return Button(label, f"follow done #{follow_up.id}")


def keep_open_button(follow_up: FollowUpView) -> Button:
    """Takes back that it was closed, whoever closed it."""
    return Button(_("Undo"), f"follow reopen #{follow_up.id}")


def steps_of(follow_up: FollowUpView) -> tuple[Button, ...]:
    """What can be done with an open one; of a closed one that it be open again."""
    number = follow_up.id
    if not follow_up.is_open:
        return (Button(_("Open again"), f"follow reopen #{number}"),)
    return (
        Button(_("Done"), f"follow done #{number}", Weight.PRIMARY),
        Button(_("Snooze"), f"follow snooze #{number}"),
        Button(_("Assign"), f"follow assign #{number}"),
        Button(_("Drop"), f"follow drop #{number}"),
    )


def _own_time(follow_up: FollowUpView, call: Call) -> Text:
    """The moment in the reader's zone, where that shows another time."""
    if follow_up.due_time is None or not _differs(follow_up, call):
        return ""
    return _c("value", "{value}", value=follow_up.due_at)


def _differs(follow_up: FollowUpView, call: Call) -> bool:
    local = follow_up.due_at.astimezone(call.speech.zone)
    owners = follow_up.due_at.astimezone(Speech("en", follow_up.timezone).zone)
    return local.replace(tzinfo=None) != owners.replace(tzinfo=None)


def _rest_of(follow_up: FollowUpView, call: Call) -> Text:
    until = follow_up.snoozed_until
    if until is None or until <= call.now or not follow_up.is_open:
        return ""
    return _c("value", "{value}", value=until)


def _small_print(follow_up: FollowUpView, parties: str, call: Call) -> tuple[Text, ...]:
    rest = follow_up.snoozed_until
    resting: Text = ""
    if rest is not None and rest > call.now:
        resting = _("rests until {day}", day=PartialDate(_local(rest, call)))
    high = _("high priority") if follow_up.priority is Priority.HIGH else ""
    said = (_lateness(follow_up, call), parties, again_of(follow_up), high, resting)
    return (*(each for each in said if each), f"#{follow_up.id}")


def _lateness(follow_up: FollowUpView, call: Call) -> Text:
    if not follow_up.is_late(call.now):
        return ""
    # In days of the calendar, as anybody counts them.
    late = (_local(call.now, call) - follow_up.due_on).days
    return _("late by {span}", span=Days(late)) if late > 0 else _("late")


def _local(moment: datetime, call: Call) -> date:
    return moment.astimezone(call.speech.zone).date()
