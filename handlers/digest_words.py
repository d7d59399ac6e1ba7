"""The week's digest as messages: a short head for the channel, the rest for the thread under it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from bot.chat.reply import Button, Entries, Entry, Heading, Note, Part, Reply
from bot.chat.text import Msg, Text, _, _n
from bot.domain.digesting import Section, shares
from handlers.digest_lines import Line, Lines
from handlers.digest_news import News, news_of
from handlers.digest_weeks import Weeks
from storage.digest_views import DigestView
from storage.records import Records

_HEADINGS: dict[Section, Msg] = {
    Section.PASSED: _("What passed"),
    Section.DUE: _("The next seven days"),
    Section.SLIPPED: _("Overdue"),
    Section.QUIET: _("Gone quiet"),
    Section.ANNIVERSARIES: _("Anniversaries in the next seven days"),
    Section.NEW: _("New"),
    Section.AID: _("Help still open"),
    Section.THANKS: _("Thanks to"),
}
# Where most has to be done about it, there the first buttons lead.
_PRESSING = (
    *(Section.SLIPPED, Section.DUE, Section.QUIET, Section.AID, Section.PASSED),
    *(Section.ANNIVERSARIES, Section.NEW),
)
_MOST_BUTTONS = 8
# Of each part so many lines in the thread, and so many on one message of it: these are short
# enough for every platform.
_MOST_TOLD = 20
_ON_A_SHEET = 14


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A part of the digest: its lines as far as they are told, and how many there are."""

    section: Section
    lines: tuple[Line, ...]
    count: int


def sheets(
    records: Records,
    digest: DigestView,
    since: datetime,
    now: datetime,
    weeks: Weeks | None = None,
) -> list[Reply]:
    """What a digest tells of the time since then: the head, then what goes into the thread
    under it, each short enough for one message. In a quiet week one line. `weeks` spares
    reading a network twice for the digests of one run."""
    measured = (weeks or Weeks()).of(records, digest, since, now)
    subject = digest.about.partnership_id
    if subject is not None and subject not in measured.week.bonds:
        return [_archived()]
    news = news_of(measured, digest, since, now)
    whose = _whose(news, digest)
    if not news.is_any:
        return [_quiet_week(whose, news, digest)]
    chapters = _chapters(news, digest)
    given = shares({each.section: each.count for each in chapters})
    return [_head(whose, chapters, given, news, digest), *_thread(chapters, given)]


def _whose(news: News, digest: DigestView) -> Text:
    week, about = news.week, digest.about
    bond = week.bonds.get(about.partnership_id or 0)
    if bond is not None:
        return " – ".join(each.name for each in bond.parties)
    party = week.parties.get(about.party_id or 0)
    return party.name if party else week.network


def _chapters(news: News, digest: DigestView) -> list[_Chapter]:
    """The parts that have something to tell, in their order."""
    lines = Lines(news, digest.about)
    told: dict[Section, tuple[Iterable[Line], int]] = {
        Section.PASSED: (map(lines.passed, news.passed), len(news.passed)),
        Section.DUE: (map(lines.ahead, news.ahead), len(news.ahead)),
        Section.SLIPPED: (
            (lines.owed(each, news.today) for each in news.slipped),
            len(news.slipped),
        ),
        Section.QUIET: (map(lines.quiet, news.quiet), len(news.quiet)),
        Section.ANNIVERSARIES: (map(lines.jubilee, news.jubilees), len(news.jubilees)),
        Section.NEW: (
            lines.new(),
            bool(news.joined) + len(news.begun) + len(news.met),
        ),
        Section.AID: (map(lines.aid, news.aid), len(news.aid)),
    }
    thanks = tuple(lines.thanks(news.merits))
    told[Section.THANKS] = (thanks, len(thanks))
    return [
        _Chapter(section, tuple(islice(each, 2 * _MOST_TOLD)), count)
        for section in Section
        for each, count in (told[section],)
        if count
    ]


def _head(
    whose: Text,
    chapters: list[_Chapter],
    given: dict[Section, int],
    news: News,
    digest: DigestView,
) -> Reply:
    parts: list[Part] = []
    for each in chapters:
        share = given[each.section]
        parts.append(Heading(_HEADINGS[each.section]))
        parts.append(Entries(tuple(line.entry for line in each.lines[:share])))
        if each.count > share:
            parts.append(Note(_more(each.count - share)))
    title = _("{whose}: the week to {day}", whose=whose, day=news.today)
    return Reply(title, tuple(parts), _buttons(chapters, given, news, digest))


