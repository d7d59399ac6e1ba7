"""The partnerships of a network."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from bot.domain.access import Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ContactMedium, PartnershipType, Stage
from storage.columns import Query
from storage.lists import among
from storage.models import Partnership, PartnershipParty, PartnershipShare, Party
from storage.partnership_lists import Wanted, by_name, narrowed, seats_of
from storage.prepared import NETWORK, fetched
from storage.views import PartyView


@dataclass(frozen=True, slots=True)
class PartnershipView:
    """A partnership as screens show it; `parties` in the order in which they were named,
    `awaited` those of them that have not agreed to it yet."""

    id: int
    type: PartnershipType
    stage: Stage
    title: str
    since: PartialDate | None
    agreement_title: str
    agreement_signed: PartialDate | None
    agreement_until: date | None
    medium: ContactMedium | None
    language: str
    last_review_on: date | None
    next_review_on: date | None
    paused_from: date | None
    paused_until: date | None
    paused_reason: str
    note: str
    archived_at: datetime | None
    archived_reason: str
    parties: tuple[PartyView, ...]
    awaited: tuple[PartyView, ...] = ()

    def others(self, party_id: int | None) -> tuple[PartyView, ...]:
        """The partners of one of the parties; all parties for someone who is none of them."""
        return tuple(party for party in self.parties if party.id != party_id)

    def has(self, *party_ids: int) -> bool:
        """Whether all of these take part."""
        return set(party_ids) <= {party.id for party in self.parties}


# Those of a view, in its order, but for the parties.
COLUMNS = (
    Partnership.id,
    Partnership.type,
    Partnership.stage,
    Partnership.title,
    Partnership.since,
    Partnership.agreement_title,
    Partnership.agreement_signed,
    Partnership.agreement_until,
    Partnership.medium,
    Partnership.language,
    Partnership.last_review_on,
    Partnership.next_review_on,
    Partnership.paused_from,
    Partnership.paused_until,
    Partnership.paused_reason,
    Partnership.note,
    Partnership.removed_at,
    Partnership.archived_reason,
)


class Partnerships:
    """The partnerships of one network, without the archived ones unless they are asked for."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def get(self, partnership_id: int) -> PartnershipView | None:
        """The partnership of this id, archived or not, or None."""
        network = self._scope.network_id
        found = self._with_parties(
            fetched(self._session, _one(), network=network, partnership=partnership_id)
        )
        return found[0] if found else None

    def of(self, *party_ids: int, limit: int = 50, archived: bool = False) -> list[PartnershipView]:
        """The partnerships in which all of these parties take part, the oldest record first;
        or else the archived ones, the last archived first."""
        seated = {f"party{position}": party_id for position, party_id in enumerate(party_ids)}
        rows = fetched(
            self._session,
            _together(len(party_ids), archived=archived),
            network=self._scope.network_id,
            limit=limit,
            **seated,
        )
        return self._with_parties(rows)

    def count_of(self, party_id: int) -> int:
        """In how many partnerships a party takes part."""
        query = self._current().where(Partnership.id.in_(seats_of(party_id)))
        counted = query.with_only_columns(func.count(Partnership.id))
        return self._session.execute(counted).scalar_one()

    def listed(self, wanted: Wanted, limit: int, offset: int = 0) -> list[PartnershipView]:
        """Those wanted, by the name of the party that was named first."""
        query = by_name(narrowed(self._current(), wanted))
        return self._views(query.limit(limit).offset(offset))

    def count(self, wanted: Wanted) -> int:
        """How many are wanted."""
        query = narrowed(self._current(), wanted).with_only_columns(func.count(Partnership.id))
        return self._session.execute(query).scalar_one()

    def outlined(self, wanted: Wanted) -> list[PartnershipView]:
        """All that are wanted, in the order of `listed` but without their parties: for
        measuring thousands at once."""
        query = by_name(narrowed(self._current(), wanted))
        return [PartnershipView(*(*row, ())) for row in self._session.execute(query)]

    def by_ids(self, partnership_ids: list[int]) -> list[PartnershipView]:
        """These partnerships, in this order."""
        views = self._views(self._all().where(Partnership.id.in_(partnership_ids)))
        found = {each.id: each for each in views}
        return [found[each] for each in partnership_ids if each in found]

    def shared(self, partnership_ids: Sequence[int]) -> dict[int, PartnershipView]:
        """Those of these that other networks share with this one, by id."""
        agreed = select(PartnershipShare.partnership_id).where(
            PartnershipShare.network_id == self._scope.network_id,
            PartnershipShare.ended_at.is_(None),
        )
        query = select(*COLUMNS).where(
            Partnership.id.in_(partnership_ids), Partnership.id.in_(agreed)
        )
        return {each.id: each for each in self._views(query)}

    def record(self, partnership_id: int) -> Partnership:
        """The record, with its parties, to be changed. LookupError if there is none."""
        found = self._session.execute(
            select(Partnership)
            .where(
                Partnership.id == partnership_id,
                Partnership.network_id == self._scope.network_id,
            )
            .options(selectinload(Partnership.parties))
        ).scalar_one_or_none()
        if found is None:
            raise LookupError(partnership_id)
        return found

    def add(
        self,
        parties: Sequence[PartyView],
        type_: PartnershipType,
        stage: Stage,
        awaited: Collection[int] = (),
    ) -> Partnership:
        """A new partnership of these parties; of those `awaited` it is a proposal until
        `agree` is called for them."""
        partnership = Partnership(
            network_id=self._scope.network_id,
            type=type_,
            stage=stage,
            parties=[
                PartnershipParty(
                    party_id=party.id, position=position, agreed=party.id not in awaited
                )
                for position, party in enumerate(parties)
            ],
        )
        self._session.add(partnership)
        self._session.flush()
        return partnership

    def agree(self, partnership_id: int, party_ids: Collection[int]) -> None:
        """Let these parties agree to a partnership. LookupError if there is none."""
        for seat in self.record(partnership_id).parties:
            if seat.party_id in party_ids:
                seat.agreed = True
        self._session.flush()

    def save(self) -> None:
        """Write what was changed in records, so that reading shows it."""
        self._session.flush()

    def _all(self) -> Query:
        return select(*COLUMNS).where(Partnership.network_id == self._scope.network_id)

    def _current(self) -> Query:
        return self._all().where(Partnership.removed_at.is_(None))

    def _views(self, query: Query) -> list[PartnershipView]:
        return self._with_parties(self._session.execute(query).all())

    def _with_parties(self, rows: Sequence[Any]) -> list[PartnershipView]:
        seats = self._seats([row.id for row in rows])
        found = []
        for row in rows:
            own = seats.get(row.id, ())
            parties = tuple(party for party, _agreed in own)
            awaited = tuple(party for party, agreed in own if not agreed)
            found.append(PartnershipView(*(*row, parties, awaited)))
        return found

    def _seats(self, partnership_ids: list[int]) -> dict[int, list[tuple[PartyView, bool]]]:
        rows = fetched(self._session, _seats(), partnerships=partnership_ids)
        seats: dict[int, list[tuple[PartyView, bool]]] = {}
        for row in rows:
            seats.setdefault(row[0], []).append((PartyView(*row[1:6]), row[6]))
        return seats


