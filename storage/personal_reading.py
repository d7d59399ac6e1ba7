"""What is held on one person, as plain values that can be told and put into a file."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from storage import personal_talk, personal_texts
from storage.audit import freeze
from storage.contact_access import known_organisation
from storage.contact_access import visible as contact_visible
from storage.erasing_trail import about_contacts, about_official, by_official, of_records
from storage.exchange_statements import seen as exchanges_seen
from storage.follow_up_statements import visible as follow_up_visible
from storage.models import (
    AccessCode,
    AuditEntry,
    ChatIdentity,
    Contact,
    ContactName,
    ContactWay,
    Exchange,
    FailedCode,
    FollowUp,
    Network,
    Official,
    Organisation,
    Participant,
    Party,
    Quantity,
    Utterance,
)
from storage.personal import Subject
from storage.personal_promises import PromisesReading
from storage.personal_texts import Found

Row = dict[str, Any]

_OFFICIAL = (
    "name", "language", "timezone", "quiet_from", "quiet_until", "reached_on", "created_at",
)  # fmt: skip
_CONTACT = (
    "id", "name", "position", "function", "languages", "term_from", "term_until", "verified_on",
    "visibility", "source", "legal_basis", "note", "created_at", "removed_at",
)  # fmt: skip
_WHEN = ("at", "network_id", "action", "entity", "entity_id")


class PersonalReading:
    """Reads what is held on people; `scopes` is as whom the reader may see texts of others."""

    def __init__(self, session: Session, scopes: Iterable[Scope]) -> None:
        self._session = session
        self._scopes = list(scopes)

    def held(self, subject: Subject) -> Row:
        """Everything, under `official`, `accounts`, `roles`, `invitations`, `wrong_codes`,
        `backup_for`, `follow_ups`, `deliveries`, `said`, `emoji`, `contacts`, `texts`,
        `changes_about` and `changes_by`. What others wrote is there as far as the reader may see
        it; of what the person did, what and when, not the values."""
        contact_ids = self._shown(subject)
        about = about_contacts(self._session, contact_ids)
        if subject.official_id is not None:
            about += about_official(self._session, subject.official_id)
        return {
            "official": self._official(subject.official_id),
            "accounts": self._accounts(subject.official_id),
            "roles": [_role(each) for each in subject.standings],
            "invitations": self._invitations(subject.official_id),
            "wrong_codes": self._wrong_codes(subject),
            **PromisesReading(self._session).held(subject.official_id),
            **personal_talk.held(self._session, subject.accounts),
            "contacts": [self._contact(each) for each in contact_ids],
            "texts": [_text(each) for each in self.texts(subject)],
            "changes_about": self._entries(of_records(about), values=True),
            "changes_by": self._changes_by(subject),
        }

    def _shown(self, subject: Subject) -> list[int]:
        """Everybody sees all records of their own; of the removed namesakes of a contact only
        those are shown that the reader could see before."""
        if subject.official_id is not None:
            return list(subject.contact_ids)
        seen: set[int] = set()
        for scope in self._scopes:
            shown = contact_visible(scope.sight, scope.network_id, scope.own_party)
            query = select(Contact.id).where(Contact.network_id == scope.network_id, shown)
            seen |= set(self._session.scalars(query.where(Contact.id.in_(subject.contact_ids))))
        return [each for each in subject.contact_ids if each in seen]

    def texts(self, subject: Subject) -> Iterator[Found]:
        """What others wrote that names the person, in the networks that the reader may see."""
        for scope in self._scopes:
            if scope.network_id not in subject.network_ids:
                continue
            within = Subject(
                subject.official_id,
                subject.contact_ids,
                frozenset({scope.network_id}),
                subject.names,
                subject.ways,
                subject.accounts,
            )
            traces = personal_texts.traces_of(self._session, within)
            named = personal_texts.found(self._session, traces, within)
            # Who reads along where something was said is known to its platform alone.
            found = [each for each in named if each.kind is not Utterance]
            yield from self._may_be_seen(found, scope)

    def _seen_exchanges(self) -> set[int]:
        """Those that the reader may see in any of their networks."""
        return set().union(*map(self._exchanges_within, self._scopes))

    def _exchanges_within(self, scope: Scope) -> set[int]:
        bound = {"network": scope.network_id, "own_party": scope.own_party}
        return set(self._session.scalars(exchanges_seen(scope.sight, Exchange.id), bound))

    def _promises_within(self, scope: Scope) -> set[int]:
        bound = {"own_party": scope.own_party, "own_official": scope.own_official}
        query = select(FollowUp.id).where(
            FollowUp.network_id == scope.network_id,
            FollowUp.removed_at.is_(None),
            follow_up_visible(scope.sight),
        )
        return set(self._session.scalars(query, bound))

    def _may_be_seen(self, found: Sequence[Found], scope: Scope) -> Iterator[Found]:
        owners: dict[Any, dict[int, int]] = {
            kind: {row[0]: row[1] for row in self._session.execute(select(column, owner))}
            for kind, column, owner in (
                (Participant, Participant.id, Participant.exchange_id),
                (Quantity, Quantity.id, Quantity.exchange_id),
                (ContactWay, ContactWay.id, ContactWay.contact_id),
            )
            if any(each.kind is kind for each in found)
        }
        exchanges = self._exchanges_within(scope)
        shown = contact_visible(scope.sight, scope.network_id, scope.own_party)
        contacts = set(
            self._session.scalars(
                select(Contact.id).where(
                    Contact.network_id == scope.network_id, Contact.removed_at.is_(None), shown
                )
            )
        )
        known = known_organisation(scope.sight, scope.network_id, scope.own_party)
        organisations = set(self._session.scalars(select(Organisation.id).where(known)))
        unknown = self._people_kept_from(contacts) if found else set()
        promises = self._promises_within(scope) if found else set()
        for each in found:
            owner = owners.get(each.kind, {}).get(each.id, each.id)
            if each.kind is Participant:
                is_seen = owner in exchanges and each.id not in unknown
            elif each.kind in (Exchange, Quantity):
                is_seen = owner in exchanges
            elif each.kind is Organisation:
                is_seen = each.id in organisations
            elif each.kind is FollowUp:
                is_seen = each.id in promises
            elif each.kind in (Contact, ContactWay):
                is_seen = owner in contacts
            else:
                is_seen = each.kind is not AccessCode or scope.sight is Role.STEWARD
            if is_seen:
                yield each

    def _people_kept_from(self, contacts: set[int]) -> set[int]:
        """The participants who are contacts, and none of these."""
        rows: Any = self._session.execute(
            select(Participant.id, Participant.contact_id).where(
                Participant.contact_id.is_not(None)
            )
        ).all()
        return {row[0] for row in rows if row[1] not in contacts}

    def _official(self, official_id: int | None) -> Row | None:
        columns = [getattr(Official, name) for name in _OFFICIAL]
        rows = self._rows(select(*columns).where(Official.id == official_id), _OFFICIAL)
        return rows[0] if rows else None

    def _accounts(self, official_id: int | None) -> list[Row]:
        query = select(
            ChatIdentity.platform, ChatIdentity.team, ChatIdentity.user, ChatIdentity.closed_at
        ).where(ChatIdentity.official_id == official_id)
        return self._rows(query, ("platform", "team", "user", "closed_at"))

    def _invitations(self, official_id: int | None) -> list[Row]:
        if official_id is None:
            # To be used by nobody is to be open: those of all networks are.
            return []
        query = (
            select(Network.name, AccessCode.name, AccessCode.made_at, AccessCode.used_at)
            .join(Network, Network.id == AccessCode.network_id)
            .where(AccessCode.used_by_id == official_id)
        )
        return self._rows(query, ("network", "name", "made_at", "used_at"))

    def _wrong_codes(self, subject: Subject) -> list[Row]:
        found = []
        for each in subject.accounts:
            query = select(FailedCode.at).where(
                FailedCode.platform == each.platform,
                FailedCode.team == each.team,
                FailedCode.user == each.user,
            )
            found += self._rows(query, ("at",))
        return found

    def _contact(self, contact_id: int) -> Row:
        columns = [getattr(Contact, name) for name in _CONTACT]
        names = ("network", "city", "organisation", *_CONTACT)
        query = (
            select(Network.name, Party.name, Organisation.name, *columns)
            .join(Network, Network.id == Contact.network_id)
            .outerjoin(Party, Party.id == Contact.party_id)
            .outerjoin(Organisation, Organisation.id == Contact.organisation_id)
            .where(Contact.id == contact_id)
        )
        other = select(ContactName.name, ContactName.language)
        ways = select(ContactWay.medium, ContactWay.address)
        part = (
            select(Exchange.happened_on, Exchange.kind)
            .join(Participant, Participant.exchange_id == Exchange.id)
            .where(Participant.contact_id == contact_id, Exchange.id.in_(self._seen_exchanges()))
            .order_by(Exchange.id)
        )
        return {
            **self._rows(query, names)[0],
            "other_names": self._rows(
                other.where(ContactName.contact_id == contact_id), ("name", "language")
            ),
            "ways": self._rows(
                ways.where(ContactWay.contact_id == contact_id), ("medium", "address")
            ),
            "took_part_in": self._rows(part, ("day", "kind")),
        }

    def _changes_by(self, subject: Subject) -> list[Row]:
        if subject.official_id is None:
            return []
        return self._entries([by_official(subject.official_id, subject.accounts)], values=False)

    def _entries(self, which: Iterable[ColumnElement[bool]], *, values: bool) -> list[Row]:
        names = (*_WHEN, "before", "after") if values else _WHEN
        columns = [getattr(AuditEntry, name) for name in names]
        conditions = list(which)
        if not conditions:
            return []
        query = select(*columns).where(or_(*conditions)).order_by(AuditEntry.id)
        return self._rows(query, names)

    def _rows(self, query: Any, names: Sequence[str]) -> list[Row]:
        rows = self._session.execute(query).all()
        return [dict(zip(names, map(freeze, row), strict=True)) for row in rows]


def _role(standing: Any) -> Row:
    party = standing.party.name if standing.party else None
    return {"network": standing.network.name, "role": str(standing.role), "city": party}


def _text(found: Found) -> Row:
    record = found.kind.__tablename__
    return {"record": record, "id": found.id, "column": found.column, "text": found.text}
