"""`/partner status`: where a partnership stands, on one screen."""

from datetime import date

from bot.chat.call import Call
from bot.chat.partnerships import Meant, ThePartnership, titled
from bot.chat.registry import command
from bot.chat.reply import (
    Button,
    Entries,
    Entry,
    Fields,
    Heading,
    Note,
    Paragraph,
    Part,
    Reply,
    Weight,
)
from bot.chat.text import Language, Listing, Text, _, _c
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import State
from handlers.exchange_words import entry_of, reading_of
from handlers.follow_beside import follow_up_button, of_both_sides
from handlers.health_words import dot, in_words
from handlers.measuring import Measured, measured
from handlers.partnership_words import agreement_of, awaiting, next_milestone
from storage.contacts import WhoToWrite
from storage.exchanges import ExchangeView
from storage.partnerships import PartnershipView
from storage.views import PartyView

LATEST = 3


@command(
    "partner status",
    _("Where a partnership stands, on one screen"),
    ThePartnership("meant"),
    examples=("partner status Odesa", "partner status Leeds Hangzhou"),
)
def partner_status(call: Call, meant: Meant) -> Reply:
    """Type, stage, agreement, health with its reasons, last exchanges, what is owed on both
    sides, whom to write to."""
    partnership = meant.partnership
    measure = measured(partnership, call)
    exchanges = call.records.exchanges.latest(partnership.id, limit=LATEST, until=call.today)
    planned = call.records.exchanges.next_planned(partnership.id, call.today)
    counterparts = _counterparts(call, partnership)
    contacts = call.records.contacts.to_write_to(
        [party.id for party in counterparts], limit=2 * min(3, len(counterparts))
    )
    owed, to_close = of_both_sides(call, partnership)
    parts: list[Part] = [
        *_archived(partnership),
        *awaiting(partnership),
        Fields(facts_of(partnership, planned, call)),
        Paragraph(score_of(measure)),
        *reasons_of(measure, partnership),
        Heading(_("Last exchanges")),
        _last(exchanges, partnership, call.today),
        *owed,
        Heading(_("Who to write to")),
        _people(contacts, counterparts),
    ]
    if partnership.note:
        parts.append(Note(partnership.note))
    steps = _next_steps(partnership, counterparts, contacts)
    if any(call.speaker.scope.may_write_for(party.id) for party in partnership.awaited):
        confirm = Button(_("Confirm"), f"partner confirm ~{partnership.id}", Weight.PRIMARY)
        steps = (confirm, *steps)
    steps = (*steps, *follow_up_button(call, partnership), *to_close)
    original = f"partner original ~{partnership.id}"
    reading = reading_of(exchanges, call, original)
    return Reply(titled(partnership), tuple(parts), steps, wish=reading)


def _counterparts(call: Call, partnership: PartnershipView) -> tuple[PartyView, ...]:
    """Whom to write to: the partners of the speaker's own city; all sides for anyone else."""
    own = call.speaker.party
    return partnership.others(own.id if own else None)


def _archived(partnership: PartnershipView) -> tuple[Part, ...]:
    if partnership.archived_at is None:
        return ()
    day = PartialDate(partnership.archived_at.date())
    if not partnership.archived_reason:
        return (Paragraph(_("Archived on {day}.", day=day)),)
    reason = partnership.archived_reason
    return (Paragraph(_("Archived on {day}: {reason}", day=day, reason=reason)),)


def facts_of(
    partnership: PartnershipView, planned: ExchangeView | None, call: Call
) -> tuple[tuple[Text, Text], ...]:
    """What was agreed, each fact under its label; those that are not known are left out."""
    known: tuple[tuple[Text, object], ...] = (
        (_("Type"), partnership.type),
        (_("Stage"), partnership.stage),
        (_("Since"), partnership.since),
        (_("Agreement"), agreement_of(partnership)),
        (_("Agreed channel"), _channel(partnership)),
        (_("Next milestone"), next_milestone(partnership, planned, call.today)),
    )
    return tuple((name, _c("value", "{value}", value=value)) for name, value in known if value)


def _channel(partnership: PartnershipView) -> Listing | None:
    language = Language(partnership.language) if partnership.language else None
    agreed = tuple(each for each in (partnership.medium, language) if each)
    return Listing(agreed) if agreed else None


def score_of(measure: Measured) -> Text:
    """The state and, where it is known, the score."""
    health = measure.health
    if health.state is State.ENDED:
        return _("{dot} {state}", dot=dot(health.state), state=health.state)
    if health.score is None:
        return _("{dot} Health: not known yet · {state}", dot=dot(health.state), state=health.state)
    return _(
        "{dot} Health: {score} of 100 · {state}",
        dot=dot(health.state),
        score=health.score,
        state=health.state,
    )


def reasons_of(measure: Measured, partnership: PartnershipView) -> tuple[Part, ...]:
    """The two that weigh most."""
    names = {party.id: party.name for party in partnership.parties}
    reasons = measure.health.reasons[:2]
    return tuple(Note(in_words(reason, names, measure.recorded)) for reason in reasons)


def _last(exchanges: list[ExchangeView], partnership: PartnershipView, today: date) -> Part:
    if not exchanges:
        return Paragraph(_("Nothing is recorded yet."))
    return Entries(tuple(entry_of(each, partnership, today) for each in exchanges))


def _people(contacts: list[WhoToWrite], counterparts: tuple[PartyView, ...]) -> Part:
    names = {party.id: party.name for party in counterparts}
    if not contacts:
        cities = Listing(tuple(names.values()), either=True)
        return Paragraph(_("Nobody is recorded for {cities} yet.", cities=cities))
    return Entries(tuple(_card(each, names[each.party_id]) for each in contacts))


def _card(contact: WhoToWrite, city: str) -> Entry:
    role: object = contact.position or contact.function
    place = _("{role}, {city}", role=role, city=city) if role else city
    name: Text = contact.name or _("(office)")
    return Entry(name, place, _reached(contact))


def _reached(contact: WhoToWrite) -> Text:
    spoken = Listing(tuple(Language(code) for code in contact.languages))
    if contact.address and contact.languages:
        return _("{address} · in {languages}", address=contact.address, languages=spoken)
    if contact.languages:
        return _("in {languages}", languages=spoken)
    return contact.address


def _next_steps(
    partnership: PartnershipView,
    counterparts: tuple[PartyView, ...],
    contacts: list[WhoToWrite],
) -> tuple[Button, ...]:
    steps = [Button(_("Timeline"), f"partner timeline ~{partnership.id}")]
    if partnership.archived_at is not None:
        restore = Button(_("Restore"), f"partner restore ~{partnership.id}", Weight.PRIMARY)
        steps.insert(0, restore)
    if contacts:
        steps.append(Button(_("Contact"), f"contact show #{contacts[0].id}"))
    city = counterparts[0]
    steps.append(Button(_("About {city}", city=city.name), f"city show #{city.id}"))
    return tuple(steps)
