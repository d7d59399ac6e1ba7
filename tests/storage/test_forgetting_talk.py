"""What was said long ago is forgotten, with all that hangs on it, and nothing else."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.access import Role, Scope
from bot.domain.bridging import WordingState
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Identity, Platform, Venue
from bot.services import housekeeping
from storage import forgetting_talk, listening, utterances
from storage.audit import Actor
from storage.bindings import Bindings
from storage.engine import Database
from storage.models import Delivery, Echo, Network, Sign, Utterance, Wording
from storage.records import Records
from storage.utterances import Heard

SAID = datetime.fromisoformat("2026-10-01T09:00:00+00:00")
LATER = SAID + timedelta(days=31)
GROUP, HARBOUR = Venue(Platform.TELEGRAM, "-5"), Venue(Platform.SLACK, "C1", "T1")
OLENA = Identity(Platform.TELEGRAM, "9")


@pytest.fixture
def bridged(database: Database) -> Database:
    """A group and a channel that share a conversation."""
    with database.writing(Actor("fixture")) as session:
        network = Network(slug="one", name="One")
        session.add(network)
        session.flush()
        for place in (GROUP, HARBOUR):
            Bindings(session).bind(network.id, place)
        bridges = Records(session, Scope(network.id, Role.STEWARD)).bridges
        end, _code = bridges.open(GROUP, "Pumps", ["uk"], SAID)
        bridges.join(end.bridge_id, HARBOUR, "#pumps", ["en"], SAID)
    return database


def say(database: Database, message: str, at: datetime, answers: str = "") -> None:
    with database.writing(Actor("talk")) as session:
        where = listening.listening(session, GROUP)
        assert where is not None
        heard = Heard(GROUP, message, OLENA, "Olena", f"Message {message}", at, answers)
        utterances.say(session, heard, where)
        utterances.sign(session, GROUP, message, OLENA, "👍", added=True)


def count(database: Database, kind: type) -> int:
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(kind)).scalar_one()


def test_all_that_hangs_on_it_goes_as_well(bridged: Database) -> None:
    say(bridged, "1", SAID)
    with bridged.reading() as session:
        assert session.scalars(select(Wording.state)).all() == [WordingState.WANTED]
    assert count(bridged, Echo) == 2
    housekeeping.tidy(bridged, LATER)
    assert [count(bridged, each) for each in (Utterance, Wording, Echo, Sign)] == [0, 0, 0, 0]


def test_what_is_not_old_stays_also_where_it_answered_something_old(bridged: Database) -> None:
    say(bridged, "1", SAID)
    say(bridged, "2", SAID + timedelta(days=2), answers="1")
    housekeeping.tidy(bridged, LATER)
    with bridged.reading() as session:
        (kept,) = session.scalars(select(Utterance)).all()
    assert (kept.message, kept.answers_id) == ("2", None)


def test_no_more_than_a_few_are_forgotten_at_once_and_the_oldest_first(bridged: Database) -> None:
    for number in range(3):
        say(bridged, str(number), SAID - timedelta(days=number))
    with bridged.writing(Actor("housekeeping")) as session:
        assert forgetting_talk.forget_old(session, LATER, 2) == 2
    with bridged.reading() as session:
        assert session.scalars(select(Utterance.message)).all() == ["0"]


def test_what_is_said_after_all_was_forgotten_goes_over_as_ever(bridged: Database) -> None:
    say(bridged, "1", SAID)
    with bridged.writing(Actor("housekeeping")) as session:
        assert forgetting_talk.forget_old(session, LATER, 10) == 1
    say(bridged, "2", LATER)
    with bridged.reading() as session:
        going = session.scalars(select(Delivery).where(Delivery.kind == DeliveryKind.ECHO)).all()
    assert len(going) == 2
