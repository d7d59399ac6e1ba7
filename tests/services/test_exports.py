import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.domain.access import Role, Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import (
    ContactFunction,
    ContactMedium,
    ExchangeKind,
    PartnershipType,
    Stage,
    Visibility,
)
from bot.services.demo import add_demo
from bot.services.exports import ONLY, Format, export
from bot.services.imports.importing import RecordKind, run
from bot.services.imports.report import Outcome
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    AuditEntry,
    Contact,
    ContactName,
    ContactWay,
    Exchange,
    Network,
    Participant,
    Quantity,
)
from storage.records import Records
from tests.templates import Templates, empty

FORMATS = [
    (RecordKind.CONTACTS, Format.VCARD),
    (RecordKind.GLOSSARY, Format.TBX),
    (RecordKind.GLOSSARY, Format.TMX),
    *((kind, form) for kind in RecordKind for form in (Format.CSV, Format.JSON)),
]
TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from(" /;,&'\"\\=+-@|[]()<>{}%.:\n"),
        st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")),
    ),
    max_size=40,
)
NAME = TEXT.map(lambda text: text.replace("\n", " ")).map(str.strip)


@pytest.fixture
def demo(small_gazetteer: Database) -> tuple[Database, int]:
    add_demo(small_gazetteer)
    with small_gazetteer.writing(Actor("fixture")) as session:
        number = session.scalars(select(Network.id)).one()
        glossary = Records(session, Scope(number, Role.STEWARD)).glossary
        glossary.put("Stadtrat", "de", "city council", "en")
        glossary.keep("Hafenfest")
    return small_gazetteer, number


@pytest.mark.parametrize(("kind", "form"), FORMATS)
def test_what_was_exported_changes_nothing_when_imported(
    demo: tuple[Database, int], kind: RecordKind, form: Format
) -> None:
    text = export(*demo, kind, form)
    report = run(*demo, kind, text.encode())
    assert report.lines
    assert {each.outcome for each in report.lines} == {Outcome.SKIP}
    assert report.unknown == ()


@pytest.mark.parametrize(("kind", "form"), FORMATS)
def test_what_was_exported_can_be_imported_into_another_network(
    demo: tuple[Database, int], kind: RecordKind, form: Format
) -> None:
    database, own = demo
    with database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        other_id = other.id
    text = export(database, own, kind, form)
    assert not run(database, other_id, kind, text.encode()).failed
    first, second = (sorted(_lines(export(database, each, kind, form))) for each in (own, other_id))
    assert len(first) == len(second)


def test_a_formula_in_a_record_does_not_run_in_a_spreadsheet(demo: tuple[Database, int]) -> None:
    run(*demo, RecordKind.CONTACTS, b'city,name,note\nOdesa,Eve,"\'=HYPERLINK(1)"\n')
    assert "'=HYPERLINK(1)" in export(*demo, RecordKind.CONTACTS, Format.CSV)


@pytest.mark.parametrize("form", list(ONLY))
def test_of_partnerships_there_are_no_such_files(demo: tuple[Database, int], form: Format) -> None:
    with pytest.raises(ValueError, match="there are no"):
        export(*demo, RecordKind.PARTNERSHIPS, form)


def test_json_has_lists_where_there_are_several(demo: tuple[Database, int]) -> None:
    records = json.loads(export(*demo, RecordKind.CONTACTS, Format.JSON))
    oksana = next(each for each in records if each["name"] == "Oksana Kovalenko")
    assert oksana["languages"] == ["uk", "en"]
    assert oksana["other_names"] == ["Оксана Коваленко [uk]"]


@pytest.fixture(scope="module")
def empty_database(templates: Templates) -> Iterator[Database]:
    with templates.copy("sqlite", empty) as found:
        yield found


# Each example is a network of its own in the same file; making it smaller takes minutes.
@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data(), form=st.sampled_from(list(Format)))
def test_whatever_people_wrote_survives_export_and_import(
    empty_database: Database, data: st.DataObject, form: Format
) -> None:
    with empty_database.writing(Actor("fixture")) as session:
        count = session.scalar(select(func.count()).select_from(Network))
        network = Network(slug=f"n{count}", name="Any")
        session.add(network)
        session.flush()
        network_id = network.id
        _fill(Records(session, Scope(network_id, Role.STEWARD)), network_id, data)
    for kind in RecordKind:
        if ONLY.get(form, kind) is not kind:
            continue
        _changes_nothing(empty_database, network_id, kind, form)


def _changes_nothing(database: Database, network_id: int, kind: RecordKind, form: Format) -> None:
    text = export(database, network_id, kind, form)
    with database.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))
    report = run(database, network_id, kind, text.encode())
    assert [each for each in report.lines if each.outcome is not Outcome.SKIP] == []
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


def _fill(records: Records, network_id: int, data: st.DataObject) -> None:
    glossary = records.glossary
    term, rendering = (
        data.draw(NAME.map(lambda text: f"x{text}"[:40])),
        data.draw(NAME.filter(bool)),
    )
    glossary.put(" ".join(term.split()), "uk", " ".join(rendering.split()), "ja")
    here, there = records.parties.add("Here", "UA"), records.parties.add("There", "JP")
    partnership = records.partnerships.add([here, there], PartnershipType.MOU, Stage.SIGNING)
    partnership.title, partnership.note = data.draw(NAME), data.draw(TEXT)
    exchange = Exchange(
        network_id=network_id,
        partnership_id=partnership.id,
        kind=data.draw(st.sampled_from(list(ExchangeKind))),
        happened_on=data.draw(st.sampled_from([None, PartialDate.parse("2007-11")])),
        initiator_id=data.draw(st.sampled_from([None, here.id, there.id])),
        summary=data.draw(TEXT.filter(lambda text: bool(text.strip()))),
        visibility=data.draw(st.sampled_from(list(Visibility))),
        quantities=[Quantity(amount=Decimal("2.5"), unit=data.draw(NAME))],
        participants=[Participant(name=data.draw(NAME))],
    )
    contact = Contact(
        network_id=network_id,
        party_id=here.id,
        name=data.draw(NAME),
        position=data.draw(NAME.filter(bool)),
        function=data.draw(st.sampled_from([None, *ContactFunction])),
        languages=data.draw(st.sampled_from([[], ["uk"], ["ja", "zh-Hant"]])),
        verified_on=data.draw(st.sampled_from([None, date(2024, 2, 29)])),
        note=data.draw(TEXT),
        names=[ContactName(name=data.draw(NAME.filter(bool)), language="uk")],
        ways=[
            ContactWay(medium=medium, address=data.draw(NAME.filter(bool)), preferred=False)
            for medium in data.draw(st.lists(st.sampled_from(list(ContactMedium)), unique=True))
        ],
    )
    session = records._session
    session.add_all([exchange, contact])
    session.flush()


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]
