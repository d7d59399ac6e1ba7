"""Reading a whole network at once, to find what comes up in it: always as many statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import Visibility
from bot.domain.weights import SUBSTANTIVE_KINDS
from storage.columns import Query
from storage.contact_access import visible
from storage.exchanges import Outline
from storage.models import Contact, Exchange, Partnership, PartnershipParty, Party
from storage.occasion_recipients import can_be_told
from storage.partnerships import COLUMNS, PartnershipView
from storage.views import PartyView

# Of the gaps between these the usual one is taken (see bot.domain.history).
_DAYS_FOR_A_RHYTHM = 6

# By partnership and by circle: None for what all its parties may see, else the one party whose
# own exchanges are counted.
Circled = dict[int, dict[int | None, Any]]


@dataclass(frozen=True, slots=True)
class ToVerify:
    """A contact that waits to be verified; `keeper_id` only of a keeper who can be told so."""

    id: int
    called: str
    city: str
    keeper_id: int | None
    party_id: int | None


class OccasionReading:
    """What a network has on record, read by whoever looks after all of it."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def partnerships(self) -> list[PartnershipView]:
        """All that are not archived, the oldest record first. Two statements."""
        seats: dict[int, list[tuple[PartyView, bool]]] = {}
        for row in self._session.execute(self._seats()):
            seats.setdefault(row[0], []).append((PartyView(*row[1:6]), row[6]))
        found = []
        for row in self._session.execute(self._current(*COLUMNS).order_by(Partnership.id)):
            own = seats.get(row[0], ())
            parties = tuple(party for party, _agreed in own)
            awaited = tuple(party for party, agreed in own if not agreed)
            found.append(PartnershipView(*(*row, parties, awaited)))
        return found

    def outlines(self, today: date) -> dict[int, dict[int | None, Outline]]:
        """The outlines of all histories by partnership and circle."""
        of = self._circled(Exchange.kind, Exchange.happened_on).subquery()
        day, is_past = of.c.happened_on, of.c.happened_on <= PartialDate(today)
        query = select(
            of.c.partnership_id,
            of.c.circle,
            func.min(case((is_past, day))),
            func.max(case((is_past, day))),
            func.max(case((is_past & of.c.kind.in_(SUBSTANTIVE_KINDS), day))),
            func.min(case((~is_past, day))),
        ).group_by(of.c.partnership_id, of.c.circle)
        found: dict[int, dict[int | None, Outline]] = {}
        for row in self._session.execute(query):
            found.setdefault(row[0], {})[row[1]] = Outline(*row[2:])
        return found

    def rhythms(self, since: date, today: date) -> dict[int, dict[int | None, list[PartialDate]]]:
        """The latest substantive days by partnership and circle, of the partnerships in which
        nothing substantive that all see has happened since a day."""
        substance = Exchange.kind.in_(SUBSTANTIVE_KINDS)
        is_past = Exchange.happened_on <= PartialDate(today)
        lively = self._circled().where(
            substance,
            is_past,
            Exchange.visibility != Visibility.PARTY,
            Exchange.happened_on > PartialDate(since),
        )
        of = self._circled(Exchange.happened_on).where(substance, is_past).subquery()
        place = func.row_number().over(
            partition_by=(of.c.partnership_id, of.c.circle), order_by=of.c.happened_on.desc()
        )
        quiet = of.c.partnership_id.not_in(select(lively.subquery().c.partnership_id))
        ranked = select(of, place.label("place")).where(quiet).subquery()
        query = select(ranked).where(ranked.c.place <= _DAYS_FOR_A_RHYTHM)
        found: dict[int, dict[int | None, list[PartialDate]]] = {}
        for row in self._session.execute(query):
            found.setdefault(row[0], {}).setdefault(row[1], []).append(row[2])
        return found

    def to_verify(
        self, before: date, party_id: int | None = None, keeper_id: int | None = None
    ) -> list[ToVerify]:
        """The contacts last verified before a day or never, the longest first: all that the
        speaker sees, or those of a party and those of a keeper."""
        kept = case((can_be_told(self._scope.network_id, Contact.keeper_id), Contact.keeper_id))
        query = (
            select(Contact.id, Contact.name, Contact.position, Party.name, kept, Contact.party_id)
            .outerjoin(Party, Party.id == Contact.party_id)
            .where(
                Contact.network_id == self._scope.network_id,
                Contact.removed_at.is_(None),
                visible(self._scope.sight, self._scope.network_id, self._scope.own_party),
                or_(Contact.verified_on.is_(None), Contact.verified_on < before),
            )
            .order_by(Contact.verified_on.nulls_first(), Contact.id)
        )
        narrowed = []
        if party_id is not None:
            narrowed.append(Contact.party_id == party_id)
        if keeper_id is not None:
            narrowed.append(Contact.keeper_id == keeper_id)
        rows: Sequence[Any] = self._session.execute(
            query.where(or_(*narrowed)) if narrowed else query
        ).all()
        return [ToVerify(row[0], row[1] or row[2], row[3] or "", row[4], row[5]) for row in rows]

    def _current(self, *columns: Any) -> Query:
        return select(*columns).where(
            Partnership.network_id == self._scope.network_id, Partnership.removed_at.is_(None)
        )

    def _seats(self) -> Query:
        return (
            self._current(
                PartnershipParty.partnership_id,
                Party.id,
                Party.name,
                Party.country,
                Party.subdivision,
                Party.kind,
                PartnershipParty.agreed,
            )
            .select_from(Partnership)
            .join(PartnershipParty, PartnershipParty.partnership_id == Partnership.id)
            .join(Party, Party.id == PartnershipParty.party_id)
            .order_by(PartnershipParty.partnership_id, PartnershipParty.position, Party.id)
        )

    def _circled(self, *columns: Any) -> Query:
        """Dated exchanges, each in its circle. What nobody in particular keeps to their party
        is for stewards alone, and counts in none."""
        is_own = Exchange.visibility == Visibility.PARTY
        circle = case((is_own, Exchange.initiator_id)).label("circle")
        return select(Exchange.partnership_id, circle, *columns).where(
            Exchange.network_id == self._scope.network_id,
            Exchange.removed_at.is_(None),
            Exchange.happened_on.is_not(None),
            or_(~is_own, Exchange.initiator_id.is_not(None)),
        )
