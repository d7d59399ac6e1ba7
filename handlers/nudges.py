"""One private message about one thing or several: what it is, and the likely next steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.chat.reply import Button, Entries, Entry, Note, Paragraph, Part, Reply, Weight
from bot.chat.text import Text, _, _c, _n
from bot.domain.nudging import Rung
from bot.domain.vocabulary import Priority
from bot.domain.working_time import Calendar
from handlers.closed_offices import closed_offices
from handlers.follow_show import origin_of
from handlers.follow_words import between
from handlers.nudge_words import lead_of, when_of, why_of
from handlers.occasions import Told
from handlers.record_words import dotted
from storage.follow_up_views import FollowUpView
from storage.recipients import Recipient

MOST = 8


@dataclass(frozen=True, slots=True)
class FollowUpItem:
    """Something owed, and why it is this reader who is reminded of it: `stands_in` of somebody
    else, on this rung."""

    view: FollowUpView
    rung: Rung = Rung.OWNER
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class OccasionItem:
    """Something that came up by itself."""

    told: Told


NudgeItem = FollowUpItem | OccasionItem


@dataclass(frozen=True, slots=True)
class _Desk:
    """Whom it is written to, and when."""

    reader: Recipient
    now: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.reader.zone)).date()


def nudge(
    items: Sequence[NudgeItem], reader: Recipient, now: datetime, calendar: Calendar
) -> Reply:
    """What is owed and what came up, at least one thing, in one message to one person. Of very
    many the first are told: what presses, then what is due first, then what came up."""
    desk = _Desk(reader, now, calendar)
    ordered = sorted(items, key=_order)
    if len(ordered) == 1:
        return _alone(ordered[0], desk)
    numbered = list(enumerate(ordered[:MOST], 1))
    parts: list[Part] = [Entries(tuple(_line(number, each, desk) for number, each in numbered))]
    buttons = [button for number, each in numbered for button in _short_steps(number, each)]
    more = len(ordered) - MOST
    if more > 0:
        parts.append(Note(_n("and {n} more", "and {n} more", more)))
        buttons.append(Button(_("Your follow-ups"), "follow list mine"))
    title = _n("{n} thing to look at", "{n} things to look at", len(ordered))
    return Reply(title, tuple(parts), tuple(buttons))


def _order(item: NudgeItem) -> tuple[int, float]:
    match item:
        case FollowUpItem(view=view):
            return int(view.priority is not Priority.HIGH), view.due_at.timestamp()
        case OccasionItem():
            return 2, 0.0


def _alone(item: NudgeItem, desk: _Desk) -> Reply:
    match item:
        case FollowUpItem(view=view):
            notes = tuple(Note(text) for text in _small_print(item, desk))
            due = Paragraph(_when(view, desk))
            return Reply(_lead(item, desk), (due, *notes), _steps(view.id))
        case OccasionItem(told=told):
            said = [Paragraph(told.entry.text)] if told.entry.text else []
            small = [Note(told.entry.note)] if told.entry.note else []
            return Reply(told.entry.lead, (*said, *small), told.buttons)


def _line(number: int, item: NudgeItem, desk: _Desk) -> Entry:
    match item:
        case FollowUpItem(view=view):
            notes = dotted(_small_print(item, desk))
            entry = Entry(_lead(item, desk), _when(view, desk), notes)
        case OccasionItem(told=told):
            entry = told.entry
    lead = _c("numbered", "{number}. {what}", number=number, what=entry.lead)
    return Entry(lead, entry.text, entry.note)


def _lead(item: FollowUpItem, desk: _Desk) -> Text:
    return lead_of(item.view, desk.now, is_own=item.view.owner_id == desk.reader.official_id)


def _when(view: FollowUpView, desk: _Desk) -> Text:
    return when_of(view, desk.now, desk.reader.zone)


def _small_print(item: FollowUpItem, desk: _Desk) -> tuple[Text, ...]:
    """Between whom it is, why this reader is told, who cannot answer today, where it came from."""
    view, reader = item.view, desk.reader
    others = [party for party in view.parties if party.id != reader.party_id]
    if view.party is not None and not view.parties and view.party.id != reader.party_id:
        others = [view.party]
    said: tuple[Text, ...] = (
        between(view),
        why_of(view, item.rung) if item.stands_in else "",
        *closed_offices(others, desk.today, reader.country, desk.calendar),
        origin_of(view),
    )
    return tuple(each for each in said if each)


def _steps(number: int) -> tuple[Button, ...]:
    return (
        Button(_("Done"), f"follow done #{number}", Weight.PRIMARY),
        Button(_("Tomorrow"), f"follow snooze #{number} tomorrow"),
        Button(_("Next week"), f"follow snooze #{number} next week"),
        Button(_("Another day"), f"follow snooze #{number}"),
        Button(_("Reassign"), f"follow assign #{number}"),
        Button(_("Drop"), f"follow drop #{number}", Weight.DANGER),
    )


def _short_steps(number: int, item: NudgeItem) -> tuple[Button, ...]:
    open_label = _("Open {number}", number=number)
    match item:
        case FollowUpItem(view=view):
            done = Button(_("Done: {number}", number=number), f"follow done #{view.id}")
            return (done, Button(open_label, f"follow show #{view.id}"))
        case OccasionItem(told=told):
            return tuple(Button(open_label, each.says) for each in told.buttons[:1])
