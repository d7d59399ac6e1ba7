"""Forgetting what people said in bridged and translated places."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.lists import among
from storage.models import Utterance

# So long something said can be edited, answered, taken back or put on record.
KEPT_DAYS = 30
_UTTERANCE: Any = Utterance.__table__


def forget_old(session: Session, now: datetime, limit: int) -> int:
    """Forget the oldest of what was said too long ago, with its translations, where it was shown
    and the emoji under it; how many utterances those were, at most the limit."""
    old = (
        select(_UTTERANCE.c.id)
        .where(_UTTERANCE.c.said_at < now - timedelta(days=KEPT_DAYS))
        .order_by(_UTTERANCE.c.said_at)
        .limit(limit)
    )
    ids = list(session.scalars(old))
    session.execute(delete(_UTTERANCE).where(among(_UTTERANCE.c.id, ids)))
    return len(ids)
