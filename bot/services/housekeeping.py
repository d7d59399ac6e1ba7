"""What is kept in order beside the conversations: what nobody can come back to is forgotten,
what is past its time is erased, and what an older key sealed is sealed with the newest one."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from bot.services import retention
from storage import (
    codes,
    erasing,
    forgetting_deliveries,
    forgetting_talk,
    inbox,
    resealing,
    translation_memory,
    translation_spending,
)
from storage.audit import Actor
from storage.button_texts import ButtonTexts
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.sealing import Seal

EVERY_SECONDS = 3600
# The rest of an hour's work is the next hour's.
_MOST_ROUNDS = 200
# What was said goes with all that hangs on it, so fewer at once.
_SAID_AT_ONCE = 200
log = logging.getLogger(__name__)


def tidy(database: Database, now: datetime, seal: Seal | None = None) -> None:
    """Forget what is too old to matter, erase what is past its time, and seal tokens anew
    where a `seal` is given. Several machines may do so at once."""
    with database.writing(Actor("housekeeping")) as session:
        inbox.forget_old(session, now)
        codes.forget_failures(session, now)
        translation_memory.forget_old(session, now)
        translation_spending.forget_old(session, now)
    ButtonTexts(database).forget_old(now)
    _forget_deliveries(database, now)
    _forget_talk(database, now)
    retention.carry_out(database, now)
    _overwrite_erased(database, now)
    if seal is not None:
        turned = resealing.reseal(database, seal)
        if turned:
            log.info("%d installations are sealed with the newest key now", turned)


def _forget_deliveries(database: Database, now: datetime) -> None:
    """Forget what went out long ago, in transactions so short that nobody waits for them."""
    for _round in range(_MOST_ROUNDS):
        with database.writing(Actor("housekeeping")) as session:
            if not forgetting_deliveries.forget_old(session, now):
                return


def _forget_talk(database: Database, now: datetime) -> None:
    """Forget what people said long ago, in such transactions too."""
    for _round in range(_MOST_ROUNDS):
        with database.writing(Actor("housekeeping")) as session:
            if not forgetting_talk.forget_old(session, now, _SAID_AT_ONCE):
                return


def _overwrite_erased(database: Database, now: datetime) -> None:
    """What was erased since the last time is overwritten in the files as a whole, which also
    makes up for what could not be done at once."""
    since = now - timedelta(seconds=2 * EVERY_SECONDS)
    with database.reading() as session:
        is_due = erasing.happened_since(session, since)
    if is_due:
        database.overwrite_erased(whole=True)


async def keep_tidy(database: Database, seal: Seal | None = None) -> None:
    """Tidy now and every hour until cancelled; a database that is away is tidied later."""
    while True:
        try:
            await asyncio.to_thread(tidy, database, datetime.now(UTC), seal)
        except DatabaseUnavailable:
            log.warning("the database is away; tidying waits")
        except Exception:  # the next hour's turn must come, whatever the fault of this one
            log.exception("tidying failed")
        await asyncio.sleep(EVERY_SECONDS)
