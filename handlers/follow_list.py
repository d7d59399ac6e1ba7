"""`/follow list`: what is owed, by whom, what is due first before the rest."""

from dataclasses import dataclass

from bot.chat.arguments import Argument, Page, Words
from bot.chat.call import Call
from bot.chat.parsing import Option
from bot.chat.partnerships import titled
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Note, Paragraph, Part, Reply
from bot.chat.resolving import City, numbered
from bot.chat.text import Text, _, _c, _n
from bot.domain.access import Role
from bot.domain.names import fold
from handlers.follow_access import is_owner
from handlers.follow_words import entry_of
from handlers.pages import pages_of, turning
from storage.follow_up_reading import Wanted
from storage.follow_up_statements import Whose
from storage.follow_up_views import FollowUpView

PER_PAGE = 6
_WORDS: dict[Whose, Text] = {
    Whose.MINE: _c("follow-ups", "mine"),
    Whose.OURS: _c("follow-ups", "ours"),
    Whose.THEIRS: _c("follow-ups", "theirs"),
    Whose.OVERDUE: _c("follow-ups", "overdue"),
}
_LABELS: dict[Whose, Text] = {
    Whose.MINE: _c("follow-ups", "Mine"),
    Whose.OURS: _c("follow-ups", "Ours"),
    Whose.THEIRS: _c("follow-ups", "Theirs"),
    Whose.OVERDUE: _c("follow-ups", "Overdue"),
}
_ALL = _c("filter", "all")


@dataclass(frozen=True, slots=True)
class Asked:
    """A list that was asked for, how it is asked for again, and what it is called."""

    wanted: Wanted
    says: str
    called: Text = ""


class WhichFollowUps(Argument):
    """`mine`, `ours`, `theirs`, `overdue`, a city, or `~12` as buttons say a partnership; after
    `overdue` a city, a partnership, or `all` of the network."""

    placeholder = _("mine|ours|theirs|overdue|CITY")

    def read(self, words: Words, call: Call) -> Asked:
        """The list meant. Mendable as for a City."""
        typed = fold(words.text)
        for whose, word in _WORDS.items():
            if typed in (whose.value, fold(call.speech.say(word))):
                return Asked(Wanted(whose), f"follow list {whose}")
        if behind := _behind_overdue(words, call):
            return _all_late(behind, call)
        number = numbered(words.text, "~")
        partnership = call.records.partnerships.get(number) if number is not None else None
        if partnership is not None:
            return _of_partnership(partnership.id, titled(partnership))
        city = City(self.name).read(words, call)
        return Asked(Wanted(city_id=city.id), f"follow list #{city.id}", city.name)


def _behind_overdue(words: Words, call: Call) -> Words | None:
    """The words after the one for what is late, which may be several; None if there are none."""
    overdue = {Whose.OVERDUE.value, fold(call.speech.say(_WORDS[Whose.OVERDUE]))}
    counts = (n for n in range(1, len(words)) if fold(words[:n].text) in overdue)
    return next((words[n:] for n in counts), None)


def _all_late(words: Words, call: Call) -> Asked:
    """What is late of a city, a partnership or the network. Mendable as for a City."""
    says = f"follow list {Whose.OVERDUE}"
    if fold(words.text) in (_ALL.id, fold(call.speech.say(_ALL))):
        return Asked(Wanted(all_late=True), f"{says} {_ALL.id}")
    number = numbered(words.text, "~")
    partnership = call.records.partnerships.get(number) if number is not None else None
    if partnership is not None:
        wanted = Wanted(partnership_id=partnership.id, all_late=True)
        return Asked(wanted, f"{says} ~{partnership.id}", titled(partnership))
    city = City("asked").read(words, call)
    return Asked(Wanted(city_id=city.id, all_late=True), f"{says} #{city.id}", city.name)


@command(
    "follow list",
    _("What is owed, by you, by your city or by your partners, and what is late"),
    WhichFollowUps("asked", optional=True),
    options=(Option("page", Page("page"), _("page")),),
    examples=("follow list", "follow list theirs", "follow list Odesa", "follow list overdue all"),
)
def follow_list(call: Call, asked: Asked | None, page: int | None) -> Reply:
    """A page of them, the late ones marked. Without a word for which: those of the partnership
    that the place is bound to, else the speaker's own."""
    return page_of(call, asked, page)


def page_of(call: Call, asked: Asked | None = None, page: int | None = None) -> Reply:
    """The same, for other commands to answer with."""
    meant = asked or _likely(call)
    follow_ups = call.records.follow_ups
    count = follow_ups.count(meant.wanted, call.now)
    pages = pages_of(count, PER_PAGE)
    current = min(page or 1, pages)
    shown = follow_ups.listed(meant.wanted, call.now, PER_PAGE, PER_PAGE * (current - 1))
    parts: list[Part] = [Entries(tuple(entry_of(each, call) for each in shown))]
    if not shown:
        parts = [Paragraph(_("Nothing is open here."))]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=current, pages=pages)))
    buttons = (
        *(button for each in shown for button in _steps(each, call)),
        *turning(meant.says, current, pages),
        *_other_lists(meant.wanted.whose),
    )
    return Reply(_title(meant, count), tuple(parts), buttons, replaces=True)


def _likely(call: Call) -> Asked:
    place = call.records.follow_ups.partnership_of_place(call.message.venue)
    partnership = call.records.partnerships.get(place) if place is not None else None
    if partnership is not None:
        return _of_partnership(partnership.id, titled(partnership))
    if call.speaker.scope.official_id is None:
        return Asked(Wanted(), "follow list")
    return Asked(Wanted(Whose.MINE), f"follow list {Whose.MINE}")


def _of_partnership(number: int, called: Text) -> Asked:
    return Asked(Wanted(partnership_id=number), f"follow list ~{number}", called)


def _title(asked: Asked, count: int) -> Text:
    if asked.wanted.all_late:
        return _title_of_late(asked.called, count)
    if asked.called:
        return _n(
            "{n} open follow-up: {called}",
            "{n} open follow-ups: {called}",
            count,
            called=asked.called,
        )
    match asked.wanted.whose:
        case Whose.MINE:
            return _n("{n} follow-up of yours", "{n} follow-ups of yours", count)
        case Whose.OURS:
            return _n("{n} follow-up is owed by us", "{n} follow-ups are owed by us", count)
        case Whose.THEIRS:
            return _n("{n} follow-up is owed to us", "{n} follow-ups are owed to us", count)
        case Whose.OVERDUE:
            return _n("{n} follow-up is late", "{n} follow-ups are late", count)
        case None:
            return _n("{n} open follow-up", "{n} open follow-ups", count)


def _title_of_late(called: Text, count: int) -> Text:
    if called:
        return _n(
            "{n} follow-up is late: {called}",
            "{n} follow-ups are late: {called}",
            count,
            called=called,
        )
    return _n(
        "{n} follow-up is late in the whole network",
        "{n} follow-ups are late in the whole network",
        count,
    )


def _steps(follow_up: FollowUpView, call: Call) -> tuple[Button, ...]:
    number = f"#{follow_up.id}"
    show = Button(_("Open {number}", number=number), f"follow show {number}")
    if call.speaker.scope.role is Role.VIEWER and not is_owner(call, follow_up):
        return (show,)
    return (Button(_("Done {number}", number=number), f"follow done {number}"), show)


def _other_lists(shown: Whose | None) -> tuple[Button, ...]:
    return tuple(
        Button(label, f"follow list {whose}") for whose, label in _LABELS.items() if whose != shown
    )
