"""A network says how long it keeps what; a daily run erases what is older."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.services import housekeeping, retention
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    Appointment,
    AuditEntry,
    ChatIdentity,
    Contact,
    Erasure,
    FailedCode,
    Official,
)
from tests.conversation import TODAY, Conversation
from tests.handlers.test_joining import code_in
from tests.handlers.test_privacy import on_record, whole


@pytest.fixture
def sari(network: Database) -> Conversation:
    """The steward."""
    return Conversation(network, "Sari")


def recorded_today(network: Database) -> None:
    """Rows bear the machine's own time; let it be that of the conversations."""
    with network.writing(Actor("fixture")) as session:
        for kind in (Contact, Official):
            session.execute(update(kind.__table__).values(created_at=TODAY))


def test_a_steward_sees_the_periods_and_that_nothing_is_due(sari: Conversation) -> None:
    assert sari.says("/network retention").splitlines() == [
        "How long records are kept",
        "Removed contacts, follow-ups and officials: 90 days",
        "Contacts that nobody verified or changed: for ever",
        "Values in the audit trail: for ever",
        "The next daily run erases nothing.",
        "Partnerships and exchanges are history and stay, also removed ones; people in them are"
        " forgotten at their wish: /privacy forget. To change a period:"
        " /network retention removed=90 unverified=36 trail=off",
    ]


def test_a_steward_changes_the_periods_and_takes_it_back(sari: Conversation) -> None:
    answer = sari.says("/network retention removed=30 days unverified=3 years trail=60")
    assert "Records are kept so from now on." in answer
    assert "Removed contacts, follow-ups and officials: 30 days" in answer
    assert "Contacts that nobody verified or changed: 36 months" in answer
    assert "Values in the audit trail: 60 months" in answer
    sari.presses("Undo")
    assert "Removed contacts, follow-ups and officials: 90 days" in sari.says("/network retention")


def test_off_is_for_ever(sari: Conversation) -> None:
    answer = sari.says("/network retention removed=off")
    assert "Removed contacts, follow-ups and officials: for ever" in answer


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("unverified=3", "Please choose at least 12, or off."),
        ("removed=0", "Please choose at least 1, or off."),
        ("removed=soon", "“soon” is no number of days."),
        ("trail=90 days", "“90 days” is no number of months."),
    ],
)
def test_a_slip_does_no_harm(sari: Conversation, said: str, answered: str) -> None:
    assert answered in sari.says(f"/network retention {said}")
    assert "removed=90" in sari.says("/network retention")


def test_only_stewards_may(network: Database) -> None:
    answer = Conversation(network, "Petro").says("/network retention removed=1")
    assert "Only stewards of the network can do that." in answer


def test_a_shorter_period_is_asked_about_when_it_erases_something(network: Database) -> None:
    on_record(network).says("/contact remove Oksana Kovalenko --yes")
    sari = Conversation(network, "Sari").at_moment(TODAY + timedelta(days=10))
    answer = sari.says("/network retention removed=5")
    assert "What is older is erased for good." in answer
    assert "1 removed contact" in answer
    assert "Records are kept so from now on." in sari.presses("Keep them so")


def test_a_removed_contact_is_erased_when_its_time_is_over(network: Database) -> None:
    petro = on_record(network)
    petro.says("/contact remove Oksana Kovalenko --yes")
    retention.carry_out(network, TODAY + timedelta(days=89))
    assert "Коваленко" in whole(network)
    assert retention.carry_out(network, TODAY + timedelta(days=91)) == 1
    rows = whole(network)
    assert "Коваленко" not in rows
    assert "Prefers mornings" not in rows
    # What exchanges tell in words is the cities' history.
    assert "Spoke with Oksana Kovalenko about the harbour" in rows


def test_an_erasure_by_the_schedule_is_told(network: Database) -> None:
    on_record(network).says("/contact remove Oksana Kovalenko --yes")
    retention.carry_out(network, TODAY + timedelta(days=91))
    with network.reading() as session:
        causes = [str(each) for each in session.scalars(select(Erasure.cause))]
        last = session.execute(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))
        entry = last.scalar_one()
    assert causes == ["retention"]
    assert (entry.action, entry.entity, entry.actor) == ("delete", "contact", "retention")


