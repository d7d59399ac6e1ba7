"""How an exchange is shown in a list."""

from collections.abc import Iterable
from datetime import date

from bot.chat.call import Call
from bot.chat.reply import Entry
from bot.chat.text import Listing, Text, _, _c
from bot.chat.wishes import Reading, place_of
from bot.domain.scripts import base
from storage.exchanges import ExchangeView
from storage.partnerships import PartnershipView


def entry_of(exchange: ExchangeView, partnership: PartnershipView, today: date) -> Entry:
    """When and what, who began it, the summary in its own words; how much, and who was there."""
    initiator = initiator_of(exchange, partnership)
    when, kind = when_of(exchange), kind_of(exchange, today)
    if initiator is None:
        lead = _("{when} · {kind}", when=when, kind=kind)
    else:
        lead = _("{when} · {kind} · {party}", when=when, kind=kind, party=initiator)
    return Entry(lead, exchange.summary, _details(exchange))


def reading_of(exchanges: Iterable[ExchangeView], call: Call, original: str) -> Reading | None:
    """The summaries that the speaker may want in their own language; None where all are, or no
    engine is set up. `original` is the command that shows them as they were written."""
    spoken = call.speaker.language
    texts = tuple(
        (each.summary, each.language)
        for each in exchanges
        if each.summary and base(each.language) != base(spoken)
    )
    if not texts or not call.reach.engines:
        return None
    return Reading(texts, spoken, call.speaker.scope, place_of(call.message.venue), original)


def kind_of(exchange: ExchangeView, today: date) -> Text:
    """What kind of exchange it is, and whether it is still to come."""
    if exchange.happened_on is not None and exchange.happened_on.start > today:
        return _("{kind}, planned", kind=exchange.kind)
    return _c("value", "{value}", value=exchange.kind)


def initiator_of(exchange: ExchangeView, partnership: PartnershipView) -> str | None:
    """The party that began it, by name; None if it is shared or unknown."""
    names = {party.id: party.name for party in partnership.parties}
    return names.get(exchange.initiator_id or 0)


def when_of(exchange: ExchangeView) -> Text:
    """The day, as exact as it is known, or the span."""
    if exchange.happened_on is None:
        return _("undated")
    if exchange.ended_on is not None and exchange.ended_on != exchange.happened_on:
        return _("{start} – {end}", start=exchange.happened_on, end=exchange.ended_on)
    return _c("value", "{value}", value=exchange.happened_on)


def quantities_of(exchange: ExchangeView) -> Listing | None:
    """How much of what passed; None if nothing is counted."""
    amounts = tuple(
        _c("quantity", "{amount} {unit}", amount=amount, unit=unit)
        for amount, unit in exchange.quantities
    )
    return Listing(amounts) if amounts else None


def _details(exchange: ExchangeView) -> Text:
    quantities = quantities_of(exchange)
    people = Listing(exchange.participants) if exchange.participants else None
    if quantities and people:
        return _("{quantities} · with {people}", quantities=quantities, people=people)
    if people:
        return _("with {people}", people=people)
    return _c("value", "{value}", value=quantities) if quantities else ""
