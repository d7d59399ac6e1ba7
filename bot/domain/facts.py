"""All that is known of a partnership beside its exchanges, as the measures need it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.rhythm import Pause, Policy
from bot.domain.vocabulary import Stage

_FORMED = (Stage.IMPLEMENTATION, Stage.EVALUATION, Stage.ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is on record of one partnership; None everywhere means unknown, not absent.

    `nodal_verified_on`: by party id, the day its nodal contact was last verified, None if it
    has no verified one; a party that is not in it is unknown. `agreement_until`: the last
    day of the agreement. `next_review_on`: a day agreed on, which goes before the policy's.
    `deliverables_due`: those due in the last 24 months up to today; `deliverables_done`: how
    many of them were done, or moved by agreement. `planned_on`: the next thing planned that
    is no exchange on record.
    """

    policy: Policy
    stage: Stage
    parties: tuple[int, ...] = ()
    since: date | None = None
    agreement_in_force: bool | None = None
    agreement_until: date | None = None
    last_review_on: date | None = None
    next_review_on: date | None = None
    nodal_verified_on: Mapping[int, date | None] = field(default_factory=dict)
    language_agreed: bool | None = None
    channel_agreed: bool | None = None
    kpis_agreed: bool | None = None
    deliverables_due: int | None = None
    deliverables_done: int | None = None
    planned_on: date | None = None
    pause: Pause | None = None
    archived: bool = False

    @property
    def has_ended(self) -> bool:
        """Whether people ended or archived it."""
        return self.archived or self.stage is Stage.ENDED

    @property
    def is_forming(self) -> bool:
        """Whether it has yet to be put to work."""
        return self.stage not in _FORMED

    def in_force(self, today: date) -> bool | None:
        """Whether its agreement binds today; one that ran out does not, whatever was noted.

        Nobody expects an agreement of partners who are still forming: unknown, not missing.
        """
        if self.agreement_until is not None and self.agreement_until < today:
            return False
        if self.is_forming and not self.agreement_in_force:
            return None
        return self.agreement_in_force
