"""An office whose people change records, and the changes that they make."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.access import Role, Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ContactFunction, ExchangeKind, PartnershipType, Stage
from storage.audit import Actor
from storage.engine import Database
from storage.errors import Refusal, UndoRefused
from storage.models import Contact, ContactName, ContactWay, Network
from storage.records import Records
from storage.undoing import PutBack

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Office:
    """A network in which several people change things, each in transactions of their own."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing(Actor("fixture")) as session:
            home = Network(slug="home", name="Home")
            session.add(home)
            session.flush()
            self.network_id = home.id

    def does(self, change: Any, who: str = "slack:T1:U1", role: Role = Role.EDITOR) -> str:
        """The batch of a change, which gets the records and the session."""
        actor = Actor(who, self.network_id)
        with self.database.writing(actor) as session:
            change(Records(session, Scope(self.network_id, role)), session)
        return actor.batch

    def undoes(
        self, batch: str, who: str = "slack:T1:U1", role: Role = Role.EDITOR
    ) -> tuple[str, list[PutBack]]:
        """The batch of the undoing, and what was put back."""
        with self.database.writing(Actor(who, self.network_id)) as session:
            trail = Records(session, Scope(self.network_id, role)).trail
            done = trail.undo(batch, NOW)
            return trail.batch, done

    def refusal(self, batch: str, who: str = "slack:T1:U1", role: Role = Role.EDITOR) -> Refusal:
        """Why a batch is not undone."""
        with pytest.raises(UndoRefused) as caught:
            self.undoes(batch, who, role)
        return caught.value.refusal

    def last(self, who: str = "slack:T1:U1") -> str | None:
        with self.database.writing(Actor(who, self.network_id)) as session:
            return Records(session, Scope(self.network_id, Role.EDITOR)).trail.last()

    def all(self, kind: type[Any]) -> list[Any]:
        with self.database.reading() as session:
            return list(session.query(kind).order_by(*kind.__table__.primary_key.columns))


def adds_contact(records: Records, session: Any) -> None:
    contact = Contact(
        network_id=session.query(Network.id).scalar(),
        name="Olena Koval",
        function=ContactFunction.NODAL,
        languages=["uk", "en"],
        verified_on=date(2026, 11, 1),
    )
    session.add(contact)
    session.flush()
    session.add(ContactName(contact_id=contact.id, name="Олена Коваль", language="uk"))
    session.add(ContactWay(contact_id=contact.id, medium="email", address="o@example.org"))


def edits_contact(_records: Records, session: Any) -> None:
    contact = session.query(Contact).one()
    contact.position = "Head of protocol"
    contact.languages = ["uk"]
    contact.verified_on = None


def renames(name: str) -> Any:
    def change(_records: Records, session: Any) -> None:
        session.query(Contact).one().name = name

    return change


def adds_cities(records: Records, _session: Any) -> None:
    records.parties.add("Odesa", "UA")
    records.parties.add("Yokohama", "JP")


def cooperates(records: Records, _session: Any) -> None:
    both = records.parties.listed(2)
    made = records.partnerships.add(both, PartnershipType.SISTER_CITY, Stage.IMPLEMENTATION)
    records.exchanges.add(
        made.id,
        ExchangeKind.AID,
        "Masks",
        PartialDate.parse("2020-03"),
        both[0].id,
        quantities=[(Decimal(10000), "masks")],
    )
