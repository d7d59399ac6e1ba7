"""Texts that people write, in which others are named: reading them, and taking names out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import EnumType
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, or_, select, true, update
from sqlalchemy.orm import Session, selectinload

from bot.domain import addresses, vocabulary
from bot.domain.access import Scope
from bot.domain.identity import Platform
from bot.domain.names import fold
from bot.domain.traces import Traces
from storage.contact_access import visible
from storage.contact_search import findable
from storage.models import (
    AccessCode,
    Appointment,
    BridgeEnd,
    Channel,
    Contact,
    ContactName,
    ContactWay,
    Correction,
    Digest,
    Exchange,
    FollowUp,
    GlossaryTerm,
    Official,
    Organisation,
    Participant,
    Partnership,
    PartyName,
    PlaceName,
    Quantity,
    Utterance,
)
from storage.models.base import Base
from storage.personal import Subject
from storage.personal_talk import forget_wordings

# What people wrote in their own words. Names of cities are no person's.
TEXTS: dict[type[Base], tuple[str, ...]] = {
    Partnership: ("title", "agreement_title", "paused_reason", "note", "source", "archived_reason"),
    Exchange: ("summary", "source"),
    Participant: ("name",),
    Quantity: ("unit",),
    Contact: ("position", "source", "note"),
    ContactWay: ("address",),
    Organisation: ("name", "website"),
    Channel: ("title",),
    FollowUp: ("text",),
    Digest: ("title",),
    AccessCode: ("name",),
    GlossaryTerm: ("term", "rendering"),
    Correction: ("original", "translation"),
    BridgeEnd: ("title",),
    Utterance: ("text", "name", "link"),
}
# Nothing but what people wrote: without it they are of no use, so they go as a whole.
_WORDS_ONLY = (GlossaryTerm, Correction)
_PARTS = {Participant: Exchange, Quantity: Exchange, ContactWay: Contact}


@dataclass(frozen=True, slots=True)
class Found:
    """A text that names somebody, and the record it stands in."""

    kind: type[Base]
    id: int
    network_id: int
    column: str
    text: str
    without: str


def traces_of(session: Session, subject: Subject) -> Traces:
    """What the person is known by, as far as it is theirs alone: an address that another
    contact has as well is not."""
    networks = list(subject.network_ids)
    shared = _ways_of_others(session, subject)
    ways = [way for way in subject.ways if addresses.same(way) not in shared]
    users = [each.user for each in subject.accounts if each.platform is Platform.SLACK]
    return Traces(
        subject.names,
        [*ways, *users],
        plain=_plain_words(session, networks),
        borne=_borne_words(session, networks, subject),
        places=_places(session, subject.names),
    )


def shared_ways(session: Session, subject: Subject, readers: Iterable[Scope]) -> list[str]:
    """The addresses on record that other contacts have as well, of those that one of the
    readers sees."""
    seen = (
        and_(
            Contact.network_id == reader.network_id,
            visible(reader.sight, reader.network_id, reader.own_party),
        )
        for reader in readers
    )
    shared = _ways_of_others(session, subject, or_(false(), *seen))
    return [way for way in subject.ways if addresses.same(way) in shared]


def found(session: Session, traces: Traces, subject: Subject) -> Iterator[Found]:
    """Every text of the person's networks that names them, other than their own records."""
    for kind, columns in TEXTS.items():
        for row in session.execute(_texts_of(kind, columns, subject)):
            for column, text in zip(columns, row[2:], strict=True):
                without = traces.without(text or "")
                if text and without != text:
                    yield Found(kind, row[0], row[1], column, text, without)


def take_out(session: Session, texts: Iterable[Found]) -> Counter[int]:
    """Put the neutral marks into these texts, past the audit trail; in how many of each
    network. A term or a correction that names somebody is deleted, and what engines made of
    what was said."""
    count: Counter[int] = Counter()
    contacts: set[int] = set()
    organisations: set[int] = set()
    said: set[int] = set()
    for each in list(texts):
        count[each.network_id] += 1
        table: Any = each.kind.__table__
        if each.kind in _WORDS_ONLY:
            session.execute(delete(table).where(table.c.id == each.id))
            continue
        values: dict[str, Any] = {each.column: _fitting(table.c[each.column], each.without)}
        if each.kind is Utterance and each.column == "text":
            # They told where the words stood that are others now.
            values["marks"] = ()
        if each.kind is Organisation and each.column == "name":
            values["folded"] = fold(each.without)[:200]
            organisations.add(each.id)
        contacts |= {each.id} if each.kind is Contact else set()
        said |= {each.id} if each.kind is Utterance else set()
        session.execute(update(table).where(table.c.id == each.id).values(values))
    _make_findable(session, contacts, organisations)
    forget_wordings(session, said)
    return count


