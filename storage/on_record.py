"""What a network has on record already, for many parties at once; held against an import, and
what an export consists of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.mentions import Mention
from storage.bulk import in_chunks
from storage.columns import Query
from storage.glossary import Glossary, TermView
from storage.models import (
    Contact,
    ContactName,
    ContactWay,
    Exchange,
    Organisation,
    Participant,
    Partnership,
    PartnershipParty,
    Party,
    Quantity,
)

PARTNERSHIP_FIELDS = (
    "type", "stage", "title", "since", "agreement_title", "agreement_signed", "agreement_until",
    "medium", "language", "last_review_on", "next_review_on", "paused_from", "paused_until",
    "paused_reason", "note", "source",
)  # fmt: skip
EXCHANGE_FIELDS = (
    "kind", "happened_on", "ended_on", "initiator_id", "summary", "language", "visibility",
    "source",
)  # fmt: skip
CONTACT_FIELDS = (
    "name", "position", "function", "languages", "term_from", "term_until", "verified_on",
    "visibility", "source", "legal_basis", "note",
)  # fmt: skip


@dataclass(slots=True)
class KnownPartnership:
    """A partnership with its parties in their order."""

    id: int
    values: dict[str, Any]
    archived: bool
    parties: list[int] = field(default_factory=list)


@dataclass(slots=True)
class KnownExchange:
    """An exchange with all its parts."""

    id: int
    partnership_id: int
    values: dict[str, Any]
    quantities: list[tuple[Decimal, str]] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)


@dataclass(slots=True)
class KnownContact:
    """A contact with all its parts; `ways` are (medium, address, preferred)."""

    id: int
    party_id: int | None
    organisation: str
    values: dict[str, Any]
    names: list[tuple[str, str]] = field(default_factory=list)
    ways: list[tuple[Any, str, bool]] = field(default_factory=list)


class OnRecord:
    """All that one network has on record, whoever may see it."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def partnerships(self, party_ids: Iterable[int] | None = None) -> list[KnownPartnership]:
        """Those in which one of these parties takes part, the archived ones too; without
        parties all current ones. The oldest first."""
        query = select(
            Partnership.id,
            Partnership.removed_at,
            *(getattr(Partnership, name) for name in PARTNERSHIP_FIELDS),
        ).where(Partnership.network_id == self._scope.network_id)
        found: dict[int, KnownPartnership] = {}
        if party_ids is None:
            self._add_partnerships(found, query.where(Partnership.removed_at.is_(None)))
        for chunk in in_chunks(party_ids or ()):
            seats = select(PartnershipParty.partnership_id).where(
                PartnershipParty.party_id.in_(chunk)
            )
            self._add_partnerships(found, query.where(Partnership.id.in_(seats)))
        self._seat(found)
        return [found[each] for each in sorted(found)]

    def exchanges(self, partnership_ids: Iterable[int]) -> list[KnownExchange]:
        """The current exchanges of these partnerships, the oldest record first."""
        found: dict[int, KnownExchange] = {}
        columns = (getattr(Exchange, name) for name in EXCHANGE_FIELDS)
        query = select(Exchange.id, Exchange.partnership_id, *columns).where(
            Exchange.network_id == self._scope.network_id, Exchange.removed_at.is_(None)
        )
        for chunk in in_chunks(partnership_ids):
            for row in self._session.execute(query.where(Exchange.partnership_id.in_(chunk))):
                values = dict(zip(EXCHANGE_FIELDS, row[2:], strict=True))
                found[row[0]] = KnownExchange(row[0], row[1], values)
        for quantity in self._parts(Quantity, Quantity.exchange_id, found):
            found[quantity.exchange_id].quantities.append((quantity.amount, quantity.unit))
        for participant in self._parts(Participant, Participant.exchange_id, found):
            if participant.name:
                found[participant.exchange_id].participants.append(participant.name)
        return [found[each] for each in sorted(found)]

    def contacts(self, party_ids: Iterable[int] | None = None) -> list[KnownContact]:
        """The current contacts of these parties and those of no party; without parties all.
        The oldest record first."""
        found: dict[int, KnownContact] = {}
        if party_ids is None:
            self._add_contacts(found, Contact.id.is_not(None))
        else:
            self._add_contacts(found, Contact.party_id.is_(None))
        for chunk in in_chunks(party_ids or ()):
            self._add_contacts(found, Contact.party_id.in_(chunk))
        for name in self._parts(ContactName, ContactName.contact_id, found):
            found[name.contact_id].names.append((name.name, name.language))
        for way in self._parts(ContactWay, ContactWay.contact_id, found):
            found[way.contact_id].ways.append((way.medium, way.address, way.preferred))
        return [found[each] for each in sorted(found)]

    def terms(self) -> list[TermView]:
        """The terms of the glossary, the oldest first."""
        return Glossary(self._session, self._scope).every()

    def organisations(self) -> dict[str, int]:
        """The network's organisations by folded name."""
        rows = self._session.execute(
            select(Organisation.folded, Organisation.id)
            .where(
                Organisation.network_id == self._scope.network_id,
                Organisation.removed_at.is_(None),
            )
            .order_by(Organisation.id.desc())
        )
        return {row[0]: row[1] for row in rows}

    def mentions(self, party_ids: Iterable[int]) -> dict[int, Mention]:
        """How a file names these parties."""
        found: dict[int, Mention] = {}
        for chunk in in_chunks(sorted(set(party_ids))):
            rows = self._session.execute(
                select(
                    Party.id,
                    Party.name,
                    Party.country,
                    Party.place_id,
                    Party.latitude,
                    Party.longitude,
                    Party.kind,
                ).where(Party.id.in_(chunk))
            )
            found |= {row[0]: Mention(*row[1:]) for row in rows}
        return found

    def _add_partnerships(self, found: dict[int, KnownPartnership], query: Query) -> None:
        for row in self._session.execute(query):
            values = dict(zip(PARTNERSHIP_FIELDS, row[2:], strict=True))
            found[row[0]] = KnownPartnership(row[0], values, archived=row[1] is not None)

    def _seat(self, found: Mapping[int, KnownPartnership]) -> None:
        for chunk in in_chunks(found):
            rows = self._session.execute(
                select(PartnershipParty.partnership_id, PartnershipParty.party_id)
                .where(PartnershipParty.partnership_id.in_(chunk))
                .order_by(PartnershipParty.partnership_id, PartnershipParty.position)
            )
            for partnership_id, party_id in rows:
                found[partnership_id].parties.append(party_id)

    def _add_contacts(self, found: dict[int, KnownContact], which: ColumnElement[bool]) -> None:
        columns = (getattr(Contact, name) for name in CONTACT_FIELDS)
        query = (
            select(Contact.id, Contact.party_id, Organisation.name, *columns)
            .outerjoin(Organisation, Organisation.id == Contact.organisation_id)
            .where(
                Contact.network_id == self._scope.network_id,
                Contact.removed_at.is_(None),
                which,
            )
        )
        for row in self._session.execute(query):
            values = dict(zip(CONTACT_FIELDS, row[3:], strict=True))
            found[row[0]] = KnownContact(row[0], row[1], row[2] or "", values)

    def _parts(self, kind: Any, owner: Any, found: Mapping[int, object]) -> Iterable[Any]:
        columns = kind.__table__.columns
        for chunk in in_chunks(found):
            yield from self._session.execute(
                select(*columns).where(owner.in_(chunk)).order_by(kind.id)
            )
