"""Erasing, once a day, what networks keep no longer."""

import logging
from datetime import datetime

from bot.domain.access import Role, Scope
from bot.domain.identity import Platform
from storage import inbox
from storage.audit import Actor
from storage.engine import Database
from storage.retention import Retention, erase_idle_officials, networks_of

ACTOR = Actor("retention")
# Few enough that nobody waits long for what they write meanwhile.
_AT_ONCE = 100
# The rest of a day's work is the next day's.
_MOST_ROUNDS = 50
_OFFICIALS = "officials"
log = logging.getLogger(__name__)


def carry_out(database: Database, now: datetime) -> int:
    """Erase what is past its time in every network that nobody did today; how many records
    those were. Several machines may do so at once: each network is one's for the day."""
    with database.reading() as session:
        networks = networks_of(session)
    erased = 0
    for network_id in networks:
        if _is_ours(database, f"network {network_id}", now):
            erased += _erase_due(database, network_id, now)
    if _is_ours(database, _OFFICIALS, now):
        with database.writing(ACTOR) as session:
            erased += erase_idle_officials(session, now, _AT_ONCE)
    if erased:
        log.info("%d records were past their time and are erased", erased)
    return erased


def _is_ours(database: Database, task: str, now: datetime) -> bool:
    """Whether no machine took on this task today; then it is this one's."""
    with database.writing(ACTOR) as session:
        return inbox.is_new(session, Platform.CONSOLE, f"retention {task} {now:%Y-%m-%d}", now)


def _erase_due(database: Database, network_id: int, now: datetime) -> int:
    erased = 0
    for _round in range(_MOST_ROUNDS):
        with database.writing(ACTOR) as session:
            retention = Retention(session, Scope(network_id, Role.STEWARD))
            done = retention.erase_due(now, _AT_ONCE)
        erased += done
        if not done:
            break
    return erased
