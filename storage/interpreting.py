"""Utterances that are wanted in another language: who sees to them, and what comes of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.domain.bridging import EchoKind, WordingState
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform, Venue
from bot.domain.marks import Span, code_in
from storage import lanes
from storage.echo_queue import echoes_of, lane_of, queue_changes
from storage.lists import among
from storage.many import update_many
from storage.models import Delivery, Echo, Utterance, Wording
from storage.models.bridges import IS_WANTED
from storage.models.deliveries import IS_OPEN
from storage.moments import now_of

_WORDING: Any = Wording.__table__
_DELIVERY: Any = Delivery.__table__
_POSTS = (DeliveryKind.ECHO, DeliveryKind.CHANGE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An utterance that is wanted in a language. `language` is what it is in, where somebody has
    found that out already; `code` where code is in its words."""

    utterance_id: int
    target: str
    version: int
    network_id: int
    text: str
    language: str
    place: Venue
    code: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it. `label` is the engine's name as people know it, `reason` why there is
    nothing; `language` what the utterance turned out to be in."""

    state: WordingState
    text: str = ""
    label: str = ""
    reason: str = ""
    language: str = ""


def taken(session: Session, limit: int, lease: timedelta) -> list[Wanted]:
    """The oldest that nobody sees to; from now on the caller does, until the lease ends."""
    now = now_of(session)
    is_free = or_(_WORDING.c.held_until.is_(None), _WORDING.c.held_until <= now)
    query = (
        select(Wording, Utterance)
        .join(Utterance, Utterance.id == Wording.utterance_id)
        .where(IS_WANTED, is_free)
        .order_by(Wording.utterance_id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Wording)
    )
    found = []
    for wording, utterance in session.execute(query):
        wording.held_until = now + lease
        found.append(_wanted(wording, utterance))
    session.flush()
    return found


def is_any_wanted(session: Session) -> bool:
    """Whether there is something to see to."""
    now = now_of(session)
    is_free = or_(_WORDING.c.held_until.is_(None), _WORDING.c.held_until <= now)
    query = select(_WORDING.c.utterance_id).where(IS_WANTED, is_free).limit(1)
    return session.connection().execute(query).first() is not None


def finish(session: Session, wanted: Wanted, made: Made) -> None:
    """Keep what came of it, unless the words are others by now; what waited for it goes."""
    utterance = session.get(Utterance, wanted.utterance_id, with_for_update=True)
    if utterance is None or utterance.version != wanted.version or utterance.deleted_at:
        return
    session.execute(
        update(_WORDING)
        .where(
            _WORDING.c.utterance_id == wanted.utterance_id,
            _WORDING.c.language == wanted.target,
            _WORDING.c.version == wanted.version,
        )
        .values(state=made.state, text=made.text, label=made.label, reason=made.reason)
    )
    utterance.language = utterance.language or made.language
    session.flush()
    if not _waits(session, [utterance.id]):
        _let_go(session, utterance)


def _let_go(session: Session, utterance: Utterance) -> None:
    """What is not posted yet goes as soon as it may; what is posted is looked at once more."""
    echoes = [
        each
        for each in echoes_of(session, utterance)
        if each.languages and each.kind is not EchoKind.ITSELF
    ]
    keys = {f"echo:{each.id}": each for each in echoes}
    query = select(_DELIVERY.c.key, _DELIVERY.c.kind).where(
        among(_DELIVERY.c.key, [*keys, *(f"echo:{each.id}:{each.changes}" for each in echoes)]),
        _DELIVERY.c.state == DeliveryState.PENDING,
    )
    pending = {_echo_of(row[0]) for row in session.connection().execute(query)}
    now = now_of(session)
    ready = {lane_of(each): now for each in echoes if each.id in pending}
    for lane in sorted(ready):
        _bring_forward(session, lane, now)
    lanes.wake(session, ready)
    queue_changes(session, utterance, [each for each in echoes if each.id not in pending])


def _bring_forward(session: Session, lane: str, now: datetime) -> None:
    """Let what waits in a lane go as soon as what stands before it has gone. Translations beside
    their originals stand in nobody's way."""
    query = (
        select(_DELIVERY.c.id, _DELIVERY.c.key, _DELIVERY.c.kind, _DELIVERY.c.next_at)
        .where(
            _DELIVERY.c.lane == lane,
            IS_OPEN,
            _DELIVERY.c.state == DeliveryState.PENDING,
            _DELIVERY.c.kind.in_((*_POSTS, DeliveryKind.BESIDE)),
        )
        .order_by(_DELIVERY.c.next_at, _DELIVERY.c.id)
        .with_for_update()
    )
    rows = session.connection().execute(query).all()
    whose = _utterances_of(session, {_echo_of(row.key) for row in rows})
    waiting = _waits(session, set(whose.values()))
    moved, before = [], now
    for row in rows:
        is_ready = whose.get(_echo_of(row.key)) not in waiting
        at = row.next_at
        if is_ready:
            at = now if row.kind is DeliveryKind.BESIDE else min(at, before)
        if row.kind in _POSTS:
            before = max(now, at)
        if at != row.next_at:
            moved.append({"id": row.id, "next_at": at})
    if moved:
        update_many(session, Delivery.__table__, ("id",), moved)  # type: ignore[arg-type]


def _utterances_of(session: Session, echo_ids: Iterable[int]) -> dict[int, int]:
    query = select(Echo.id, Echo.utterance_id).where(among(Echo.id, sorted(echo_ids)))
    return {row[0]: row[1] for row in session.execute(query)}


def _waits(session: Session, utterance_ids: Iterable[int]) -> set[int]:
    """Those of these utterances that are still wanted in some language."""
    query = select(_WORDING.c.utterance_id).where(
        among(_WORDING.c.utterance_id, sorted(utterance_ids)), IS_WANTED
    )
    return set(session.connection().execute(query).scalars())


def _echo_of(key: str) -> int:
    return int(key.split(":")[1])


def _wanted(wording: Wording, utterance: Utterance) -> Wanted:
    return Wanted(
        utterance.id,
        wording.language,
        wording.version,
        utterance.network_id,
        utterance.text,
        utterance.language,
        _place_of(utterance),
        code_in(utterance.marks),
    )


def _place_of(utterance: Utterance) -> Venue:
    platform: Platform = utterance.platform
    return Venue(platform, utterance.channel, utterance.team, utterance.topic)
