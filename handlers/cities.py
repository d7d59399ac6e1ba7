"""`/city show`: what is known of a city, a member of the network or not."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.languages import get_official_languages

from bot.chat.anywhere import MemberOrPlace
from bot.chat.call import Call
from bot.chat.labels import flag
from bot.chat.partnerships import titled
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Fields, Heading, Note, Paragraph, Part, Reply
from bot.chat.resolving import described
from bot.chat.speech import Speech
from bot.chat.text import Country, Language, Listing, Text, _, _c, _n
from bot.domain.access import Role
from bot.domain.vocabulary import ContactFunction, PartyKind
from handlers.city_names import in_other_scripts
from storage.contacts import WhoToWrite
from storage.partnerships import PartnershipView
from storage.places import FoundPlace
from storage.profiles import PartyProfile
from storage.views import PartyView

FIRST_FEW = 3
_OFFICE_OPENS, _OFFICE_CLOSES, _SATURDAY = 9, 17, 5

Facts = tuple[tuple[Text, object], ...]


@command(
    "city show",
    _("A city: its names, local time, partnerships and contacts"),
    MemberOrPlace("place"),
    examples=("city show Odesa", "city show 横浜"),
)
def city_show(call: Call, place: PartyView | FoundPlace) -> Reply:
    """What is known of a member, or what the gazetteer knows of any other place."""
    if isinstance(place, FoundPlace):
        return _stranger(call, place)
    profile = call.records.parties.profile(place.id)
    if profile is None:
        raise LookupError(place.id)
    partnerships = call.records.partnerships.of(place.id, limit=FIRST_FEW)
    count = call.records.partnerships.count_of(place.id)
    contacts = call.records.contacts.to_write_to([place.id], limit=1)
    known = call.records.contacts.count(place.id)
    parts = (
        Fields(_said((*_facts(profile), *_ground(call, profile, profile.place_id)))),
        Heading(_n("{n} partnership", "{n} partnerships", count)),
        _partnerships(partnerships),
        Heading(_n("{n} contact", "{n} contacts", known)),
        _nodal(contacts),
    )
    return Reply(described(place), parts, _steps(place, partnerships, count, contacts))


def _stranger(call: Call, place: FoundPlace) -> Reply:
    network = call.speaker.network.name
    facts = Fields(_said(_ground(call, place, place.id)))
    note = Note(_("{city} is not in {network}.", city=place.name, network=network))
    role = call.speaker.scope.role
    buttons = []
    if role.covers(Role.STEWARD):
        buttons.append(Button(_("Add it to {network}", network=network), f"city add @{place.id}"))
    if role.covers(Role.EDITOR):
        buttons.append(Button(_("Start a partnership"), f"partner add @{place.id}"))
    return Reply(described(place), (facts, note), tuple(buttons))


def _facts(profile: PartyProfile) -> Facts:
    """What only members have."""
    kind = None if profile.kind is PartyKind.CITY else profile.kind
    return ((_("Kind"), kind), (_("Website"), profile.website))


def _ground(call: Call, place: PartyProfile | FoundPlace, place_id: int | None) -> Facts:
    """What is so of any place in the world."""
    given = place.names if isinstance(place, PartyProfile) else ()
    folded = call.records.parties.names_of_place(place_id) if place_id else []
    names = in_other_scripts(place.name, given, folded)
    return (
        (_("Also called"), Listing(tuple(names)) if names else None),
        (_("Country"), _country(place)),
        (_("Population"), place.population),
        (_("Local time"), _local_time(call, place.timezone)),
        (_("Languages"), _languages(place)),
        (_("Coordinates"), _position(place)),
    )


def _said(facts: Facts) -> tuple[tuple[Text, Text], ...]:
    return tuple((label, _c("value", "{value}", value=value)) for label, value in facts if value)


def _country(place: PartyProfile | FoundPlace) -> object:
    if not place.country:
        return None
    country = Country(place.country)
    if not place.subdivision:
        return country
    return _("{region}, {country}", region=place.subdivision, country=country)


def _local_time(call: Call, zone: str) -> Text | None:
    if not zone:
        return None
    moment = Speech(call.speech.language, zone).say(call.now)
    if _is_office_open(call.now.astimezone(ZoneInfo(zone))):
        return _("{moment}: office hours", moment=moment)
    return _("{moment}: outside office hours", moment=moment)


def _is_office_open(there: datetime) -> bool:
    """Whether someone is likely to be at their desk; nothing is known of holidays."""
    return there.weekday() < _SATURDAY and _OFFICE_OPENS <= there.hour < _OFFICE_CLOSES


def _languages(place: PartyProfile | FoundPlace) -> Listing | None:
    """Those the city named, else the official ones of its country as CLDR has them."""
    named = place.languages if isinstance(place, PartyProfile) else ()
    official = get_official_languages(place.country)
    codes = named or official or get_official_languages(place.country, de_facto=True)
    return Listing(tuple(Language(code) for code in codes)) if codes else None


def _position(place: PartyProfile | FoundPlace) -> str:
    if place.latitude is None or place.longitude is None:
        return ""
    return f"{place.latitude:.4f}, {place.longitude:.4f}"


def _partnerships(partnerships: list[PartnershipView]) -> Part:
    if not partnerships:
        return Paragraph(_("None is recorded yet."))
    return Entries(
        tuple(
            Entry(titled(each), _("{type} · {stage}", type=each.type, stage=each.stage))
            for each in partnerships
        )
    )


def _nodal(contacts: list[WhoToWrite]) -> Part:
    nodal = [each for each in contacts if each.function is ContactFunction.NODAL]
    if not nodal:
        return Paragraph(_("No nodal person is recorded yet."))
    first = nodal[0]
    role: object = first.position or ContactFunction.NODAL
    name: Text = first.name or _("(office)")
    return Entries((Entry(name, _c("value", "{value}", value=role), first.address),))


def _steps(
    city: PartyView, partnerships: list[PartnershipView], count: int, contacts: list[WhoToWrite]
) -> tuple[Button, ...]:
    steps = [Button(_with(each, city), f"partner status ~{each.id}") for each in partnerships]
    if count > len(partnerships):
        steps.append(Button(_("All partnerships"), f"partner list #{city.id}"))
    if contacts:
        steps.append(Button(_("Contact"), f"contact show #{contacts[0].id}"))
    return tuple(steps)


def _with(partnership: PartnershipView, city: PartyView) -> Text:
    others = (f"{flag(each.country)} {each.name}" for each in partnership.others(city.id))
    return ", ".join(each.strip() for each in others)
