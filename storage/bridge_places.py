"""What becomes of the ends of bridges as their places are lost, found, moved and bound; and the
bot's own words to such places."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Platform, Venue
from storage import lanes, listening, outbox
from storage.bridge_views import EndView, Word, ends_of
from storage.lists import among
from storage.models import BridgeEnd
from storage.moments import now_of


def tell(session: Session, places: Sequence[tuple[int, Venue]], word: Word) -> None:
    """Queue a sentence of the bot's own for places, each of them of a network. What is an end of
    a bridge is told it in the language that it reads in."""
    now = now_of(session)
    rows = [
        {
            "key": f"word:{word.kind}:{word.about}:{lane_of(place)}:{place.topic}"[:160],
            "network_id": network_id,
            "kind": DeliveryKind.WORD,
            "matter": {"word": word.kind, **word.facts, **_language_of(session, place)},
            "platform": place.platform,
            "team": place.team,
            "channel": place.channel,
            "topic": place.topic,
            "lane": lane_of(place),
            "next_at": now,
        }
        for network_id, place in places
    ]
    outbox.queue(session, rows, now)


def _language_of(session: Session, place: Venue) -> dict[str, str]:
    """Under `language` the first that a place reads what comes over in; nothing for what was
    never an end of a bridge, or reads as it is written."""
    query = (
        select(BridgeEnd.languages)
        .where(
            BridgeEnd.platform == place.platform,
            BridgeEnd.team == place.team,
            BridgeEnd.channel == place.channel,
            BridgeEnd.topic == place.topic,
        )
        .order_by(BridgeEnd.id.desc())
    )
    spoken = session.scalars(query.limit(1)).first()
    return {"language": spoken[0]} if spoken else {}


def lost(session: Session, platform: Platform, team: str, channel: str, at: datetime) -> None:
    """A place cannot be written to any more: what is said is not queued for it until it is
    found again, and the other ends are told so."""
    reached = [each for each in _held(session, platform, team, channel) if each.lost_at is None]
    for end in reached:
        end.lost_at = at
    session.flush()
    for view in ends_of(session, among(BridgeEnd.id, [each.id for each in reached])):
        if view.is_agreed:
            _tell_others(session, view, at)


def found_again(session: Session, platform: Platform, team: str, channel: str) -> None:
    """A place can be written to again."""
    for end in _held(session, platform, team, channel):
        end.lost_at = None
    session.flush()


def bound(session: Session, place: Venue, at: datetime) -> None:
    """A place, or a whole workspace, was bound or let go: ends there are reached as long as the
    place is their network's."""
    which = [BridgeEnd.platform == place.platform, BridgeEnd.team == place.team]
    which += [BridgeEnd.channel == place.channel] * bool(place.channel)
    is_home = listening.is_at_home(BridgeEnd, BridgeEnd.topic).label("is_home")
    query = select(BridgeEnd, is_home).where(*which, BridgeEnd.left_at.is_(None))
    strays = []
    for end, is_home_now in session.execute(query.order_by(BridgeEnd.id)).all():
        if is_home_now:
            end.lost_at = None
        elif end.lost_at is None:
            end.lost_at = at
            strays.append(end.id)
    session.flush()
    for view in ends_of(session, among(BridgeEnd.id, strays)):
        if view.is_agreed:
            _tell_others(session, view, at)


def moved(session: Session, platform: Platform, team: str, old: str, new: str) -> None:
    """A place has a new number; an end that somebody made under that meanwhile wins."""
    topics = {each.topic for each in _held(session, platform, team, new)}
    for end in _held(session, platform, team, old):
        if end.topic not in topics:
            end.channel, end.lost_at = new, None
    session.flush()


def _held(session: Session, platform: Platform, team: str, channel: str) -> Sequence[BridgeEnd]:
    """The ends in a channel and its topics, locked: two machines may hear of the same at once."""
    query = select(BridgeEnd).where(
        BridgeEnd.platform == platform,
        BridgeEnd.team == team,
        BridgeEnd.channel == channel,
        BridgeEnd.left_at.is_(None),
    )
    return session.scalars(query.order_by(BridgeEnd.id).with_for_update()).all()


def _tell_others(session: Session, end: EndView, at: datetime) -> None:
    same = BridgeEnd.bridge_id == end.bridge_id
    others = ends_of(session, same, BridgeEnd.left_at.is_(None), BridgeEnd.lost_at.is_(None))
    city = end.party.name if end.party else ""
    named = " · ".join(part for part in (end.title, city) if part)
    facts = {"place": named or str(end.place.platform)}
    word = Word("lost", f"{end.id}:{at.isoformat()}", facts)
    tell(session, [(each.network_id, each.place) for each in others if each.is_agreed], word)


def lane_of(place: Venue) -> str:
    """The lane of what goes to a place."""
    return lanes.of_place(place.platform, place.team, place.channel)
