"""What storage can say no with.

StorageError
├── DatabaseUnavailable   the database cannot be reached or is busy beyond waiting
├── SchemaOutdated        the database has another schema than this program
└── UndoRefused           the record has changed since, or the change is not one's own
"""


class StorageError(Exception):
    """Something that storage could not do."""


class DatabaseUnavailable(StorageError):
    """The database cannot be reached, or has been busy for longer than anyone should wait."""


class SchemaOutdated(StorageError):
    """The database is not at this program's schema; `attache migrate` brings it there."""


class UndoRefused(StorageError):
    """What was changed cannot be put back without overwriting what came after."""
