"""`/contact find`, `show`, `verify` and `remove`."""

from bot.chat.arguments import Page, Rest
from bot.chat.call import Call
from bot.chat.contact_terms import terms_of
from bot.chat.contacts import Confirmed, TheContact, named
from bot.chat.errors import Mistake
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Note, Part, Reply, Tone, Weight
from bot.chat.text import Text, _, _n
from bot.domain.access import Role
from handlers.contact_words import (
    STALE,
    edit_hint,
    entry_of,
    parts_of,
    refuse_unless_writable,
    show_button,
    undo_button,
)
from handlers.pages import pages_of, turning
from storage.contact_views import ContactCard, ContactLine

_PER_PAGE = 6
_NEAREST = 3


class Wanted(Rest):
    """What to look for."""

    placeholder = _("TEXT")
    longest = 200


@command(
    "contact find",
    _("Find people and offices by name, position, organisation, city, language or script"),
    Wanted("text", optional=True),
    options=(Option("page", Page("page"), _("page")),),
    examples=("contact find Kovalenko", "contact find protocol Odesa", "contact find Cyrillic"),
)
def contact_find(call: Call, text: str | None, page: int | None) -> Reply:
    """Those whom everything asked for fits, the best first; all of them if nothing is asked."""
    contacts = call.records.contacts
    page = page or 1
    if text is None:
        count = contacts.count()
        page = min(page, pages_of(count, _PER_PAGE))
        lines = contacts.listed(_PER_PAGE, (page - 1) * _PER_PAGE)
        title: Text = _n("{n} contact", "{n} contacts", count)
        return _list(call, title, lines, "contact find", page, count)
    ids, notes = _found(call, text)
    if not ids:
        return _nobody(call, text)
    page = min(page, pages_of(len(ids), _PER_PAGE))
    lines = contacts.lines(ids[(page - 1) * _PER_PAGE : page * _PER_PAGE])
    title = _n("{n} contact for “{text}”", "{n} contacts for “{text}”", len(ids), text=text)
    return _list(call, title, lines, f"contact find {text}", page, len(ids), notes)


@command(
    "contact show",
    _("All that is known of a contact, and how to reach them"),
    TheContact("contact"),
    examples=("contact show Oksana Kovalenko",),
)
def contact_show(call: Call, contact: ContactCard) -> Reply:
    """The card, with what the speaker may do with it."""
    parts = parts_of(contact, call)
    may_write = call.speaker.scope.role.covers(Role.EDITOR) and call.records.contacts.writable(
        contact.party.id if contact.party else None
    )
    if not may_write:
        return Reply(contact.called, parts)
    buttons = (
        Button(_("Verify"), f"contact verify #{contact.id}", Weight.PRIMARY),
        Button(_("Remove"), f"contact remove #{contact.id}", Weight.DANGER),
        *_follow_up(call, contact),
    )
    return Reply(contact.called, (*parts, edit_hint(contact)), buttons)


def _follow_up(call: Call, contact: ContactCard) -> tuple[Button, ...]:
    """Begins a follow-up with the contact's city, where that is another one."""
    if contact.party is None or contact.party == call.speaker.party:
        return ()
    return (Button(_("Follow up"), f"follow add #{contact.party.id}"),)


@command(
    "contact verify",
    _("Say that all that is on record of a contact is right today"),
    TheContact("contact"),
    examples=("contact verify Oksana Kovalenko",),
    role=Role.EDITOR,
    writes=True,
)
def contact_verify(call: Call, contact: ContactCard) -> Reply:
    """Today's date and the speaker's name go on the card."""
    refuse_unless_writable(call, contact)
    contacts = call.records.contacts
    contacts.verify(contacts.record(contact.id), call.today)
    seen = contacts.card(contact.id) or contact
    party_id = contact.party.id if contact.party else None
    waiting = contacts.to_verify(party_id, call.today - STALE, passing_over=contact.id)
    buttons = [undo_button(call), show_button(contact.id)]
    if waiting is not None:
        following = _("Next to verify: {name}", name=waiting.called)
        buttons.insert(0, Button(following, f"contact show #{waiting.id}"))
    title = _("{contact} is verified.", contact=named(contact))
    return Reply(title, parts_of(seen, call), tuple(buttons), Tone.DONE)


@command(
    "contact remove",
    _("Take a contact off the record"),
    TheContact("contact"),
    Confirmed("confirmed", optional=True),
    examples=("contact remove Oksana Kovalenko",),
    role=Role.EDITOR,
    writes=True,
)
def contact_remove(call: Call, contact: ContactCard, confirmed: bool | None) -> Reply:
    """Asks first."""
    refuse_unless_writable(call, contact)
    if not confirmed:
        buttons = (
            Button(_("Remove"), f"contact remove #{contact.id} --yes", Weight.DANGER),
            Button(_("Erase for good …"), f"privacy forget #{contact.id}"),
            Button(_("Keep"), f"contact show #{contact.id}"),
        )
        title = _("Remove {contact}?", contact=named(contact))
        return Reply(title, parts_of(contact, call), buttons, Tone.QUESTION, replaces=True)
    contacts = call.records.contacts
    contacts.remove(contacts.record(contact.id), call.now)
    title = _("{contact} is removed.", contact=named(contact))
    return Reply(title, buttons=(undo_button(call),), tone=Tone.DONE, replaces=True)


def _found(call: Call, text: str) -> tuple[list[int], tuple[Part, ...]]:
    """Whom the search finds, with a caution if nobody fits it to the letter."""
    contacts = call.records.contacts
    terms = terms_of(text, call)
    if not terms:
        raise Mistake(_("Please say a name, a city, a language or anything else to look for."))
    exact = contacts.found(terms)
    if exact:
        return exact, ()
    near = contacts.found(terms_of(text, call, forgiving=True), forgiving=True)
    return near, (Note(_("Nothing is spelt exactly so; these come near.")),)


def _nobody(call: Call, text: str) -> Reply:
    contacts = call.records.contacts
    terms = terms_of(text, call, forgiving=True)
    near = contacts.lines(contacts.nearest(terms, _NEAREST))
    hint = Note(_("Try fewer words, or record someone: {example}", example="/contact add …"))
    title = _("I found nobody for “{text}”.", text=text)
    if not near:
        return Reply(title, (hint,), (Button(_("All contacts"), "contact find"),))
    parts = (Note(_("These fit in part:")), _entries(near, call), hint)
    return Reply(title, parts, _shown(near), replaces=call.message.pressed)


def _list(
    call: Call,
    title: Text,
    lines: list[ContactLine],
    says: str,
    page: int,
    count: int,
    notes: tuple[Part, ...] = (),
) -> Reply:
    pages = pages_of(count, _PER_PAGE)
    parts: list[Part] = [*notes, _entries(lines, call)]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=page, pages=pages)))
    if not lines:
        parts.append(Note(_("To record someone: {example}", example="/contact add …")))
    buttons = (*_shown(lines), *turning(says, page, pages))
    return Reply(title, tuple(parts), buttons, replaces=True)


def _entries(lines: list[ContactLine], call: Call) -> Entries:
    return Entries(tuple(entry_of(line, call.today) for line in lines))


def _shown(lines: list[ContactLine]) -> tuple[Button, ...]:
    return tuple(Button(line.called, f"contact show #{line.id}") for line in lines)
