"""A network in which something comes up, and who hears of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from bot.chat.reply import Entries, Reply
from bot.chat.speech import Speech
from bot.domain.access import Role, Scope
from bot.domain.identity import Platform
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, Visibility
from bot.platforms.console.plain import plain
from handlers.occasions import SOURCES, Addressed, Source, due_today, tell
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, ChatIdentity, Network, Official
from storage.recipients import Recipients
from storage.records import Records

FIXTURE = Actor("fixture")


def give_accounts(database: Database, *names: str) -> None:
    """Let these officials be reached on Slack."""
    with database.writing(FIXTURE) as session:
        for name in names:
            official_id = number_of(database, name)
            session.add(
                ChatIdentity(
                    official_id=official_id, platform=Platform.SLACK, team="T1", user=f"U{name}"
                )
            )


def number_of(database: Database, name: str) -> int:
    """The official of this name."""
    with database.reading() as session:
        return session.scalars(select(Official.id).where(Official.name == name)).one()


def changed(database: Database, first: str, second: str, **facts: Any) -> int:
    """Put facts into the record of the partnership of two cities; its number."""
    with database.writing(FIXTURE) as session:
        records = _records(session)
        pair = [records.parties.named(name)[0].id for name in (first, second)]
        record = records.partnerships.record(records.partnerships.of(*pair)[0].id)
        for name, value in facts.items():
            setattr(record, name, value)
        return record.id


def logged(
    database: Database,
    partnership_id: int,
    day: str,
    kind: ExchangeKind = ExchangeKind.CALL,
    by: str = "",
    visibility: Visibility = Visibility.NETWORK,
) -> None:
    """An exchange of that day."""
    with database.writing(FIXTURE) as session:
        records = _records(session)
        initiator = records.parties.named(by)[0].id if by else None
        on = PartialDate.parse(day)
        records.exchanges.add(
            partnership_id, kind, "Something", on, initiator, [], visibility=visibility
        )


def appointed(database: Database, name: str, role: Role, city: str, **facts: Any) -> int:
    """One more official who writes for a city."""
    with database.writing(FIXTURE) as session:
        records = _records(session)
        official = Official(name=name)
        session.add(official)
        session.flush()
        party_id = records.parties.named(city)[0].id if city else None
        home = session.scalars(select(Network.id).order_by(Network.id)).first()
        session.add(
            Appointment(
                network_id=home, official_id=official.id, role=role, party_id=party_id, **facts
            )
        )
        return official.id


def due(
    database: Database, today: date, source: str = "", sources: Mapping[str, Source] = SOURCES
) -> list[Addressed]:
    """What is queued today, perhaps of one source alone."""
    with database.reading() as session:
        found = due_today(_records(session), today, sources)
    return [each for each in found if source in ("", each.occasion.source)]


def coming(
    database: Database, today: date, source: str = "", sources: Mapping[str, Source] = SOURCES
) -> dict[str, list[str]]:
    """What is told today, to whom: the keys of the occasions by the official's name."""
    heard: dict[str, list[str]] = {}
    for each in due(database, today, source, sources):
        name = name_of(database, each.official_id)
        heard.setdefault(name, []).append(each.occasion.key)
    return heard


def said(
    database: Database,
    queued: Addressed,
    told: date,
    sources: Mapping[str, Source] = SOURCES,
) -> str | None:
    """How it is put to whom it was queued for, on the day it is sent; None if it is not."""
    with database.reading() as session:
        reader = Recipients(session).get(1, queued.official_id)
        assert reader is not None
        words = tell(queued.occasion.matter, Records(session, reader.scope), told, sources)
    if words is None:
        return None
    reply = Reply(parts=(Entries((words.entry,)),), buttons=words.buttons)
    return plain(reply, Speech("en", "UTC"))


def heard(
    database: Database,
    name: str,
    queued: date,
    told: date | None = None,
    source: str = "",
    sources: Mapping[str, Source] = SOURCES,
) -> list[str]:
    """What somebody is told, on a day or later, of what was queued for them on a day."""
    own = number_of(database, name)
    words = (
        said(database, each, told or queued, sources)
        for each in due(database, queued, source, sources)
        if each.official_id == own
    )
    return [each for each in words if each is not None]


def name_of(database: Database, official_id: int) -> str:
    """The name of this official."""
    with database.reading() as session:
        return session.get_one(Official, official_id).name


def _records(session: Any) -> Records:
    home = session.scalars(select(Network.id).order_by(Network.id)).first()
    return Records(session, Scope(home, Role.STEWARD))
