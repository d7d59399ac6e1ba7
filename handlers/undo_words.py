"""How what was put back is told."""

from collections.abc import Iterable
from datetime import time

from bot.chat.call import Call
from bot.chat.partnerships import titled
from bot.chat.reply import Entry
from bot.chat.text import Language, Listing, Msg, Text, _, _c
from storage.undoing import PutBack, Undoing

_LONGEST = 80
# Kept up by the program from the other columns.
_UNTOLD = ("findable", "folded", "mirrored")
_SHOWN = 3

# Records that people speak of, by their tables.
WHOLES: dict[str, Msg] = {
    "network": _c("record", "Network"),
    "party": _c("record", "City"),
    "organisation": _c("record", "Organisation"),
    "contact": _c("record", "Contact"),
    "partnership": _c("record", "Partnership"),
    "exchange": _c("record", "Exchange"),
    "official": _c("record", "Settings"),
    "channel": _c("record", "Channel"),
}
# Parts of these, told of only where nothing else was changed.
PARTS: dict[str, Msg] = {
    "party_name": _c("record", "Name"),
    "membership": _c("record", "Membership"),
    "contact_name": _c("record", "Name"),
    "contact_way": _c("record", "Address"),
    "partnership_party": _c("record", "Party"),
    "quantity": _c("record", "Quantity"),
    "participant": _c("record", "Participant"),
    "chat_identity": _c("record", "Account"),
    "appointment": _c("record", "Role"),
}
_OUTCOMES: dict[Undoing, Msg] = {
    Undoing.GONE: _("is no longer there"),
    Undoing.BACK: _("is back"),
    Undoing.CHANGED: _("is as it was"),
}


def entries_of(done: Iterable[PutBack], call: Call) -> list[Entry]:
    """What became of each record; of its parts only where no whole was touched."""
    told = _once(done)
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
    kind = WHOLES.get(done.entity) or PARTS.get(done.entity) or done.entity
    name = _name(done, call)
    lead = _("{kind} {name}", kind=kind, name=name) if name else _c("value", "{value}", value=kind)
    return Entry(lead, _outcome(done))


def _name(done: PutBack, call: Call) -> Text:
    if done.entity == "partnership":
        found = call.records.partnerships.get(done.key[0])
        return titled(found) if found else done.name
    return done.name[:_LONGEST]


def _outcome(done: PutBack) -> Text:
    changed = [
        _("{before} → {after}", before=_value(column, before), after=_value(column, now))
        for column, now, before in done.values
        if column not in _UNTOLD
        and not column.endswith("_id")
        and not isinstance(now or before, bool)
    ]
    if done.outcome is not Undoing.CHANGED or not changed:
        return _OUTCOMES[done.outcome]
    return _c("value", "{value}", value=Listing(tuple(changed[:_SHOWN])))


def _value(column: str, value: object) -> object:
    """A column's value in a form that can be said."""
    if value is None or value in ("", []):
        return _("nothing")
    if isinstance(value, list):
        return Listing(tuple(_value(column.removesuffix("s"), each) for each in value))
    if isinstance(value, time):
        return value.isoformat("minutes")
    if column == "language":
        return Language(str(value))
    return _("“{text}”", text=value[:_LONGEST]) if type(value) is str else value
