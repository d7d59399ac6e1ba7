"""A place's subscription to the week's digest, as commands and deliveries know it."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import and_, or_, select

from bot.domain.identity import Venue
from storage.columns import Query
from storage.models import Channel, Digest, Network
from storage.place_titles import title_of


@dataclass(frozen=True, slots=True)
class About:
    """What a digest is about: a party, a partnership, or with neither the whole network."""

    party_id: int | None = None
    partnership_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The day of the week (0 is Monday) and the time on which a digest comes, and where the
    clock hangs that tells it."""

    weekday: int
    at: time
    zone: str


@dataclass(frozen=True, slots=True)
class DigestView:
    """A place's subscription. `languages` are those it was subscribed in, none to follow the
    place; `spoken` those in which it is told. `is_open`: the place still belongs to the network."""

    id: int
    network_id: int
    about: About
    place: Venue
    title: str
    rhythm: Rhythm
    languages: tuple[str, ...]
    spoken: tuple[str, ...]
    is_open: bool = True


def with_bindings() -> Query:
    """Subscriptions beside each binding of their place, the closest first: its topic's, its
    channel's, its workspace's."""
    whole_channel = and_(
        Channel.channel == Digest.channel,
        or_(Channel.topic == Digest.topic, Channel.topic == ""),
    )
    around = and_(
        Channel.platform == Digest.platform,
        Channel.team == Digest.team,
        Channel.lost_at.is_(None),
        or_(whole_channel, and_(Channel.channel == "", Channel.team != "")),
    )
    return (
        select(
            Digest.id,
            Digest.network_id,
            Digest.party_id,
            Digest.partnership_id,
            Digest.platform,
            Digest.channel,
            Digest.team,
            Digest.topic,
            title_of(Digest),
            Digest.weekday,
            Digest.time_of_day,
            Digest.timezone,
            Digest.languages,
            Channel.languages,
            Network.language,
            Channel.network_id,
        )
        .join(Network, Network.id == Digest.network_id)
        .outerjoin(Channel, around)
        .order_by(Digest.id, Channel.channel.desc(), Channel.topic.desc())
    )


def view_of(row: Any) -> DigestView:
    """The view of a row of these."""
    own, of_place, of_network = tuple(row[12]), tuple(row[13] or ()), row[14]
    return DigestView(
        id=row[0],
        network_id=row[1],
        about=About(row[2], row[3]),
        place=Venue(row[4], row[5], row[6], row[7]),
        title=row[8],
        rhythm=Rhythm(row[9], row[10], row[11]),
        languages=own,
        spoken=own or of_place or (of_network,),
        is_open=row[15] == row[1],
    )
