"""Workspaces and organisations that installed the Slack app, with their tokens sealed."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.audit import Actor
from storage.engine import Database
from storage.models import SlackInstallation
from storage.sealing import Seal

_ACTOR = Actor("installation")


@dataclass(frozen=True, slots=True)
class Installation:
    """One workspace's installation, or (with `is_enterprise`) one organisation's.

    `expires_at` is None for a token that does not rotate. `installed_at` is set on what comes
    from the database; two installations are the same whatever it says.
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
    installed_at: datetime | None = field(default=None, compare=False)


class Installations:
    """The installations of one app, which its client id names."""

    def __init__(self, database: Database, seal: Seal, client_id: str) -> None:
        self._database = database
        self._seal = seal
        self._client_id = client_id

    def save(self, made: Installation, now: datetime) -> None:
        """Keep an installation in place of earlier ones of the same workspace, whichever
        organisation that was in, or of the same organisation. ValueError for one of neither."""
        if not (made.team_id or made.enterprise_id):
            raise ValueError("an installation belongs to a workspace or to an organisation")
        try:
            self._save(made, now)
        except IntegrityError:
            # Another machine kept the first one of this workspace at the same moment.
            self._save(made, now)

    def _save(self, made: Installation, now: datetime) -> None:
        with self._database.writing(_ACTOR) as session:
            row = self._row(session, made, now)
            row.enterprise_id = made.enterprise_id
            row.team_name = made.team_name
            row.app_id = made.app_id
            row.bot_id = made.bot_id
            row.bot_user_id = made.bot_user_id
            row.installed_by = made.installed_by
            row.scopes = list(made.scopes)
            row.is_enterprise = made.is_enterprise
            row.installed_at = now
            row.revoked_at = None
            self._put_tokens(row, made)

    def _row(self, session: Session, made: Installation, now: datetime) -> SlackInstallation:
        """The record to write to. What else stands for the workspace is revoked: it changed its
        organisation since."""
        found = self._locked(session, self._exactly(made.team_id, made.enterprise_id))
        found.sort(key=lambda row: row.enterprise_id == made.enterprise_id, reverse=True)
        for other in found[1:]:
            _revoke(other, now)
        if found:
            return found[0]
        new = SlackInstallation(client_id=self._client_id, team_id=made.team_id)
        session.add(new)
        return new

    def find(self, team_id: str, enterprise_id: str = "") -> Installation | None:
        """The workspace's own installation, else its organisation's; None if there is none or
        it was revoked. CannotUnseal if its key was taken away."""
        return self._read(self._places(team_id, enterprise_id))

    def exactly(self, team_id: str, enterprise_id: str = "") -> Installation | None:
        """The workspace's own installation, or with an empty `team_id` the organisation's; as
        `find` otherwise."""
        return self._read(self._exactly(team_id, enterprise_id))

    def organisations(self) -> list[str]:
        """The ids of the organisations that installed the app for their workspaces."""
        with self._database.reading() as session:
            query = select(SlackInstallation.enterprise_id).where(
                SlackInstallation.client_id == self._client_id,
                SlackInstallation.revoked_at.is_(None),
                SlackInstallation.team_id == "",
            )
            return list(session.scalars(query.order_by(SlackInstallation.enterprise_id)))

    def renew(self, used: Installation, fresh: Installation) -> Installation | None:
        """Keep the new tokens that `used` was exchanged for, unless the installation was
        replaced in the meantime. What stands now; None if it is gone. A refresh token is good
        once, so what is kept is always the last one given out."""
        with self._database.writing(_ACTOR) as session:
            rows = self._locked(
                session,
                self._exactly(used.team_id, used.enterprise_id),
                SlackInstallation.revoked_at.is_(None),
            )
            if not rows:
                return None
            stands = self._opened(rows[0])
            if stands.refresh_token != used.refresh_token:
                return stands
            self._put_tokens(rows[0], fresh)
            return fresh

    def revoke(self, team_id: str, enterprise_id: str, at: datetime, until: datetime) -> bool:
        """Remember that the app was taken out of a workspace or, with an empty `team_id`, out of
        an organisation. The tokens are thrown away. What was installed after `until` stays.
        Whether something was there to revoke."""
        with self._database.writing(_ACTOR) as session:
            rows = self._locked(
                session,
                self._exactly(team_id, enterprise_id),
                SlackInstallation.revoked_at.is_(None),
                SlackInstallation.installed_at <= until,
            )
            for row in rows:
                _revoke(row, at)
            return bool(rows)

    def _put_tokens(self, row: SlackInstallation, made: Installation) -> None:
        row.sealed_token = self._seal.sealed(made.token)
        row.sealed_refresh_token = self._seal.sealed(made.refresh_token)
        row.expires_at = made.expires_at

    def _locked(self, session: Session, *which: ColumnElement[bool]) -> list[SlackInstallation]:
        query = select(SlackInstallation).where(
            SlackInstallation.client_id == self._client_id, *which
        )
        newest_first = query.order_by(SlackInstallation.installed_at.desc())
        return list(session.scalars(newest_first.with_for_update()))

    def _read(self, place: ColumnElement[bool]) -> Installation | None:
        """The newest one there, a workspace's own before its organisation's."""
        live = select(SlackInstallation).where(
            SlackInstallation.client_id == self._client_id,
            SlackInstallation.revoked_at.is_(None),
            place,
        )
        best = live.order_by(
            SlackInstallation.team_id.desc(), SlackInstallation.installed_at.desc()
        )
        with self._database.reading() as session:
            row = session.execute(best.limit(1)).scalar_one_or_none()
            return None if row is None else self._opened(row)

    @classmethod
    def _places(cls, team_id: str, enterprise_id: str) -> ColumnElement[bool]:
        """Slack does not always name the organisation of a workspace; team ids are unique."""
        own = and_(SlackInstallation.team_id == team_id, SlackInstallation.team_id != "")
        return or_(own, cls._exactly("", enterprise_id))

    @staticmethod
    def _exactly(team_id: str, enterprise_id: str) -> ColumnElement[bool]:
        if team_id:
            return SlackInstallation.team_id == team_id
        return and_(
            SlackInstallation.team_id == "",
            SlackInstallation.enterprise_id == enterprise_id,
            SlackInstallation.enterprise_id != "",
        )

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
            installed_at=row.installed_at,
        )


def _revoke(row: SlackInstallation, at: datetime) -> None:
    row.revoked_at = at
    row.sealed_token = row.sealed_refresh_token = ""  # nosec B105  # nothing is kept
