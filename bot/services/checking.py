"""`attache check`: each part is tried, and what fails is said with what to do about it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from storage import resealing, schema
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.sealing import Seal

# A part that has not answered by then is not well, whatever it would have said.
PATIENCE_SECONDS = 15

# Returns what is well, in a few words; raises Unwell for what is not.
Trial = Callable[[], Awaitable[str]]


class Unwell(Exception):
    """A part that cannot do its work; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of trying one part."""

    subject: str
    is_well: bool
    sentence: str


async def database_trial(database: Database) -> str:
    """The database answers and has the current schema. Unwell otherwise."""
    found = await asyncio.to_thread(_revision, database)
    if found != schema.HEAD:
        raise Unwell(f"at schema {found or 'none'}, not {schema.HEAD}; run: attache migrate")
    return f"reached, at schema {found}"


async def sealing_trial(database: Database, seal: Seal) -> str:
    """The keys open the tokens of every Slack installation. Unwell, with the workspaces, if
    they do not."""
    try:
        found = await asyncio.to_thread(resealing.sealings, database, seal)
    except DatabaseUnavailable as error:
        raise Unwell("cannot be tried while the database is away") from error
    if not found.installations:
        return "nothing is sealed yet"
    if found.lost:
        raise Unwell(
            f"{len(found.lost)} of {found.installations} Slack installations cannot be read:"
            f" {', '.join(found.lost)}. Put the key that sealed them back at the end of"
            " ATTACHE_ENCRYPTION_KEYS; if it is lost, install Attaché there again. Until then"
            " nothing of theirs is overwritten"
        )
    if found.older:
        return (
            f"open all {found.installations} Slack installations; {found.older} still need an"
            " older key, keep it until `attache serve` has sealed them anew"
        )
    return f"open all {found.installations} Slack installations; older keys can go"


def _revision(database: Database) -> str | None:
    try:
        return schema.revision(database)
    except DatabaseUnavailable as error:
        raise Unwell("cannot be reached; is DATABASE_URL right and the server up?") from error


async def findings(trials: Mapping[str, Trial]) -> list[Finding]:
    """What came of each trial, in the order given. No fault of a part ends the others."""
    return [await _finding(subject, trial) for subject, trial in trials.items()]


async def _finding(subject: str, trial: Trial) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return Finding(subject, is_well=True, sentence=await trial())
    except TimeoutError:
        return Finding(subject, is_well=False, sentence="no answer; check the address and network")
    except Unwell as unwell:
        return Finding(subject, is_well=False, sentence=str(unwell))
    except Exception as error:  # noqa: BLE001  whatever a client library throws is a finding
        return Finding(subject, is_well=False, sentence=f"failed: {type(error).__name__}")
