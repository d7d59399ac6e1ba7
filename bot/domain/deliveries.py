"""What goes out unasked: what kinds there are, and the states that each passes through."""

from enum import StrEnum


class ScheduleKind(StrEnum):
    """What is looked at again at a time of its own."""

    FOLLOW_UP = "follow_up"
    DIGEST = "digest"
    OCCASIONS = "occasions"


class DeliveryKind(StrEnum):
    """What a delivery carries: something to do, the week's news, or word of what went wrong."""

    NUDGE = "nudge"
    DIGEST = "digest"
    NOTICE = "notice"


class DeliveryState(StrEnum):
    """Where a delivery stands.

    `sending` is committed before the platform is called; whoever finds it after its lease does
    not know whether it arrived, and then it is `uncertain` until that was looked up.
    """

    PENDING = "pending"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"


# Those that a worker still has something to do with.
OPEN_STATES = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNCERTAIN)
