"""Taking values out of the audit trail, in the one way that the database lets it change."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, null, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.identity import Identity
from bot.domain.traces import NAME_ERASED, Traces
from storage.bulk import in_chunks
from storage.models import AccessCode, AuditEntry

Record = tuple[str, str]

_PAGE = 2000
_AT_ONCE = 500
_PARTS_OF_CONTACT = ("contact_name", "contact_way")
_PARTS_OF_OFFICIAL = ("chat_identity", "appointment")
_entry: Any = AuditEntry.__table__


def about_contacts(session: Session, contact_ids: Iterable[int]) -> list[Record]:
    """The records that entries about contacts are of: they, and all names and ways they had."""
    ids = sorted(set(contact_ids))
    if not ids:
        return []
    parts = _parts(session, _PARTS_OF_CONTACT, "contact_id", ids)
    return [*(("contact", str(each)) for each in ids), *parts]


def about_official(session: Session, official_id: int) -> list[Record]:
    """The records that entries about an official are of."""
    invited = select(AccessCode.id).where(AccessCode.used_by_id == official_id)
    codes = [("access_code", str(each)) for each in session.scalars(invited)]
    parts = _parts(session, _PARTS_OF_OFFICIAL, "official_id", [official_id])
    return [("official", str(official_id)), *codes, *parts]


def by_official(official_id: int, accounts: Iterable[Identity]) -> ColumnElement[bool]:
    """Which entries tell of what they did. At the terminal others may have the same name."""
    names = [str(each) for each in accounts]
    unnamed = and_(_entry.c.official_id.is_(None), _entry.c.actor.in_(names))
    return or_(_entry.c.official_id == official_id, unnamed)


class Trails:
    """The trail of all networks, from which one erasure takes."""

    def __init__(self, session: Session, erasure_id: int) -> None:
        self._session = session
        self._erasure_id = erasure_id

    def of_contacts(self, contact_ids: Iterable[int]) -> int:
        """Blank all that is told of contacts, their names and ways; of how many entries."""
        return self._blank_records(about_contacts(self._session, contact_ids))

    def of_follow_ups(self, follow_up_ids: Iterable[int]) -> int:
        """Blank all that is told of follow-ups; of how many entries."""
        return self._blank_records(("follow_up", str(each)) for each in follow_up_ids)

    def of_official(self, official_id: int, accounts: Iterable[Identity]) -> int:
        """Blank all that is told of an official, and put a neutral word for who they are in
        what they did; of how many entries."""
        count = self._blank_records(about_official(self._session, official_id))
        self._change(by_official(official_id, accounts), actor=NAME_ERASED)
        return count

    def texts(self, traces: Traces, network_ids: Iterable[int], *, nowhere: bool) -> int:
        """Put neutral marks for the person into all values that name them, of these networks
        and, where it is an official, of none; in how many entries."""
        changed = []
        where = _entry.c.network_id.in_(list(network_ids))
        if nowhere:
            where = or_(where, _entry.c.network_id.is_(None))
        for row in _paged(self._session, where, _entry.c.before, _entry.c.after):
            before, after = traces.without_in(row.before), traces.without_in(row.after)
            if (before, after) != (row.before, row.after):
                changed.append((row.id, before, after))
        for id_, before, after in changed:
            self._change(_entry.c.id == id_, before=_or_null(before), after=_or_null(after))
        return len(changed)

    def blank(self, ids: Iterable[int]) -> None:
        """Take the values out of these entries."""
        for chunk in in_chunks(ids, _AT_ONCE):
            self._change(_entry.c.id.in_(chunk), before=null(), after=null())

    def _blank_records(self, records: Iterable[Record]) -> int:
        found = [id_ for about in of_records(records) for id_ in self._ids(about)]
        self.blank(found)
        return len(found)

    def _ids(self, about: ColumnElement[bool]) -> list[int]:
        return list(self._session.scalars(select(_entry.c.id).where(about)))

    def _change(self, which: ColumnElement[bool], **values: Any) -> None:
        self._session.execute(
            update(_entry).where(which).values(**values, erasure_id=self._erasure_id)
        )


def of_records(records: Iterable[Record]) -> Iterator[ColumnElement[bool]]:
    """Which entries are about these records, in parts that fit into a statement each."""
    by_entity: dict[str, list[str]] = {}
    for entity, entity_id in records:
        by_entity.setdefault(entity, []).append(entity_id)
    for entity, ids in by_entity.items():
        for chunk in in_chunks(ids, _AT_ONCE):
            yield and_(_entry.c.entity == entity, _entry.c.entity_id.in_(chunk))


def _parts(
    session: Session, entities: Sequence[str], owner: str, ids: Sequence[int]
) -> list[Record]:
    """The records of these tables that the trail tells to have belonged to one of the owners."""
    owned = (_entry.c[side][owner].as_integer().in_(ids) for side in ("before", "after"))
    query = select(_entry.c.entity, _entry.c.entity_id).where(
        _entry.c.entity.in_(entities), or_(*owned)
    )
    return [(row[0], row[1]) for row in session.execute(query.distinct())]


def _paged(session: Session, where: ColumnElement[bool], *columns: Any) -> Iterator[Any]:
    """All entries, read in parts so that a long trail needs little memory."""
    last = 0
    while True:
        query = select(_entry.c.id, *columns).where(where, _entry.c.id > last)
        rows = session.execute(query.order_by(_entry.c.id).limit(_PAGE)).all()
        yield from rows
        if len(rows) < _PAGE:
            return
        last = rows[-1].id


def _or_null(value: Any) -> Any:
    return null() if value is None else value
