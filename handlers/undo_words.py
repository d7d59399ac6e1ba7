"""How what was put back is told."""

from collections.abc import Iterable

from bot.chat.call import Call
from bot.chat.partnerships import titled
from bot.chat.reply import Entry
from bot.chat.text import Listing, Msg, Text, _, _c
from handlers.record_words import LONGEST, PARTS, kind_of, label_of, said
from storage.undoing import PutBack, Undoing

_SHOWN = 3

_OUTCOMES: dict[Undoing, Msg] = {
    Undoing.GONE: _("is no longer there"),
    Undoing.BACK: _("is back"),
    Undoing.CHANGED: _("is as it was"),
}


def entries_of(done: Iterable[PutBack], call: Call) -> list[Entry]:
    """What became of each record; of its parts only where no whole was touched. Where others
    read along, what they may not see is not counted beside what they may."""
    told = _once(done)
    if call.speaker.scope.in_public:
        told = [each for each in told if each.is_open] or told
    wholes = [each for each in told if each.entity not in PARTS]
    return [_entry(each, call) for each in wholes or told]


def _once(done: Iterable[PutBack]) -> list[PutBack]:
    """Each record once; that it came or went says more than what changed in it."""
    told: dict[tuple[object, ...], PutBack] = {}
    for each in done:
        record = (each.entity, each.key)
        if record not in told or told[record].outcome is Undoing.CHANGED:
            told[record] = each
    return list(told.values())


def _entry(done: PutBack, call: Call) -> Entry:
    kind = kind_of(done.entity)
    if call.speaker.scope.in_public and not done.is_open:
        return Entry(_c("value", "{value}", value=kind), _OUTCOMES[done.outcome])
    name = _name(done, call)
    lead = _("{kind} {name}", kind=kind, name=name) if name else _c("value", "{value}", value=kind)
    return Entry(lead, _outcome(done))


def _name(done: PutBack, call: Call) -> Text:
    if done.entity == "partnership":
        found = call.records.partnerships.get(done.key[0])
        return titled(found) if found else done.name
    return done.name[:LONGEST]


def _outcome(done: PutBack) -> Text:
    closing = [now for column, now, _before in done.values if column == "closed_at"]
    if done.outcome is Undoing.CHANGED and done.entity == "follow_up" and closing:
        return _("is closed again") if closing[0] else _("is open again")
    changed = [
        _("{before} → {after}", before=said(column, before), after=said(column, now))
        for column, now, before in done.values
        if label_of(done.entity, column)
        and not column.endswith("_id")
        and not isinstance(now or before, bool)
    ]
    if done.outcome is not Undoing.CHANGED or not changed:
        return _OUTCOMES[done.outcome]
    return _c("value", "{value}", value=Listing(tuple(changed[:_SHOWN])))
