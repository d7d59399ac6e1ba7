"""A glossary from a file: once is as good as twice, and all of it can be taken back."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from bot.cli.main import attache
from bot.domain.access import Role, Scope
from bot.services.exports import Format, export
from bot.services.imports.importing import RecordKind
from storage.audit import Actor
from storage.engine import Database
from storage.models import AuditEntry, GlossaryTerm, Network
from storage.records import Records
from storage.schema import migrate
from tests.conversation import TODAY
from tests.services.imported import Home, count, imported, outcomes, reasons

TERMS = (
    "term,source_language,rendering,target_language,keep\n"
    "Stadtrat,de,city council,en,\n"
    "Hafenfest,,,,yes\n"
)


@pytest.fixture
def home(database: Database) -> Home:
    with database.writing(Actor("fixture")) as session:
        network = Network(slug="home", name="Home")
        session.add(network)
        session.flush()
        return database, network.id


def test_terms_are_added_and_the_second_time_nothing_changes(home: Home) -> None:
    assert outcomes(imported(home, "glossary", TERMS)) == [(2, "create"), (3, "create")]
    entries = count(home, AuditEntry)
    assert outcomes(imported(home, "glossary", TERMS)) == [(2, "skip"), (3, "skip")]
    assert count(home, AuditEntry) == entries


def test_a_dry_run_writes_nothing(home: Home) -> None:
    assert outcomes(imported(home, "glossary", TERMS, dry_run=True)) == [
        (2, "create"),
        (3, "create"),
    ]
    assert count(home, GlossaryTerm) == 0


def test_another_rendering_takes_the_place_of_the_known_one(home: Home) -> None:
    imported(home, "glossary", TERMS)
    changed = TERMS.replace("city council", "town council")
    assert outcomes(imported(home, "glossary", changed)) == [(2, "update"), (3, "skip")]
    assert "town council" in export(*home, RecordKind.GLOSSARY, Format.TMX)


def test_two_lines_that_contradict_each_other_are_told(home: Home) -> None:
    report = imported(
        home, "glossary", TERMS + "STADTRAT,de,council,en,\nstadtrat,de,city council,en,\n"
    )
    assert outcomes(report)[2:] == [(4, "error"), (5, "skip")]
    assert "Line 2 says something else of the same record; keep one." in reasons(report)
    assert "Line 2 names the same term." in reasons(report)


def test_an_import_is_taken_back_as_one(home: Home) -> None:
    report = imported(home, "glossary", TERMS)
    with home[0].writing(Actor("console:operator", home[1])) as session:
        records = Records(session, Scope(home[1], Role.STEWARD))
        assert len(records.trail.undo(report.batch, TODAY)) == 2
    assert count(home, GlossaryTerm) == 0


@pytest.mark.parametrize("form", ["csv", "json", "tbx", "tmx"])
def test_what_was_exported_goes_into_another_network(home: Home, form: str) -> None:
    database, _own = home
    imported(home, "glossary", TERMS)
    text = export(*home, RecordKind.GLOSSARY, Format(form))
    assert {each for _line, each in outcomes(imported(home, "glossary", text))} == {"skip"}
    with database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        other_id = other.id
    assert not imported((database, other_id), "glossary", text).failed
    assert export(database, other_id, RecordKind.GLOSSARY, Format(form)) == text


def test_terms_are_no_contacts(home: Home) -> None:
    text = export(*home, RecordKind.GLOSSARY, Format.TMX)
    assert "These are terms; import them as a glossary." in reasons(
        imported(home, "contacts", text)
    )


def test_many_terms_are_taken_in_at_once(home: Home) -> None:
    lines = [f"Begriff {number},de,term {number},en," for number in range(3000)]
    imported(home, "glossary", TERMS.splitlines()[0] + "\n" + "\n".join(lines))
    with home[0].reading() as session:
        assert session.scalar(select(func.count()).select_from(GlossaryTerm)) == 3000


def test_the_program_imports_and_exports_a_glossary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'a.db'}")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.csv").write_text(TERMS)
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    migrate(database)
    with database.writing(Actor("fixture")) as session:
        session.add(Network(slug="home", name="Home"))
    database.close()
    runner = CliRunner()
    for line in (
        "import glossary terms.csv",
        "export glossary --format tbx -o terms.tbx",
        "import glossary terms.tbx",
    ):
        result = runner.invoke(attache, line.split())
        assert result.exit_code == 0, result.output
    assert "unchanged or passed over: 2" in result.output
    refused = runner.invoke(attache, ["export", "contacts", "--format", "tmx"])
    assert refused.exit_code == 2
