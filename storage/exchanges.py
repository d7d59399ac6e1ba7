"""What passed between the parties of a network's partnerships."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, Visibility
from bot.domain.weights import SUBSTANTIVE_KINDS
from storage import exchange_statements as statements
from storage.columns import Query
from storage.contact_access import visible as contact_visible
from storage.models import Contact, Exchange, Participant, Quantity
from storage.prepared import fetched


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """An exchange as screens show it; `quantities` are (amount, unit)."""

    id: int
    partnership_id: int
    kind: ExchangeKind
    happened_on: PartialDate | None
    ended_on: PartialDate | None
    initiator_id: int | None
    summary: str
    language: str
    visibility: Visibility
    source: str
    quantities: tuple[tuple[Decimal, str], ...] = ()
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The corner dates of a partnership's exchanges; None where there is none such."""

    first_on: PartialDate | None
    last_on: PartialDate | None
    last_substantive_on: PartialDate | None
    planned_on: PartialDate | None


class Exchanges:
    """The exchanges that one speaker may see."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def latest(
        self,
        partnership_id: int,
        limit: int = 5,
        offset: int = 0,
        until: date | None = None,
    ) -> list[ExchangeView]:
        """The latest first; those without a date come last. `until` leaves out later ones."""
        return self._views(
            statements.latest(self._scope.sight, until=until is not None),
            partnership=partnership_id,
            limit=limit,
            offset=offset,
            **({} if until is None else {"until": PartialDate(until)}),
        )

    def get(self, exchange_id: int) -> ExchangeView | None:
        """The exchange of this id, or None."""
        found = self._views(statements.one(self._scope.sight), exchange=exchange_id)
        return found[0] if found else None

    def count(self, partnership_id: int) -> int:
        """How many there are to be seen."""
        query = self._seen(func.count(Exchange.id)).where(Exchange.partnership_id == partnership_id)
        return int(self._session.execute(query).scalar_one())

    def history(self, partnership_id: int) -> list[tuple[ExchangeKind, PartialDate, int | None]]:
        """Kind, date and initiator of the latest dated ones, up to HISTORY, latest first."""
        rows = self._fetched(statements.history(self._scope.sight), partnership=partnership_id)
        return [(row[0], row[1], row[2]) for row in rows]

    def histories(
        self, partnership_ids: list[int]
    ) -> dict[int, list[tuple[ExchangeKind, PartialDate, int | None]]]:
        """The same for several partnerships in one statement, all that there is of each."""
        query = self._seen(
            Exchange.partnership_id, Exchange.kind, Exchange.happened_on, Exchange.initiator_id
        ).where(Exchange.partnership_id.in_(partnership_ids))
        found: dict[int, list[tuple[ExchangeKind, PartialDate, int | None]]] = {}
        for partnership_id, kind, day, initiator in self._session.execute(query):
            if day is None:
                continue
            found.setdefault(partnership_id, []).append((kind, day, initiator))
        return found

    def outlines(self, partnership_ids: list[int] | None, today: date) -> dict[int, Outline]:
        """The outline of each partnership that has a dated exchange, of all of the network's
        for None, in one statement."""
        day, now = Exchange.happened_on, PartialDate(today)
        is_past = day <= now
        query = self._seen(
            Exchange.partnership_id,
            func.min(case((is_past, day))),
            func.max(case((is_past, day))),
            func.max(case((is_past & Exchange.kind.in_(SUBSTANTIVE_KINDS), day))),
            func.min(case((~is_past, day))),
        )
        if partnership_ids is not None:
            query = query.where(Exchange.partnership_id.in_(partnership_ids))
        rows: Sequence[Any] = self._session.execute(query.group_by(Exchange.partnership_id)).all()
        return {row[0]: Outline(*row[1:]) for row in rows}

    def next_planned(self, partnership_id: int, today: date) -> ExchangeView | None:
        """The first one dated after today, or None."""
        found = self._views(
            statements.next_planned(self._scope.sight),
            partnership=partnership_id,
            today=PartialDate(today),
        )
        return found[0] if found else None

    def twin_of(
        self,
        partnership_id: int,
        kind: ExchangeKind,
        happened_on: PartialDate,
        summary: str,
        since: datetime,
    ) -> int | None:
        """The id of one that says exactly this and was logged since a moment, or None."""
        query = (
            self._seen(Exchange.id)
            .where(
                Exchange.partnership_id == partnership_id,
                Exchange.kind == kind,
                Exchange.happened_on == happened_on,
                Exchange.summary == summary,
                Exchange.created_at >= since,
            )
            .limit(1)
        )
        return self._session.execute(query).scalar()

    def add(
        self,
        partnership_id: int,
        kind: ExchangeKind,
        summary: str,
        happened_on: PartialDate,
        initiator_id: int | None,
        quantities: list[tuple[Decimal, str]],
        visibility: Visibility = Visibility.NETWORK,
        language: str = "",
        participants: Sequence[tuple[str, int | None]] = (),
        logged_at: datetime | None = None,
    ) -> Exchange:
        """A new exchange, logged by the one who speaks; `participants` are names, with the
        contact's id where it is known who that is."""
        exchange = Exchange(
            network_id=self._scope.network_id,
            partnership_id=partnership_id,
            kind=kind,
            summary=summary,
            happened_on=happened_on,
            initiator_id=initiator_id,
            visibility=visibility,
            language=language,
            logged_by_id=self._scope.official_id,
            quantities=[Quantity(amount=amount, unit=unit) for amount, unit in quantities],
            participants=[
                Participant(name=name, contact_id=contact_id) for name, contact_id in participants
            ],
        )
        if logged_at is not None:
            exchange.created_at = logged_at
        self._session.add(exchange)
        self._session.flush()
        return exchange

    def contacts_named(self, names: list[str], party_ids: list[int]) -> dict[str, int]:
        """The ids of these parties' contacts by their casefolded names; a name that several
        bear is left out."""
        if not names:
            return {}
        wanted = {name.casefold() for name in names}
        query = select(Contact.id, Contact.name).where(
            Contact.network_id == self._scope.network_id,
            Contact.removed_at.is_(None),
            Contact.party_id.in_(party_ids),
            Contact.name != "",
            contact_visible(self._scope.sight, *self._circle()),
        )
        found: dict[str, list[int]] = {}
        for contact_id, name in self._session.execute(query):
            if name.casefold() in wanted:
                found.setdefault(name.casefold(), []).append(contact_id)
        return {name: ids[0] for name, ids in found.items() if len(ids) == 1}

    def _seen(self, *columns: Any) -> Query:
        return statements.seen(self._scope.sight, *columns).params(**self._bound())

    def _circle(self) -> tuple[int, int]:
        return self._scope.network_id, self._scope.own_party

    def _bound(self) -> dict[str, int]:
        network, own_party = self._circle()
        return {"network": network, "own_party": own_party}

    def _fetched(self, statement: Query, **values: Any) -> Any:
        return fetched(self._session, statement, **self._bound(), **values)

    def _views(self, statement: Query, **values: Any) -> list[ExchangeView]:
        rows = self._fetched(statement, **values)
        ids = [row.id for row in rows]
        quantities = self._parts(statements.amounts(), ids)
        people = self._parts(statements.people(self._scope.sight), ids, **self._bound())
        return [
            ExchangeView(
                *(
                    *row,
                    tuple(quantities.get(row.id, ())),
                    tuple(name for (name,) in people.get(row.id, ()) if name),
                )
            )
            for row in rows
        ]

    def _parts(
        self, statement: Query, ids: list[int], **values: Any
    ) -> dict[int, list[tuple[Any, ...]]]:
        parts: dict[int, list[tuple[Any, ...]]] = {}
        for exchange_id, *part in fetched(self._session, statement, exchanges=ids, **values):
            parts.setdefault(exchange_id, []).append(tuple(part))
        return parts
