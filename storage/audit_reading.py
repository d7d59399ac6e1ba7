"""The audit trail as people read it: changes of one network, the latest first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from storage import audit, audit_circles, undo_rights
from storage.audit_circles import Circle
from storage.audit_names import telling
from storage.audit_views import Change, Erased, Telling, TrailEntry, TrailPage
from storage.models import AuditEntry, Erasure
from storage.prepared import fetched

# Of an import of thousands nobody reads all on a screen.
MOST_ENTRIES = 30
_AT_ONCE = 1000
_COLUMNS = (
    AuditEntry.id,
    AuditEntry.batch,
    AuditEntry.at,
    AuditEntry.official_id,
    AuditEntry.actor,
    AuditEntry.action,
    AuditEntry.entity,
    AuditEntry.entity_id,
    AuditEntry.before,
    AuditEntry.after,
    AuditEntry.erasure_id,
)


class History:
    """The trail of one network, for one reader."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def mine(self, account: str) -> Circle:
        """What the speaker changed."""
        return audit_circles.of_person(self._scope, account)

    def of_party(self, party_id: int) -> Circle:
        """What was changed of a party, as far as the speaker may see it."""
        return audit_circles.of_party(self._scope, party_id)

    def of_network(self) -> Circle:
        """Everything."""
        return audit_circles.of_network()

    def page(self, circle: Circle, per_page: int, page: int) -> TrailPage:
        """A page of changes, the latest first, each with its first MOST_ENTRIES entries; the
        last page for one that is not there. What one command did is one change."""
        found = self._latest(circle, per_page, (page - 1) * per_page)
        if not found and page > 1:
            page = max(1, -(-self.count(circle) // per_page))
            found = self._latest(circle, per_page, (page - 1) * per_page)
        counts = {row.batch: row.entries for row in found}
        entries = self._first_entries(circle, counts)
        changes = (Change(each, counts[each], tuple(entries[each])) for each in counts)
        return TrailPage(tuple(changes), found[0].changes if found else 0, page)

    def count(self, circle: Circle) -> int:
        """How many changes there are."""
        query = select(func.count(func.distinct(AuditEntry.batch))).where(circle)
        return int(self._read(query)[0][0])

    def entries(self, circle: Circle, most: int) -> Iterator[list[TrailEntry]]:
        """The latest `most` entries in lists, in the order in which they were written."""
        newest = select(AuditEntry.id).where(circle).order_by(AuditEntry.id.desc()).limit(most)
        ids = sorted(row[0] for row in self._read(newest))
        for start in range(0, len(ids), _AT_ONCE):
            chunk = AuditEntry.id.in_(ids[start : start + _AT_ONCE])
            query = select(*_COLUMNS).where(chunk).order_by(AuditEntry.id)
            yield [_entry(row) for row in self._read(query)]

    def more_than(self, circle: Circle, entries: int) -> bool:
        """Whether there are more entries than so many."""
        return bool(self._read(select(AuditEntry.id).where(circle).offset(entries).limit(1)))

    def telling(self, entries: Sequence[TrailEntry], *, is_sifted: bool) -> Telling:
        """What is needed to tell of entries; `is_sifted`: they are of a circle that leaves out
        already what the speaker may not see."""
        return telling(self._session, self._scope, entries, is_sifted=is_sifted)

    def undoable(self, batches: Iterable[str]) -> set[str]:
        """Those of these changes that the speaker may take back, and that nothing came after."""
        query = (
            select(AuditEntry)
            .where(
                AuditEntry.batch.in_(list(batches)), AuditEntry.network_id == self._scope.network_id
            )
            .order_by(AuditEntry.id)
        )
        whole: dict[str, list[AuditEntry]] = {}
        for entry in self._session.scalars(query):
            whole.setdefault(entry.batch, []).append(entry)
        newest = self._newest(entry for each in whole.values() for entry in each)
        return {
            batch
            for batch, entries in whole.items()
            if self._may_be_undone(entries)
            and all(newest[each.entity, each.entity_id] <= entries[-1].id for each in entries)
        }

    def erasures(self, limit: int) -> list[Erased]:
        """The latest erasures of personal data in the network, the newest first."""
        query = (
            select(Erasure.at, Erasure.cause, Erasure.records)
            .where(Erasure.network_id == self._scope.network_id)
            .order_by(Erasure.id.desc())
            .limit(limit)
        )
        return [Erased(*row) for row in self._read(query)]

    def _latest(self, circle: Circle, limit: int, offset: int) -> Any:
        """The latest batches, how many entries each has, and how many batches there are."""
        query = (
            select(
                AuditEntry.batch,
                func.count().label("entries"),
                func.count().over().label("changes"),
            )
            .where(circle)
            .group_by(AuditEntry.batch)
            .order_by(func.max(AuditEntry.id).desc())
            .limit(limit)
            .offset(offset)
        )
        return self._read(query)

    def _first_entries(self, circle: Circle, batches: Iterable[str]) -> dict[str, list[TrailEntry]]:
        place = func.row_number().over(partition_by=AuditEntry.batch, order_by=AuditEntry.id)
        numbered = (
            select(AuditEntry.id, place.label("place"))
            .where(circle, AuditEntry.batch.in_(list(batches)))
            .subquery()
        )
        first = select(numbered.c.id).where(numbered.c.place <= MOST_ENTRIES)
        query = select(*_COLUMNS).where(AuditEntry.id.in_(first)).order_by(AuditEntry.id)
        entries: dict[str, list[TrailEntry]] = {batch: [] for batch in batches}
        for row in self._read(query):
            entries[row.batch].append(_entry(row))
        return entries

    def _may_be_undone(self, entries: list[AuditEntry]) -> bool:
        actor: audit.Actor = self._session.info["actor"]
        return (
            all(each.erasure_id is None for each in entries)
            and not any(undo_rights.is_lasting(each) for each in entries)
            and not undo_rights.is_sharing(entries)
            and undo_rights.may_undo(self._session, self._scope, actor.name, entries)
        )

    def _newest(self, entries: Iterable[AuditEntry]) -> dict[tuple[str, str], int]:
        """The latest entry of each of the records that these are about."""
        record = tuple_(AuditEntry.entity, AuditEntry.entity_id)
        records = list({(each.entity, each.entity_id) for each in entries})
        query = (
            select(AuditEntry.entity, AuditEntry.entity_id, func.max(AuditEntry.id))
            .where(record.in_(records))
            .group_by(AuditEntry.entity, AuditEntry.entity_id)
        )
        return {(row[0], row[1]): row[2] for row in self._read(query)} if records else {}

    def _read(self, query: Any) -> Any:
        scope = self._scope
        return fetched(
            self._session,
            query,
            network=scope.network_id,
            own_party=scope.own_party,
            own_official=scope.own_official,
        )


def _entry(row: Any) -> TrailEntry:
    before, after = row.before or {}, row.after or {}
    is_erased = row.erasure_id is not None and not before and not after
    return TrailEntry(
        id=row.id,
        batch=row.batch,
        at=row.at,
        official_id=row.official_id,
        actor=row.actor,
        action=row.action,
        entity=row.entity,
        entity_id=row.entity_id,
        before=before,
        after=after,
        is_erased=is_erased,
    )
