"""Sealed tokens under the newest key, and which of them no key opens any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from storage.audit import Actor
from storage.engine import Database
from storage.models import SlackInstallation
from storage.sealing import CannotUnseal, Seal

_ACTOR = Actor("resealing")


@dataclass(frozen=True, slots=True)
class Sealings:
    """How the installations are sealed: how many there are, how many under an older key than
    the newest, and (by name and id) those that no key opens."""

    installations: int
    older: int
    lost: tuple[str, ...]


def sealings(database: Database, seal: Seal) -> Sealings:
    """What the keys at hand open of all installations that were not revoked."""
    found = _rows(database)
    lost = tuple(_name(row) for row in found if not _opens(row, seal))
    newest = sum(_is_newest(row, seal) for row in found)
    return Sealings(len(found), len(found) - newest - len(lost), lost)


def reseal(database: Database, seal: Seal) -> int:
    """Put what older keys sealed under the newest one; how many installations that were. What
    no key opens is left as it is, and so is what someone else changes at the same moment."""
    turned = 0
    for row in _rows(database):
        if _opens(row, seal) and not _is_newest(row, seal):
            turned += _turned(database, row, seal)
    return turned


def _turned(database: Database, row: Any, seal: Seal) -> int:
    sealed = {
        "sealed_token": seal.anew(row.sealed_token),
        "sealed_refresh_token": seal.anew(row.sealed_refresh_token),
    }
    with database.writing(_ACTOR) as session:
        # A token that was renewed since it was read here must not be overwritten.
        changed = session.execute(
            update(SlackInstallation)
            .where(
                SlackInstallation.id == row.id,
                SlackInstallation.sealed_token == row.sealed_token,
                SlackInstallation.sealed_refresh_token == row.sealed_refresh_token,
            )
            .values(sealed)
            .returning(SlackInstallation.id)
        )
        return len(changed.all())


def _rows(database: Database) -> Sequence[Any]:
    with database.reading() as session:
        return session.execute(
            select(
                SlackInstallation.id,
                SlackInstallation.team_id,
                SlackInstallation.enterprise_id,
                SlackInstallation.team_name,
                SlackInstallation.sealed_token,
                SlackInstallation.sealed_refresh_token,
            )
            .where(SlackInstallation.revoked_at.is_(None))
            .order_by(SlackInstallation.id)
        ).all()


def _opens(row: Any, seal: Seal) -> bool:
    try:
        seal.opened(row.sealed_token)
        seal.opened(row.sealed_refresh_token)
    except CannotUnseal:
        return False
    return True


def _is_newest(row: Any, seal: Seal) -> bool:
    return seal.is_newest(row.sealed_token) and seal.is_newest(row.sealed_refresh_token)


def _name(row: Any) -> str:
    known_as = row.team_id or row.enterprise_id
    return f"{row.team_name} ({known_as})" if row.team_name else str(known_as)
