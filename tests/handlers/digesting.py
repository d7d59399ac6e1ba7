"""A network in which something happened this week, and channels that are told of it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from bot.domain.access import Role, Scope
from bot.domain.identity import Platform
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import Closure, ExchangeKind, Visibility
from storage.administration import Administration
from storage.audit import Actor
from storage.engine import Database
from storage.models import Channel, Contact, Delivery, Exchange, FollowUp, Network, Partnership
from storage.records import Records
from tests.conversation import TODAY, Conversation
from tests.handlers.test_bindings import steward_on_slack
from tests.handlers.test_joining import invited

FIXTURE = Actor("fixture")
YESTERDAY = TODAY - timedelta(days=1)


def steward_in_channel(database: Database, channel: str = "C1") -> Conversation:
    """A steward on Slack, in a channel that belongs to the network."""
    sari = steward_on_slack(database, channel)
    sari.says("/network bind --yes")
    return sari


def editor_in_channel(database: Database, channel: str = "C1") -> Conversation:
    """An editor of Odesa, in a channel that belongs to the network."""
    steward_in_channel(database, channel)
    Conversation.on_slack(database, "U3").says(f"/join {invited(database)}")
    return Conversation.on_slack(database, "U3", channel=channel)


def previewed(database: Database, said: str = "") -> str:
    """What the digest would tell, as a steward in the terminal is shown it."""
    return Conversation(database, "Sari").says(f"/digest preview {said}")


def changed(database: Database, first: str, second: str, **facts: Any) -> int:
    """Put facts into the record of the partnership of two cities; its number."""
    with database.writing(FIXTURE) as session:
        found = _partnership(_records(session), first, second)
        record = session.get_one(Partnership, found)
        for name, value in facts.items():
            setattr(record, name, value)
        return found


def logged(
    database: Database,
    first: str,
    second: str,
    kind: ExchangeKind,
    summary: str,
    day: str = "2026-11-18",
    at: datetime = YESTERDAY,
    visibility: Visibility = Visibility.NETWORK,
) -> int:
    """An exchange, begun by the first city and put on record at that moment; its number."""
    with database.writing(FIXTURE) as session:
        records = _records(session)
        record = records.exchanges.add(
            _partnership(records, first, second),
            kind,
            summary,
            PartialDate.parse(day),
            records.parties.named(first)[0].id,
            [],
            visibility=visibility,
            logged_at=at,
        )
        return record.id


def owed(
    database: Database,
    first: str,
    second: str,
    text: str,
    day: str,
    visibility: Visibility = Visibility.NETWORK,
    **values: Any,
) -> int:
    """A follow-up that the first city owes the second, due by the end of that day."""
    with database.writing(FIXTURE) as session:
        records = _records(session)
        due = date.fromisoformat(day)
        facts = {
            "partnership_id": _partnership(records, first, second),
            "party_id": records.parties.named(first)[0].id,
            **values,
        }
        made = FollowUp(
            network_id=_home(session),
            text=text,
            due_on=due,
            due_at=datetime.combine(due + timedelta(days=1), time(0), UTC),
            visibility=visibility,
            **facts,
        )
        session.add(made)
        session.flush()
        return made.id


def official(database: Database, name: str, city: str = "") -> int:
    """Somebody of the network, an editor of that city or a steward of none; their number."""
    with database.writing(FIXTURE) as session:
        party = _records(session).parties.named(city)[0].id if city else None
        role = Role.EDITOR if city else Role.STEWARD
        return Administration(session).add_official(
            _home(session), name, role, party, [], "en", "UTC"
        )


def kept(database: Database, first: str, second: str, **values: Any) -> None:
    """A promise of the first city to the second that was kept yesterday."""
    facts = {"closed_at": YESTERDAY, "closure": Closure.DONE, **values}
    owed(database, first, second, "Anything", "2026-11-20", **facts)


def met(database: Database, city: str, name: str, visibility: Visibility) -> None:
    """A contact that was recorded yesterday."""
    with database.writing(FIXTURE) as session:
        records = _records(session)
        session.add(
            Contact(
                network_id=_home(session),
                party_id=records.parties.named(city)[0].id,
                name=name,
                position="Head of protocol",
                visibility=visibility,
                created_at=YESTERDAY,
            )
        )


def bound(database: Database, channel: str, **values: Any) -> None:
    """A channel of Slack that belongs to the network."""
    with database.writing(FIXTURE) as session:
        session.add(
            Channel(
                network_id=_home(session),
                platform=Platform.SLACK,
                team="T1",
                channel=channel,
                **values,
            )
        )


def deliveries(database: Database) -> list[Delivery]:
    """All that is queued."""
    with database.reading() as session:
        return list(session.scalars(select(Delivery).order_by(Delivery.id)))


def removed(database: Database, exchange_id: int) -> None:
    """Take an exchange out of sight."""
    with database.writing(FIXTURE) as session:
        session.get_one(Exchange, exchange_id).removed_at = TODAY


def _records(session: Any) -> Records:
    return Records(session, Scope(_home(session), Role.STEWARD))


def _home(session: Any) -> int:
    found: int = session.scalars(select(Network.id).order_by(Network.id)).first()
    return found


def _partnership(records: Records, first: str, second: str) -> int:
    pair = [records.parties.named(name)[0].id for name in (first, second)]
    return records.partnerships.of(*pair)[0].id
