"""One conversation in several places: in which forms what was said is shown elsewhere."""

from enum import StrEnum

# Any more and nobody knows any longer who reads along.
MOST_ENDS = 20


class EchoKind(StrEnum):
    """What the bot posted of an utterance: it across the bridge, its translation beside it; or
    it is the utterance itself, under which the bot shows what others put under its echoes."""

    ACROSS = "across"
    BESIDE = "beside"
    ITSELF = "itself"


class PartKind(StrEnum):
    """What the bot posted beside the first message of an echo: a further page of words that are
    too many for one message, or a file that came along."""

    PAGE = "page"
    FILE = "file"


class WordingState(StrEnum):
    """Whether an utterance is in another language by now: wanted, made, not to be had, or in no
    need of it as it is in that language already."""

    WANTED = "wanted"
    MADE = "made"
    FAILED = "failed"
    SAME = "same"
