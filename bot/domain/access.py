"""Who speaks, for whom, and what their role lets them do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an official may do in one network; each role may do all that the one before may."""

    VIEWER = "viewer"
    EDITOR = "editor"
    STEWARD = "steward"

    def covers(self, needed: "Role") -> bool:
        """Whether someone with this role may do what `needed` is asked for."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


class CodePurpose(StrEnum):
    """What a code that was handed out is good for."""

    JOIN = "join"
    LINK = "link"
    SHARE = "share"
    BRIDGE = "bridge"


# No network: what is scoped to it finds nothing.
NOWHERE = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """The circle within which one speaker reads and writes: a network, and a party in it.

    `party_id` is None for a secretariat and for someone who is let in by their workspace
    alone; `official_id` is None for a person of whom nothing is on record, and for the
    operator of the terminal. `in_public`: others read along, so that nothing is shown but
    what the whole network may see.
    """

    network_id: int
    role: Role
    party_id: int | None = None
    official_id: int | None = None
    in_public: bool = False

    @property
    def sight(self) -> Role:
        """As whose the records are read."""
        return Role.VIEWER if self.in_public else self.role

    @property
    def own_party(self) -> int:
        """The party whose own records are shown as well; NOWHERE if there is none."""
        return NOWHERE if self.in_public or self.party_id is None else self.party_id

    @property
    def own_official(self) -> int:
        """The official who sees what is theirs as well; NOWHERE if there is none."""
        return NOWHERE if self.in_public or self.official_id is None else self.official_id

    def may_write_for(self, *party_ids: int) -> bool:
        """Whether the speaker may change what belongs to one of these parties."""
        if self.role is Role.STEWARD:
            return True
        return self.role is Role.EDITOR and self.party_id in party_ids
