"""What a platform tells of people: that an account was closed."""

from datetime import datetime

from sqlalchemy import select

from bot.domain.identity import Identity
from storage.audit import Actor
from storage.engine import Database
from storage.models import ChatIdentity


def deactivated(database: Database, identity: Identity, at: datetime) -> None:
    """Close the door to an account that the platform says is no more.

    Its owner keeps their roles, which the network's stewards hand over: they see it beside
    the name. Saying so twice changes nothing.
    """
    with database.writing(Actor(identity.platform.value, at=at)) as session:
        account = session.execute(
            select(ChatIdentity)
            .where(
                ChatIdentity.platform == identity.platform,
                ChatIdentity.team == identity.team,
                ChatIdentity.user == identity.user,
                ChatIdentity.closed_at.is_(None),
            )
            .with_for_update()
        ).scalar_one_or_none()
        if account is not None:
            account.closed_at = at
