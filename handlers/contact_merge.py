"""`/contact merge`: two records of one person or office become one."""

from dataclasses import replace

from bot.chat.arguments import Keyword
from bot.chat.call import Call
from bot.chat.contacts import Confirmed, TheContact, named
from bot.chat.errors import Mistake
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Note, Part, Reply, Tone, Weight
from bot.chat.text import Text, _, _c, _n
from bot.domain.access import Role
from bot.domain.vocabulary import Visibility
from handlers.contact_add import seen
from handlers.contact_words import (
    facts_of,
    parts_of,
    refuse_unless_writable,
    show_button,
    undo_button,
)
from storage.contact_merging import Gains, gains
from storage.contact_views import ContactCard, Way


@command(
    "contact merge",
    _("Make one contact of two: the first goes, the second takes over what it lacks"),
    TheContact("absorbed"),
    Keyword("into", accepted=("into",)),
    TheContact("kept"),
    Confirmed("confirmed", optional=True),
    examples=("contact merge O. Kovalenko into Oksana Kovalenko",),
    role=Role.EDITOR,
    writes=True,
)
def contact_merge(
    call: Call, absorbed: ContactCard, into: str, kept: ContactCard, confirmed: bool | None
) -> Reply:
    """Shows what would move, asks, and does it."""
    if absorbed.id == kept.id:
        raise Mistake(_("{contact} is one contact already.", contact=named(kept)))
    refuse_unless_writable(call, absorbed, kept)
    contacts = call.records.contacts
    if not confirmed:
        taken = gains(contacts.record(kept.id), contacts.record(absorbed.id))
        return _preview(absorbed, kept, taken, call)
    count = contacts.merge(contacts.record(absorbed.id), contacts.record(kept.id), call.now)
    now = seen(call, kept.id)
    parts: list[Part] = list(parts_of(now, call))
    if count:
        parts.append(
            Note(_n("It now stands in {n} exchange.", "It now stands in {n} exchanges.", count))
        )
    parts += _widened(absorbed, kept)
    title = _("{absorbed} is merged into {kept}.", absorbed=named(absorbed), kept=named(now))
    buttons = (undo_button(call), show_button(now.id))
    return Reply(title, tuple(parts), buttons, Tone.DONE, replaces=True)


def _preview(absorbed: ContactCard, kept: ContactCard, taken: Gains, call: Call) -> Reply:
    """What the one that stays would take over."""
    moved = _moved(absorbed, taken, call)
    parts: list[Part] = [Fields(moved)]
    if not moved:
        parts = [Note(_("It has nothing that the other lacks; it will only go."))]
    else:
        parts += _widened(absorbed, kept)
    says = f"contact merge #{absorbed.id} into #{kept.id} --yes"
    buttons = (
        Button(_("Merge"), says, Weight.DANGER),
        Button(_("Keep both"), f"contact show #{kept.id}"),
    )
    title = _(
        "Merge {absorbed} into {kept}? The first goes; this moves:",
        absorbed=named(absorbed),
        kept=named(kept),
    )
    return Reply(title, tuple(parts), buttons, Tone.QUESTION, replaces=True)


def _widened(absorbed: ContactCard, kept: ContactCard) -> list[Part]:
    """A caution if what moves comes into a wider circle."""
    circles = list(Visibility)
    if circles.index(absorbed.visibility) >= circles.index(kept.visibility):
        return []
    return [Note(_("⚠️ What moves will then be visible to: {circle}.", circle=kept.visibility))]


def _moved(absorbed: ContactCard, taken: Gains, call: Call) -> tuple[tuple[Text, Text], ...]:
    """What moves, under its label: the card of the one that goes, without what stays behind."""
    moving = replace(
        absorbed,
        names=tuple(name for name in (taken.name, *taken.names) if name),
        ways=tuple(Way(way.medium, way.address) for way in taken.ways),
        languages=taken.languages,
        position=taken.facts.get("position", ""),
        function=taken.facts.get("function"),
        party=absorbed.party if "party_id" in taken.facts else None,
        organisation=absorbed.organisation if "organisation_id" in taken.facts else "",
        term_from=taken.facts.get("term_from"),
        term_until=taken.facts.get("term_until"),
        source=taken.facts.get("source", ""),
        legal_basis=taken.facts.get("legal_basis"),
    )
    facts = facts_of(moving, call, with_time=False, with_circle=False)
    others = ((_("Verified"), "verified_on"), (_c("contact", "Note"), "note"))
    return (
        *facts,
        *(
            (label, _c("value", "{value}", value=taken.facts[column]))
            for label, column in others
            if column in taken.facts
        ),
    )
