"""Workspaces that installed the app, with their tokens sealed, and installations under way."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from storage.audit import Actor
from storage.columns import Query
from storage.engine import Database
from storage.models import OAuthState, SlackInstallation
from storage.sealing import Seal

# Long enough to read Slack's consent page.
STATE_LASTS = timedelta(minutes=10)
_ACTOR = Actor("installation")


@dataclass(frozen=True, slots=True)
class Installation:
    """One workspace's installation, or (with `is_enterprise`) one organisation's.

    `expires_at` is None for a token that does not rotate.
    """

    team_id: str
    token: str = field(repr=False)
    enterprise_id: str = ""
    team_name: str = ""
    app_id: str = ""
    bot_id: str = ""
    bot_user_id: str = ""
    installed_by: str = ""
    scopes: tuple[str, ...] = ()
    is_enterprise: bool = False
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None


class Installations:
    """The installations of one app, which its client id names."""

    def __init__(self, database: Database, seal: Seal, client_id: str) -> None:
        self._database = database
        self._seal = seal
        self._client_id = client_id

    def save(self, made: Installation, now: datetime) -> None:
        """Keep an installation in place of an earlier one of the same workspace."""
        with self._database.writing(_ACTOR) as session:
            row = self._row(session, made)
            row.team_name = made.team_name
            row.app_id = made.app_id
            row.bot_id = made.bot_id
            row.bot_user_id = made.bot_user_id
            row.installed_by = made.installed_by
            row.scopes = list(made.scopes)
            row.is_enterprise = made.is_enterprise
            row.sealed_token = self._seal.sealed(made.token)
            row.sealed_refresh_token = self._seal.sealed(made.refresh_token)
            row.expires_at = made.expires_at
            row.installed_at = now
            row.revoked_at = None

    def _row(self, session: Session, made: Installation) -> SlackInstallation:
        found = session.scalars(
            select(SlackInstallation)
            .where(
                SlackInstallation.client_id == self._client_id,
                SlackInstallation.enterprise_id == made.enterprise_id,
                SlackInstallation.team_id == made.team_id,
            )
            .with_for_update()
        ).one_or_none()
        if found is not None:
            return found
        new = SlackInstallation(
            client_id=self._client_id, enterprise_id=made.enterprise_id, team_id=made.team_id
        )
        session.add(new)
        return new

    def find(self, team_id: str, enterprise_id: str = "") -> Installation | None:
        """The workspace's own installation, else its organisation's; None if there is none or
        it was revoked. CannotUnseal if its key was taken away."""
        with self._database.reading() as session:
            row = session.execute(
                self._live(self._places(team_id, enterprise_id))
                .order_by(SlackInstallation.team_id.desc())
                .limit(1)
            ).scalar_one_or_none()
            return None if row is None else self._opened(row)

    def revoke(self, team_id: str, enterprise_id: str, at: datetime) -> None:
        """Remember that the app was taken out of a workspace, or of the whole organisation if
        the workspace has no installation of its own. The tokens are thrown away. What was
        installed after `at` stays: such news can arrive late."""
        with self._database.writing(_ACTOR) as session:
            row = session.execute(
                self._live(self._places(team_id, enterprise_id))
                .where(SlackInstallation.installed_at <= at)
                .order_by(SlackInstallation.team_id.desc())
                .limit(1)
            ).scalar_one_or_none()
            if row is not None:
                row.revoked_at = at
                row.sealed_token = row.sealed_refresh_token = ""

    def _live(self, place: ColumnElement[bool]) -> Query:
        return select(SlackInstallation).where(
            SlackInstallation.client_id == self._client_id,
            SlackInstallation.revoked_at.is_(None),
            place,
        )

    @staticmethod
    def _places(team_id: str, enterprise_id: str) -> ColumnElement[bool]:
        """Slack does not always name the organisation of a workspace; team ids are unique."""
        own = and_(SlackInstallation.team_id == team_id, SlackInstallation.team_id != "")
        whole = and_(
            SlackInstallation.team_id == "",
            SlackInstallation.enterprise_id == enterprise_id,
            SlackInstallation.enterprise_id != "",
        )
        return or_(own, whole)

    def _opened(self, row: SlackInstallation) -> Installation:
        return Installation(
            team_id=row.team_id,
            token=self._seal.opened(row.sealed_token),
            enterprise_id=row.enterprise_id,
            team_name=row.team_name,
            app_id=row.app_id,
            bot_id=row.bot_id,
            bot_user_id=row.bot_user_id,
            installed_by=row.installed_by,
            scopes=tuple(row.scopes),
            is_enterprise=row.is_enterprise,
            refresh_token=self._seal.opened(row.sealed_refresh_token),
            expires_at=row.expires_at,
        )


class OAuthStates:
    """The states of installations under way, good once and for ten minutes, on any machine."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, now: datetime) -> str:
        """A new state; those that nobody came back with are forgotten."""
        state = secrets.token_urlsafe(32)
        with self._database.writing(_ACTOR) as session:
            session.execute(delete(OAuthState).where(OAuthState.expires_at < now))
            session.add(OAuthState(state=state, expires_at=now + STATE_LASTS))
        return state

    def consume(self, state: str, now: datetime) -> bool:
        """Whether the state was issued, not used before, and not too long ago."""
        with self._database.writing(_ACTOR) as session:
            taken = session.execute(
                delete(OAuthState).where(OAuthState.state == state).returning(OAuthState.expires_at)
            ).scalar_one_or_none()
        return taken is not None and taken >= now
