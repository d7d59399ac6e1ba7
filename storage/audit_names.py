"""Names for what the audit trail knows by key, each kind in one statement."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import String, cast, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.identity import Identity
from storage import audit
from storage.audit_views import Record, Telling, TrailEntry
from storage.columns import Query
from storage.contact_access import visible as contact_visible
from storage.exchange_statements import visible as exchange_visible
from storage.follow_up_statements import visible as follow_up_visible
from storage.models import (
    Appointment,
    AuditEntry,
    BridgeEnd,
    ChatIdentity,
    Contact,
    Correction,
    Digest,
    Exchange,
    FollowUp,
    GlossaryTerm,
    Official,
    Organisation,
    Partnership,
    PartnershipParty,
    Party,
)
from storage.prepared import NETWORK, OWN_PARTY, fetched

# The column by which a part knows its whole.
PART_OF = {
    "party_name": "party_id",
    "contact_name": "contact_id",
    "contact_way": "contact_id",
    "partnership_party": "partnership_id",
    "partnership_share": "partnership_id",
    "quantity": "exchange_id",
    "participant": "exchange_id",
    "chat_identity": "official_id",
    "appointment": "official_id",
}
# Wholes that not everyone in the network may see.
_CONFIDED = {"contact", "exchange", "follow_up"}


def telling(
    session: Session, scope: Scope, entries: Sequence[TrailEntry], *, is_sifted: bool
) -> Telling:
    """What is needed to tell of entries. Unless they are `is_sifted` already, those of contacts,
    exchanges and follow-ups that the speaker may not see are marked as hidden."""
    naming = _Naming(session, scope)
    wholes = naming.wholes(entries)
    mentioned = _mentioned(entries) | set(wholes.values())
    names = naming.names(mentioned)
    accounts = naming.accounts({each.actor for each in entries if each.official_id is None})
    people = {each.official_id for each in entries if each.official_id is not None}
    people |= {int(key) for table, key in mentioned if table == "official"}
    officials = naming.officials(people | set(accounts.values()))
    hidden: set[int] = set()
    if not is_sifted and scope.sight is not Role.STEWARD:
        hidden = {each.id for each in entries if _is_hidden(each, wholes, names)}
    named = {("official", str(key)): name for key, name in officials.items() if name}
    return Telling(names | named, officials, accounts, wholes, frozenset(hidden))


def target(entity: str, column: str) -> str:
    """The table whose records a column names by key; empty if it names none."""
    kind = audit.tables().get(entity)
    if kind is None or column not in kind.__table__.columns:
        return ""
    return next((key.column.table.name for key in kind.__table__.columns[column].foreign_keys), "")


def _mentioned(entries: Iterable[TrailEntry]) -> set[Record]:
    """The records that are changed, and those that the changed columns name."""
    found = set()
    for entry in entries:
        found.add(entry.record)
        for values in (entry.before, entry.after):
            for column, value in values.items():
                table = target(entry.entity, column) if value is not None else ""
                if table:
                    found.add((table, str(value)))
    return found


def _is_hidden(entry: TrailEntry, wholes: dict[int, Record], names: dict[Record, str]) -> bool:
    column = PART_OF.get(entry.entity, "")
    table = target(entry.entity, column) if column else entry.entity
    whole = wholes.get(entry.id) if column else entry.record
    return table in _CONFIDED and whole not in names


def _told(entry: TrailEntry, column: str) -> Any:
    """The value of a column, which may be a part of the key as well."""
    value = entry.value(column)
    if value is not None or "/" not in entry.entity_id:
        return value
    keys = (key.name for key in audit.tables()[entry.entity].__table__.primary_key)
    return dict(zip(keys, entry.entity_id.split("/"), strict=True)).get(column)


class _Naming:
    """Looks names up for one speaker."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def wholes(self, entries: Iterable[TrailEntry]) -> dict[int, Record]:
        """What the changed parts belong to, by entry. Where an entry does not tell, the one of
        the part's making before it does: the number of a deleted part may be another's today."""
        found: dict[int, Record] = {}
        untold = []
        for entry in entries:
            column = PART_OF.get(entry.entity)
            value = _told(entry, column) if column else None
            if column and value is not None:
                found[entry.id] = (target(entry.entity, column), str(value))
            elif column:
                untold.append(entry)
        makings = self._makings({entry.record for entry in untold})
        for entry in untold:
            column = PART_OF[entry.entity]
            made = [row for row in makings.get(entry.record, ()) if row.id < entry.id]
            if made and (made[-1].after or {}).get(column) is not None:
                found[entry.id] = (target(entry.entity, column), str(made[-1].after[column]))
        return found

    def _makings(self, records: set[Record]) -> dict[Record, list[Any]]:
        """The entries that tell of the making of parts, by part, the oldest first."""
        if not records:
            return {}
        of_these = tuple_(AuditEntry.entity, AuditEntry.entity_id).in_(list(records))
        rows = self._read(
            select(AuditEntry.id, AuditEntry.entity, AuditEntry.entity_id, AuditEntry.after)
            .where(AuditEntry.network_id == NETWORK, AuditEntry.action == "create", of_these)
            .order_by(AuditEntry.id)
        )
        found: dict[Record, list[Any]] = {}
        for row in rows:
            found.setdefault((row.entity, row.entity_id), []).append(row)
        return found

    def names(self, records: set[Record]) -> dict[Record, str]:
        """The names of records of the network, as far as the speaker may see them."""
        ids: dict[str, list[int]] = {}
        for table, key in records:
            if key.isdecimal():
                ids.setdefault(table, []).append(int(key))
        found: dict[Record, str] = {}
        for table, query in _named_kinds(self._scope).items():
            column = query.selected_columns[0]
            if table in ids:
                for key, *parts in self._read(query.where(column.in_(ids[table]))):
                    found[table, str(key)] = next((part for part in parts if part), "")
        return found | self._partnerships(ids.get("partnership", []))

    def officials(self, ids: set[int]) -> dict[int, str | None]:
        """The names of officials as of now. Those who were forgotten have an empty one; None
        for an official who never was one but of other networks. Who left this one is named,
        or else it could be told from their name whether they are in another."""
        has_role = exists().where(
            Appointment.official_id == Official.id, Appointment.network_id == NETWORK
        )
        post = cast(NETWORK, String) + "/" + cast(Official.id, String)
        had_role = exists().where(
            AuditEntry.network_id == NETWORK,
            AuditEntry.entity == "appointment",
            AuditEntry.entity_id == post,
        )
        here = or_(has_role, had_role).label("here")
        anywhere = exists().where(Appointment.official_id == Official.id)
        query = select(Official.id, Official.name, Official.removed_at, here, anywhere)
        rows = self._read(query.where(Official.id.in_(ids))) if ids else []
        return {
            key: None if elsewhere and not is_here else "" if removed else name
            for key, name, removed, is_here, elsewhere in rows
        }

    def accounts(self, actors: set[str]) -> dict[str, int]:
        """Whose the accounts are that acted, by what they are called in the trail."""
        users = {actor.rpartition(":")[2] for actor in actors if ":" in actor}
        if not users:
            return {}
        rows = self._read(
            select(
                ChatIdentity.platform,
                ChatIdentity.user,
                ChatIdentity.team,
                ChatIdentity.official_id,
            ).where(ChatIdentity.user.in_(users))
        )
        owners = {str(Identity(*row[:3])): row[3] for row in rows}
        return {actor: owners[actor] for actor in actors if actor in owners}

    def _partnerships(self, ids: list[int]) -> dict[Record, str]:
        if not ids:
            return {}
        rows = self._read(
            select(Partnership.id, Partnership.title, Party.name)
            .outerjoin(PartnershipParty, PartnershipParty.partnership_id == Partnership.id)
            .outerjoin(Party, Party.id == PartnershipParty.party_id)
            .where(Partnership.network_id == NETWORK, Partnership.id.in_(ids))
            .order_by(Partnership.id, PartnershipParty.position)
        )
        parties: dict[int, list[str]] = {}
        titles = {}
        for key, title, party in rows:
            titles[key] = title
            parties.setdefault(key, []).append(party or "")
        return {
            ("partnership", str(key)): f"{titles[key]}: {named}" if titles[key] else named
            for key, named in ((key, " – ".join(each)) for key, each in parties.items())
        }

    def _read(self, query: Query) -> Any:
        scope = self._scope
        return fetched(
            self._session,
            query,
            network=scope.network_id,
            own_party=scope.own_party,
            own_official=scope.own_official,
        )


