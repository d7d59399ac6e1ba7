"""`/contact edit`: change what is on record of a contact, fact by fact."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.chat.arguments import Choice
from bot.chat.call import Call
from bot.chat.contact_facts import facts as contact_facts
from bot.chat.contacts import TheContact, named
from bot.chat.errors import Mistake
from bot.chat.parsing import CLEARED, Option
from bot.chat.registry import command
from bot.chat.reply import Fields, Part, Reply, Tone
from bot.chat.text import Listing, Text, _, _c
from bot.domain.access import Role
from bot.domain.names import fold
from bot.domain.vocabulary import ContactMedium
from handlers.contact_add import seen
from handlers.contact_words import (
    basis_hints,
    facts_of,
    refuse_unless_writable,
    show_button,
    undo_button,
)
from storage.contact_views import ContactCard
from storage.contacts import Contacts
from storage.models import Contact

_OPTIONS = contact_facts(clearable=True)
_Change = Callable[[Contacts, Contact, Any], None]


@command(
    "contact edit",
    _("Change what is on record of a contact; `phone=` with nothing after it takes it away"),
    TheContact("contact"),
    options=(
        *_OPTIONS,
        Option("prefer", Choice("prefer", words=ContactMedium), _("preferred medium")),
    ),
    examples=(
        "contact edit Oksana Kovalenko position=deputy mayor email=oksana@odesa.example",
        "contact edit Oksana Kovalenko phone= prefer=email",
    ),
    role=Role.EDITOR,
    writes=True,
)
def contact_edit(
    call: Call, contact: ContactCard, prefer: ContactMedium | None, **given: Any
) -> Reply:
    """What was before and what is now, of every fact that changed."""
    refuse_unless_writable(call, contact)
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes and prefer is None:
        raise Mistake(_how_to(contact))
    _carry_out(call, contact, changes, prefer)
    after = seen(call, contact.id)
    refuse_unless_writable(call, after)
    changed = _differences(contact, after, call)
    if not changed:
        return Reply(_("{contact} is so already.", contact=named(after)))
    title = _("{contact} is changed.", contact=named(after))
    hints = basis_hints(after) if {"basis", "source"} & set(changes) else ()
    parts: tuple[Part, ...] = (Fields(changed), *hints)
    return Reply(title, parts, (undo_button(call), show_button(after.id)), Tone.DONE)


def _carry_out(
    call: Call, contact: ContactCard, changes: Mapping[str, Any], preferred: ContactMedium | None
) -> None:
    contacts = call.records.contacts
    record = contacts.record(contact.id)
    for name, value in changes.items():
        _CHANGES[name](contacts, record, None if value is CLEARED else value)
    if not fold(record.name) and not fold(record.position):
        raise Mistake(_("A contact needs a name or a position."))
    if record.party_id is None and record.organisation_id is None:
        raise Mistake(_("A contact needs a city or an organisation."))
    if preferred is not None and not contacts.prefer(record, preferred):
        raise Mistake(
            _("{contact} has no {medium} on record.", contact=named(contact), medium=preferred)
        )
    contacts.keep(record)


def _how_to(contact: ContactCard) -> Text:
    return _(
        "Please say what to change in {contact}, with any of {facts}, for example: {example}",
        contact=named(contact),
        facts=Listing(tuple(f"{option.name}=" for option in _OPTIONS)),
        example=f"/contact edit #{contact.id} position=deputy mayor",
    )


def _differences(
    before: ContactCard, after: ContactCard, call: Call
) -> tuple[tuple[Text, Text], ...]:
    """What is not as it was, as 'before → after' under the fact's label."""
    was, is_now = _told(before, call), _told(after, call)
    changed = [label for label in {**was, **is_now} if was.get(label) != is_now.get(label)]
    return tuple(
        (label, _("{before} → {after}", before=was.get(label, "—"), after=is_now.get(label, "—")))
        for label in changed
    )


def _told(contact: ContactCard, call: Call) -> dict[str, str]:
    """Every fact as the speaker reads it, under its label; local time is no fact on record."""
    preferred = next((way.medium for way in contact.ways if way.preferred), None)
    plain = tuple(replace(way, preferred=False) for way in contact.ways)
    facts = (
        (_("Name"), contact.name),
        *facts_of(replace(contact, ways=plain), call, with_time=False),
        (_("Preferred medium"), _c("value", "{value}", value=preferred) if preferred else ""),
        (_c("contact", "Note"), contact.note),
    )
    told: dict[str, str] = {}
    for label, value in facts:
        name, said = call.speech.say(label), call.speech.say(value)
        told[name] = f"{told[name]}; {said}" if name in told else said
    return {name: said for name, said in told.items() if said}


def _rename(_contacts: Contacts, record: Contact, value: Any) -> None:
    record.name = value or ""


def _move(_contacts: Contacts, record: Contact, value: Any) -> None:
    record.party_id = value.id if value else None


def _repeat_term(_contacts: Contacts, record: Contact, value: Any) -> None:
    record.term_from, record.term_until = value or (None, None)


def _speak(_contacts: Contacts, record: Contact, value: Any) -> None:
    record.languages = list(value or ())


def _call_also(contacts: Contacts, record: Contact, value: Any) -> None:
    if value is None:
        contacts.call_only(record, record.name)
    else:
        contacts.also_call(record, value)


def _join(contacts: Contacts, record: Contact, value: Any) -> None:
    contacts.join(record, value or "")


def _setting(column: str, nothing: Any) -> _Change:
    return lambda _contacts, record, value: setattr(record, column, value or nothing)


def _reaching(medium: ContactMedium) -> _Change:
    def reach(contacts: Contacts, record: Contact, value: Any) -> None:
        if value is None:
            contacts.reach_no_more(record, medium)
        else:
            contacts.reach(record, value)

    return reach


# What each fact changes; a value of None takes it away.
_CHANGES: dict[str, _Change] = {
    "name": _rename,
    "city": _move,
    "position": _setting("position", ""),
    "function": _setting("function", None),
    "languages": _speak,
    "org": _join,
    "alias": _call_also,
    "visibility": _setting("visibility", None),
    "term": _repeat_term,
    "basis": _setting("legal_basis", None),
    "source": _setting("source", ""),
    "note": _setting("note", ""),
    **{medium.value: _reaching(medium) for medium in ContactMedium},
}
