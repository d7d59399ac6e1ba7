"""The lines of a digest: short ones for its head, in full for the thread, each with a button
into the thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.chat.labels import flag
from bot.chat.reply import Button, Entry
from bot.chat.text import Days, Listing, Text, Written, _, _c, _n, clipped
from bot.domain.partial_dates import PartialDate
from bot.domain.reasons import Reason, ReasonCode
from handlers.digest_news import Merits, News
from handlers.digest_weeks import Jubilee, Quiet
from handlers.health_words import dot, in_words
from handlers.record_words import dotted
from storage.digest_rows import Bond, Met, Owed, Passed
from storage.digest_views import About
from storage.views import PartyView

# In the units that Telegram counts; so many that a head of nothing but the longest lines is
# still one message of every platform.
_NAME, _PAIR, _SHORT, _LONG = 30, 52, 64, 140
# More members than this are counted, not named.
_NAMES = 4
_MORE_NAMES = 12
_WEEKDAYS = (
    _c("weekday", "Monday"),
    _c("weekday", "Tuesday"),
    _c("weekday", "Wednesday"),
    _c("weekday", "Thursday"),
    _c("weekday", "Friday"),
    _c("weekday", "Saturday"),
    _c("weekday", "Sunday"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the head, where it leads, what the thread tells instead of it (`full`) if the
    head has no room for it, and what the thread adds (`further`) if it has."""

    entry: Entry
    full: tuple[Entry, ...]
    further: tuple[Entry, ...] = ()
    button: Button | None = None


def weekday_called(weekday: int) -> Text:
    """What a day of the week is called; 0 is Monday."""
    return _WEEKDAYS[weekday]


