"""How words are set off is kept beside them, and goes with them."""

import pytest
from sqlalchemy import Connection, select, text

from bot.domain.bridging import WordingState
from bot.domain.deliveries import DeliveryKind
from bot.domain.marks import Mark, MarkKind
from storage import echoes, listening, utterances
from storage.audit import Actor
from storage.engine import Database
from storage.models import Delivery, Echo, Utterance, Wording
from storage.schema import migrate
from storage.utterances import Heard
from tests.storage.test_forgetting_talk import GROUP, OLENA, SAID, bridged

__all__ = ["bridged"]

WORDS = "The pumps 🎉 arrived"
MARKS = (Mark(4, 9, MarkKind.BOLD), Mark(10, 11, MarkKind.CODE))
OTHER = (Mark(4, 9, MarkKind.STRUCK),)


@pytest.fixture
def told(bridged: Database) -> Database:
    """Something was said that has marks, and it was translated and posted."""
    with bridged.writing(Actor("talk")) as session:
        where = listening.listening(session, GROUP)
        assert where is not None
        heard = Heard(GROUP, "1", OLENA, "Olena", WORDS, SAID, marks=MARKS)
        utterances.say(session, heard, where)
        for wording in session.scalars(select(Wording)):
            wording.state, wording.text = WordingState.MADE, "Насоси прибули"
        echo = session.scalars(select(Echo)).first()
        assert echo is not None
        echoes.posted(session, echo.id, "77", "", "shown")
    return bridged


def edit(database: Database, words: str, marks: tuple[Mark, ...]) -> tuple[int, int, int]:
    """The version of the utterance after an edit, its translations, and what changes are queued."""
    with database.writing(Actor("talk")) as session:
        assert utterances.edit(session, GROUP, "1", words, marks)
    with database.reading() as session:
        utterance = session.scalars(select(Utterance)).one()
        assert (utterance.text, utterance.marks) == (words, marks)
        made = select(Wording).where(Wording.state == WordingState.MADE)
        changes = select(Delivery).where(Delivery.kind == DeliveryKind.CHANGE)
        return (
            utterance.version,
            len(session.scalars(made).all()),
            len(session.scalars(changes).all()),
        )


def test_an_echo_is_told_how_its_words_are_set_off(told: Database) -> None:
    with told.reading() as session:
        views = [echoes.read(session, each) for each in session.scalars(select(Echo.id))]
    assert views
    assert all(view is not None and view.marks == MARKS for view in views)


def test_an_edit_of_the_marks_alone_is_shown_and_translates_nothing_again(told: Database) -> None:
    assert edit(told, WORDS, OTHER) == (1, 1, 1)
    assert edit(told, WORDS, ()) == (1, 1, 2)


def test_the_same_words_and_marks_are_no_edit(told: Database) -> None:
    assert edit(told, WORDS, MARKS) == (1, 1, 0)


def test_other_words_have_their_own_marks_and_translations(told: Database) -> None:
    assert edit(told, "They are gone", OTHER) == (2, 0, 1)


def test_nothing_is_set_off_in_what_was_taken_back(told: Database) -> None:
    with told.writing(Actor("talk")) as session:
        utterances.take_back(session, GROUP, "1", SAID)
    with told.reading() as session:
        assert session.execute(text("SELECT marks FROM utterance")).scalar_one() in ("[]", [])


@pytest.fixture
def older(untouched: Database) -> Database:
    """A database of before, in which something was said."""
    migrate(untouched, "0008")
    with untouched.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO network (id, slug, name, language, timezone, is_demo, created_at)"
                " VALUES (1, 'one', 'One', 'en', 'UTC', false, '2026-01-01')"
            )
        )
        _say(connection, 1)
    return untouched


def _say(connection: Connection, number: int) -> None:
    """As a program says it that knows of no marks."""
    connection.execute(
        text(
            "INSERT INTO utterance (id, network_id, platform, team, channel, topic, message,"
            ' thread, "user", user_team, name, text, language, attachments, link, version, said_at)'
            " VALUES (:number, 1, 'slack', 'T1', 'C1', '', :number, '', 'U1', 'T1', 'Olena',"
            " 'Ahoy', '', '[]', '', 1, '2026-11-01')"
        ),
        {"number": number},
    )


def test_what_was_said_before_has_no_marks_and_an_older_program_may_go_on(older: Database) -> None:
    migrate(older)
    with older.engine.begin() as connection:
        _say(connection, 2)
    with older.writing(Actor("talk")) as session:
        first, second = session.scalars(select(Utterance).order_by(Utterance.id))
        assert (first.text, first.marks, second.marks) == ("Ahoy", (), ())
        first.marks = MARKS
    migrate(older, "0008")
    migrate(older)
    with older.reading() as session:
        assert session.scalars(select(Utterance.marks).order_by(Utterance.id)).all() == [(), ()]
