"""What records and their columns are called, and how their values are said."""

from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum

from bot.chat.labels import LABELS
from bot.chat.text import Country, Language, Listing, Msg, Text, _, _c
from bot.domain.access import CodePurpose
from bot.domain.identity import Platform
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ErasureCause

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
    "access_code": {"digest", "made_at", "official_id"},
    "appointment": {"official_id", "since"},
    "channel": {"team"},
    "chat_identity": {"official_id", "team"},
    "contact_name": {"contact_id", "script"},
    "contact_way": {"contact_id"},
    "exchange": {"logged_by_id"},
    "partnership_party": {"partnership_id", "party_id", "position"},
    "partnership_share": {"partnership_id"},
    "participant": {"exchange_id"},
    "party": {"place_id", "latitude", "longitude"},
    "party_name": {"party_id"},
    "quantity": {"exchange_id"},
}
_COLUMNS: dict[str, Msg] = {
    "address": _c("column", "Address"),
    "agreed": _c("column", "Agreed"),
    "agreed_at": _c("column", "Agreed on"),
    "agreement_signed": _("Signed"),
    "agreement_title": _("Agreement"),
    "agreement_until": _("Agreement until"),
    "amount": _c("column", "Amount"),
    "archived_reason": _c("column", "Reason of archiving"),
    "channel": _c("column", "Place"),
    "closed_at": _c("column", "Closed on"),
    "contact_id": _c("column", "Contact"),
    "country": _c("column", "Country"),
    "ended_at": _c("column", "Ended on"),
    "ended_on": _c("column", "Last day"),
    "expires_at": _c("column", "Good until"),
    "failed_at": _c("column", "Did not arrive on"),
    "function": _("Function"),
    "happened_on": _c("column", "Day"),
    "initiator_id": _c("column", "Began with"),
    "is_demo": _c("column", "For trying out"),
    "joined_on": _c("column", "Member since"),
    "keeper_id": _c("column", "Kept up by"),
    "kind": _c("column", "Kind"),
    "language": _("Language"),
    "languages": _("Languages"),
    "last_review_on": _c("column", "Last review"),
    "left_on": _c("column", "Left on"),
    "legal_basis": _c("column", "Legal basis"),
    "lost_at": _c("column", "Bot was taken out on"),
    "medium": _c("column", "Medium"),
    "merged_into_id": _c("column", "Merged into"),
    "name": _("Name"),
    "next_review_on": _("Next review"),
    "note": _("Note"),
    "organisation_id": _("Organisation"),
    "partnership_id": _c("column", "Partnership"),
    "party_id": _("City"),
    "paused_from": _c("column", "Paused from"),
    "paused_reason": _("Reason of the pause"),
    "paused_until": _("Paused until"),
    "platform": _c("column", "Platform"),
    "population": _c("column", "Population"),
    "position": _("Position"),
    "preferred": _c("column", "Preferred"),
    "purpose": _c("column", "Purpose"),
    "quiet_from": _c("column", "Quiet from"),
    "quiet_until": _c("column", "Quiet until"),
    "removed_kept_days": _c("column", "Days that removed records are kept"),
    "revoked_at": _c("column", "Withdrawn on"),
    "role": _("Role"),
    "since": _("Since"),
    "slug": _c("column", "Short name"),
    "source": _("Source"),
    "stage": _("Stage"),
    "subdivision": _c("column", "Region"),
    "summary": _c("column", "Summary"),
    "term_from": _c("column", "Term from"),
    "term_until": _c("column", "Term until"),
    "timezone": _("Time zone"),
    "title": _("Title"),
    "topic": _c("column", "Topic"),
    "trail_kept_months": _c("column", "Months that the audit trail is kept"),
    "type": _("Type"),
    "unit": _c("column", "Unit"),
    "unverified_kept_months": _c("column", "Months that unverified contacts are kept"),
    "used_at": _c("column", "Used on"),
    "used_by_id": _c("column", "Used by"),
    "user": _c("column", "Account"),
    "verified_by_id": _c("column", "Verified by"),
    "verified_on": _c("column", "Verified on"),
    "visibility": _("Visible to"),
    "website": _("Website"),
}
_WORDS: dict[StrEnum, Msg] = {
    Platform.CONSOLE: _c("platform", "terminal"),
    Platform.SLACK: _("Slack"),
    Platform.TELEGRAM: _("Telegram"),
    CodePurpose.JOIN: _c("code", "joining the network"),
    CodePurpose.LINK: _c("code", "linking an account"),
    CodePurpose.SHARE: _c("code", "sharing a partnership"),
    ErasureCause.REQUEST: _c("erasure", "at the person's request"),
    ErasureCause.RETENTION: _c("erasure", "as its time was over"),
}


def kind_of(entity: str) -> Text:
    """What a record of this table is called."""
    return WHOLES.get(entity) or PARTS.get(entity) or entity


def label_of(entity: str, column: str) -> Text:
    """What a column is called; empty for one that is not told of."""
    if column in UNTOLD[""] or column in UNTOLD.get(entity, ()):
        return ""
    return _COLUMNS.get(column, "")


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
        case time():
            return value.isoformat("minutes")
        case date() if not isinstance(value, datetime):
            return PartialDate(value)
        case str():
            return _people_s(column, value, longest)
        case _:
            return value


def dotted(items: Iterable[Text]) -> Text:
    """Facts beside each other; empty if there are none."""
    line: Text = ""
    for item in items:
        line = _c("two facts", "{first} · {second}", first=line, second=item) if line else item
    return line


def _people_s(column: str, value: str, longest: int) -> object:
    if column == "language":
        return Language(value)
    if column == "country":
        return Country(value)
    if column == "timezone":
        # A name of the table of zones is nobody's words.
        return value
    shown = value if len(value) <= longest else f"{value[: longest - 1]}…"
    return _("“{text}”", text=shown)