class Lines:
    """Writes lines for the reader of one digest: what they know anyhow is left out."""

    def __init__(self, news: News, about: About) -> None:
        self._news = news
        self._about = about

    def passed(self, group: tuple[Passed, ...]) -> Line:
        """What passed between the same parties: the weightiest, and how much more."""
        bond, first = self._news.week.bonds[group[0].partnership_id], group[0]
        told: Text = _("{kind}: {summary}", kind=first.kind, summary=_summary(first, _SHORT))
        if len(group) > 1:
            told = _n("{told} (and {n} more)", "{told} (and {n} more)", len(group) - 1, told=told)
        full = tuple(self._exchange(each, bond) for each in group)
        return Line(Entry(self._pair(bond), told), full, full[1:], self._status(bond))

    def _exchange(self, passed: Passed, bond: Bond) -> Entry:
        kind = _("{kind}, {day}", kind=passed.kind, day=passed.happened_on)
        told = _("{kind}: {summary}", kind=kind, summary=_summary(passed, _LONG))
        return Entry(self._pair(bond), told)

    def ahead(self, coming: Passed | Owed) -> Line:
        """What is planned between whom, or to be done by whom, and for which day."""
        return self.owed(coming, None) if isinstance(coming, Owed) else self._plan(coming)

    def _plan(self, planned: Passed) -> Line:
        bond = self._news.week.bonds[planned.partnership_id]
        day = self._due(planned.happened_on.start)
        said = (_summary(planned, most) for most in (_SHORT, _LONG))
        short, full = (
            Entry(
                self._pair(bond),
                dotted((_("{kind}: {summary}", kind=planned.kind, summary=summary), day)),
            )
            for summary in said
        )
        return Line(short, (full,), button=self._status(bond))

    def owed(self, owed: Owed, late_on: date | None) -> Line:
        """What is to be done, by whom or for whom that waits for it, and when; with `late_on`,
        how late it is on that day."""
        when = self._due(owed.due_on) if late_on is None else _late(owed.due_on, late_on)
        lead, owner = self._debtor(owed), _owner(owed)
        facts: tuple[Text, ...] = (owner, when) if owner and owner != lead else (when,)
        short = Entry(lead, dotted((_promise(owed, _SHORT), *facts)))
        full = Entry(lead, dotted((_promise(owed, _LONG), *facts)))
        bond = self._news.week.bonds.get(owed.partnership_id or 0)
        button = self._status(bond) if bond else Button(lead, f"follow show #{owed.id}")
        return Line(short, (full,), button=button)

    def aid(self, owed: Owed) -> Line:
        """The same for what comes of aid, however late or early."""
        is_late = owed.due_on < self._news.today
        return self.owed(owed, self._news.today if is_late else None)

    def quiet(self, quiet: Quiet) -> Line:
        """Since when nothing is on record, with the request to confirm it."""
        bond, silent = quiet.bond, quiet.silence
        lead = _("{dot} {parties}", dot=dot(silent.state), parties=self._pair(bond))
        if silent.is_new:
            lead = _("{parties} (since this week)", parties=lead)
        day = quiet.last_on or bond.since
        code = ReasonCode.SILENT if quiet.last_on else ReasonCode.NO_RECORDED_ACTIVITY
        reason = Reason(code, days=silent.days, on=day.start if day else None)
        entry = Entry(lead, in_words(reason, {}, {day.start: day} if day else {}))
        return Line(entry, (entry,), button=self._status(bond))

    def jubilee(self, jubilee: Jubilee) -> Line:
        """How many years it will be on which day; a round number is marked."""
        bond, years = jubilee.bond, jubilee.anniversary.years
        told = dotted((_n("{n} year", "{n} years", years), self._due(jubilee.anniversary.on)))
        lead: Text = self._pair(bond)
        if jubilee.anniversary.is_round:
            lead = _("🎉 {parties}", parties=lead)
        entry = Entry(lead, told)
        return Line(entry, (entry,), button=self._status(bond))

    def new(self) -> Iterable[Line]:
        """New members in one line, then new partnerships and contacts."""
        if self._news.joined:
            yield self._joined(self._news.joined)
        for bond in self._news.begun:
            entry = Entry(
                self._pair(bond, whole=True), _("new partnership: {type}", type=bond.type)
            )
            yield Line(entry, (entry,), button=self._status(bond))
        for contact in self._news.met:
            yield self._met(contact)

    def thanks(self, merits: Merits) -> Iterable[Line]:
        """One line for each kind of merit; no more than anybody reads with pleasure."""
        if merits.foremost is not None:
            done = _n("{n} promise kept", "{n} promises kept", merits.done)
            yield _thanked((merits.foremost,), done)
        for giver, bond in merits.givers[:1]:
            others = tuple(each.name for each in bond.parties if each.id != giver.id)
            names = Listing(tuple(clipped(each, _NAME) for each in others[:2]))
            yield _thanked((giver,), _("gave help to {cities}", cities=names))
        if merits.quick:
            yield _thanked(merits.quick[:3], _("answered within two days"))

    def _joined(self, parties: tuple[PartyView, ...]) -> Line:
        told = _n("new member", "{n} new members", len(parties))
        first = Button(_named(parties[0]), f"city show #{parties[0].id}")
        entries = (Entry(_listed(parties, most), told) for most in (_NAMES, _MORE_NAMES))
        short, full = entries
        return Line(short, (full,), (full,) if len(parties) > _NAMES else (), first)

    def _met(self, contact: Met) -> Line:
        city = self._news.week.parties.get(contact.party_id or 0)
        role: Text = clipped(contact.position, _SHORT)
        if not role and contact.function is not None:
            role = _c("value", "{value}", value=contact.function)
        name: Text = clipped(contact.name, _NAME) or _("(office)")
        facts = (_("new contact"), role, _named(city) if city else "")
        entry = Entry(name, dotted(each for each in facts if each))
        return Line(entry, (entry,), button=Button(name, f"contact show #{contact.id}"))

    def _debtor(self, owed: Owed) -> Text:
        """Who owes it and to whom; else between whom it is, or whoever does it."""
        week = self._news.week
        bond, party = week.bonds.get(owed.partnership_id or 0), week.parties.get(owed.party_id or 0)
        if party is None:
            who = self._pair(bond) if bond else "" if owed.awaited else _owner(owed)
            return who or _("Nobody in particular")
        if bond is None or self._about.partnership_id is not None:
            return _named(party)
        others = [each for each in bond.parties if each.id != party.id]
        return _joined_by(" → ", [party, *others])

    def _pair(self, bond: Bond, *, whole: bool = False) -> str:
        """The parties of a partnership; for a party's own digest the others."""
        others = [each for each in bond.parties if each.id != self._about.party_id]
        return _joined_by(" – ", list(bond.parties) if whole or not others else others)

    def _status(self, bond: Bond) -> Button:
        return Button(self._pair(bond), f"partner status ~{bond.id}")

    def _due(self, day: date) -> Text:
        days = (day - self._news.today).days
        if days == 0:
            return _("today")
        return _WEEKDAYS[day.weekday()] if 0 < days < len(_WEEKDAYS) else _day(day)


def _summary(passed: Passed, most: int) -> Written:
    return Written(passed.summary, most, passed.language)


def _promise(owed: Owed, most: int) -> Text:
    return _c("value", "{value}", value=Written(owed.text, most))


def _owner(owed: Owed) -> Text:
    """Who does it, or waits for it to be done by others; empty if nobody is named."""
    name = clipped(owed.owner, _NAME)
    if not owed.awaited:
        return name
    return _("awaited by {name}", name=name) if name else _("awaited")


def _late(due_on: date, today: date) -> Text:
    days = (today - due_on).days
    return _("{span} late", span=Days(days)) if days > 0 else _("due today")


def _day(day: date) -> Text:
    return _c("value", "{value}", value=PartialDate(day))


def _named(party: PartyView) -> str:
    return f"{clipped(party.name, _NAME)} {flag(party.country)}".strip()


def _joined_by(sign: str, parties: list[PartyView]) -> str:
    """The first two of them by name, and how many more there are."""
    named = sign.join(_named(each) for each in parties[:2])
    more = f" +{len(parties) - 2}" if len(parties) > 2 else ""
    return clipped(named, _PAIR) + more


def _listed(parties: tuple[PartyView, ...], most: int) -> Text:
    names: list[object] = [_named(each) for each in parties[:most]]
    if len(parties) > most:
        names.append(_n("{n} more", "{n} more", len(parties) - most))
    return _c("value", "{value}", value=Listing(tuple(names)))


def _thanked(parties: tuple[PartyView, ...], merit: Text) -> Line:
    entry = Entry(_listed(parties, len(parties)), merit)
    return Line(entry, (entry,))
