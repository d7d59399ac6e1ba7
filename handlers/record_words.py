"""What records and their columns are called, and how their values are said."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from enum import StrEnum

from bot.chat.labels import LABELS
from bot.chat.text import Country, Language, Listing, Msg, Text, Weekday, _, _c, _n
from bot.domain.access import CodePurpose
from bot.domain.identity import Platform
from bot.domain.partial_dates import PartialDate
from bot.domain.recurrence import Every, Unit
from bot.domain.vocabulary import ErasureCause
from handlers.column_words import COLUMNS

LONGEST = 80

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
    "access_code": _c("record", "Invitation"),
    "partnership_share": _c("record", "Shared partnership"),
    "glossary_term": _c("record", "Term"),
    "correction": _c("record", "Corrected translation"),
    "translation_policy": _c("record", "Rules of translating"),
    "follow_up": _c("record", "Follow-up"),
    "digest": _c("record", "Weekly digest"),
    "bridge": _c("record", "Bridge"),
    "bridge_end": _c("record", "End of a bridge"),
}
# Parts of these.
PARTS: dict[str, Msg] = {
    "party_name": _c("record", "Name"),
    "contact_name": _c("record", "Name"),
    "contact_way": _c("record", "Address"),
    "partnership_party": _c("record", "Party"),
    "quantity": _c("record", "Quantity"),
    "participant": _c("record", "Participant"),
    "chat_identity": _c("record", "Account"),
    "appointment": _c("record", "Role"),
}

# Kept up by the program, or told by the record's name.
UNTOLD: dict[str, set[str]] = {
    "": {"id", "network_id", "created_at", "removed_at", "findable", "folded", "mirrored"},
    "access_code": {"bridge_id", "digest", "made_at", "official_id"},
    "appointment": {"official_id", "since"},
    "bridge": {"opened_by_id"},
    "bridge_end": {"bridge_id", "joined_by_id", "team"},
    "channel": {"team"},
    "chat_identity": {"official_id", "team"},
    "contact_name": {"contact_id", "script"},
    "contact_way": {"contact_id"},
    "correction": {"key"},
    "digest": {"team"},
    "exchange": {"logged_by_id"},
    "follow_up": {
        *("due_at", "first_due_on", "made_by_id", "closed_by_id", "origin_team"),
        *("origin_channel", "origin_message"),
    },
    "partnership_party": {"partnership_id", "party_id", "position"},
    "partnership_share": {"partnership_id"},
    "participant": {"exchange_id"},
    "party": {"place_id", "latitude", "longitude"},
    "party_name": {"party_id"},
    "quantity": {"exchange_id"},
    "translation_policy": {"team"},
}
_WORDS: dict[StrEnum, Msg] = {
    Platform.CONSOLE: _c("platform", "terminal"),
    Platform.SLACK: _("Slack"),
    Platform.TELEGRAM: _("Telegram"),
    CodePurpose.JOIN: _c("code", "joining the network"),
    CodePurpose.LINK: _c("code", "linking an account"),
    CodePurpose.SHARE: _c("code", "sharing a partnership"),
    CodePurpose.BRIDGE: _c("code", "joining a bridge"),
    ErasureCause.REQUEST: _c("erasure", "at the person's request"),
    ErasureCause.RETENTION: _c("erasure", "as its time was over"),
}


_EACH: dict[Unit, Msg] = {
    Unit.DAY: _("every day"),
    Unit.WEEK: _("every week"),
    Unit.MONTH: _("every month"),
    Unit.YEAR: _("every year"),
}
_EVERY: dict[Unit, Callable[[int], Msg]] = {
    Unit.DAY: lambda n: _n("every {n} day", "every {n} days", n),
    Unit.WEEK: lambda n: _n("every {n} week", "every {n} weeks", n),
    Unit.MONTH: lambda n: _n("every {n} month", "every {n} months", n),
    Unit.YEAR: lambda n: _n("every {n} year", "every {n} years", n),
}


def kind_of(entity: str) -> Text:
    """What a record of this table is called."""
    return WHOLES.get(entity) or PARTS.get(entity) or entity


def label_of(entity: str, column: str) -> Text:
    """What a column is called; empty for one that is not told of."""
    if column in UNTOLD[""] or column in UNTOLD.get(entity, ()):
        return ""
    return COLUMNS.get(column, "")


def said(column: str, value: object, longest: int = LONGEST) -> object:
    """A column's value in a form that can be said."""
    match value:
        case None | "" | []:
            return _("nothing")
        case bool():
            return _("yes") if value else _("no")
        case StrEnum():
            return value if value in LABELS else _WORDS.get(value, value)
        case list():
            return Listing(tuple(said(column.removesuffix("s"), each, longest) for each in value))
        case str():
            return _people_s(column, value, longest)
        case _:
            return _counted(column, value)


def repeated(every: str) -> Text:
    """How often something comes again, from how that is kept: `2 week`."""
    meant = Every.parse(every)
    if meant.count == 1:
        return _EACH[meant.unit]
    return _EVERY[meant.unit](meant.count)


def dotted(items: Iterable[Text]) -> Text:
    """Facts beside each other; empty if there are none."""
    line: Text = ""
    for item in items:
        line = _c("two facts", "{first} · {second}", first=line, second=item) if line else item
    return line


def _counted(column: str, value: object) -> object:
    """A number, or a time of the calendar or of the day."""
    match value:
        case time():
            return value.isoformat("minutes")
        case date() if not isinstance(value, datetime):
            return PartialDate(value)
        case int() if column == "weekday":
            return Weekday(value)
        case _:
            return value


def _people_s(column: str, value: str, longest: int) -> object:
    if column.endswith("language"):
        return Language(value)
    if column == "country":
        return Country(value)
    if column == "timezone":
        # A name of the table of zones is nobody's words.
        return value
    if column == "every":
        return repeated(value)
    shown = value if len(value) <= longest else f"{value[: longest - 1]}…"
    return _("“{text}”", text=shown)
