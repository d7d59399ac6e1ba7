"""Where somebody listens, and what a message of such a place is."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from bot.domain.bridging import EchoKind
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Venue
from bot.domain.translation_policy import Shown
from storage import lanes
from storage.models import (
    BridgeEnd,
    Channel,
    Delivery,
    Echo,
    EchoPart,
    Network,
    TranslationPolicy,
    Utterance,
)
from storage.models.deliveries import IS_IN_DOUBT
from storage.prepared import fetched

_NO_LANGUAGES = "[]"
_SHOWN_AS_NEW = (
    DeliveryKind.ECHO,
    DeliveryKind.BESIDE,
    DeliveryKind.PAGE,
    DeliveryKind.ATTACHMENT,
)


@dataclass(frozen=True, slots=True)
class Listening:
    """What is listened for in a place: it is the end `end_id` of a bridge, or kept readable in
    `languages`, or both. The network is that of whoever wanted it."""

    network_id: int
    bridge_id: int | None = None
    end_id: int | None = None
    party_id: int | None = None
    spoken: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    shown: Shown = Shown.THREAD


def listening(session: Session, venue: Venue) -> Listening | None:
    """What is listened for in a place; None if nothing. One statement, for every message of
    every channel that the bot is in."""
    rows = fetched(
        session,
        _listening(),
        platform=venue.platform,
        team=venue.team,
        channel=venue.channel,
        topic=venue.lasting_topic,
    )
    ends = [row for row in rows if row.bridge_id is not None]
    rules = [row for row in rows if row.bridge_id is None and row.languages]
    end: Any = max(ends, key=lambda row: row.topic, default=None)
    rule: Any = max(rules, key=lambda row: row.topic, default=None)
    languages = tuple(rule.languages) if rule else ()
    shown = Shown(rule.shown) if rule is not None and rule.shown else Shown.THREAD
    if end is None:
        return rule and Listening(rule.network_id, languages=languages, shown=shown)
    spoken = tuple(end.languages)
    return Listening(end.network_id, end.bridge_id, end.id, end.party_id, spoken, languages, shown)


def found(session: Session, venue: Venue, message: str) -> Utterance | None:
    """The utterance that a message of a place is, or is an echo of; None if it is neither."""
    its_own = select(Utterance.id).where(
        Utterance.platform == venue.platform,
        Utterance.team == venue.team,
        Utterance.channel == venue.channel,
        Utterance.message == message,
    )
    echoed = select(Echo.utterance_id).where(*_posted_at(venue), Echo.message == message)
    below = (
        select(Echo.utterance_id)
        .join(EchoPart, EchoPart.echo_id == Echo.id)
        .where(*_posted_at(venue), EchoPart.message == message)
    )
    ids = session.execute(union_all(its_own, echoed, below)).scalars().first()
    return None if ids is None else session.get(Utterance, ids)


def is_at_home(rule: Any, topic: Any) -> ColumnElement[bool]:
    """Whether a place is still the network's that wanted something there, by the closest binding
    of the `topic`: to what became another's since, nothing goes, and nothing is heard there."""
    in_it = and_(Channel.channel == rule.channel, or_(Channel.topic == topic, Channel.topic == ""))
    closest = (
        select(Channel.network_id)
        .join(Network, Network.id == Channel.network_id)
        .where(
            Channel.platform == rule.platform,
            Channel.team == rule.team,
            or_(in_it, and_(Channel.channel == "", Channel.team != "")),
            Channel.lost_at.is_(None),
            Network.removed_at.is_(None),
        )
        .order_by(Channel.channel.desc(), Channel.topic.desc())
        .limit(1)
        .correlate(rule)
        .scalar_subquery()
    )
    is_home: ColumnElement[bool] = rule.network_id == closest
    return is_home


def is_posting(session: Session, venue: Venue) -> bool:
    """Whether the platform was called for something to be posted in a place, and it is not on
    record yet under which number."""
    lane = lanes.of_place(venue.platform, venue.team, venue.channel)
    query = select(Delivery.id).where(
        Delivery.lane == lane, IS_IN_DOUBT, Delivery.kind.in_(_SHOWN_AS_NEW)
    )
    return session.execute(query.limit(1)).first() is not None


def is_brought(session: Session, venue: Venue, message: str) -> bool:
    """Whether a message of the bot's is somebody's words from elsewhere or in another language."""
    query = select(Echo.id).where(
        *_posted_at(venue), Echo.message == message, Echo.kind != EchoKind.ITSELF
    )
    below = (
        select(EchoPart.echo_id)
        .join(Echo, Echo.id == EchoPart.echo_id)
        .where(*_posted_at(venue), EchoPart.message == message)
    )
    return session.execute(union_all(query, below).limit(1)).first() is not None


def _posted_at(venue: Venue) -> tuple[ColumnElement[bool], ...]:
    return (
        Echo.platform == venue.platform,
        Echo.team == venue.team,
        Echo.channel == venue.channel,
    )


@cache
def _listening() -> Any:
    place = ("platform", "team", "channel")
    topic: BindParameter[str] = bindparam("topic")

    def here(table: Any) -> tuple[Any, ...]:
        same = (getattr(table, name) == bindparam(name) for name in place)
        return (*same, table.topic.in_(("", topic)), is_at_home(table, topic))

    ends = select(
        BridgeEnd.id,
        BridgeEnd.network_id,
        BridgeEnd.bridge_id,
        BridgeEnd.party_id,
        BridgeEnd.languages,
        BridgeEnd.topic,
        literal("").label("shown"),
    ).where(*here(BridgeEnd), BridgeEnd.left_at.is_(None), BridgeEnd.agreed_at.is_not(None))
    rules = select(
        TranslationPolicy.id,
        TranslationPolicy.network_id,
        null().label("bridge_id"),
        null().label("party_id"),
        TranslationPolicy.languages,
        TranslationPolicy.topic,
        func.coalesce(cast(TranslationPolicy.shown, Text), "").label("shown"),
    ).where(*here(TranslationPolicy), cast(TranslationPolicy.languages, Text) != _NO_LANGUAGES)
    return union_all(ends, rules)
