"""Contacts that nobody verified for a year: told to each keeper once a month, all together."""

from collections.abc import Iterable

from bot.chat.reply import Button, Entry
from bot.chat.text import Listing, Text, _, _c, _n
from handlers.contact_words import STALE
from handlers.occasions.occasion import About, Days, Occasion, Told
from handlers.occasions.reading import View
from storage.occasion_reading import ToVerify
from storage.occasion_recipients import Hearers

_MOST_NAMES = 5
_MOST_BUTTONS = 3


def contacts_to_verify(view: View, days: Days) -> Iterable[Occasion]:
    """On the first of a month, what waits for each keeper; what nobody keeps goes to the party,
    and where nobody there can be told, to the network."""
    for day in days:
        if day.day == 1:
            bundles: dict[str, tuple[About, list[ToVerify]]] = {}
            for contact in view.to_verify(day - STALE):
                name, about = _bundle(contact, view.hearers)
                bundles.setdefault(name, (about, []))[1].append(contact)
            for name, (about, contacts) in bundles.items():
                yield Occasion(f"{day:%Y-%m}:{name}", day, _told(about, contacts), about)


def _bundle(contact: ToVerify, hearers: Hearers) -> tuple[str, About]:
    if contact.keeper_id is not None:
        return f"keeper:{contact.keeper_id}", About(keeper_id=contact.keeper_id)
    if contact.party_id in hearers.of_party:
        return f"party:{contact.party_id}", About(party_id=contact.party_id)
    return "network", About()


def _told(about: About, contacts: list[ToVerify]) -> Told:
    title = _n("{n} contact to verify", "{n} contacts to verify", len(contacts))
    hint = _("Nobody verified them for a year. Is everything still right?")
    of_city = "" if about.party_id is None else f" #{about.party_id}"
    buttons = [
        Button(_("Verify {name}", name=each.called), f"contact verify #{each.id}")
        for each in contacts[:_MOST_BUTTONS]
    ]
    if len(contacts) > _MOST_BUTTONS:
        buttons.append(Button(_("All of them"), f"contact unverified{of_city}"))
    return Told(Entry(title, _names(contacts), hint), tuple(buttons))


def _names(contacts: list[ToVerify]) -> Text:
    named: list[object] = [_named(each) for each in contacts[:_MOST_NAMES]]
    more = len(contacts) - _MOST_NAMES
    if more > 0:
        named.append(_n("{n} more", "{n} more", more))
    return _c("value", "{value}", value=Listing(tuple(named)))


def _named(contact: ToVerify) -> Text:
    if not contact.city:
        return contact.called
    return _("{name} ({city})", name=contact.called, city=contact.city)