def test_what_is_erased_is_not_erased_again(network: Database) -> None:
    on_record(network).says("/contact remove Oksana Kovalenko --yes")
    assert retention.carry_out(network, TODAY + timedelta(days=91)) == 1
    assert retention.carry_out(network, TODAY + timedelta(days=92)) == 0


def test_a_network_is_done_once_a_day(network: Database) -> None:
    on_record(network)
    day = TODAY + timedelta(days=91)
    retention.carry_out(network, day)
    Conversation(network, "Petro").says("/contact remove Oksana Kovalenko --yes")
    assert retention.carry_out(network, day + timedelta(hours=3)) == 0
    assert retention.carry_out(network, day + timedelta(days=1)) == 1


def test_a_contact_that_nobody_verified_or_changed_is_erased(network: Database) -> None:
    petro = on_record(network)
    Conversation(network, "Sari").says("/network retention unverified=12")
    petro.at_moment(TODAY + timedelta(days=200)).says("/contact verify Ivan Bondar")
    recorded_today(network)
    assert retention.carry_out(network, TODAY + timedelta(days=370)) == 1
    rows = whole(network)
    assert "Ivan Bondar" in rows
    assert "her card" not in rows


def test_a_contact_that_was_changed_lately_stays(network: Database) -> None:
    petro = on_record(network)
    Conversation(network, "Sari").says("/network retention unverified=12")
    petro.at_moment(TODAY + timedelta(days=200)).says("/contact edit Oksana Kovalenko phone=")
    retention.carry_out(network, TODAY + timedelta(days=370))
    assert "her card" in whole(network)


def test_old_entries_of_the_trail_lose_their_values_and_stay(network: Database) -> None:
    on_record(network)
    Conversation(network, "Sari").says("/network retention trail=12")
    with network.reading() as session:
        before = session.execute(select(func.count(AuditEntry.id))).scalar_one()
    assert retention.carry_out(network, TODAY + timedelta(days=400)) > 0
    with network.reading() as session:
        entries = session.scalars(select(AuditEntry)).all()
        home = [each for each in entries if each.network_id is not None]
    assert len(entries) == before
    assert not [each for each in home if each.before or each.after]


def test_an_official_without_a_role_is_forgotten_in_time(network: Database) -> None:
    code = code_in(
        Conversation(network, "Sari").says("/network invite Odesa viewer name=Taras Hai")
    )
    Conversation.on_telegram(network, "77001", name="Taras").says(f"/join {code}")
    Conversation(network, "Sari").says("/network remove Taras Hai --yes")
    recorded_today(network)
    retention.carry_out(network, TODAY + timedelta(days=80))
    assert "Taras Hai" in whole(network)
    retention.carry_out(network, TODAY + timedelta(days=92))
    rows = whole(network)
    assert "77001" not in rows
    with network.reading() as session:
        assert session.execute(select(func.count(ChatIdentity.id))).scalar_one() == 0
        assert session.execute(select(func.count()).select_from(Appointment)).scalar_one() == 5


def test_housekeeping_erases_and_forgets_wrong_codes(network: Database) -> None:
    on_record(network).says("/contact remove Oksana Kovalenko --yes")
    Conversation.on_telegram(network, "5").says("/join 0000-0000-0000")
    housekeeping.tidy(network, TODAY + timedelta(days=91))
    assert "her card" not in whole(network)
    with network.reading() as session:
        assert session.execute(select(func.count(FailedCode.id))).scalar_one() == 0


def test_of_two_machines_at_once_one_does_the_work(network: Database) -> None:
    on_record(network).says("/contact remove Oksana Kovalenko --yes")
    day = TODAY + timedelta(days=91)
    with ThreadPoolExecutor(2) as machines:
        done = list(machines.map(lambda _each: retention.carry_out(network, day), range(2)))
    assert sorted(done) == [0, 1]
