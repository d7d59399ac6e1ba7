from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.chat.speech import Speech
from bot.domain.access import Role, Scope
from bot.services.imports.importing import RecordKind, run
from bot.services.imports.report import Outcome, Report
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    AuditEntry,
    Contact,
    ContactWay,
    Exchange,
    Membership,
    Network,
    Partnership,
    Party,
    PartyName,
    Quantity,
)
from storage.places import Gazetteer
from storage.records import Records

PAIRS = Path(__file__).parent.parent / "fixtures" / "twin_city_pairs.csv"
ODESA, YOKOHAMA = 698740, 1848354


@pytest.fixture
def home(small_gazetteer: Database) -> tuple[Database, int]:
    """An empty network."""
    with small_gazetteer.writing(Actor("fixture")) as session:
        network = Network(slug="home", name="Home")
        session.add(network)
        session.flush()
        return small_gazetteer, network.id


Home = tuple[Database, int]


def imported(home: Home, kind: str, text: str, *, dry_run: bool = False) -> Report:
    return run(*home, RecordKind(kind), text.encode(), dry_run=dry_run)


def outcomes(report: Report) -> list[tuple[int, str]]:
    return [(each.line, each.outcome.value) for each in report.lines]


def count(home: Home, kind: type) -> int:
    with home[0].reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def reasons(report: Report) -> str:
    return "\n".join(Speech().say(each) for each in report.problems())


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


def test_a_place_is_found_by_its_number_whatever_it_is_called(home: Home) -> None:
    imported(home, "partnerships", f"a_name,a_geonameid,b_name,b_cc\nAny,{ODESA},Yokohama,JP\n")
    with home[0].reading() as session:
        assert set(session.scalars(select(Party.place_id))) == {ODESA, YOKOHAMA}


def test_the_nearest_of_several_namesakes_is_meant(home: Home) -> None:
    text = "a_name,a_cc,a_lat,a_lng,b_name,b_cc\nPortland,US,43.66,-70.26,Yokohama,JP\n"
    imported(home, "partnerships", text)
    with home[0].reading() as session:
        party = session.scalars(select(Party).where(Party.name == "Portland")).one()
    assert party.subdivision == "ME"


def test_a_name_that_several_places_bear_is_asked_back(home: Home) -> None:
    report = imported(home, "partnerships", "city_a,city_b\nSantiago,Springfield\n")
    assert outcomes(report) == [(2, "error")]
    assert "can be" in reasons(report)


def test_a_place_outside_the_gazetteer_becomes_one_party(home: Home) -> None:
    text = (
        "a_name,a_cc,a_lat,a_lng,b_name,b_cc\n"
        "Darebin,AU,-37.74,145.01,Yokohama,JP\nDarebin,AU,-37.74,145.01,Odesa,UA\n"
    )
    report = imported(home, "partnerships", text)
    assert report.outside == [(2, "Darebin", "AU")]
    with home[0].reading() as session:
        assert len(session.scalars(select(Party).where(Party.name == "Darebin")).all()) == 1


def test_every_new_party_is_a_member_and_can_be_found_by_name(home: Home) -> None:
    run(*home, RecordKind.PARTNERSHIPS, PAIRS.read_bytes())
    assert count(home, Party) == count(home, Membership) == count(home, PartyName)
    with home[0].reading() as session:
        parties = Records(session, Scope(home[1], Role.VIEWER)).parties
        assert [party.name for party in parties.named("Одеса")] == ["Odesa"]


def test_a_party_of_another_network_is_the_same_party_here(home: Home) -> None:
    database, own = home
    with database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        place = Gazetteer(session).get(ODESA)
        assert place is not None
        known = Records(session, Scope(other.id, Role.STEWARD)).parties.add_place(place)
    report = imported(home, "partnerships", "city_a,cc,city_b\nOdesa,UA,Yokohama\n")
    assert report.new_parties == 2
    with database.reading() as session:
        assert Records(session, Scope(own, Role.VIEWER)).parties.get(known.id) is not None


