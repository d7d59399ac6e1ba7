"""Which contacts a speaker may see, and which they may write."""

from sqlalchemy import ColumnElement, and_, exists, or_, select

from bot.domain.access import Role
from bot.domain.vocabulary import Visibility
from storage.columns import Query
from storage.models import Contact, Organisation, Partnership, PartnershipParty
from storage.prepared import Known


def visible(role: Role, network: Known, own_party: Known) -> ColumnElement[bool]:
    """A party's own contacts are for those who write for it, a partnership's for its parties'
    partners; a steward of the network sees all."""
    if role is Role.STEWARD:
        return Contact.id.is_not(None)
    return or_(
        Contact.visibility == Visibility.NETWORK,
        and_(
            Contact.visibility == Visibility.PARTNERSHIP,
            or_(
                Contact.party_id == own_party,
                Contact.party_id.in_(partners(network, own_party)),
            ),
        ),
        and_(Contact.visibility == Visibility.PARTY, Contact.party_id == own_party),
    )


def partners(network: Known, own_party: Known) -> Query:
    """The parties that share a partnership of the network with the speaker's own, and it
    itself. Archived partnerships join nobody, nor do those to which a party did not agree."""
    shared = (
        select(PartnershipParty.partnership_id)
        .join(Partnership, Partnership.id == PartnershipParty.partnership_id)
        .where(
            PartnershipParty.party_id == own_party,
            PartnershipParty.agreed.is_(True),
            Partnership.network_id == network,
            Partnership.removed_at.is_(None),
        )
    )
    return select(PartnershipParty.party_id).where(
        PartnershipParty.partnership_id.in_(shared), PartnershipParty.agreed.is_(True)
    )


def known_organisation(role: Role, network: Known, own_party: Known) -> ColumnElement[bool]:
    """An organisation of the network that somebody they may see belongs to, or nobody at all:
    one that only hidden contacts belong to is as hidden as they are."""
    staff = select(Contact.id).where(Contact.organisation_id == Organisation.id)
    return and_(
        Organisation.network_id == network,
        or_(~exists(staff), exists(staff.where(visible(role, network, own_party)))),
    )
