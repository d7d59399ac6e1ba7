"""The records of a network as a file that it can be imported from again."""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from string import ascii_lowercase
from typing import Any

from bot.domain.access import Role, Scope
from bot.domain.mentions import Mention
from bot.files.contact_headings import MEDIA, OWN
from bot.files.exchange_lines import APART, SHARED_BY_ALL
from bot.files.glossary_files import GlossaryFormat, write_glossary
from bot.files.glossary_lines import TermLine
from bot.files.tables import write_csv
from bot.files.vcards import write_vcards
from bot.services.imports.importing import RecordKind
from storage.engine import Database
from storage.on_record import (
    PARTNERSHIP_FIELDS,
    KnownContact,
    KnownExchange,
    KnownPartnership,
    OnRecord,
)

_PARTY = ("name", "cc", "geonameid", "lat", "lng", "kind")
_EXCHANGE = (
    "date", "ended_on", "kind", "summary", "initiator", "language", "visibility", "source",
    "quantities", "participants",
)  # fmt: skip
_OF_CONTACT = (
    "position", "function", "term_from", "term_until", "verified_on", "visibility", "source",
    "legal_basis", "note",
)  # fmt: skip

Record = dict[str, Any]


class Format(StrEnum):
    """The forms of a file."""

    CSV = "csv"
    JSON = "json"
    VCARD = "vcard"
    TBX = "tbx"
    TMX = "tmx"


# What is in files of a form that there is of one kind only.
_CALLED = {Format.VCARD: "vCards", Format.TBX: "terms", Format.TMX: "terms"}
ONLY: dict[Format, RecordKind] = {
    Format.VCARD: RecordKind.CONTACTS,
    Format.TBX: RecordKind.GLOSSARY,
    Format.TMX: RecordKind.GLOSSARY,
}


def export(database: Database, network_id: int, kind: RecordKind, format_: Format) -> str:
    """All current records of one kind of a network. ValueError for a form that there is not of
    this kind, as are vCards of anything but contacts."""
    if ONLY.get(format_, kind) is not kind:
        raise ValueError(f"there are no {_CALLED[format_]} of {kind}")
    with database.reading() as session:
        on_record = OnRecord(session, Scope(network_id, Role.STEWARD))
        if kind is RecordKind.GLOSSARY:
            return write_glossary(_terms(on_record), GlossaryFormat(format_.value))
        records = _RECORDS[kind](on_record)
    match format_:
        case Format.VCARD:
            return write_vcards(records)
        case Format.JSON:
            return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
        case Format.CSV:
            flat = [_flat(record) for record in records]
            return write_csv(_headings(kind, flat), flat)
        case Format.TBX | Format.TMX:
            raise ValueError(f"there are no terms in {kind}")


def _terms(on_record: OnRecord) -> list[TermLine]:
    return [
        TermLine(
            number,
            each.term,
            each.source_language,
            each.rendering,
            each.target_language,
            each.is_kept,
        )
        for number, each in enumerate(on_record.terms(), 1)
    ]


def _partnerships(on_record: OnRecord) -> list[Record]:
    known = on_record.partnerships()
    named = on_record.mentions(party for each in known for party in each.parties)
    return [
        {"parties": _parties(each, named)}
        | {name: _plain(each.values[name]) for name in PARTNERSHIP_FIELDS}
        for each in known
    ]


def _exchanges(on_record: OnRecord) -> list[Record]:
    partnerships = {each.id: each for each in on_record.partnerships()}
    named = on_record.mentions(party for each in partnerships.values() for party in each.parties)
    return [
        _exchange(each, partnerships[each.partnership_id], named)
        for each in on_record.exchanges(partnerships)
    ]


def _exchange(
    exchange: KnownExchange, partnership: KnownPartnership, named: dict[int, Mention]
) -> Record:
    values = exchange.values
    initiator = values["initiator_id"]
    by = SHARED_BY_ALL
    if initiator in partnership.parties:
        # By letter, as two parties may have one name.
        by = ascii_lowercase[partnership.parties.index(initiator)]
    return {
        "parties": _parties(partnership, named),
        "date": _plain(values["happened_on"]),
        "ended_on": _plain(values["ended_on"]),
        "kind": _plain(values["kind"]),
        "summary": values["summary"],
        "initiator": by,
        "language": values["language"],
        "visibility": _plain(values["visibility"]),
        "source": values["source"],
        "quantities": [_quantity(*each) for each in exchange.quantities],
        "participants": exchange.participants,
    }


def _quantity(amount: Decimal, unit: str) -> str:
    written = f"{amount.normalize():f}"
    if not unit:
        return written
    return f"{written} {unit}" if unit[0].isalpha() else f"{written}{APART}{unit}"


def _contacts(on_record: OnRecord) -> list[Record]:
    known = on_record.contacts()
    named = on_record.mentions(each.party_id for each in known if each.party_id is not None)
    return [_contact(each, named.get(each.party_id or 0)) for each in known]


def _contact(contact: KnownContact, party: Mention | None) -> Record:
    values = contact.values
    preferred = [address for _medium, address, mark in contact.ways if mark]
    return {
        "city": party.name if party else "",
        "country": party.country if party else "",
        "geonameid": party.place_id if party else None,
        "name": values["name"],
        "other_names": [f"{name} [{code}]" if code else name for name, code in contact.names],
        "organisation": contact.organisation,
        **{
            field: [address for its, address, _mark in contact.ways if its is medium]
            for field, medium in MEDIA.items()
        },
        "preferred": preferred[0] if preferred else "",
        "languages": list(values["languages"]),
        **{name: _plain(values[name]) for name in _OF_CONTACT},
    }


def _parties(partnership: KnownPartnership, named: dict[int, Mention]) -> list[Record]:
    return [
        dict(
            zip(
                _PARTY,
                (
                    party.name,
                    party.country,
                    party.place_id,
                    party.latitude,
                    party.longitude,
                    str(party.kind),
                ),
                strict=True,
            )
        )
        for party in (named[each] for each in partnership.parties)
    ]


def _flat(record: Record) -> Record:
    flat = {name: value for name, value in record.items() if name != "parties"}
    for letter, party in zip(ascii_lowercase, record.get("parties", ()), strict=False):
        flat |= {f"{letter}_{name}": value for name, value in party.items()}
    return flat


def _headings(kind: RecordKind, records: Sequence[Record]) -> Sequence[str]:
    if kind is RecordKind.CONTACTS:
        return OWN
    most = max(
        (sum(f"{letter}_name" in each for letter in ascii_lowercase) for each in records), default=2
    )
    sides = [f"{letter}_{name}" for letter in ascii_lowercase[: max(most, 2)] for name in _PARTY]
    return [*sides, *(PARTNERSHIP_FIELDS if kind is RecordKind.PARTNERSHIPS else _EXCHANGE)]


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


_RECORDS: dict[RecordKind, Callable[[OnRecord], list[Record]]] = {
    RecordKind.CONTACTS: _contacts,
    RecordKind.PARTNERSHIPS: _partnerships,
    RecordKind.EXCHANGES: _exchanges,
}
