"""`/network problems`: what could not be delivered, and sending it again."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.chat.arguments import Argument, Page, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.parsing import Option
from bot.chat.reach import Reach
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Heading, Note, Paragraph, Part, Reply, Tone
from bot.chat.resolving import LARGEST_NUMBER, numbered
from bot.chat.text import Text, _, _c, _n
from bot.domain.access import Role
from bot.domain.names import fold
from bot.domain.partial_dates import PartialDate
from handlers.access import refuse_in_public
from handlers.pages import pages_of, turning
from handlers.place_words import place_found
from handlers.problem_words import trouble_of, trouble_with, what_of
from handlers.record_words import dotted
from storage.problems import LostPlace, ProblemView
from storage.records import Records

PER_PAGE = 6
# What arrived perhaps twice is of interest for so long.
_REPEATED_SHOWN = timedelta(days=14)
_ALL = _c("deliveries", "all")


class WhichDelivery(Argument):
    """One delivery by its number, `12` or `#12`; or `all`, which is None."""

    placeholder = _("NUMBER|all")

    def read(self, words: Words, call: Call) -> int | None:
        """The number, or None for all. Mistake for anything else."""
        if fold(words.text) in ("all", fold(call.speech.say(_ALL))):
            return None
        digits = words.text if words.text.startswith("#") else f"#{words.text}"
        number = numbered(digits, "#")
        if number is None:
            raise Mistake(_("Say which one by its number, or say all."), _list_button())
        return min(number, LARGEST_NUMBER)


@command(
    "network problems",
    _("What could not be delivered, and why"),
    options=(Option("page", Page("page"), _c("option", "page")),),
    examples=("network problems",),
    role=Role.STEWARD,
)
def network_problems(call: Call, page: int | None) -> Reply:
    """Each with what happened and what can be done, the latest first; and the places that the
    bot was taken out of. What was to be said is not shown."""
    refuse_in_public(call)
    since = call.now - _REPEATED_SHOWN
    problems = call.records.problems
    count = problems.count(since)
    pages = pages_of(count, PER_PAGE)
    at = min(page or 1, pages)
    shown = problems.listed(since, PER_PAGE, PER_PAGE * (at - 1))
    parts: list[Part] = [Entries(tuple(_entry(each, call.reach) for each in shown))]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=at, pages=pages)))
    lost = problems.lost_places() if at == 1 else []
    if lost:
        parts += [Heading(_("Places that the bot is out of")), _places(lost)]
    buttons = (*_sending(shown), *turning("network problems", at, pages))
    return Reply(_title(count), tuple(parts), buttons, replaces=True)


@command(
    "network resend",
    _("Try once more to deliver what could not be delivered"),
    WhichDelivery("which"),
    examples=("network resend #12", "network resend all"),
    role=Role.STEWARD,
    writes=True,
)
def network_resend(call: Call, which: int | None) -> Reply:
    """How many are on their way again. Mistake if that one is not waiting for it."""
    refuse_in_public(call)
    count = call.records.problems.send_again(call.now, which)
    if not count:
        raise Mistake(_("There is nothing to be sent again."), _list_button())
    return Reply(
        _n("{n} message is on its way again.", "{n} messages are on their way again.", count),
        (Note(_("What has been settled meanwhile is not sent any more.")),),
        (_list_button(),),
        Tone.DONE,
    )


def notices(matters: Sequence[Mapping[str, Any]], records: Records, reach: Reach) -> Reply:
    """What a steward is told of several deliveries at once, at least one."""
    if len(matters) == 1:
        return notice(matters[0], records, reach)
    shown = tuple(_told(each, records, reach) for each in matters[:PER_PAGE])
    parts: list[Part] = [Entries(shown)]
    more = len(matters) - len(shown)
    if more:
        parts.append(Note(_n("and {n} more", "and {n} more", more)))
    title = _("Several things could not be delivered.")
    return Reply(title, tuple(parts), (_list_button(),), Tone.PROBLEM)


def notice(matter: Mapping[str, Any], records: Records, reach: Reach) -> Reply:
    """What a steward is told of a delivery that came to nothing: `problem` is the reason,
    `delivery` its number."""
    number = int(matter.get("delivery") or 0)
    problem = records.problems.get(number)
    trouble = trouble_of(str(matter.get("problem") or ""), problem, reach)
    about = (Paragraph(what_of(problem)),) if problem is not None else ()
    remedy = (Note(trouble.remedy),) if trouble.remedy else ()
    buttons = (_list_button(), *((_again(number),) if problem and problem.is_dead else ()))
    title = _("Something could not be delivered.")
    return Reply(title, (*about, Paragraph(trouble.what), *remedy), buttons, Tone.PROBLEM)


def _told(matter: Mapping[str, Any], records: Records, reach: Reach) -> Entry:
    problem = records.problems.get(int(matter.get("delivery") or 0))
    trouble = trouble_of(str(matter.get("problem") or ""), problem, reach)
    if problem is None:
        return Entry(trouble.what, "", trouble.remedy)
    return Entry(what_of(problem), trouble.what, trouble.remedy)


def together(notices: Sequence[Reply]) -> Reply:
    """Several notices in one message, each told in short; of very many the first."""
    if len(notices) == 1:
        return notices[0]
    parts = [part for each in notices[:PER_PAGE] for part in each.parts]
    more = len(notices) - PER_PAGE
    if more > 0:
        parts.append(Note(_n("and {n} more", "and {n} more", more)))
    count = len(notices)
    title = _n("{n} thing could not be delivered.", "{n} things could not be delivered.", count)
    return Reply(title, tuple(parts), (_list_button(),), Tone.PROBLEM)


def _entry(problem: ProblemView, reach: Reach) -> Entry:
    trouble = trouble_with(problem, reach)
    follow_up = f"#{problem.follow_up_id}" if problem.follow_up_id is not None else ""
    about = _("follow-up {number}", number=follow_up) if follow_up else ""
    moment = _c("value", "{value}", value=problem.at)
    small = dotted(each for each in (trouble.remedy, about, moment) if each)
    what = what_of(problem, in_full=True)
    lead = _c("two facts", "{first} · {second}", first=f"#{problem.id}", second=what)
    return Entry(lead, trouble.what, small)


def _places(lost: list[LostPlace]) -> Entries:
    return Entries(
        tuple(
            Entry(
                _(
                    "{platform}: {place}",
                    platform=each.platform.title(),
                    place=place_found(each.platform, each.channel, each.title),
                ),
                _("since {start}", start=PartialDate(each.lost_at.date())),
            )
            for each in lost
        )
    )


def _sending(shown: list[ProblemView]) -> tuple[Button, ...]:
    dead = [each for each in shown if each.is_dead]
    buttons = [_again(each.id) for each in dead]
    if len(dead) > 1:
        buttons.append(Button(_("Send all again"), "network resend all"))
    return tuple(buttons)


def _again(number: int) -> Button:
    return Button(_("Send again {number}", number=f"#{number}"), f"network resend #{number}")


def _list_button() -> Button:
    return Button(_("Problems"), "network problems")


def _title(count: int) -> Text:
    if not count:
        return _("Everything was delivered.")
    return _n(
        "{n} message could not be delivered as it should",
        "{n} messages could not be delivered as they should",
        count,
    )
