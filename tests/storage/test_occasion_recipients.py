"""Who hears of what comes up."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.access import Role, Scope
from bot.domain.identity import Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, ChatIdentity, Network, Official, Party
from storage.occasion_recipients import Hearers
from storage.records import Records


class Town:
    """A network whose officials are appointed one after the other."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._appointed = 0
        self.network = self._add(Network(slug="home", name="Home"))
        self.city = self._add(Party(network_id=self.network, name="Odesa"))

    def appoints(
        self, role: Role, *, party: bool = True, reachable: bool = True, backup: int | None = None
    ) -> int:
        """The official who is let in next."""
        self._appointed += 1
        official = self._add(Official(name=f"Official {self._appointed}"))
        self._add(
            Appointment(
                network_id=self.network,
                official_id=official,
                role=role,
                party_id=self.city if party else None,
                since=datetime(2026, 1, self._appointed, tzinfo=UTC),
                backup_id=backup,
            )
        )
        if reachable:
            self.opens(official, Platform.TELEGRAM)
        return official

    def opens(self, official: int, platform: Platform, closed: datetime | None = None) -> None:
        """An account of theirs."""
        user = f"{official}"
        self._add(
            ChatIdentity(official_id=official, platform=platform, user=user, closed_at=closed)
        )

    def hearers(self) -> Hearers:
        """Whom to tell."""
        with self._database.reading() as session:
            scope = Scope(self.network, Role.STEWARD)
            return Records(session, scope).occasion_recipients.hearers()

    def leaves(self) -> None:
        """The city leaves the network."""
        with self._database.writing(Actor("test")) as session:
            session.get_one(Party, self.city).left_on = datetime(2026, 6, 1, tzinfo=UTC).date()

    def _add(self, record: Any) -> int:
        with self._database.writing(Actor("fixture")) as session:
            session.add(record)
            session.flush()
            return int(getattr(record, "id", None) or 0)


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


def test_the_first_appointed_editor_hears_of_it(town: Town) -> None:
    first = town.appoints(Role.EDITOR)
    town.appoints(Role.EDITOR)
    assert town.hearers().of_partnership([town.city]) == (first,)


def test_viewers_do_not(town: Town) -> None:
    town.appoints(Role.VIEWER)
    assert town.hearers().of_partnership([town.city]) == ()


def test_a_backup_goes_before_another_editor(town: Town) -> None:
    backup = town.appoints(Role.EDITOR, party=False)
    town.appoints(Role.EDITOR, reachable=False, backup=backup)
    town.appoints(Role.EDITOR)
    assert town.hearers().of_partnership([town.city]) == (backup,)


def test_another_editor_goes_before_nobody(town: Town) -> None:
    town.appoints(Role.EDITOR, reachable=False)
    other = town.appoints(Role.EDITOR)
    assert town.hearers().of_partnership([town.city]) == (other,)


def test_a_closed_account_reaches_nobody(town: Town) -> None:
    official = town.appoints(Role.EDITOR, reachable=False)
    town.opens(official, Platform.SLACK, closed=datetime(2026, 5, 1, tzinfo=UTC))
    assert town.hearers().of_partnership([town.city]) == ()


def test_the_terminal_reaches_nobody(town: Town) -> None:
    official = town.appoints(Role.EDITOR, reachable=False)
    town.opens(official, Platform.CONSOLE)
    assert town.hearers().of_partnership([town.city]) == ()


def test_a_steward_hears_of_it_where_no_party_has_anybody(town: Town) -> None:
    steward = town.appoints(Role.STEWARD, party=False)
    town.appoints(Role.STEWARD, party=False)
    assert town.hearers().of_partnership([town.city]) == (steward,)


def test_somebody_who_stands_for_both_sides_is_told_once(town: Town) -> None:
    both = town.appoints(Role.EDITOR)
    assert town.hearers().of_partnership([town.city, town.city]) == (both,)


def test_a_party_that_left_has_nobody(town: Town) -> None:
    town.appoints(Role.EDITOR)
    town.leaves()
    assert town.hearers().of_partnership([town.city]) == ()


def test_a_keeper_hears_of_their_contacts(town: Town) -> None:
    town.appoints(Role.EDITOR)
    keeper = town.appoints(Role.EDITOR)
    assert town.hearers().of_contact(keeper, town.city) == (keeper,)


def test_an_editor_hears_of_contacts_whose_keeper_cannot_be_reached(town: Town) -> None:
    editor = town.appoints(Role.EDITOR)
    keeper = town.appoints(Role.EDITOR, reachable=False)
    assert town.hearers().of_contact(keeper, town.city) == (editor,)
