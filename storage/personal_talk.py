"""What is held of what people said in bridged and translated places, and taking it out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.deliveries import OPEN_STATES, DeliveryKind
from bot.domain.identity import Identity
from bot.domain.marks import noted
from bot.domain.traces import NAME_ERASED
from storage.audit import freeze
from storage.models import Delivery, Network, Sign, Utterance, Wording
from storage.personal import Subject
from storage.utterances import withdraw

Row = dict[str, Any]

_SAID = ("id", "platform", "channel", "name", "text", "marks", "language", "said_at", "attachments")
_EMOJI = ("platform", "channel", "emoji")


def held(session: Session, accounts: Iterable[Identity]) -> dict[str, list[Row]]:
    """Under `said` what they said and what was made of it in other languages, under `emoji` what
    they put under messages; the oldest first. Empty lists if nothing is kept."""
    mine = list(accounts)
    columns = [getattr(Utterance, name) for name in _SAID]
    query = (
        select(Network.name, *columns)
        .join(Network, Network.id == Utterance.network_id)
        .where(_by(Utterance, mine), Utterance.deleted_at.is_(None))
        .order_by(Utterance.id)
    )
    rows = _rows(session, query, ("network", *_SAID))
    signs = select(*(getattr(Sign, name) for name in _EMOJI)).where(_by(Sign, mine))
    return {
        "said": [_with_wordings(session, each) for each in rows],
        "emoji": _rows(session, signs.order_by(Sign.id), _EMOJI),
    }


def is_any(session: Session, accounts: Iterable[Identity]) -> bool:
    """Whether anything is kept that they said."""
    said = select(Utterance.id).where(_by(Utterance, accounts), Utterance.deleted_at.is_(None))
    signs = select(Sign.id).where(_by(Sign, accounts))
    return any(session.execute(each.limit(1)).first() is not None for each in (said, signs))


def take_back(session: Session, subject: Subject, now: datetime) -> int:
    """Take back what a person said, wherever it was brought to, and leave nothing of it but the
    numbers of the messages, by which the copies are found; how much that was."""
    accounts = list(subject.accounts)
    theirs = session.scalars(
        select(Utterance).where(_by(Utterance, accounts)).order_by(Utterance.id).with_for_update()
    ).all()
    standing = [each for each in theirs if each.deleted_at is None]
    for utterance in standing:
        withdraw(session, utterance, now)
    for utterance in theirs:
        utterance.user = utterance.user_team = utterance.name = utterance.link = ""
    session.flush()
    session.execute(delete(Sign).where(_by(Sign, accounts)))
    _take_out_of_words(session, subject)
    return len(standing)


def forget_wordings(session: Session, utterance_ids: Iterable[int]) -> None:
    """What engines made of these utterances, and whatever they make of them at this moment."""
    ids = list(utterance_ids)
    wording: Any = Wording.__table__
    session.execute(delete(wording).where(wording.c.utterance_id.in_(ids)))
    table: Any = Utterance.__table__
    session.execute(update(table).where(table.c.id.in_(ids)).values(version=table.c.version + 1))


def _take_out_of_words(session: Session, subject: Subject) -> None:
    """Of what the bot told places of its own accord, who did it."""
    row: Any = Delivery.__table__
    query = select(row.c.id, row.c.matter, row.c.state).where(
        row.c.kind == DeliveryKind.WORD, row.c.matter["name"].as_string().in_(subject.names)
    )
    for number, matter, state in session.execute(query).all():
        left = {**matter, "name": NAME_ERASED} if state in OPEN_STATES else {}
        session.execute(update(row).where(row.c.id == number).values(matter=left))


def _by(kind: Any, accounts: Iterable[Identity]) -> ColumnElement[bool]:
    """Whether something is of one of these accounts; of none it never is."""
    return or_(
        kind.id < 0,
        *(
            and_(
                kind.platform == each.platform, kind.user == each.user, kind.user_team == each.team
            )
            for each in accounts
        ),
    )


def _with_wordings(session: Session, said: Row) -> Row:
    query = (
        select(Wording.language, Wording.text)
        .where(Wording.utterance_id == said["id"], Wording.text != "")
        .order_by(Wording.language)
    )
    files = [each["name"] for each in said["attachments"]]
    own = {name: value for name, value in said.items() if name not in ("id", "attachments")}
    own["marks"] = noted(said["marks"])
    return {**own, "files": files, "translations": _rows(session, query, ("language", "text"))}


def _rows(session: Session, query: Any, names: Iterable[str]) -> list[Row]:
    return [dict(zip(names, map(freeze, row), strict=True)) for row in session.execute(query).all()]
