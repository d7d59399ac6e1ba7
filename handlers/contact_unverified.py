"""`/contact unverified`: who may have moved on, with a button to say that all is still right."""

from bot.chat.arguments import Page
from bot.chat.call import Call
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Note, Part, Reply
from bot.chat.resolving import City
from bot.chat.text import Text, _, _c, _n
from bot.domain.access import Role
from handlers.contact_words import STALE, entry_of
from handlers.pages import pages_of, turning
from storage.contact_views import ContactLine
from storage.views import PartyView

_PER_PAGE = 6


@command(
    "contact unverified",
    _("Contacts to verify: those that nobody did for a year, the longest first"),
    City("city", optional=True),
    options=(Option("page", Page("page", optional=True), _c("option", "page")),),
    examples=("contact unverified", "contact unverified Odesa"),
)
def contact_unverified(call: Call, city: PartyView | None, page: int | None) -> Reply:
    """Those of the city, or all that the speaker sees."""
    contacts = call.records.contacts
    before, party_id = call.today - STALE, city.id if city else None
    count = contacts.count_unverified(before, party_id)
    pages = pages_of(count, _PER_PAGE)
    at = min(page or 1, pages)
    lines = contacts.unverified(before, party_id, _PER_PAGE, (at - 1) * _PER_PAGE)
    parts: list[Part] = [Entries(tuple(entry_of(line, call.today) for line in lines))]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=at, pages=pages)))
    says = f"contact unverified #{city.id}" if city else "contact unverified"
    buttons = (*_verifying(call, lines), *turning(says, at, pages))
    return Reply(_title(city, count), tuple(parts), buttons, replaces=True)


def _title(city: PartyView | None, count: int) -> Text:
    if not count:
        return _("Every contact was verified within a year.")
    if city is None:
        return _n("{n} contact to verify", "{n} contacts to verify", count)
    return _n(
        "{n} contact of {city} to verify", "{n} contacts of {city} to verify", count, city=city.name
    )


def _verifying(call: Call, lines: list[ContactLine]) -> tuple[Button, ...]:
    """A button for each that the speaker may write; the others are only shown."""
    scope = call.speaker.scope
    if not scope.role.covers(Role.EDITOR):
        return ()
    own = set(call.records.contacts.partner_ids()) if scope.role is Role.EDITOR else None
    return tuple(
        Button(_("Verify {name}", name=line.called), f"contact verify #{line.id}")
        for line in lines
        if own is None or (line.party is not None and line.party.id in own)
    )
