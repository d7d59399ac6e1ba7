"""On what basis a contact is kept goes into files and comes out of them."""

import csv
import io
import json

import pytest
from sqlalchemy import select, update

from bot.domain.vocabulary import LegalBasis
from bot.services.exports import Format, export
from bot.services.imports.importing import RecordKind, run
from storage.audit import Actor
from storage.models import Contact
from tests.services.imported import Home, imported, outcomes

LINES = "city,name,email,legal basis\nOdesa,Ivan Bondar,i@odesa.example,{}\n"


def basis(home: Home) -> LegalBasis | None:
    with home[0].reading() as session:
        return session.scalars(select(Contact.legal_basis)).one()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("consent", LegalBasis.CONSENT),
        ("Public Task", LegalBasis.PUBLIC_TASK),
        ("legitimate_interest", LegalBasis.LEGITIMATE_INTEREST),
        ("", None),
    ],
)
def test_a_basis_is_imported(home: Home, written: str, meant: LegalBasis | None) -> None:
    imported(home, "contacts", LINES.format(written))
    assert basis(home) is meant


def test_what_is_no_basis_is_told_at_its_line(home: Home) -> None:
    report = imported(home, "contacts", LINES.format("because"))
    assert outcomes(report) == [(2, "error")]


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON, Format.VCARD])
def test_a_basis_is_in_every_kind_of_file(home: Home, form: Format) -> None:
    imported(home, "contacts", LINES.format("contract"))
    written = export(*home, RecordKind.CONTACTS, form)
    with home[0].writing(Actor("fixture")) as session:
        session.execute(update(Contact).values(legal_basis=None))
    run(*home, RecordKind.CONTACTS, written.encode())
    assert basis(home) is LegalBasis.CONTRACT


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON])
def test_a_file_of_before_is_still_read_to_the_letter(home: Home, form: Format) -> None:
    imported(home, "contacts", "city,name,email\nOdesa,Ivan Bondar / Kateryna,i@odesa.example\n")
    with home[0].writing(Actor("fixture")) as session:
        session.execute(update(Contact).values(name="Ivan / Bondar"))
    kept = json.loads(export(*home, RecordKind.CONTACTS, Format.JSON))
    for each in kept:
        del each["legal_basis"]
    written = json.dumps(kept)
    if form is Format.CSV:
        rows = list(csv.DictReader(io.StringIO(export(*home, RecordKind.CONTACTS, form))))
        stream = io.StringIO()
        names = [name for name in rows[0] if name != "legal_basis"]
        writer = csv.DictWriter(stream, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        written = stream.getvalue()
    report = run(*home, RecordKind.CONTACTS, written.encode())
    assert {each.outcome.value for each in report.lines} == {"skip"}
