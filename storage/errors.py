"""What storage can say no with.

StorageError
├── DatabaseUnavailable   the database cannot be reached or is busy beyond waiting
└── UndoRefused           the record has changed since, or the change is not one's own
"""

from enum import StrEnum


class StorageError(Exception):
    """Something that storage could not do."""


class DatabaseUnavailable(StorageError):
    """The database cannot be reached, or has been busy for longer than anyone should wait."""


class Refusal(StrEnum):
    """Why a change is not taken back."""

    UNKNOWN = "unknown"
    NOT_OWN = "not own"
    ALREADY = "already undone"
    CHANGED = "changed since"
    ERASED = "erased"
    LAST_STEWARD = "last steward"
    BRIDGE = "of a bridge"


class UndoRefused(StorageError):
    """What was changed cannot be put back without overwriting what came after."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