def _more(count: int) -> Text:
    return _n("and {n} more", "and {n} more", count)


def _buttons(
    chapters: list[_Chapter], given: dict[Section, int], news: News, digest: DigestView
) -> tuple[Button, ...]:
    """Into what is told above, what presses first; then to the lists of what is not."""
    shown = {each.section: each.lines[: given[each.section]] for each in chapters}
    lists = _lists(news, given, digest)
    into = _into(chain.from_iterable(shown.get(section, ()) for section in _PRESSING))
    return (*islice(into, _MOST_BUTTONS - len(lists)), *lists)


def _into(lines: Iterable[Line]) -> Iterator[Button]:
    """The buttons of lines, each once."""
    said = set()
    for line in lines:
        if line.button is not None and line.button.says not in said:
            said.add(line.button.says)
            yield line.button


def _lists(news: News, given: dict[Section, int], digest: DigestView) -> tuple[Button, ...]:
    buttons: list[Button] = []
    if len(news.slipped) > given.get(Section.SLIPPED, 0):
        buttons.append(Button(_("All that is overdue"), _overdue(digest)))
    if news.all_quiet > given.get(Section.QUIET, 0) and digest.about.partnership_id is None:
        buttons.append(_all_quiet(news, digest))
    return tuple(buttons)


def _overdue(digest: DigestView) -> str:
    about = digest.about
    if about.partnership_id is not None:
        return f"follow list overdue ~{about.partnership_id}"
    return f"follow list overdue {f'#{about.party_id}' if about.party_id else 'all'}"


def _all_quiet(news: News, digest: DigestView) -> Button:
    whom = f"#{digest.about.party_id}" if digest.about.party_id else "all"
    label = _n("{n} quiet partnership", "{n} quiet partnerships", news.all_quiet)
    # What is silent for very long is called by another name where its agreement is in force.
    return Button(label, f"partner list {whom} cooling dormant zombie_candidate")


def _quiet_week(whose: Text, news: News, digest: DigestView) -> Reply:
    title = _(
        "{whose}: a quiet week. Nothing new is on record, and nothing is due in the next seven"
        " days.",
        whose=whose,
    )
    if not news.all_quiet or digest.about.partnership_id is not None:
        return Reply(title)
    return Reply(title, buttons=(_all_quiet(news, digest),))


def _archived() -> Reply:
    return Reply(
        _(
            "The partnership that this digest tells of is archived. To have it sent no more:"
            " {example}",
            example="/digest unsubscribe",
        )
    )


def _thread(chapters: list[_Chapter], given: dict[Section, int]) -> Iterator[Reply]:
    """What the head has no room for, in full, on as few messages as hold it."""
    parts: list[Part] = []
    lines: list[Line] = []
    for each in chapters:
        share = given[each.section]
        rest = list(islice(_untold(each.lines, share), _MOST_TOLD))
        left = each.count - max((index + 1 for index, *_told in rest), default=share)
        left = min(left, each.count - share)
        while rest:
            taken = rest[: _ON_A_SHEET - len(lines)]
            rest = rest[len(taken) :]
            entries = tuple(entry for _index, _line, entry in taken)
            parts += [Heading(_HEADINGS[each.section]), Entries(entries)]
            lines += [line for _index, line, _entry in taken]
            if left > 0 and not rest:
                parts.append(Note(_more(left)))
            if len(lines) == _ON_A_SHEET:
                yield _sheet(parts, lines)
                parts, lines = [], []
    if parts:
        yield _sheet(parts, lines)


def _untold(lines: tuple[Line, ...], share: int) -> Iterator[tuple[int, Line, Entry]]:
    """What the head leaves to the thread: the number of the line, it itself, and its words."""
    for index, line in enumerate(lines):
        for entry in line.further if index < share else line.full:
            yield index, line, entry


def _sheet(parts: list[Part], lines: list[Line]) -> Reply:
    return Reply(parts=tuple(parts), buttons=tuple(islice(_into(lines), _MOST_BUTTONS)))
