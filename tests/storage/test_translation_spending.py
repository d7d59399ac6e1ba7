"""What engines were sent is counted by network and month, whichever machine sent it."""

from datetime import timedelta

import pytest

from bot.domain.access import Role, Scope
from storage import translation_spending
from storage.audit import Actor
from storage.engine import Database
from storage.models import Network, TranslationSpending
from storage.records import Records
from storage.translation_spending import Spent
from tests.storage.office import NOW, Office


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def add(office: Office, sent: dict[tuple[int, str], int], days: int = 0) -> None:
    with office.database.writing(Actor("translation")) as session:
        translation_spending.add(session, NOW + timedelta(days), sent)


def spent(office: Office, days: int = 0) -> dict[str, Spent]:
    with office.database.reading() as session:
        records = Records(session, Scope(office.network_id, Role.VIEWER))
        return records.translation_spending.in_month(NOW + timedelta(days))


def another(office: Office) -> int:
    with office.database.writing(Actor("somebody")) as session:
        network = Network(name="Other", slug="other")
        session.add(network)
        session.flush()
        return int(network.id)


def test_what_is_sent_adds_up(office: Office) -> None:
    assert spent(office) == {}
    add(office, {(office.network_id, "deepl"): 20})
    add(office, {(office.network_id, "deepl"): 5, (office.network_id, "google"): 7})
    add(office, {})
    assert spent(office) == {"deepl": Spent(25, 25), "google": Spent(7, 7)}


def test_of_other_networks_only_the_sum_is_told(office: Office) -> None:
    other = another(office)
    add(office, {(office.network_id, "deepl"): 20, (other, "deepl"): 30, (other, "google"): 1})
    assert spent(office) == {"deepl": Spent(20, 50), "google": Spent(0, 1)}


def test_each_month_begins_at_nothing(office: Office) -> None:
    add(office, {(office.network_id, "deepl"): 20})
    assert spent(office, 31) == {}
    add(office, {(office.network_id, "deepl"): 3}, 31)
    assert spent(office) == {"deepl": Spent(20, 20)}


def test_months_of_years_ago_are_forgotten(office: Office) -> None:
    add(office, {(office.network_id, "deepl"): 20}, -1000)
    add(office, {(office.network_id, "deepl"): 20}, -400)
    with office.database.writing(Actor("housekeeping")) as session:
        translation_spending.forget_old(session, NOW)
        assert session.query(TranslationSpending).count() == 1
