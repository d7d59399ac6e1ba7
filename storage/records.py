"""One speaker's door to the records: every repository behind it has their scope."""

from functools import cached_property

from sqlalchemy.orm import Session

from bot.domain.access import Scope
from storage.accounts import Accounts
from storage.audit_reading import History
from storage.bindings import Bindings
from storage.bridges import Bridges
from storage.codes import Codes
from storage.contacts import Contacts
from storage.digests import Digests
from storage.exchanges import Exchanges
from storage.follow_ups import FollowUps
from storage.glossary import Glossary
from storage.networks import Networks
from storage.occasion_reading import OccasionReading
from storage.occasion_recipients import OccasionRecipients
from storage.officials import Officials
from storage.parties import Parties
from storage.partnerships import Partnerships
from storage.personal_records import Personal
from storage.places import Gazetteer
from storage.problems import Problems
from storage.retention import Retention
from storage.shares import Shares
from storage.trail import Trail
from storage.translation_memory import Memory
from storage.translation_policy import TranslationPolicies
from storage.translation_spending import Spending
from storage.upcoming import Upcoming
from storage.wordings import Wordings


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
    def digests(self) -> Digests:
        """Where the week's digest goes, and what it tells."""
        return Digests(self._session, self._scope)

    @cached_property
    def follow_ups(self) -> FollowUps:
        """What is owed, and by when."""
        return FollowUps(self._session, self._scope)

    @cached_property
    def contacts(self) -> Contacts:
        """The people and offices to write to."""
        return Contacts(self._session, self._scope)

    @cached_property
    def networks(self) -> Networks:
        """The network itself and its channels."""
        return Networks(self._session, self._scope)

    @cached_property
    def officials(self) -> Officials:
        """Those who have a role in the network."""
        return Officials(self._session, self._scope)

    @cached_property
    def accounts(self) -> Accounts:
        """Chat accounts and their owners, in whichever networks they are."""
        return Accounts(self._session, self._scope)

    @cached_property
    def codes(self) -> Codes:
        """Codes that let people and networks in."""
        return Codes(self._session)

    @cached_property
    def bindings(self) -> Bindings:
        """Which places belong to which networks."""
        return Bindings(self._session)

    @cached_property
    def bridges(self) -> Bridges:
        """Places that talk to each other, whichever platforms they are on."""
        return Bridges(self._session, self._scope)

    @cached_property
    def personal(self) -> Personal:
        """What is held on people, and erasing it."""
        return Personal(self._session, self._scope)

    @cached_property
    def retention(self) -> Retention:
        """How long the network keeps what."""
        return Retention(self._session, self._scope)

    @cached_property
    def glossary(self) -> Glossary:
        """The terms that the network agreed on."""
        return Glossary(self._session, self._scope)

    @cached_property
    def wordings(self) -> Wordings:
        """Terms and names in texts, and what is to stand for them in another language."""
        return Wordings(self._session, self._scope)

    @cached_property
    def memory(self) -> Memory:
        """What was translated before."""
        return Memory(self._session, self._scope)

    @cached_property
    def translation_policies(self) -> TranslationPolicies:
        """What the network and its places say of translating."""
        return TranslationPolicies(self._session, self._scope)

    @cached_property
    def translation_spending(self) -> Spending:
        """What engines of translation were sent."""
        return Spending(self._session, self._scope)

    @cached_property
    def places(self) -> Gazetteer:
        """The places of the world."""
        return Gazetteer(self._session)

    @cached_property
    def shares(self) -> Shares:
        """What the network shares with others, and they with it."""
        return Shares(self._session, self._scope)

    def as_guest_of(self, partnership_id: int) -> "Records | None":
        """The records of another network, as far as somebody may see them with whose network
        it shares this partnership; None if it does not. Only that partnership is to be shown."""
        scope = self.shares.guest_scope(partnership_id)
        return None if scope is None else Records(self._session, scope)

    @cached_property
    def occasion_reading(self) -> OccasionReading:
        """The whole network at once, to find what comes up in it."""
        return OccasionReading(self._session, self._scope)

    @cached_property
    def occasion_recipients(self) -> OccasionRecipients:
        """Who hears of that."""
        return OccasionRecipients(self._session, self._scope)

    @cached_property
    def upcoming(self) -> Upcoming:
        """What is going to be told to people."""
        return Upcoming(self._session, self._scope)

    @cached_property
    def problems(self) -> Problems:
        """What did not go out as it should."""
        return Problems(self._session, self._scope)

    @cached_property
    def trail(self) -> Trail:
        """Taking back what the audit trail tells of."""
        return Trail(self._session, self._scope)

    @cached_property
    def history(self) -> History:
        """The audit trail, to be read."""
        return History(self._session, self._scope)
