"""An import as a whole: done twice, on trial, taken back and kept apart from other networks."""

from sqlalchemy import select

from bot.domain.access import Role, Scope
from bot.services.imports.importing import RecordKind, run
from bot.services.imports.report import Outcome
from storage.audit import Actor
from storage.models import AuditEntry, Exchange, Network, Partnership, Party, Quantity
from storage.records import Records
from tests.services.imported import PAIRS, Home, count, imported, outcomes


def test_real_pairs_are_imported_and_the_second_time_nothing_changes(home: Home) -> None:
    raw = PAIRS.read_bytes()
    first = run(*home, RecordKind.PARTNERSHIPS, raw)
    assert first.count(Outcome.CREATE) > 290
    assert first.count(Outcome.ERROR) == 0
    entries = count(home, AuditEntry)
    again = run(*home, RecordKind.PARTNERSHIPS, raw)
    assert again.count(Outcome.SKIP) == len(first.lines)
    assert count(home, AuditEntry) == entries


def test_a_dry_run_says_the_same_and_writes_nothing(home: Home) -> None:
    raw = PAIRS.read_bytes()
    dry = run(*home, RecordKind.PARTNERSHIPS, raw, dry_run=True)
    assert (count(home, Partnership), count(home, Party), count(home, AuditEntry)) == (0, 0, 1)
    wet = run(*home, RecordKind.PARTNERSHIPS, raw)
    assert outcomes(dry) == outcomes(wet)
    assert (dry.outside, dry.new_parties) == (wet.outside, wet.new_parties)


def test_all_of_an_import_can_be_taken_back_at_once(home: Home) -> None:
    text = 'city_a,city_b,date,kind,summary\nOdesa,Leeds,2020,aid_sent,"10,000 masks"\n'
    report = imported(home, "exchanges", text)
    with home[0].writing(Actor("import", home[1])) as session:
        Records(session, Scope(home[1], Role.STEWARD)).trail.undo(
            report.batch, session.info["actor"].at
        )
    with home[0].reading() as session:
        assert not session.scalars(select(Exchange).where(Exchange.removed_at.is_(None))).all()
        assert not session.scalars(
            select(Partnership.id).where(Partnership.removed_at.is_(None))
        ).all()
        assert not session.scalars(select(Party.id).where(Party.removed_at.is_(None))).all()
    assert count(home, Quantity) == 0


def test_everything_written_is_in_the_audit_trail(home: Home) -> None:
    imported(home, "contacts", "city,name,email\nOdesa,Ivan,i@odesa.example\n")
    with home[0].reading() as session:
        told = session.scalars(
            select(AuditEntry.entity).where(AuditEntry.actor == "import").order_by(AuditEntry.id)
        ).all()
    assert told == ["party", "party_name", "contact", "contact_way"]


def test_another_networks_records_are_not_touched(home: Home) -> None:
    text = "city_a,city_b\nOdesa,Gifu\n"
    imported(home, "partnerships", text)
    with home[0].writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        other_id = other.id
    report = imported((home[0], other_id), "partnerships", text)
    assert outcomes(report) == [(2, "create")]
