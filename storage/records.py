"""One speaker's door to the records: every repository behind it has their scope."""

from functools import cached_property

from sqlalchemy.orm import Session

from bot.domain.access import Scope
from storage.contacts import Contacts
from storage.exchanges import Exchanges
from storage.networks import Networks
from storage.parties import Parties
from storage.partnerships import Partnerships
from storage.places import Gazetteer
from storage.trail import Trail


class Records:
    """The records that one speaker may read and write, within one transaction or reading."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    @cached_property
    def parties(self) -> Parties:
        """The members of the network."""
        return Parties(self._session, self._scope)

    @cached_property
    def partnerships(self) -> Partnerships:
        """The partnerships of the network."""
        return Partnerships(self._session, self._scope)

    @cached_property
    def exchanges(self) -> Exchanges:
        """What passed between its parties."""
        return Exchanges(self._session, self._scope)

    @cached_property
    def contacts(self) -> Contacts:
        """The people and offices to write to."""
        return Contacts(self._session, self._scope)

    @cached_property
    def networks(self) -> Networks:
        """The network itself, its officials and channels."""
        return Networks(self._session, self._scope)

    @cached_property
    def places(self) -> Gazetteer:
        """The places of the world."""
        return Gazetteer(self._session)

    @cached_property
    def trail(self) -> Trail:
        """The audit trail, and taking back what it tells of."""
        return Trail(self._session, self._scope)
