"""How an exchange is shown in a list."""

from bot.chat.reply import Entry
from bot.chat.text import Text, _, _c
from storage.exchanges import ExchangeView
from storage.partnerships import PartnershipView


def entry_of(exchange: ExchangeView, partnership: PartnershipView) -> Entry:
    """When and what, who began it, and the summary in its own words."""
    names = {party.id: party.name for party in partnership.parties}
    initiator = names.get(exchange.initiator_id or 0)
    when = when_of(exchange)
    if initiator is None:
        lead = _("{when} · {kind}", when=when, kind=exchange.kind)
    else:
        lead = _("{when} · {kind} · {party}", when=when, kind=exchange.kind, party=initiator)
    return Entry(lead, exchange.summary)


def when_of(exchange: ExchangeView) -> Text:
    """The day, as exact as it is known, or the span."""
    if exchange.happened_on is None:
        return _("undated")
    if exchange.ended_on is not None and exchange.ended_on != exchange.happened_on:
        return _("{start} – {end}", start=exchange.happened_on, end=exchange.ended_on)
    return _c("value", "{value}", value=exchange.happened_on)