def test_the_same_pair_twice_in_a_file_is_one_partnership(home: Home) -> None:
    report = imported(home, "partnerships", "city_a,city_b\nOdesa,Gifu\nGifu,Odesa\n")
    assert outcomes(report) == [(2, "create"), (3, "skip")]
    assert "Line 2" in reasons(report)


def test_what_a_file_knows_more_is_an_update(home: Home) -> None:
    imported(home, "partnerships", "city_a,city_b\nOdesa,Yokohama\n")
    report = imported(home, "partnerships", "city_a,city_b,since\nOdesa,Yokohama,1965\n")
    assert outcomes(report) == [(2, "update")]
    with home[0].reading() as session:
        assert [str(each) for each in session.scalars(select(Partnership.since))] == ["1965"]


def test_lines_that_contradict_each_other_are_told_of_every_time(home: Home) -> None:
    text = "city_a,city_b,since\nOdesa,Yokohama,1965\nYokohama,Odesa,1966\n"
    assert outcomes(imported(home, "partnerships", text)) == [(2, "create"), (3, "error")]
    assert outcomes(imported(home, "partnerships", text)) == [(2, "skip"), (3, "error")]


def test_a_bad_line_loses_no_good_one(home: Home) -> None:
    text = "city_a,city_b,since\nOdesa,,1965\nOdesa,Odesa,\nOdesa,Gifu,12/13/14\nOdesa,Leeds,\n"
    report = imported(home, "partnerships", text)
    assert outcomes(report) == [(2, "error"), (3, "error"), (4, "error"), (5, "create")]


def test_an_archived_partnership_is_left_alone(home: Home) -> None:
    text = "city_a,city_b\nOdesa,Gifu\n"
    imported(home, "partnerships", text)
    with home[0].writing(Actor("fixture")) as session:
        partnership = session.scalars(select(Partnership)).one()
        partnership.removed_at = partnership.created_at
    report = imported(home, "partnerships", text)
    assert outcomes(report) == [(2, "skip")]
    assert "archived" in reasons(report)


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
    assert (count(home, Membership), count(home, Quantity)) == (0, 0)


def test_everything_written_is_in_the_audit_trail(home: Home) -> None:
    imported(home, "contacts", "city,name,email\nOdesa,Ivan,i@odesa.example\n")
    with home[0].reading() as session:
        told = session.scalars(
            select(AuditEntry.entity).where(AuditEntry.actor == "import").order_by(AuditEntry.id)
        ).all()
    assert told == ["party", "party_name", "membership", "contact", "contact_way"]


EXCHANGES = (
    "date,city_a,city_b,kind,summary,source_seed\n"
    "1965,Yokohama,Odesa,agreement_signed,Sister cities since 1965,000\n"
    "after 2023,Yokohama,Odesa,project,A kindergarten,000\n"
    "2020-11-07/2020-11-13,Hangzhou,Lugano,exhibition,Lakeside Stories,004\n"
    '2020,Hangzhou,Leeds,aid_sent,"10,000 face masks",004\n'
    ",,,rule,Evaluate,001\n"
)


def test_exchanges_find_or_found_their_partnerships(home: Home) -> None:
    report = imported(home, "exchanges", EXCHANGES)
    assert outcomes(report) == [
        (2, "create"),
        (3, "create"),
        (4, "create"),
        (5, "create"),
        (6, "skip"),
    ]
    assert count(home, Partnership) == 3
    again = imported(home, "exchanges", EXCHANGES)
    assert again.count(Outcome.SKIP) == 5
    assert count(home, Exchange) == 4


def test_exchanges_keep_what_their_source_says(home: Home) -> None:
    imported(home, "exchanges", EXCHANGES)
    with home[0].reading() as session:
        found = session.execute(
            select(Exchange.happened_on, Exchange.ended_on, Exchange.source).order_by(Exchange.id)
        ).all()
        amounts = [
            (int(amount), unit)
            for amount, unit in session.execute(select(Quantity.amount, Quantity.unit))
        ]
    assert [tuple(str(value) for value in row) for row in found] == [
        ("1965", "None", "000"),
        ("None", "None", "000 (after 2023)"),
        ("2020-11-07", "2020-11-13", "004"),
        ("2020", "None", "004"),
    ]
    assert amounts == [(10_000, "face masks")]


