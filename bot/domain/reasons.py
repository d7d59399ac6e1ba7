"""Why a score is what it is: reasons that a program can order and a catalog can put in words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """What the health of a partnership is made of."""

    RECENCY = "recency"
    SUBSTANCE = "substance"
    RECIPROCITY = "reciprocity"
    DELIVERY = "delivery"
    GOVERNANCE = "governance"


class ReasonCode(StrEnum):
    """What there is to say; beside each, the figures that come with it."""

    SILENT = "silent"  # days without an exchange, on: the last one
    IN_RHYTHM = "in_rhythm"  # days since the last exchange, on: that day
    NO_RECORDED_ACTIVITY = "no_recorded_activity"  # on: the day it began, if known
    LITTLE_SUBSTANCE = "little_substance"  # days since the last substantive exchange, on
    NO_SUBSTANCE = "no_substance"  # nothing but courtesy and ceremony is on record
    ONE_SIDED = "one_sided"  # party: who gave most, share: of all that was given
    ONE_SIDED_BY_AID = "one_sided_by_aid"  # the same, but no cause for a nudge
    UNDELIVERED = "undelivered"  # done, due: deliverables of the last 24 months
    CONTACT_UNVERIFIED = "contact_unverified"  # party, days and on: last verified, if ever
    REVIEW_OVERDUE = "review_overdue"  # days, on: the day it was due
    NEVER_REVIEWED = "never_reviewed"  # the same, where no review was ever held
    AGREEMENT_NOT_IN_FORCE = "agreement_not_in_force"  # on: its last day, if it ran out
    AGREEMENT_ENDS = "agreement_ends"  # days left, on: its last day
    LANGUAGE_NOT_AGREED = "language_not_agreed"
    CHANNEL_NOT_AGREED = "channel_not_agreed"
    KPIS_NOT_AGREED = "kpis_not_agreed"
    PAUSED = "paused"  # on: the day the clock runs again, note: what for


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its figures. `pull`: the points of the score, 0 to 100, that it costs."""

    code: ReasonCode
    pull: float = 0.0
    days: int | None = None
    on: date | None = None
    party: int | None = None
    share: float | None = None
    done: int | None = None
    due: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The value of one part, 0 to 1, or None if unknown, with the reasons.

    Here a reason's `pull` is its share of the part; together they make up what is missing of it.
    """

    value: float | None
    reasons: tuple[Reason, ...] = ()


UNKNOWN = Finding(None)
