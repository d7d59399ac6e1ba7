"""`/partner timeline`: everything that passed between the parties, newest first."""

from dataclasses import replace
from itertools import groupby

from bot.chat.arguments import Page
from bot.chat.call import Call
from bot.chat.parsing import Option
from bot.chat.partnerships import Meant, ThePartnership, titled
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Heading, Note, Paragraph, Part, Reply
from bot.chat.text import Text, _, _c
from bot.domain.partial_dates import PartialDate
from handlers.exchange_words import entry_of, reading_of
from handlers.follow_beside import follow_up_button
from handlers.pages import pages_of, turning
from storage.exchanges import ExchangeView
from storage.partnerships import PartnershipView

PER_PAGE = 10


_PAGE = Option("page", Page("page"), _("page"))


@command(
    "partner timeline",
    _("Everything that passed between two cities"),
    ThePartnership("meant"),
    options=(_PAGE,),
    examples=("partner timeline Odesa",),
)
def partner_timeline(call: Call, meant: Meant, page: int | None) -> Reply:
    """The exchanges under their years, the newest first, those without a date at the end; what
    people wrote of them in the speaker's language, as far as that is to be had."""
    exchanges, reply = _timeline(call, meant.partnership, page or 1, "partner timeline")
    original = f"partner original ~{meant.partnership.id}"
    if page:
        original += f" page={page}"
    return replace(reply, wish=reading_of(exchanges, call, original))


@command(
    "partner original",
    _("Everything that passed between two cities, as it was written"),
    ThePartnership("meant"),
    options=(_PAGE,),
    hidden=True,
)
def partner_original(call: Call, meant: Meant, page: int | None) -> Reply:
    """The same in the words of those who wrote it."""
    return _timeline(call, meant.partnership, page or 1, "partner original")[1]


def _timeline(
    call: Call, partnership: PartnershipView, page: int, says: str
) -> tuple[list[ExchangeView], Reply]:
    """The exchanges of a page, and how they are shown; `says` asks for its other pages."""
    pages = pages_of(call.records.exchanges.count(partnership.id), PER_PAGE)
    current = min(page, pages)
    exchanges = call.records.exchanges.latest(
        partnership.id, limit=PER_PAGE, offset=PER_PAGE * (current - 1)
    )
    parts = _by_year(exchanges, partnership, call) or [Paragraph(_("Nothing is recorded yet."))]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=current, pages=pages)))
    buttons = (
        *turning(f"{says} ~{partnership.id}", current, pages),
        Button(_("Status"), f"partner status ~{partnership.id}"),
        *follow_up_button(call, partnership),
    )
    return exchanges, Reply(titled(partnership), tuple(parts), buttons, replaces=True)


def _by_year(exchanges: list[ExchangeView], partnership: PartnershipView, call: Call) -> list[Part]:
    parts: list[Part] = []
    for year, group in groupby(exchanges, key=_year):
        parts.append(Heading(_heading(year)))
        parts.append(Entries(tuple(entry_of(each, partnership, call.today) for each in group)))
    return parts


def _year(exchange: ExchangeView) -> int | None:
    return exchange.happened_on.start.year if exchange.happened_on else None


def _heading(year: int | None) -> Text:
    if year is None:
        return _("Without a date")
    return _c("value", "{value}", value=PartialDate.parse(f"{year:04}"))
