"""How contacts are shown: as a card, and in a list."""

from datetime import date, timedelta

from bot.chat.call import Call
from bot.chat.contacts import named, role_of
from bot.chat.errors import Mistake
from bot.chat.reply import Button, Entry, Fields, Note, Part
from bot.chat.resolving import described
from bot.chat.speech import Speech
from bot.chat.text import Days, Language, Listing, Text, _, _c
from bot.domain.partial_dates import PartialDate, Precision
from bot.domain.vocabulary import LegalBasis
from storage.contact_views import ContactCard, ContactLine, Way

# A contact that nobody verified for this long may have moved on.
STALE = timedelta(days=365)


def entry_of(contact: ContactLine, today: date) -> Entry:
    """Who it is, where, what they do, and how to reach them; marked if nobody verified it for
    a year."""
    spoken = tuple(Language(code) for code in contact.languages)
    reached: tuple[object, ...] = (contact.address,) if contact.address else ()
    if spoken:
        reached = (*reached, Listing(spoken))
    role = tuple(each for each in (role_of(contact), contact.organisation) if each)
    if contact.verified_on is None or today - contact.verified_on > STALE:
        reached = (*reached, _("⚠️ to be verified"))
    return Entry(named(contact), _dotted(role), _dotted(reached))


def parts_of(contact: ContactCard, call: Call) -> tuple[Part, ...]:
    """All that is on record, and how far it can be trusted."""
    cautions = tuple(Note(text) for text in (*_note(contact), _trust(contact, call)))
    return (Fields(facts_of(contact, call)), *cautions)


def facts_of(
    contact: ContactCard, call: Call, *, with_time: bool = True, with_circle: bool = True
) -> tuple[tuple[Text, Text], ...]:
    """The facts that are known, each under its label; perhaps without the time that it is there
    and the circle of those who see them, which are no facts of the contact's own."""
    languages = tuple(Language(code) for code in contact.languages)
    known: tuple[tuple[Text, object], ...] = (
        (_("Also written"), Listing(contact.names) if contact.names else None),
        (_("Position"), contact.position),
        (_("Function"), contact.function),
        (_("Organisation"), contact.organisation),
        (_("City"), described(contact.party) if contact.party else None),
        (_("Local time"), _local_time(contact, call) if with_time else None),
        *((_way_label(way), way.address) for way in contact.ways),
        (_("Languages"), Listing(languages) if languages else None),
        (_("Term of office"), _term(contact)),
        (_("Visible to"), contact.visibility if with_circle else None),
        (_("Source"), contact.source),
        (_("Kept on the basis of"), contact.legal_basis),
        (_c("column", "Kept up by"), contact.kept_by if with_circle else None),
    )
    return tuple((label, _c("value", "{value}", value=value)) for label, value in known if value)


def edit_hint(contact: ContactCard) -> Note:
    """How to change something."""
    example = f"/contact edit #{contact.id} position=… email=…"
    return Note(_("To change something: {example}", example=example))


def basis_hints(contact: ContactCard) -> tuple[Note, ...]:
    """What is missing for anybody to see why the contact may be kept; nothing of an office,
    which is no person."""
    if not contact.name:
        return ()
    if contact.legal_basis is None:
        example = f"/contact edit #{contact.id} basis=public_task source=…"
        return (Note(_("On what basis is this kept? For example: {example}", example=example)),)
    if contact.legal_basis is LegalBasis.CONSENT and not contact.source:
        example = f"/contact edit #{contact.id} source=…"
        return (Note(_("Where and when was consent given? {example}", example=example)),)
    return ()


def refuse_unless_writable(call: Call, *contacts: ContactCard) -> None:
    """Mistake, saying who can, if the speaker may not write one of these contacts."""
    for contact in contacts:
        if not call.records.contacts.writable(contact.party.id if contact.party else None):
            raise Mistake(_who_can_write(contact))


def undo_button(call: Call) -> Button:
    """Takes back what the command did."""
    return Button(_("Undo"), f"undo {call.records.trail.batch}")


def show_button(contact_id: int) -> Button:
    """Opens the card."""
    return Button(_("Show"), f"contact show #{contact_id}")


def _who_can_write(contact: ContactCard) -> Text:
    if contact.party is None:
        return _("A contact of no city is the network's: only stewards can change it.")
    return _(
        "Contacts of {city} are changed by its own editors, those of its partner cities, and"
        " the network's stewards.",
        city=contact.party.name,
    )


def _dotted(items: tuple[object, ...]) -> Text:
    if not items:
        return ""
    if len(items) == 1:
        return _c("value", "{value}", value=items[0])
    first, *rest = items
    return _c("two facts", "{first} · {second}", first=first, second=_dotted(tuple(rest)))


def _way_label(way: Way) -> Text:
    if way.preferred:
        return _("{medium} (preferred)", medium=way.medium)
    return _c("value", "{value}", value=way.medium)


def _local_time(contact: ContactCard, call: Call) -> Text:
    if not contact.timezone:
        return ""
    return Speech(call.speech.language, contact.timezone).say(call.now)


def _term(contact: ContactCard) -> Text:
    start, end = _day(contact.term_from, first=True), _day(contact.term_until, first=False)
    if start and end:
        return _("{start} – {end}", start=start, end=end)
    if start:
        return _("since {start}", start=start)
    return _("until {end}", end=end) if end else ""


def _day(day: date | None, *, first: bool) -> PartialDate | None:
    """A day of a term; where it begins or ends with the year, as people say it."""
    if day is None:
        return None
    whole_year = (day.month, day.day) == ((1, 1) if first else (12, 31))
    return PartialDate(day, Precision.YEAR if whole_year else Precision.DAY)


def _note(contact: ContactCard) -> tuple[Text, ...]:
    return (contact.note,) if contact.note else ()


def _trust(contact: ContactCard, call: Call) -> Text:
    if contact.term_until is not None and contact.term_until < call.today:
        return _("⚠️ The term of office ended on {day}.", day=contact.term_until)
    if contact.verified_on is None:
        return _("⚠️ Nobody has verified this contact yet.")
    age = call.today - contact.verified_on
    if age > STALE:
        return _(
            "⚠️ Last verified on {day}, {span} ago; please make sure before you write.",
            day=contact.verified_on,
            span=Days(age.days),
        )
    if contact.verified_by:
        return _("Verified on {day} by {name}.", day=contact.verified_on, name=contact.verified_by)
    return _("Verified on {day}.", day=contact.verified_on)
