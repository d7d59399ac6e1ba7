"""What goes out unasked: what kinds there are, and the states that each passes through."""

from enum import StrEnum


class ScheduleKind(StrEnum):
    """What is looked at again at a time of its own."""

    FOLLOW_UP = "follow_up"
    DIGEST = "digest"
    OCCASIONS = "occasions"


class DeliveryKind(StrEnum):
    """What a delivery carries: something to do, the week's news, or word of what went wrong; what
    somebody said elsewhere, its translation beside it, a further page or a change of either, a
    file that came along; or a word of the bot's own to a place."""

    NUDGE = "nudge"
    DIGEST = "digest"
    NOTICE = "notice"
    ECHO = "echo"
    BESIDE = "beside"
    PAGE = "page"
    CHANGE = "change"
    ATTACHMENT = "attachment"
    WORD = "word"

    @property
    def is_of_talk(self) -> bool:
        """Whether people wait for it who talk to each other."""
        return self in _OF_TALK


_OF_TALK = (
    DeliveryKind.ECHO,
    DeliveryKind.BESIDE,
    DeliveryKind.PAGE,
    DeliveryKind.CHANGE,
    DeliveryKind.ATTACHMENT,
    DeliveryKind.WORD,
)


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
