"""`/network retention`: how long the network keeps what."""

from bot.chat.call import Call
from bot.chat.contacts import Confirmed
from bot.chat.parsing import Option
from bot.chat.periods import Kept, Months, Period
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Fields, Heading, Note, Part, Reply, Tone, Weight
from bot.chat.text import Text, _, _c, _n
from bot.domain.access import Role
from handlers.access import refuse_in_public
from storage.retention import Due, Periods

# Shorter ones would take what people still work with; a contact counts as unverified for a
# year already before it is marked.
_LEAST_UNVERIFIED, _LEAST_TRAIL = 12, 6


@command(
    "network retention",
    _("How long removed records, unverified contacts and the trail are kept"),
    Confirmed("confirmed", optional=True),
    options=(
        Option("removed", Period("removed"), _c("kept", "removed"), runs_on=True),
        Option(
            "unverified",
            Months("unverified", least=_LEAST_UNVERIFIED),
            _c("kept", "unverified"),
            runs_on=True,
        ),
        Option("trail", Months("trail", least=_LEAST_TRAIL), _c("kept", "trail"), runs_on=True),
    ),
    examples=("network retention", "network retention removed=90 unverified=36 trail=60"),
    role=Role.STEWARD,
    writes=True,
)
def network_retention(
    call: Call,
    confirmed: bool | None,
    removed: Kept | None,
    unverified: Kept | None,
    trail: Kept | None,
) -> Reply:
    """The periods and what the next run would erase; with new ones, the change."""
    refuse_in_public(call)
    retention = call.records.retention
    now = retention.periods()
    wanted = Periods(
        removed.count if removed else now.removed_days,
        unverified.count if unverified else now.unverified_months,
        trail.count if trail else now.trail_months,
    )
    due = retention.due(wanted, call.now)
    if wanted == now:
        title = _("How long records are kept")
        return Reply(title, (_periods(now), *_due(due), _history()))
    if not confirmed and due.total > retention.due(now, call.now).total:
        return _asked(wanted, due)
    retention.keep(wanted)
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    parts = (_periods(wanted), *_due(due))
    return Reply(_("Records are kept so from now on."), parts, (undo,), Tone.DONE, replaces=True)


def _asked(wanted: Periods, due: Due) -> Reply:
    says = (
        f"network retention --yes removed={_written(wanted.removed_days)}"
        f" unverified={_written(wanted.unverified_months)}"
        f" trail={_written(wanted.trail_months)}"
    )
    buttons = (
        Button(_("Keep them so"), says, Weight.DANGER),
        Button(_("Leave as it is"), "network retention"),
    )
    title = _("Keep records only so long? What is older is erased for good.")
    return Reply(title, (_periods(wanted), *_due(due)), buttons, Tone.QUESTION, replaces=True)


def _written(count: int | None) -> str:
    return "off" if count is None else str(count)


def _periods(periods: Periods) -> Part:
    return Fields(
        (
            (_("Removed contacts, follow-ups and officials"), _days(periods.removed_days)),
            (_("Contacts that nobody verified or changed"), _months(periods.unverified_months)),
            (_("Values in the audit trail"), _months(periods.trail_months)),
        )
    )


def _days(count: int | None) -> Text:
    return _("for ever") if count is None else _n("{n} day", "{n} days", count)


def _months(count: int | None) -> Text:
    return _("for ever") if count is None else _n("{n} month", "{n} months", count)


def _due(due: Due) -> tuple[Part, ...]:
    told = (
        _n("{n} removed contact", "{n} removed contacts", due.removed),
        _n("{n} removed follow-up", "{n} removed follow-ups", due.follow_ups),
        _n("{n} unverified contact", "{n} unverified contacts", due.unverified),
        _n("the values of {n} entry", "the values of {n} entries", due.trail),
    )
    entries = tuple(Entry(each) for each in told if each.count)
    if not entries:
        return (Note(_("The next daily run erases nothing.")),)
    return (Heading(_("The next daily run erases:")), Entries(entries))


def _history() -> Part:
    return Note(
        _(
            "Partnerships and exchanges are history and stay, also removed ones; people in them"
            " are forgotten at their wish: {say}. To change a period: {example}",
            say="/privacy forget",
            example="/network retention removed=90 unverified=36 trail=off",
        )
    )
