"""What a button says when pressed, kept where it is longer than a platform lets it carry."""

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.audit import Actor
from storage.engine import Database
from storage.models import ButtonText

# No command begins with it, so it tells a kept text's key from a text.
MARK = "*"
KEPT_FOR = timedelta(days=90)


class ButtonTexts:
    """Texts on their way onto a button and back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def carried(self, says: str, limit: int) -> str:
        """What the button carries: the text itself if it has at most `limit` bytes, else a key
        of 33 bytes under which it is kept. The same text always has the same key."""
        if len(says.encode()) <= limit and not says.startswith(MARK):
            return says
        key = hashlib.sha256(says.encode()).hexdigest()[:32]
        now = datetime.now(UTC)
        insert = sqlite.insert if self._database.is_embedded else postgresql.insert
        kept = insert(ButtonText).values(key=key, text=says, made_at=now)
        with self._database.writing(Actor("buttons")) as session:
            session.execute(
                kept.on_conflict_do_update(index_elements=["key"], set_={"made_at": now})
            )
        return MARK + key

    def said(self, carried: str) -> str | None:
        """What a pressed button says; None if it was kept so long ago that it is gone."""
        if not carried.startswith(MARK):
            return carried
        with self._database.reading() as session:
            found = session.execute(
                select(ButtonText.text).where(ButtonText.key == carried.removeprefix(MARK))
            )
            return found.scalar_one_or_none()

    def forget_old(self, now: datetime) -> None:
        """Forget texts whose messages nobody scrolls back to."""
        with self._database.writing(Actor("buttons")) as session:
            session.execute(delete(ButtonText).where(ButtonText.made_at < now - KEPT_FOR))
