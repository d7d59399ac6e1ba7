"""`/follow upcoming`: everything that is going to be told to people, before it is."""

from bot.chat.arguments import Argument, Page, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Note, Part, Reply
from bot.chat.resolving import City
from bot.chat.text import Text, _, _c
from bot.domain.access import Role
from bot.domain.names import fold
from bot.domain.partial_dates import PartialDate
from handlers.access import refuse_in_public
from handlers.pages import pages_of, turning
from handlers.reminders_ahead import AHEAD, Coming, about, everything, own
from storage.views import PartyView

PER_PAGE = 8
_ALL = _c("reminders", "all")


class Everybody:
    """All of the network's reminders are asked for."""


class WhoseReminders(Argument):
    """A city, or `all`."""

    placeholder = _("CITY|all")

    def read(self, words: Words, call: Call) -> PartyView | Everybody:
        """The city meant. Mendable as for a City."""
        if fold(words.text) in ("all", fold(call.speech.say(_ALL))):
            return Everybody()
        return City(self.name).read(words, call)


@command(
    "follow upcoming",
    _("What I am going to remind you of, and when"),
    WhoseReminders("whose", optional=True),
    options=(Option("page", Page("page"), _("page")),),
    examples=("follow upcoming", "follow upcoming Odesa"),
)
def follow_upcoming(call: Call, whose: PartyView | Everybody | None, page: int | None) -> Reply:
    """What is told to the speaker within two weeks if nothing happens until then; or what
    concerns a city, or for stewards all."""
    match whose:
        case PartyView():
            found, says = about(call, whose), f"follow upcoming #{whose.id}"
        case Everybody():
            _ensure_steward(call)
            found, says = everything(call), "follow upcoming all"
        case None:
            refuse_in_public(call)
            found, says = own(call), "follow upcoming"
    ordered = sorted(found, key=lambda each: each.at)
    return _screen(call, whose, ordered, says, page or 1)


def _screen(
    call: Call,
    whose: PartyView | Everybody | None,
    found: list[Coming],
    says: str,
    page: int,
) -> Reply:
    pages = pages_of(len(found), PER_PAGE)
    at = min(page, pages)
    shown = found[PER_PAGE * (at - 1) : PER_PAGE * at]
    parts: list[Part] = [Entries(tuple(_entry(each, call) for each in shown))]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=at, pages=pages)))
    if found:
        parts.append(Note(_("What is done or put off until then is left out.")))
    buttons = (*turning(says, at, pages), Button(_("Your follow-ups"), "follow list"))
    return Reply(_title(call, whose, found), tuple(parts), buttons, replaces=True)


def _title(call: Call, whose: PartyView | Everybody | None, found: list[Coming]) -> Text:
    day = PartialDate((call.now + AHEAD).astimezone(call.speech.zone).date())
    match whose, bool(found):
        case PartyView(name=city), True:
            return _("Reminders about {city} until {day}", city=city, day=day)
        case PartyView(name=city), False:
            return _("There are no reminders about {city} until {day}.", city=city, day=day)
        case Everybody(), True:
            return _("All reminders until {day}", day=day)
        case Everybody(), False:
            return _("There are no reminders until {day}.", day=day)
        case _, True:
            return _("Your reminders until {day}", day=day)
    return _("There are no reminders for you until {day}.", day=day)


def _entry(coming: Coming, call: Call) -> Entry:
    reader = coming.reader
    if reader is None or reader.official_id == call.speaker.scope.official_id:
        return Entry(_c("value", "{value}", value=coming.at), coming.what, coming.note)
    lead = _("{moment} · for {name}", moment=coming.at, name=reader.name)
    return Entry(lead, coming.what, coming.note)


def _ensure_steward(call: Call) -> None:
    refuse_in_public(call)
    if call.speaker.scope.role is not Role.STEWARD:
        raise Mistake(
            _("Only stewards of the network can see all reminders."),
            Button(_("Your reminders"), "follow upcoming"),
        )
