"""What is going to be told to people within two weeks, and to whom, as things stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.chat.calendars import PublicHolidays
from bot.chat.call import Call
from bot.chat.text import Text, _, _c
from bot.domain.access import Role
from bot.domain.due import moment_of
from bot.domain.nudging import Rung, moments
from bot.domain.working_time import next_permitted
from handlers.follow_words import between
from handlers.occasions import About, Days, Told, View, WholeNetwork, addressed, comings
from handlers.record_words import dotted
from storage.follow_up_views import FollowUpView
from storage.promises import PromiseFacts
from storage.recipients import Recipient
from storage.upcoming import Queued
from storage.views import PartyView
from storage.whom import hours_of

AHEAD = timedelta(days=14)
# So many follow-ups, and so much of what is queued, is looked through.
_MOST = 500
# What was queued so long ago is found again.
_BACK = timedelta(days=7)
# When a network's day is looked through; those who are to hear of it do so in their own hours.
_LOOKED_AT = time(5)
_CALENDAR = PublicHolidays()


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that is going to be told at a moment; `reader` None: not known to whom."""

    at: datetime
    what: Text
    note: Text = ""
    reader: Recipient | None = None


def own(call: Call) -> list[Coming]:
    """What is told to the one who speaks; nothing to somebody of whom nothing is on record."""
    scope, upcoming = call.speaker.scope, call.records.upcoming
    if scope.official_id is None:
        return []
    view = View(call.records, call.today, About(None, scope.party_id, scope.official_id))
    if scope.role is Role.STEWARD:
        # A secretariat hears what concerns parties of which nobody can be told.
        view = WholeNetwork(call.records, call.today)
    found = [
        *_reminders(upcoming.own(call.now + AHEAD, _MOST), call),
        *_occasions(view, call),
    ]
    queued = _queued(upcoming.queued(_MOST, scope.official_id), view, call)
    return [*queued, *(each for each in found if _is_own(each, call))]


def about(call: Call, city: PartyView) -> list[Coming]:
    """What concerns a city, whoever is told."""
    promised = call.records.upcoming.of_city(city.id, call.now + AHEAD, _MOST)
    view = View(call.records, call.today, About(party_id=city.id))
    return [
        *_reminders(promised, call),
        *(
            Coming(_morning(each.on, call, None), _what(each.told))
            for each in comings(view, _days(call))
        ),
    ]


def everything(call: Call) -> list[Coming]:
    """What is told to anybody in the network; for stewards."""
    upcoming = call.records.upcoming
    view = WholeNetwork(call.records, call.today)
    return [
        *_queued(upcoming.queued(_MOST), view, call),
        *_reminders(upcoming.all(call.now + AHEAD, _MOST), call),
        *_occasions(view, call),
    ]


def _reminders(
    promised: Iterable[tuple[FollowUpView, PromiseFacts]], call: Call
) -> Iterator[Coming]:
    upcoming, until = call.records.upcoming, call.now + AHEAD
    for view, facts in promised:
        hours = hours_of(upcoming.owner(facts), facts.timezone, facts.countries)
        for rung, at in moments(facts.promise, hours, _CALENDAR, call.now):
            if at > until:
                break
            reader = upcoming.hearer(facts, rung)
            moment = _disturbed(at, reader, facts.countries)
            yield Coming(moment, view.text, _small_print(view, rung), reader)


def _occasions(view: View, call: Call) -> Iterator[Coming]:
    for each in addressed(view, _days(call)):
        reader = _official(each.official_id, call)
        at = _morning(each.occasion.on, call, reader)
        yield Coming(at, _what(each.occasion.told), "", reader)


def _queued(queued: list[Queued], view: View, call: Call) -> Iterator[Coming]:
    """What is about to go out, without what the speaker does not see or is settled by now."""
    ids = {each.follow_up_id for each in queued if each.follow_up_id is not None}
    follow_ups = call.records.upcoming.open_views(ids)
    days = Days(call.today - _BACK, call.today)
    told = {(each.source, each.key): each.told for each in comings(view, days)} if queued else {}
    for each in queued:
        at, reader = max(each.next_at, call.now), _official(each.official_id, call)
        follow_up = follow_ups.get(each.follow_up_id or 0)
        occasion = told.get((each.matter.get("source", ""), each.matter.get("key", "")))
        if follow_up is not None:
            yield Coming(at, follow_up.text, _on_its_way(f"#{follow_up.id}"), reader)
        elif occasion is not None:
            yield Coming(at, _what(occasion), _on_its_way(""), reader)


def _on_its_way(number: str) -> Text:
    return dotted(each for each in (_("on its way"), number) if each)


def _what(told: Told) -> Text:
    entry = told.entry
    return _c("two facts", "{first} · {second}", first=entry.lead, second=entry.text)


def _small_print(view: FollowUpView, rung: Rung) -> Text:
    condition: Text = ""
    if rung is not Rung.OWNER:
        name = view.owner
        condition = _("if {name} does not react", name=name) if name else _("if nobody reacts")
    return dotted(each for each in (condition, between(view), f"#{view.id}") if each)


def _disturbed(at: datetime, reader: Recipient | None, countries: tuple[str, ...]) -> datetime:
    """The moment at which the reader may be disturbed about it."""
    if reader is None:
        return at
    return next_permitted(at, hours_of(reader, reader.zone, countries), _CALENDAR)


def _morning(day: date, call: Call, reader: Recipient | None) -> datetime:
    """When an occasion of that day is told."""
    looked_at = moment_of(day, _LOOKED_AT, call.speaker.network.timezone)
    return _disturbed(looked_at, reader, ())


def _official(official_id: int, call: Call) -> Recipient | None:
    recipients = call.records.upcoming.recipients
    return recipients.get(call.speaker.scope.network_id, official_id)


def _is_own(coming: Coming, call: Call) -> bool:
    reader = coming.reader
    return reader is not None and reader.official_id == call.speaker.scope.official_id


def _days(call: Call) -> Days:
    """From tomorrow on: what comes up today is queued already."""
    return Days(call.today + timedelta(days=1), call.today + AHEAD)