def _fitting(column: Any, text: str) -> str:
    longest = getattr(column.type, "length", None)
    return text if longest is None else text[:longest]


def _texts_of(kind: type[Base], columns: Sequence[str], subject: Subject) -> Any:
    table: Any = kind
    whole: Any = _PARTS.get(kind, kind)
    query = select(table.id, whole.network_id, *(getattr(table, name) for name in columns))
    if whole is Exchange and kind is not Exchange:
        query = query.join(Exchange, Exchange.id == table.exchange_id)
    elif whole is Contact and kind is not Contact:
        query = query.join(Contact, Contact.id == table.contact_id)
    if whole is Contact:
        query = query.where(Contact.id.not_in(subject.contact_ids))
    return query.where(whole.network_id.in_(subject.network_ids)).order_by(table.id)


def _make_findable(session: Session, contacts: set[int], organisations: set[int]) -> None:
    """What contacts are found by, once more, where a text that goes into it has changed."""
    if not contacts and not organisations:
        return
    rows = session.execute(select(Organisation.id, Organisation.name))
    names: dict[int, str] = {row[0]: row[1] for row in rows}
    query = (
        select(Contact)
        .where(or_(Contact.id.in_(contacts), Contact.organisation_id.in_(organisations)))
        .where(Contact.removed_at.is_(None))
        .options(selectinload(Contact.names), selectinload(Contact.ways))
        .execution_options(populate_existing=True)
    )
    table: Any = Contact.__table__
    for contact in session.scalars(query):
        text = findable(contact, names.get(contact.organisation_id or 0, ""))
        session.execute(update(table).where(table.c.id == contact.id).values(findable=text))


def _ways_of_others(
    session: Session, subject: Subject, which: ColumnElement[bool] | None = None
) -> set[str]:
    if not subject.ways:
        return set()
    query = (
        select(ContactWay.address)
        .join(Contact, Contact.id == ContactWay.contact_id)
        .where(
            Contact.network_id.in_(subject.network_ids),
            Contact.id.not_in(subject.contact_ids),
            true() if which is None else which,
        )
    )
    own = {addresses.same(way) for way in subject.ways}
    return own & {addresses.same(way) for way in session.scalars(query)}


def _places(session: Session, names: Iterable[str]) -> set[str]:
    """The words in names that are places as well."""
    words = {word for name in names for word in fold(name).split()}
    return set(session.scalars(select(PlaceName.folded).where(PlaceName.folded.in_(words))))


def _plain_words(session: Session, network_ids: list[int]) -> set[str]:
    """Words of the vocabulary, of cities and of positions."""
    kinds: list[Any] = [each for each in vars(vocabulary).values() if isinstance(each, EnumType)]
    words = {word for kind in kinds for each in kind for word in str(each).split("_")}
    cities = select(PartyName.folded).where(PartyName.network_id.in_(network_ids))
    words |= {word for name in session.scalars(cities) for word in name.split()}
    positions = select(Contact.position).where(Contact.network_id.in_(network_ids)).distinct()
    return words | {word for text in session.scalars(positions) for word in fold(text).split()}


def _borne_words(session: Session, network_ids: list[int], subject: Subject) -> set[str]:
    """Words in the names of other people and of organisations."""
    others: tuple[ColumnElement[bool], ...] = (
        Contact.network_id.in_(network_ids),
        Contact.id.not_in(subject.contact_ids),
    )
    queries = (
        select(Contact.name).where(*others),
        select(ContactName.name).join(Contact, Contact.id == ContactName.contact_id).where(*others),
        select(Official.name)
        .join(Appointment, Appointment.official_id == Official.id)
        .where(
            Appointment.network_id.in_(network_ids),
            Official.id != (subject.official_id or 0),
        ),
        select(Organisation.name).where(Organisation.network_id.in_(network_ids)),
    )
    own = {fold(name) for name in subject.names}
    folded = {fold(name) for query in queries for name in session.scalars(query)}
    # A second record or an account under the very same name is no other person's name.
    names = [name for name in folded if not any(each and each in name for each in own)]
    return {word for name in names for word in name.split()}