@cache
def _one() -> Query:
    return select(*COLUMNS).where(
        Partnership.network_id == NETWORK, Partnership.id == bindparam("partnership")
    )


@cache
def _together(parties: int, *, archived: bool) -> Query:
    """The partnerships of so many parties, bound as `party0`, `party1` and so on."""
    # A sum is served by no index: a planner without statistics would go through the network's
    # partnerships instead of the parties'.
    query = select(*COLUMNS).where(Partnership.network_id + 0 == NETWORK)
    if archived:
        query = query.where(Partnership.removed_at.is_not(None))
        query = query.order_by(Partnership.removed_at.desc())
    else:
        query = query.where(Partnership.removed_at.is_(None)).order_by(Partnership.id)
    for position in range(parties):
        query = query.where(Partnership.id.in_(seats_of(bindparam(f"party{position}"))))
    return query.limit(bindparam("limit"))


@cache
def _seats() -> Query:
    return (
        select(
            PartnershipParty.partnership_id,
            Party.id,
            Party.name,
            Party.country,
            Party.subdivision,
            Party.kind,
            PartnershipParty.agreed,
        )
        .join(Party, Party.id == PartnershipParty.party_id)
        .where(among(PartnershipParty.partnership_id, "partnerships"))
        .order_by(PartnershipParty.partnership_id, PartnershipParty.position, Party.id)
    )
