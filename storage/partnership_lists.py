"""Which partnerships a list shows, and in which order."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from bot.domain.vocabulary import PartnershipType, Stage
from storage.columns import Query
from storage.models import Partnership, PartnershipParty, Party
from storage.prepared import Known


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; what is empty narrows nothing.

    Of types, stages and countries one is enough; all the parties must take part.
    """

    types: tuple[PartnershipType, ...] = ()
    stages: tuple[Stage, ...] = ()
    countries: tuple[str, ...] = ()
    parties: tuple[int, ...] = ()


def narrowed(query: Query, wanted: Wanted) -> Query:
    """The query of partnerships with only those wanted left."""
    if wanted.types:
        query = query.where(Partnership.type.in_(wanted.types))
    if wanted.stages:
        query = query.where(Partnership.stage.in_(wanted.stages))
    if wanted.countries:
        query = query.where(Partnership.id.in_(_with_a_party_in(wanted.countries)))
    for party_id in wanted.parties:
        query = query.where(Partnership.id.in_(seats_of(party_id)))
    return query


def by_name(query: Query) -> Query:
    """The query in the order of the names of the parties named first."""
    first = and_(PartnershipParty.partnership_id == Partnership.id, PartnershipParty.position == 0)
    return (
        query.outerjoin(PartnershipParty, first)
        .outerjoin(Party, Party.id == PartnershipParty.party_id)
        .order_by(Party.name, Partnership.id)
    )


def seats_of(party_id: Known) -> Query:
    """The ids of the partnerships in which a party takes part."""
    return select(PartnershipParty.partnership_id).where(PartnershipParty.party_id == party_id)


def _with_a_party_in(countries: tuple[str, ...]) -> Query:
    return (
        select(PartnershipParty.partnership_id)
        .join(Party, Party.id == PartnershipParty.party_id)
        .where(Party.country.in_(countries))
    )
