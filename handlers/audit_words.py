"""How changes of the audit trail are told: who, from where, and what was and is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.chat.reply import Entry
from bot.chat.text import Msg, Text, _, _c
from bot.domain.identity import Platform
from bot.domain.traces import NAME_ERASED
from handlers.record_words import LONGEST, PARTS, dotted, kind_of, label_of, said
from storage import audit
from storage.audit_names import PART_OF, target
from storage.audit_views import Change, Record, Telling, TrailEntry
from storage.undoing import thawed

ERASED = _("(erased)")
_FORMER = _("a former official")
UNKNOWN = _c("value", "(not told)")
_MOST_FACTS = 6
_BY_UNDO = "undo-"
# What a part is called by, where it has no record's name.
_CALLED = (
    *("name", "title", "address", "summary", "text", "user", "unit", "term", "original"),
    "channel",
)
# What else names them.
_NAMED_BY = {
    "access_code": ("party_id", "partnership_id"),
    "participant": ("contact_id", "organisation_id", "party_id"),
    "partnership_party": ("party_id",),
}
# Parts that go without saying where their whole was made with them.
_IMPLIED = {"partnership_party", "party_name"}
_ACTIONS: dict[str, Msg] = {
    "create": _c("change", "added"),
    "update": _c("change", "changed"),
    "delete": _c("change", "deleted"),
    "remove": _c("change", "removed"),
    "archive": _c("change", "archived"),
    "restore": _c("change", "brought back"),
}
_PROGRAMS: dict[str, Msg] = {
    "import": _("an import"),
    "retention": _("retention"),
    "housekeeping": _("retention"),
    "cli": _("the operator"),
    "slack": _("Slack"),
    "telegram": _("Telegram"),
}
_PLACES: dict[str, Msg] = {
    Platform.SLACK.value: _("Slack"),
    Platform.TELEGRAM.value: _("Telegram"),
    Platform.CONSOLE.value: _c("platform", "terminal"),
}


@dataclass(slots=True)
class Told:
    """What became of one record in one change, its entries taken together."""

    entry: TrailEntry
    action: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    is_erased: bool = False

    def add(self, entry: TrailEntry) -> None:
        """Take in a further entry of the record."""
        self.is_erased = self.is_erased or entry.is_erased
        self.before = {**entry.before, **self.before}
        self.after = {**self.after, **entry.after}
        if entry.action == "delete":
            self.action, self.after = "delete", {}


def told_of(entries: Iterable[TrailEntry]) -> list[Told]:
    """The records of a change, in the order in which they were first touched."""
    found: dict[Record, Told] = {}
    for entry in entries:
        found.setdefault(entry.record, Told(entry, entry.action)).add(entry)
    made = {record for record, told in found.items() if told.action == "create"}
    worth = [told for told in found.values() if not _goes_without_saying(told, made)]
    telling = [told for told in worth if _says_something(told)] or worth
    return sorted(telling, key=lambda told: told.entry.entity in PARTS)


def entry_of(told: Told, telling: Telling) -> Entry:
    """A record and what became of it: for one that was added or deleted what it says, for a
    changed one each column with what stood there and what does."""
    action = _ACTIONS[_action(told)]
    if told.entry.id in telling.hidden:
        return Entry(_c("value", "{value}", value=kind_of(told.entry.entity)), action)
    lead = lead_of(told, telling)
    if told.is_erased:
        return Entry(lead, dotted((action, ERASED)))
    lines = [_line(told, row) for row in rows_of(told, telling)]
    if told.action == "update":
        return Entry(lead, dotted(lines[:_MOST_FACTS]) if lines else action)
    return Entry(lead, action, dotted(lines[:_MOST_FACTS]))


def lead_of(told: Told, telling: Telling) -> Text:
    """The kind of a record and what it is called, and of a part what it belongs to."""
    kind, name = kind_of(told.entry.entity), name_of(told, telling)
    lead: Text = _c("value", "{value}", value=kind)
    if name:
        lead = _("{kind} {name}", kind=kind, name=name[:LONGEST])
    whole = telling.names.get(telling.wholes.get(told.entry.id, ("", "")), "")
    return dotted((lead, whole[:LONGEST])) if whole and whole != name else lead


def name_of(told: Told, telling: Telling) -> str:
    """What a record is called today, or was when it was changed."""
    known = telling.names.get(told.entry.record, "")
    if known or told.is_erased or told.action == "update":
        return known
    values = {**told.before, **told.after}
    called = next((str(values[each]) for each in _CALLED if values.get(each)), "")
    if called:
        return called
    keys = [each for each in _NAMED_BY.get(told.entry.entity, ()) if each in values]
    references = (_referred(told.entry.entity, each, values[each], telling) for each in keys)
    return next((each for each in references if each), "")


Row = tuple[str, Text, object, object]


def rows_of(told: Told, telling: Telling, longest: int = LONGEST) -> list[Row]:
    """The columns that are told of, each with its name and what stood and stands there."""
    kind = audit.tables().get(told.entry.entity)
    if kind is None:
        return []
    before, after = thawed(kind, told.before), thawed(kind, told.after)
    name = name_of(told, telling)
    rows = []
    for column in {**before, **after}:
        values = before.get(column), after.get(column)
        if (told.action != "update" and name in values) or not _is_told(told, column, values):
            continue
        was, now = (_value(told, column, value, telling, longest) for value in values)
        if was != UNKNOWN or now != UNKNOWN:
            rows.append((column, label_of(told.entry.entity, column), was, now))
    return rows


def who(entry: TrailEntry, telling: Telling) -> Text:
    """Who made a change: by the name that they have now."""
    official_id = entry.official_id or telling.accounts.get(entry.actor)
    if official_id is not None:
        name = telling.officials.get(official_id, "")
        if name is None:
            return _("an official of another network")
        return name or _FORMER
    if entry.actor in _PROGRAMS:
        return _PROGRAMS[entry.actor]
    platform, _colon, account = entry.actor.partition(":")
    if platform == Platform.CONSOLE:
        return _("the operator") if account in ("", "operator") else account
    if platform in _PLACES:
        return _("somebody without a role")
    return _FORMER if entry.actor in ("", NAME_ERASED) else _("the program")


def where(entry: TrailEntry) -> Text:
    """From where a change was made; empty for what no person did."""
    platform, colon, _account = entry.actor.partition(":")
    return _PLACES.get(platform, "") if colon else ""


def headline(number: int, change: Change, telling: Telling, *, is_own: bool) -> Text:
    """When a change was made, by whom and from where."""
    first = change.entries[0]
    facts = [_c("value", "{value}", value=first.at)]
    by = () if is_own else (who(first, telling),)
    undone = (_("by /undo"),) if change.batch.startswith(_BY_UNDO) else ()
    said_of = dotted(each for each in (*facts, *by, where(first), *undone) if each)
    return _("{number}. {change}", number=number, change=said_of)


def action_of(told: Told) -> Text:
    """What became of a record, in a word."""
    return _ACTIONS[_action(told)]


def _action(told: Told) -> str:
    if told.action != "update" or "removed_at" not in told.after:
        return told.action
    if not told.after["removed_at"]:
        return "restore"
    return "archive" if told.entry.entity == "partnership" else "remove"


def _goes_without_saying(told: Told, made: set[Record]) -> bool:
    if told.entry.entity not in _IMPLIED or told.action != "create":
        return False
    column = PART_OF[told.entry.entity]
    whole = (target(told.entry.entity, column), str(told.after.get(column)))
    return whole in made


def _line(told: Told, row: Row) -> Text:
    _column, label, was, now = row
    if told.action == "update":
        return _("{name}: {before} → {after}", name=label, before=was, after=now)
    return _("{name}: {value}", name=label, value=was if told.action == "delete" else now)


def _says_something(told: Told) -> bool:
    if told.action != "update" or told.is_erased or "removed_at" in told.after:
        return True
    return any(label_of(told.entry.entity, column) for column in told.after)


def _is_told(told: Told, column: str, values: tuple[object, object]) -> bool:
    """Whether there is something to tell of a column: a new record's are told where filled."""
    if not label_of(told.entry.entity, column) or values[0] == values[1]:
        return False
    return told.action == "update" or any(_is_filled(value) for value in values)


def _is_filled(value: object) -> bool:
    """A day of the week that is the first, and counted as 0, is something as well."""
    return value not in (None, "", []) and value is not False


def _value(told: Told, column: str, value: object, telling: Telling, longest: int) -> object:
    if value is not None and (table := target(told.entry.entity, column)):
        if table == "official" and telling.officials.get(int(str(value))) == "":
            return _FORMER
        name = _referred(told.entry.entity, column, value, telling)
        return name[:longest] or UNKNOWN
    return said(column, value, longest)


def _referred(entity: str, column: str, value: object, telling: Telling) -> str:
    return telling.names.get((target(entity, column), str(value)), "")
