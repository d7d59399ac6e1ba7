"""Events that were received, so that one delivered twice acts once."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.identity import Platform
from storage.models import ReceivedEvent

# Slack gives up after about six minutes and Telegram after a day.
KEPT_FOR = timedelta(days=3)


def is_new(session: Session, platform: Platform, event: str, at: datetime) -> bool:
    """Whether an event is received for the first time; it is remembered with the transaction.

    Of two machines that receive it at once, one waits here for the other's outcome.
    """
    seen = select(ReceivedEvent.event).where(
        ReceivedEvent.platform == platform, ReceivedEvent.event == event
    )
    if session.execute(seen).first() is not None:
        return False
    try:
        with session.begin_nested():
            session.execute(
                insert(ReceivedEvent).values(platform=platform, event=event, received_at=at)
            )
    except IntegrityError:
        return False
    return True


def forget(session: Session, platform: Platform, event: str) -> None:
    """Forget one, so that it is new again."""
    session.execute(
        delete(ReceivedEvent).where(
            ReceivedEvent.platform == platform, ReceivedEvent.event == event
        )
    )


def forget_old(session: Session, now: datetime) -> None:
    """Forget events that no platform sends again."""
    old = delete(ReceivedEvent).where(ReceivedEvent.received_at < now - KEPT_FOR)
    session.execute(old)
