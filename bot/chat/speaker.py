"""Who is speaking: the person, the network they speak in, and how they are spoken to."""

from dataclasses import dataclass

from bot.domain.access import Scope
from bot.domain.identity import Identity
from storage.views import NetworkView, PartyView


@dataclass(frozen=True, slots=True)
class Speaker:
    """The one whom a message came from, let in to one network.

    `language` is one that the bot speaks, `zone` an IANA name; `party` is the one they write
    for, None for a secretariat and for people whom only their workspace lets in.
    """

    identity: Identity
    name: str
    scope: Scope
    network: NetworkView
    language: str
    zone: str
    party: PartyView | None = None
