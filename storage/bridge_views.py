"""What screens show of a bridge, its places and what was said on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.identity import Identity, Venue
from storage.models import BridgeEnd, Network, Official, Party
from storage.views import PartyView


@dataclass(frozen=True, slots=True)
class EndView:
    """A place at one end of a bridge, as screens show it."""

    id: int
    bridge_id: int
    network_id: int
    network: str
    place: Venue
    title: str
    party: PartyView | None
    languages: tuple[str, ...]
    joined_by: str
    joined_at: datetime
    is_agreed: bool
    is_lost: bool


@dataclass(frozen=True, slots=True)
class SaidView:
    """What somebody said on a bridge, and for which party."""

    id: int
    network_id: int
    bridge_id: int
    text: str
    name: str
    party_id: int | None
    author: Identity
    language: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Word:
    """A sentence of the bot's own for a place, told by its kind and what it is about."""

    kind: str
    about: str
    facts: dict[str, Any]


def ends_of(session: Session, *which: Any) -> list[EndView]:
    """The ends for which all of this is so, the oldest first."""
    query = (
        select(BridgeEnd, Network.name, Party, Official.name)
        .join(Network, Network.id == BridgeEnd.network_id)
        .outerjoin(Party, Party.id == BridgeEnd.party_id)
        .outerjoin(Official, Official.id == BridgeEnd.joined_by_id)
        .where(*which)
        .order_by(BridgeEnd.id)
    )
    return [_view(*row) for row in session.execute(query)]


def _view(end: BridgeEnd, network: str, party: Party | None, joined_by: str | None) -> EndView:
    view = None
    if party is not None:
        view = PartyView(party.id, party.name, party.country, party.subdivision, party.kind)
    return EndView(
        end.id,
        end.bridge_id,
        end.network_id,
        network,
        Venue(end.platform, end.channel, end.team, end.topic),
        end.title,
        view,
        tuple(end.languages),
        joined_by or "",
        end.created_at,
        end.agreed_at is not None,
        end.lost_at is not None,
    )
