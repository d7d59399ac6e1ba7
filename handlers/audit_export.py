"""`/audit export`: the trail as a table, for those who keep it or look into it elsewhere."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.chat.arguments import Keyword
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.registry import command
from bot.chat.reply import File, Note, Part, Reply, Tone
from bot.chat.resolving import City
from bot.chat.text import Msg, Text, _, _c, _n
from bot.domain.access import Role
from bot.domain.partial_dates import PartialDate
from bot.files.tables import write_csv
from handlers.access import ensure_may_write_for, refuse_in_public
from handlers.audit_words import (
    ERASED,
    Told,
    action_of,
    name_of,
    rows_of,
    told_of,
    where,
    who,
)
from handlers.record_words import kind_of
from storage.audit_circles import Circle
from storage.audit_views import Telling, TrailEntry
from storage.views import PartyView

# A file that every chat program takes and every spreadsheet program opens.
MOST_ENTRIES = 20_000
_LONGEST_CELL = 2_000
_HEADINGS: dict[str, Msg] = {
    "at": _c("audit", "When"),
    "who": _c("audit", "Who"),
    "where": _c("audit", "From where"),
    "change": _c("audit", "Change"),
    "kind": _c("audit", "Kind of record"),
    "name": _c("audit", "Record"),
    "action": _c("audit", "What was done"),
    "column": _c("audit", "What"),
    "before": _c("audit", "Before"),
    "after": _c("audit", "After"),
}
Row = dict[str, Any]


@command(
    "audit export",
    _("The changes as a table, sent to you alone"),
    Keyword("party", optional=True, accepted=("party",)),
    City("city", optional=True),
    examples=("audit export", "audit export party Odesa"),
    role=Role.EDITOR,
)
def audit_export(call: Call, party: str | None, city: PartyView | None) -> Reply:
    """All that was changed in the network, for stewards, or of one party, for its editors."""
    refuse_in_public(call)
    history = call.records.history
    if city is None:
        _ensure_steward(call, said_party=bool(party))
        circle, subject = history.of_network(), call.speaker.network.slug
    else:
        ensure_may_write_for(call, (city,))
        circle, subject = history.of_party(city.id), city.name
    count = history.count(circle)
    content = _table(call, circle).encode("utf-8-sig")
    name = f"audit-{_plain(subject)}-{call.today.isoformat()}.csv"
    parts: list[Part] = [File(name, content, "text/csv")]
    if history.more_than(circle, MOST_ENTRIES):
        parts.append(Note(_("Only the latest {n} entries are in it.", n=MOST_ENTRIES)))
    title = _n("{n} change in {name}", "{n} changes in {name}", count, name=name)
    return Reply(title, tuple(parts), tone=Tone.DONE)


def _ensure_steward(call: Call, *, said_party: bool) -> None:
    if said_party:
        raise Mistake(_("Please say which city: {example}", example="/audit export party Odesa"))
    if call.speaker.scope.role is Role.STEWARD:
        return
    own = call.speaker.party
    example = f"/audit export party {own.name}" if own else "/audit mine"
    raise Mistake(_("Only stewards can export everything. You can: {example}", example=example))


def _table(call: Call, circle: Circle) -> str:
    headings = {key: call.speech.say(text) for key, text in _HEADINGS.items()}
    rows = ({headings[key]: value for key, value in row.items()} for row in _rows(call, circle))
    return write_csv(list(headings.values()), rows)


def _rows(call: Call, circle: Circle) -> Iterator[Row]:
    history = call.records.history
    for entries in history.entries(circle, MOST_ENTRIES):
        telling = history.telling(entries, is_sifted=True)
        for entry in entries:
            for told in told_of([entry]):
                yield from _lines(call, told, entry, telling)


def _lines(call: Call, told: Told, entry: TrailEntry, telling: Telling) -> Iterator[Row]:
    """A line for each column, or one for a record of which no column is told."""
    say = call.speech.say
    row: Row = {
        "at": _moment(entry.at, call),
        "who": say(who(entry, telling)),
        "where": say(where(entry)),
        "change": entry.batch,
        "kind": say(kind_of(entry.entity)),
        "name": _named(told, telling),
        "action": say(action_of(told)),
    }
    if told.is_erased:
        yield {**row, "column": say(ERASED)}
        return
    rows = rows_of(told, telling, _LONGEST_CELL)
    for _column, label, before, after in rows:
        values = {"before": _cell(before, call), "after": _cell(after, call)}
        yield {**row, "column": say(label), **values}
    if not rows:
        yield row


def _named(told: Told, telling: Telling) -> str:
    whole = telling.names.get(telling.wholes.get(told.entry.id, ("", "")), "")
    parts = dict.fromkeys(each for each in (name_of(told, telling), whole) if each)
    return " · ".join(parts)


def _cell(value: object, call: Call) -> object:
    """What a spreadsheet program can sort and reckon with; words in the reader's language."""
    match value:
        case Msg(id="“{text}”"):
            return value.args["text"]
        case Msg(id="nothing"):
            return ""
        case int() | Decimal() | PartialDate():
            return str(value)
        case datetime():
            return _moment(value, call)
        case _:
            return call.speech.say(value)


def _moment(at: datetime, call: Call) -> str:
    """A form that sorts and that spreadsheet programs know, in the reader's zone."""
    return at.astimezone(call.speech.zone).isoformat(" ", "seconds")


def _plain(text: Text) -> str:
    """A name that every file system takes."""
    bare = "".join(sign if sign.isalnum() else "-" for sign in str(text))
    return "-".join(part for part in bare.split("-") if part)[:60] or "network"