def test_a_slip_of_the_pen_is_asked_back_and_makes_no_party(home: Home) -> None:
    imported(home, "partnerships", "city_a,city_b\nOdesa,Yokohama\n")
    report = imported(home, "contacts", "city,name\nYokohma,Aiko\n")
    assert outcomes(report) == [(2, "error")]
    assert "Yokohama" in reasons(report)
    assert count(home, Party) == 2


CONTACTS = (
    "Місто;Ім'я;Посада;Пошта;Телефон;Мови\n"
    "Одеса;пані Оксана Коваленко / пан Іван Бондар;Відділ зв'язків;o@odesa.example;"
    "+380 48 555 0101;українська, англійська\n"
    "Yokohama;;Mayor;mayor@yokohama.example;;\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_contacts_of_a_messy_file_are_imported_once(home: Home, encoding: str) -> None:
    raw = CONTACTS.encode(encoding)
    first = run(*home, RecordKind.CONTACTS, raw)
    assert [each.outcome for each in first.lines] == [Outcome.CREATE] * 3
    again = run(*home, RecordKind.CONTACTS, raw)
    assert [each.outcome for each in again.lines] == [Outcome.SKIP] * 3
    assert (count(home, Contact), count(home, ContactWay)) == (3, 5)


def test_an_imported_contact_is_found_in_the_chat(home: Home) -> None:
    from tests.conversation import Conversation

    imported(home, "contacts", CONTACTS)
    said = Conversation(home[0]).says("/contact find Коваленко")
    assert "Оксана Коваленко" in said


def test_a_further_address_is_added_to_a_known_contact(home: Home) -> None:
    imported(home, "contacts", "city,name,email\nOdesa,Ivan,i@odesa.example\n")
    report = imported(home, "contacts", "city,name,email,title\nOdesa,IVAN,j@odesa.example,Head\n")
    assert outcomes(report) == [(2, "update")]
    with home[0].reading() as session:
        ways = session.execute(select(ContactWay.address, ContactWay.preferred)).all()
        assert [tuple(way) for way in ways] == [
            ("i@odesa.example", True),
            ("j@odesa.example", False),
        ]
        assert session.scalars(select(Contact.position)).all() == ["Head"]


def test_a_report_tells_of_every_line(home: Home) -> None:
    report = imported(home, "exchanges", EXCHANGES)
    table = report.as_csv(Speech()).splitlines()
    assert table[0] == "line,outcome,record,reason"
    assert {row.partition(",")[0] for row in table[1:]} == {"2", "3", "4", "5", "6"}


def test_the_report_is_said_in_the_readers_language(home: Home) -> None:
    report = imported(home, "partnerships", "city_a,city_b,zodiac\nOdesa,Gifu,Leo\n")
    said = [Speech().say(each) for each in report.summary()]
    assert said[0].startswith("Created: 1")
    assert any("zodiac" in sentence for sentence in said)


def test_text_that_is_no_words_of_ours_is_only_stored(home: Home) -> None:
    nasty = "<!channel> {name} %s 'quoted' <b>x</b>"
    report = imported(home, "contacts", f"city,name,note\nOdesa,Ivan,{nasty}\n")
    assert outcomes(report) == [(2, "create")]
    with home[0].reading() as session:
        assert session.scalars(select(Contact.note)).all() == [nasty]


def test_what_is_too_long_for_a_record_is_an_error(home: Home) -> None:
    report = imported(home, "contacts", f"city,name,title\nOdesa,Ivan,{'x' * 300}\nOdesa,Olha,y\n")
    assert outcomes(report) == [(2, "error"), (3, "create")]
