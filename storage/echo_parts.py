"""What the bot posted of an echo below its first message: further pages, and files."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.domain.bridging import PartKind
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Platform
from storage import outbox
from storage.echo_queue import lane_of
from storage.models import Echo, EchoPart, Utterance
from storage.moments import now_of


def page(session: Session, echo_id: int, number: int) -> EchoPart | None:
    """A page as it was posted; None if it was not."""
    return session.get(EchoPart, (echo_id, PartKind.PAGE, number))


def first(session: Session, echo_id: int) -> EchoPart | None:
    """The first of what stands there; None if nothing does."""
    query = select(EchoPart).where(EchoPart.echo_id == echo_id)
    return session.scalars(query.order_by(EchoPart.kind, EchoPart.number).limit(1)).first()


def keep(session: Session, echo_id: int, kind: PartKind, number: int, message: str) -> None:
    """A page or a file was posted under that number of the platform's."""
    if session.get(Echo, echo_id) is not None and message:
        session.merge(EchoPart(echo_id=echo_id, kind=kind, number=number, message=message))
        session.flush()


def drop(session: Session, echo_id: int, kind: PartKind, number: int) -> None:
    """It stands there no more."""
    same = (EchoPart.echo_id == echo_id, EchoPart.kind == kind, EchoPart.number == number)
    session.execute(delete(EchoPart).where(*same))


def take_back(session: Session, echo_id: int) -> None:
    """Queue taking back the first of what still stands there; the others follow it."""
    left = first(session, echo_id)
    if left is not None:
        key = f"echo:{echo_id}:gone:{left.kind}:{left.number}"
        _queue(session, echo_id, key, DeliveryKind.CHANGE, {})


def go_on(session: Session, echo_id: int, key: str, number: int, pages: int) -> None:
    """A page says what it should by now, or is gone as there are only so many: queue the next.
    `key` is that of the delivery that did it."""
    if number >= pages:
        drop(session, echo_id, PartKind.PAGE, number)
    following = number + 1
    is_there = page(session, echo_id, following) is not None
    if is_there or following < pages:
        begun = key if not number else key.rpartition(":page:")[0]
        kind = DeliveryKind.CHANGE if is_there else DeliveryKind.PAGE
        _queue(session, echo_id, f"{begun}:page:{following}", kind, {"page": following})


def under(echo: Echo) -> str:
    """What all that belongs to an echo goes under: its first message, on Slack the thread that
    this is in."""
    return echo.message if echo.platform is Platform.TELEGRAM else root_of(echo)


def root_of(placed: Echo | Utterance) -> str:
    """What replies to a message go under on Slack: the first message of its thread."""
    return placed.thread or placed.message


def files(session: Session, echo: Echo, utterance: Utterance) -> None:
    """Queue the files that came along."""
    indexes = [i for i, each in enumerate(utterance.attachments) if each.get("goes_along")]
    now = now_of(session)
    rows = [
        _row(echo, utterance, f"echo:{echo.id}:file:{index}", DeliveryKind.ATTACHMENT)
        | {"matter": {"echo": echo.id, "file": index}, "next_at": now}
        for index in indexes
    ]
    outbox.queue(session, rows, now)


def _queue(
    session: Session, echo_id: int, key: str, kind: DeliveryKind, matter: dict[str, Any]
) -> None:
    echo = session.get(Echo, echo_id)
    utterance = session.get(Utterance, echo.utterance_id) if echo else None
    if echo is None or utterance is None:
        return
    now = now_of(session)
    more = {"matter": {"echo": echo_id, **matter}, "next_at": now}
    outbox.queue(session, [_row(echo, utterance, key, kind) | more], now)


def _row(echo: Echo, utterance: Utterance, key: str, kind: DeliveryKind) -> dict[str, Any]:
    return {
        "key": key,
        "network_id": utterance.network_id,
        "kind": kind,
        "platform": echo.platform,
        "team": echo.team,
        "channel": echo.channel,
        "topic": echo.topic,
        "thread": under(echo),
        "lane": lane_of(echo),
    }
