"""Which contacts a speaker may see, and which they may write."""

from sqlalchemy import ColumnElement, and_, or_, select

from bot.domain.access import Role, Scope
from bot.domain.vocabulary import Visibility
from storage.columns import Query
from storage.models import Contact, Partnership, PartnershipParty


def visible(scope: Scope) -> ColumnElement[bool]:
    """A party's own contacts are for those who write for it, a partnership's for its parties'
    partners; a steward of the network sees all."""
    if scope.role is Role.STEWARD:
        return Contact.id.is_not(None)
    own = scope.party_id or 0
    return or_(
        Contact.visibility == Visibility.NETWORK,
        and_(
            Contact.visibility == Visibility.PARTNERSHIP,
            or_(Contact.party_id == own, Contact.party_id.in_(partners(scope))),
        ),
        and_(Contact.visibility == Visibility.PARTY, Contact.party_id == own),
    )


def partners(scope: Scope) -> Query:
    """The parties that share a partnership of the network with the speaker's own, and it
    itself; archived partnerships join nobody."""
    shared = (
        select(PartnershipParty.partnership_id)
        .join(Partnership, Partnership.id == PartnershipParty.partnership_id)
        .where(
            PartnershipParty.party_id == (scope.party_id or 0),
            Partnership.network_id == scope.network_id,
            Partnership.removed_at.is_(None),
        )
    )
    return select(PartnershipParty.party_id).where(PartnershipParty.partnership_id.in_(shared))
