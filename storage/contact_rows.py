"""The columns that contacts are read with, and the rows that they make."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from storage.columns import Query
from storage.contact_views import ContactLine
from storage.models import Contact, ContactWay, Organisation, Party
from storage.views import PartyView

PARTY = (Party.id, Party.name, Party.country, Party.subdivision, Party.kind)
PERSON = (
    Contact.id,
    Contact.name,
    Contact.position,
    Contact.function,
    Contact.languages,
    Contact.verified_on,
)


def way_first_tried() -> Any:
    """The number of the way that is preferred, or of the first one where none is."""
    way = aliased(ContactWay)
    return (
        select(way.id)
        .where(way.contact_id == Contact.id)
        .order_by(way.preferred.desc(), way.id)
        .limit(1)
        .correlate(Contact)
        .scalar_subquery()
    )


def as_lines(query: Query) -> Query:
    """A select of PERSON with what else a line of a list shows."""
    return (
        query.add_columns(Organisation.name, *PARTY, ContactWay.medium, ContactWay.address)
        .outerjoin(Organisation, Organisation.id == Contact.organisation_id)
        .outerjoin(Party, Party.id == Contact.party_id)
        .outerjoin(ContactWay, ContactWay.id == way_first_tried())
    )


def line_of(row: Any) -> ContactLine:
    """The line that a row of `as_lines` makes."""
    place = (row[6] or "", party_of(row[7:12]))
    return ContactLine(*(*row[:4], tuple(row[4]), row[5], *place, row[12], row[13] or ""))


def party_of(columns: Any) -> PartyView | None:
    """The party that the columns of PARTY make, if there is one."""
    return None if columns[0] is None else PartyView(*columns)