def _named_kinds(scope: Scope) -> dict[str, Query]:
    return {
        "party": select(Party.id, Party.name).where(Party.network_id == NETWORK),
        "organisation": select(Organisation.id, Organisation.name).where(
            Organisation.network_id == NETWORK
        ),
        "contact": select(Contact.id, Contact.name, Contact.position).where(
            Contact.network_id == NETWORK, contact_visible(scope.sight, NETWORK, OWN_PARTY)
        ),
        "exchange": select(Exchange.id, Exchange.summary).where(
            Exchange.network_id == NETWORK, exchange_visible(scope.sight)
        ),
        "glossary_term": select(GlossaryTerm.id, GlossaryTerm.term).where(
            GlossaryTerm.network_id == NETWORK
        ),
        "correction": select(Correction.id, Correction.original).where(
            Correction.network_id == NETWORK
        ),
        "follow_up": select(FollowUp.id, FollowUp.text).where(
            FollowUp.network_id == NETWORK, follow_up_visible(scope.sight)
        ),
        "digest": select(Digest.id, Digest.title, Digest.channel).where(
            Digest.network_id == NETWORK
        ),
        "bridge_end": select(BridgeEnd.id, BridgeEnd.title, BridgeEnd.channel).where(
            BridgeEnd.network_id == NETWORK
        ),
    }
