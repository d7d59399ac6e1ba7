"""Contacts read from a file."""

import pytest
from sqlalchemy import select

from bot.services.imports.importing import RecordKind, run
from bot.services.imports.report import Outcome
from storage.models import Contact, ContactWay
from tests.services.imported import Home, count, imported, outcomes

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


def test_text_that_is_no_words_of_ours_is_only_stored(home: Home) -> None:
    nasty = "<!channel> {name} %s 'quoted' <b>x</b>"
    report = imported(home, "contacts", f"city,name,note\nOdesa,Ivan,{nasty}\n")
    assert outcomes(report) == [(2, "create")]
    with home[0].reading() as session:
        assert session.scalars(select(Contact.note)).all() == [nasty]


def test_what_is_too_long_for_a_record_is_an_error(home: Home) -> None:
    report = imported(home, "contacts", f"city,name,title\nOdesa,Ivan,{'x' * 300}\nOdesa,Olha,y\n")
    assert outcomes(report) == [(2, "error"), (3, "create")]
