"""What is forgotten when nobody can come back to it: old deliveries, texts of old buttons."""

import asyncio
import logging
from datetime import UTC, datetime

from storage import inbox
from storage.audit import Actor
from storage.button_texts import ButtonTexts
from storage.engine import Database
from storage.errors import DatabaseUnavailable

EVERY_SECONDS = 3600
log = logging.getLogger(__name__)


def tidy(database: Database, now: datetime) -> None:
    """Forget what is too old to matter. Several machines may do so at once."""
    with database.writing(Actor("housekeeping")) as session:
        inbox.forget_old(session, now)
    ButtonTexts(database).forget_old(now)


async def keep_tidy(database: Database) -> None:
    """Tidy now and every hour until cancelled; a database that is away is tidied later."""
    while True:
        try:
            await asyncio.to_thread(tidy, database, datetime.now(UTC))
        except DatabaseUnavailable:
            log.warning("the database is away; tidying waits")
        except Exception:  # the next hour's turn must come, whatever the fault of this one
            log.exception("tidying failed")
        await asyncio.sleep(EVERY_SECONDS)
