"""Who is speaking: the person, the network they speak in, and how they are spoken to."""

from dataclasses import dataclass

from bot.domain.access import NOWHERE, Scope
from bot.domain.identity import Identity
from storage.views import NetworkView, PartyView


@dataclass(frozen=True, slots=True)
class Speaker:
    """The one whom a message came from, let in to one network.

    `language` is one that the bot speaks, `zone` an IANA name; `party` is the one they write
    for, None for a secretariat and for people whom only their workspace lets in.
    `is_homeless`: they speak where others read along and which belongs to no network.
    """

    identity: Identity
    name: str
    scope: Scope
    network: NetworkView
    language: str
    zone: str
    party: PartyView | None = None
    is_homeless: bool = False

    @property
    def is_stranger(self) -> bool:
        """Whether no network is open to them here."""
        return self.scope.network_id == NOWHERE
