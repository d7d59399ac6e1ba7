"""`/audit`: what was changed, by whom, from where, and what stood there before."""

from collections.abc import Sequence

from bot.chat.arguments import Page
from bot.chat.call import Call
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Heading, Note, Part, Reply
from bot.chat.resolving import City
from bot.chat.text import Text, _, _c, _n
from bot.domain.access import Role
from handlers.access import ensure_may_write_for, refuse_in_public
from handlers.audit_words import entry_of, headline, told_of
from handlers.pages import pages_of, turning
from handlers.record_words import said
from storage.audit_circles import Circle
from storage.audit_reading import MOST_ENTRIES
from storage.audit_views import Change, Telling
from storage.views import PartyView

PER_PAGE = 5
_MOST_RECORDS = 6
# Only what was done lately is offered to be taken back.
_MOST_UNDONE = 3
_MOST_ERASURES = 5
_PAGE = Option("page", Page("page", optional=True), _c("option", "page"))


@command(
    "audit mine",
    _("What you changed, the latest first"),
    options=(_PAGE,),
    examples=("audit mine",),
)
def audit_mine(call: Call, page: int | None) -> Reply:
    """What the speaker changed in this network, from whichever of their accounts."""
    refuse_in_public(call)
    circle = call.records.history.mine(str(call.speaker.identity))
    title = _("What you changed")
    return _screen(call, circle, title, "audit mine", page, is_own=True)


@command(
    "audit party",
    _("What was changed of a city: its people, partnerships and exchanges"),
    City("city"),
    options=(_PAGE,),
    examples=("audit party Odesa",),
    role=Role.EDITOR,
)
def audit_party(call: Call, city: PartyView, page: int | None) -> Reply:
    """For those who write for the party."""
    refuse_in_public(call)
    ensure_may_write_for(call, (city,))
    circle = call.records.history.of_party(city.id)
    title = _("Changes of {city}", city=city.name)
    return _screen(call, circle, title, f"audit party #{city.id}", page)


@command(
    "audit network",
    _("Everything that was changed in the network"),
    options=(_PAGE,),
    examples=("audit network",),
    role=Role.STEWARD,
)
def audit_network(call: Call, page: int | None) -> Reply:
    """Roles, invitations, bound places and settings as well, and what was erased."""
    refuse_in_public(call)
    history = call.records.history
    title = _("Changes in {network}", network=call.speaker.network.name)
    reply = _screen(call, history.of_network(), title, "audit network", page)
    erased = history.erasures(_MOST_ERASURES) if (page or 1) == 1 else []
    notes = tuple(
        Note(
            _n(
                "Personal data erased on {moment}, {cause}: {n} record.",
                "Personal data erased on {moment}, {cause}: {n} records.",
                each.records,
                moment=each.at,
                cause=said("cause", each.cause),
            )
        )
        for each in erased
    )
    return Reply(reply.title, (*reply.parts, *notes), reply.buttons, replaces=True)


def _screen(
    call: Call, circle: Circle, title: Text, says: str, page: int | None, *, is_own: bool = False
) -> Reply:
    history = call.records.history
    found = history.page(circle, PER_PAGE, page or 1)
    if not found.count:
        return Reply(title, (Note(_("Nothing was changed yet.")),), replaces=True)
    entries = [entry for change in found.changes for entry in change.entries]
    telling = history.telling(entries, is_sifted=not is_own)
    parts: list[Part] = [Note(_n("{n} change", "{n} changes", found.count))]
    for number, change in enumerate(found.changes, (found.number - 1) * PER_PAGE + 1):
        parts += _told(number, change, telling, is_own=is_own)
    pages = pages_of(found.count, PER_PAGE)
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=found.number, pages=pages)))
    undo = _undo_buttons(call, found.changes) if found.number == 1 else ()
    return Reply(title, tuple(parts), (*undo, *turning(says, found.number, pages)), replaces=True)


def _told(number: int, change: Change, telling: Telling, *, is_own: bool) -> list[Part]:
    records = told_of(change.entries)
    shown = records[:_MOST_RECORDS]
    parts: list[Part] = [
        Heading(headline(number, change, telling, is_own=is_own)),
        Entries(tuple(entry_of(each, telling) for each in shown)),
    ]
    more = len(records) - len(shown) + max(0, change.count - MOST_ENTRIES)
    return [*parts, Note(_n("and {n} more", "and {n} more", more))] if more else parts


def _undo_buttons(call: Call, changes: Sequence[Change]) -> tuple[Button, ...]:
    """For the latest changes that are the speaker's to take back, by their numbers."""
    latest = changes[:_MOST_UNDONE]
    short = [each.batch for each in latest if each.count <= MOST_ENTRIES]
    undoable = call.records.history.undoable(short)
    return tuple(
        Button(_("Undo {number}", number=number), f"undo {each.batch}")
        for number, each in enumerate(latest, 1)
        if each.batch in undoable
    )
