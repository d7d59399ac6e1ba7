"""Answers, counted; and what becomes of those who ask too much."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.message import Message
from bot.chat.pace import PERSON, Pace
from bot.chat.router import Router
from bot.domain.access import Role
from bot.domain.identity import Identity, Platform, Venue
from bot.services.answering import Answering
from bot.telemetry import MESSAGES
from handlers.commands import registry
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, ChatIdentity, Network, Official
from tests.handlers.test_statement_counts import counted

ASKED = Message(
    "help",
    Identity(Platform.SLACK, "U1", "T1"),
    Venue(Platform.SLACK, "D1", "T1", private=True),
    datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
)


@pytest.fixture
def kind() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


@pytest.fixture
async def answering(database: Database) -> AsyncIterator[Answering]:
    running = Answering(Router(registry(), database), 2, Pace())
    yield running
    running.close()


def know_in_german(database: Database) -> None:
    """Whoever asks is an official who is spoken to in German."""
    with database.writing(Actor("fixture")) as session:
        network, official = Network(slug="demo", name="Demo"), Official(name="Lars", language="de")
        session.add_all([network, official])
        session.flush()
        session.add(Appointment(network_id=network.id, official_id=official.id, role=Role.VIEWER))
        session.add(
            ChatIdentity(official_id=official.id, platform=Platform.SLACK, team="T1", user="U1")
        )


def limited() -> float:
    return MESSAGES.labels("slack", "limited")._value.get()


async def flood(answering: Answering, message: Message = ASKED) -> None:
    for _asked in range(PERSON.burst):
        assert await answering.ask(message) is not None


async def test_beyond_the_burst_there_is_one_answer_and_then_none(answering: Answering) -> None:
    await flood(answering)
    told, silence = await answering.ask(ASKED), await answering.ask(ASKED)
    assert told is not None
    assert told.outcome == "limited"
    assert silence is None


async def test_what_is_said_to_others_costs_nobody_their_turn(answering: Answering) -> None:
    for _said in range(2 * PERSON.burst):
        assert await answering.ask(replace(ASKED, overheard=True)) is None
    told = await answering.ask(ASKED)
    assert told is not None
    assert told.outcome != "limited"


async def test_each_message_that_is_too_much_is_counted(answering: Answering) -> None:
    await flood(answering)
    before = limited()
    for _asked in range(5):
        await answering.ask(ASKED)
    assert limited() == before + 5


async def test_an_official_is_told_in_the_language_they_are_always_spoken_to(
    answering: Answering, database: Database
) -> None:
    know_in_german(database)
    await flood(answering)
    told = await answering.ask(ASKED)
    assert told is not None
    assert told.speech.language == "de"


async def test_who_was_never_answered_is_told_in_the_language_of_their_program(
    answering: Answering,
) -> None:
    telegram = Identity(Platform.TELEGRAM, "1")
    for _asked in range(PERSON.burst):
        answering._pace.pause(replace(ASKED, sender=telegram))
    told = await answering.ask(replace(ASKED, sender=telegram, language="ja"))
    assert told is not None
    assert told.speech.language == "ja"


async def test_a_flood_does_not_reach_the_database(
    answering: Answering, database: Database
) -> None:
    await flood(answering)
    with counted(database) as statements:
        await answering.ask(ASKED)
        await answering.ask(ASKED)
    assert statements == []
