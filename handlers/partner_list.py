"""`/partner list`: the partnerships of one's own city or of the network, narrowed and paged."""

from functools import reduce

from bot.chat.arguments import Page
from bot.chat.call import Call
from bot.chat.filters import Filters, FilterWords
from bot.chat.parsing import Option
from bot.chat.partnerships import titled
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Note, Paragraph, Part, Reply
from bot.chat.text import Listing, Text, _, _c, _n
from bot.domain.vocabulary import State
from handlers.health_words import dot
from handlers.measuring import outlines_of, states_of
from handlers.pages import pages_of, turning
from storage.exchanges import Outline
from storage.partnerships import PartnershipView

PER_PAGE = 10
_BUTTONS = 5


@command(
    "partner list",
    _("Partnerships, narrowed by type, stage, state, country or city"),
    FilterWords("filters", optional=True),
    options=(Option("page", Page("page"), _("page")),),
    examples=("partner list", "partner list cooling Ukraine", "partner list all sister city"),
)
def partner_list(call: Call, filters: Filters | None, page: int | None) -> Reply:
    """Parties, type, since, last exchange and state of each; those of the speaker's own city
    unless others are asked for."""
    narrowed = _with_own_city(filters or Filters(), call)
    total, first, found = _page(call, narrowed, page or 1)
    if not total:
        return _nothing(narrowed)
    states, outlines = states_of(found, call), outlines_of(found, call)
    entries = tuple(
        _entry(number, each, states[each.id], outlines.get(each.id))
        for number, each in enumerate(found, start=first + 1)
    )
    parts: list[Part] = [*_narrowed_to(narrowed), Entries(entries)]
    pages, current = pages_of(total, PER_PAGE), first // PER_PAGE + 1
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=current, pages=pages)))
    buttons = [
        Button(_("Status of {n}", n=number), f"partner status ~{each.id}")
        for number, each in enumerate(found[:_BUTTONS], start=first + 1)
    ]
    turns = turning(" ".join(("partner list", *narrowed.said)), current, pages)
    title = _n("{n} partnership", "{n} partnerships", total)
    return Reply(title, tuple(parts), (*buttons, *turns, *_everyone(narrowed)), replaces=True)


def _with_own_city(filters: Filters, call: Call) -> Filters:
    own = call.speaker.party
    if own is None or filters.everyone or filters.cities:
        return filters
    return filters.within(own)


def _page(call: Call, filters: Filters, page: int) -> tuple[int, int, list[PartnershipView]]:
    """How many there are, how many come before the page, and those on it; the last page
    for one that is beyond it."""
    partnerships = call.records.partnerships
    if not filters.states:
        total = partnerships.count(filters.wanted)
        first = PER_PAGE * (min(page, pages_of(total, PER_PAGE)) - 1)
        return total, first, partnerships.listed(filters.wanted, PER_PAGE, first)
    outlined = partnerships.outlined(filters.wanted)
    states = states_of(outlined, call)
    ids = [each.id for each in outlined if states[each.id] in filters.states]
    first = PER_PAGE * (min(page, pages_of(len(ids), PER_PAGE)) - 1)
    return len(ids), first, partnerships.by_ids(ids[first : first + PER_PAGE])


def _entry(
    number: int, partnership: PartnershipView, state: State, outline: Outline | None
) -> Entry:
    lead = _("{n}. {dot} {parties}", n=number, dot=dot(state), parties=titled(partnership))
    facts: list[Text] = [
        _c("value", "{value}", value=partnership.type),
        _c("value", "{value}", value=state),
    ]
    if partnership.since is not None:
        facts.append(_("since {day}", day=partnership.since))
    if outline is not None and outline.last_on is not None:
        facts.append(_("last exchange: {day}", day=outline.last_on))
    else:
        facts.append(_("no exchange on record"))
    return Entry(lead, reduce(_joined, facts))


def _joined(first: Text, second: Text) -> Text:
    return _c("list", "{first} · {second}", first=first, second=second)


def _narrowed_to(filters: Filters) -> tuple[Part, ...]:
    if not filters.named:
        return ()
    return (Paragraph(_("Narrowed to: {filters}", filters=Listing(filters.named))),)


def _nothing(filters: Filters) -> Reply:
    if not filters.named:
        add = _("Add the first one: {example}", example="/partner add Yokohama, Odesa")
        return Reply(_("No partnership is recorded yet."), (Paragraph(add),), replaces=True)
    title = _("No partnership fits: {filters}.", filters=Listing(filters.named))
    return Reply(title, (), _everyone(filters), replaces=True)


def _everyone(filters: Filters) -> tuple[Button, ...]:
    if not filters.cities and not filters.states and not filters.wanted.types:
        return ()
    return (Button(_("All of the network"), "partner list all"),)
