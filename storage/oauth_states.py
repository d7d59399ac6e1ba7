"""Installations under way: each belongs to one browser, for ten minutes, and is good once."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete

from storage.audit import Actor
from storage.engine import Database
from storage.models import OAuthState

# Long enough to read Slack's consent page.
STATE_LASTS = timedelta(minutes=10)
_ACTOR = Actor("installation")


def state_of(secret: str) -> str:
    """The state that goes through Slack's addresses for a browser that keeps this secret. Who
    sees the one, in a history or a log, does not know the other."""
    return sha256(secret.encode()).hexdigest()


class OAuthStates:
    """The states of installations under way, on whichever machine they were begun."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, now: datetime) -> str:
        """A secret for a new browser to keep. States that nobody came back with are forgotten."""
        secret = secrets.token_urlsafe(32)
        with self._database.writing(_ACTOR) as session:
            session.execute(delete(OAuthState).where(OAuthState.expires_at < now))
            session.add(OAuthState(state=state_of(secret), expires_at=now + STATE_LASTS))
        return secret

    def consume(self, state: str, now: datetime) -> bool:
        """Whether the state was issued, not used before, and not too long ago."""
        with self._database.writing(_ACTOR) as session:
            taken = session.execute(
                delete(OAuthState).where(OAuthState.state == state).returning(OAuthState.expires_at)
            ).scalar_one_or_none()
        return taken is not None and taken >= now
