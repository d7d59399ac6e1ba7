"""People who change records, and what else becomes of the trail."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from bot.domain.access import Role, Scope
from bot.domain.vocabulary import ErasureCause, ExchangeKind, Visibility
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    AuditEntry,
    Erasure,
    FollowUp,
    Network,
    Official,
    Party,
)
from storage.records import Records
from tests.conversation import TODAY, Conversation

KOVAL = "/contact add Odesa Olena Koval, Head of protocol, olena@example.org"


def of_harbours(database: Database) -> Conversation:
    return Conversation(database, "Marco", network="harbours")


def in_public(who: Conversation) -> Conversation:
    who.venue = replace(who.venue, private=False)
    return who


def changes(database: Database, count: int) -> None:
    """So many changes of Odesa in the name of Petro."""
    with database.reading() as session:
        petro = session.scalars(select(Official).where(Official.name == "Petro")).one().id
        home = session.scalars(select(Network.id).where(Network.slug == "demo")).one()
        odesa = session.scalars(
            select(Party.id).where(Party.network_id == home, Party.name == "Odesa")
        ).one()
    with database.writing(Actor("fixture")) as session:
        session.execute(
            insert(AuditEntry),
            [
                {
                    "batch": f"made-{count}-{number}",
                    "at": TODAY + timedelta(seconds=number),
                    "network_id": home,
                    "official_id": petro,
                    "actor": "slack:T1:U1",
                    "action": "update",
                    "entity": "party",
                    "entity_id": str(odesa),
                    "before": {"population": number},
                    "after": {"population": number + 1},
                }
                for number in range(count)
            ],
        )


def erased(database: Database, entity: str, **values: object) -> None:
    """Take the values out of all that the trail tells of these records."""
    with database.writing(Actor("test")) as session:
        home = session.scalars(select(Network.id).where(Network.slug == "demo")).one()
        erasure = Erasure(at=TODAY, network_id=home, cause=ErasureCause.REQUEST, records=3)
        session.add(erasure)
        session.flush()
        taken = {"before": None, "after": None, **values}
        session.execute(
            update(AuditEntry)
            .where(AuditEntry.entity == entity)
            .values(**taken, erasure_id=erasure.id)
        )


def confided(database: Database, city: str, summary: str) -> None:
    """An exchange of Yokohama and Odesa that one of them keeps to itself."""
    with database.writing(Actor("slack:T1:U7", 1)) as session:
        records = Records(session, Scope(1, Role.STEWARD))
        pair = [records.parties.named(name)[0] for name in ("Yokohama", "Odesa")]
        partnership = records.partnerships.of(*(each.id for each in pair))[0]
        records.exchanges.add(
            partnership.id,
            ExchangeKind.CALL,
            summary,
            None,
            next(each.id for each in pair if each.name == city),
            quantities=[],
        ).visibility = Visibility.PARTY


def promised(
    database: Database, text: str, owner: str = "", by: str = "slack:T1:U7", **values: Any
) -> int:
    """A follow-up of Yokohama and Odesa that is due tomorrow, in somebody's name; its number."""
    with database.writing(Actor(by, 1)) as session:
        records = Records(session, Scope(1, Role.STEWARD))
        pair = [records.parties.named(name)[0].id for name in ("Yokohama", "Odesa")]
        owner_id = session.scalar(select(Official.id).where(Official.name == owner))
        known: dict[str, Any] = {
            "network_id": 1,
            "partnership_id": records.partnerships.of(*pair)[0].id,
            "text": text,
            "owner_id": owner_id,
            "party_id": pair[1],
            "due_on": TODAY.date() + timedelta(days=1),
            "due_at": TODAY + timedelta(days=1),
            "timezone": "Europe/Kyiv",
        }
        made = FollowUp(**{**known, **values})
        session.add(made)
        session.flush()
        return made.id
