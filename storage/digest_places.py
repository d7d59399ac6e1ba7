"""Where digests go and when, read for many subscriptions at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.identity import Platform
from storage.lists import among
from storage.models import Digest


@dataclass(frozen=True, slots=True)
class DigestPlace:
    """A subscription, as far as the planning has to know it; 0 is Monday."""

    id: int
    network_id: int
    platform: Platform
    team: str
    channel: str
    topic: str
    weekday: int
    time_of_day: time
    timezone: str


def read(session: Session, digest_ids: Sequence[int]) -> dict[int, DigestPlace]:
    """Those of these subscriptions that there are, by id."""
    columns = (getattr(Digest, name) for name in DigestPlace.__slots__)
    query = select(*columns).where(among(Digest.id, digest_ids), Digest.removed_at.is_(None))
    return {row[0]: DigestPlace(*row) for row in session.execute(query)}
