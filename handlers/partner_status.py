"""`/partner status`: where a partnership stands, on one screen."""

from bot.chat.call import Call
from bot.chat.partnerships import Meant, ThePartnership, titled
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Fields, Heading, Note, Paragraph, Part, Reply
from bot.chat.text import Language, Listing, Text, _, _c
from bot.domain.health import Health
from handlers.exchange_words import entry_of
from handlers.health_words import dot, in_words
from handlers.measuring import health_of
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
    """Type, stage, agreement, health with its reasons, last exchanges, whom to write to."""
    partnership = meant.partnership
    health = health_of(partnership, call)
    exchanges = call.records.exchanges.latest(partnership.id, limit=LATEST)
    counterparts = _counterparts(call, meant)
    contacts = call.records.contacts.to_write_to([party.id for party in counterparts])
    parts: list[Part] = [
        Fields(_facts(partnership)),
        Paragraph(_score(health)),
        *_reasons(health, partnership),
        Heading(_("Last exchanges")),
        _last(exchanges, partnership),
        Heading(_("Who to write to")),
        _people(contacts, counterparts),
    ]
    if partnership.note:
        parts.append(Note(partnership.note))
    steps = _next_steps(partnership, counterparts, contacts)
    return Reply(titled(partnership), tuple(parts), steps)


def _counterparts(call: Call, meant: Meant) -> tuple[PartyView, ...]:
    """The side to write to: the partners of the speaker's own city, else the city asked for."""
    own = call.speaker.party
    if own is not None and meant.partnership.has(own.id):
        return meant.partnership.others(own.id)
    return (meant.city,) if meant.city else meant.partnership.parties


def _facts(partnership: PartnershipView) -> tuple[tuple[Text, Text], ...]:
    known: tuple[tuple[Text, object], ...] = (
        (_("Type"), partnership.type),
        (_("Stage"), partnership.stage),
        (_("Since"), partnership.since),
        (_("Agreement"), _agreement(partnership)),
        (_("Agreed channel"), _channel(partnership)),
        (_("Next review"), partnership.next_review_on),
    )
    return tuple((name, _c("value", "{value}", value=value)) for name, value in known if value)


def _agreement(partnership: PartnershipView) -> Text:
    name: Text = partnership.agreement_title or _("agreement")
    if partnership.agreement_until:
        return _("{name}, until {end}", name=name, end=partnership.agreement_until)
    if partnership.agreement_signed:
        return _("{name}, signed {day}", name=name, day=partnership.agreement_signed)
    return partnership.agreement_title


def _channel(partnership: PartnershipView) -> Listing | None:
    language = Language(partnership.language) if partnership.language else None
    agreed = tuple(each for each in (partnership.medium, language) if each)
    return Listing(agreed) if agreed else None


def _score(health: Health) -> Text:
    if health.score is None:
        return _("{dot} Health: not known yet · {state}", dot=dot(health), state=health.state)
    return _(
        "{dot} Health: {score} of 100 · {state}",
        dot=dot(health),
        score=health.score,
        state=health.state,
    )


def _reasons(health: Health, partnership: PartnershipView) -> tuple[Part, ...]:
    names = {party.id: party.name for party in partnership.parties}
    return tuple(Note(in_words(reason, names)) for reason in health.reasons[:2])


def _last(exchanges: list[ExchangeView], partnership: PartnershipView) -> Part:
    if not exchanges:
        return Paragraph(_("Nothing is recorded yet."))
    return Entries(tuple(entry_of(each, partnership) for each in exchanges))


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
    if contacts:
        steps.append(Button(_("Contact"), f"contact show #{contacts[0].id}"))
    city = counterparts[0]
    steps.append(Button(_("About {city}", city=city.name), f"city show #{city.id}"))
    return tuple(steps)
