"""What people wrote is told in the languages of a digest, and nobody else waits for that."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.domain.access import Role, Scope
from bot.domain.deliveries import DeliveryState
from bot.domain.identity import Platform, Venue
from bot.domain.translation_policy import Rules
from bot.services.answering import Grant
from bot.services.deliveries.worker import Worker
from bot.services.translation.detecting import Detector
from bot.services.translation.granting import Granting
from bot.services.translation.installed import TranslationSettings, installed
from bot.services.translation.translator import Translator
from storage.audit import Actor
from storage.models import Delivery, TranslationMemory
from storage.records import Records
from tests.conversation import Conversation
from tests.services.deliveries.sending import TEAM, EveryDay, Secretariat
from tests.translation.engines.conftest import session
from tests.translation.engines.standins import LibreStandIn, web

__all__ = ["session"]

WRITTEN = "Send the pumps to the mayor"
TOLD = "🌐 Send-ado the-ado pumps-ado to-ado the-ado mayor-ado"
_PATIENCE_SECONDS = 30.0


class Gated(LibreStandIn):
    """LibreTranslate that answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()

    async def told_instead(self, request: web.Request) -> web.Response | None:
        await self.gate.wait()
        return await super().told_instead(request)


@pytest.fixture
async def libre() -> AsyncIterator[Gated]:
    async with Gated() as server:
        yield server
        server.gate.set()


@pytest.fixture
async def granting(
    office: Secretariat, libre: Gated, session: aiohttp.ClientSession
) -> AsyncIterator[Granting]:
    """Engines of the network, that know the languages of short texts already."""
    settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)
    detector = Detector()
    await detector.language("The mayor arrives soon", ("en", "es"))
    found = Granting(office.database, Translator(installed(settings, session)), detector)
    yield found
    await found.close()


@asynccontextmanager
async def working(office: Secretariat, grant: Grant | None) -> AsyncIterator[None]:
    """Somebody sends what is queued, until the end of the block."""
    worker = Worker(office.database, office.couriers, EveryDay(), grant=grant)
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stop()
        await running


def queue(office: Secretariat, digest: int, minutes: int = 0) -> None:
    """The digest is asked for, so many minutes from the first time."""
    with office.database.writing(Actor("fixture", office.network_id)) as changing:
        digests = Records(changing, _scope(office)).digests
        found = digests.get(digest)
        assert found is not None
        now = datetime.now(UTC) + timedelta(minutes=minutes)
        digests.queue(found, now)
    if minutes:
        office.passes(minutes=minutes)


def _scope(office: Secretariat) -> Scope:
    return Scope(office.network_id, Role.STEWARD)


async def until(said: Callable[[], object]) -> None:
    """Wait for something that somebody does meanwhile."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not said():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


def remembered(office: Secretariat) -> int:
    with office.database.reading() as reading:
        return reading.query(TranslationMemory).count()


def put_off(office: Secretariat) -> bool:
    """Whether the digest was looked into, and is to go later."""
    with office.database.reading() as reading:
        waiting = reading.query(Delivery).filter(Delivery.digest_id.is_not(None)).all()
        return any(each.state is DeliveryState.PENDING and each.asked_at for each in waiting)


async def test_a_digest_is_told_in_its_languages(office: Secretariat, granting: Granting) -> None:
    office.owes(None, WRITTEN, late=-600)
    digest = office.subscribes(languages=["es", "de"])
    queue(office, digest)

    async with working(office, granting.granted):
        await until(lambda: put_off(office) or office.slack.kept)
        await until(lambda: remembered(office) >= 1)
        await until(lambda: put_off(office) or len(office.slack.kept) > 1)
        await until(lambda: remembered(office) == 2)
        await until(lambda: len(office.slack.kept) == 2)

    assert all(TOLD in each and WRITTEN not in each for each in office.slack.said)
    assert "die Woche bis" in office.slack.said[1]
    assert all("LibreTranslate" in each for each in office.slack.said)


async def test_nobody_else_waits_for_the_engines(
    office: Secretariat, granting: Granting, libre: Gated
) -> None:
    office.owes(None, WRITTEN, late=-600)
    digest = office.subscribes(languages=["es"])
    libre.gate.clear()
    queue(office, digest)

    async with working(office, granting.granted):
        await until(lambda: put_off(office))
        # Not even in the same channel.
        office.posts("word")
        office.owes(office.employs("Petro"), "Answer")
        await until(lambda: len(office.deliveries()) == 3 and _states(office)[1] == "cancelled")
        await until(lambda: office.slack.said)
        assert ["Answer" in each for each in office.slack.said] == [True]
        libre.gate.set()
        await until(lambda: remembered(office) == 1)
        await until(lambda: len(office.slack.kept) == 2)

    assert TOLD in office.slack.said[1]


def _states(office: Secretariat) -> list[str]:
    return [each.state.value for each in office.deliveries()]


async def test_what_is_not_ready_in_time_is_told_as_it_was_written(
    office: Secretariat, granting: Granting, libre: Gated
) -> None:
    office.owes(None, WRITTEN, late=-600)
    digest = office.subscribes(languages=["es"])
    libre.gate.clear()
    queue(office, digest)

    async with working(office, granting.granted):
        await until(lambda: put_off(office))
        await until(lambda: office.slack.kept)

    assert WRITTEN in office.slack.said[0]
    assert "🌐" not in office.slack.said[0]
    assert _states(office) == ["sent"]


async def test_what_is_remembered_is_told_at_once(
    office: Secretariat, granting: Granting, libre: Gated
) -> None:
    office.owes(None, WRITTEN, late=-600)
    digest = office.subscribes(languages=["es"])
    queue(office, digest)
    async with working(office, granting.granted):
        await until(lambda: remembered(office) == 1)
        await until(lambda: office.slack.kept)
    asked = len(libre.asked)
    queue(office, digest, minutes=1)

    async with working(office, granting.granted):
        await until(lambda: len(office.slack.kept) == 2)

    assert TOLD in office.slack.said[1]
    assert len(libre.asked) == asked


async def test_the_sheets_of_the_thread_are_translated_along_with_the_first(
    office: Secretariat, granting: Granting, libre: Gated
) -> None:
    for number in range(8):
        office.owes(None, f"{WRITTEN} of city {number}", late=-600 - number)
    digest = office.subscribes(languages=["es"])
    queue(office, digest)

    async with working(office, granting.granted):
        await until(lambda: remembered(office) == 8)
        await until(lambda: len(office.slack.kept) == 2)

    head, thread = office.slack.said
    assert head.count("🌐 Send-ado") + thread.count("🌐 Send-ado") == 8
    assert sorted(libre.texts) == sorted(set(libre.texts))


async def test_the_originals_of_a_digest_are_one_click_away(
    office: Secretariat, granting: Granting
) -> None:
    office.owes(None, WRITTEN, late=-600)
    digest = office.subscribes(languages=["es"])
    queue(office, digest)
    async with working(office, granting.granted):
        await until(lambda: remembered(office) == 1)
        await until(lambda: office.slack.kept)
    button = office.slack.kept[0].reply.buttons[-1]
    sari = Conversation.on_slack(office.database, "USari", TEAM, channel="C1")

    told = sari.at_moment(datetime.now(UTC) + timedelta(hours=1)).says(button.says, pressed=True)

    assert WRITTEN in told
    assert "🌐" not in told
    assert sari.answer is not None
    assert not sari.answer.reply.replaces


async def test_the_rules_of_the_place_hold(
    office: Secretariat, granting: Granting, libre: Gated
) -> None:
    office.owes(None, WRITTEN, late=-600)
    digest = office.subscribes(languages=["es"])
    with office.database.writing(Actor("fixture", office.network_id)) as changing:
        policies = Records(changing, _scope(office)).translation_policies
        policies.say(Rules(("deepl",)), Venue(Platform.SLACK, "C1", TEAM))
    queue(office, digest)

    async with working(office, granting.granted):
        await until(lambda: office.slack.kept)

    assert WRITTEN in office.slack.said[0]
    assert libre.texts == []


async def test_who_reads_the_language_waits_for_nothing(
    office: Secretariat, granting: Granting, libre: Gated
) -> None:
    office.owes(None, WRITTEN, late=-600)
    queue(office, office.subscribes(languages=["en"]))

    async with working(office, granting.granted):
        await until(lambda: office.slack.kept)

    assert WRITTEN in office.slack.said[0]
    assert libre.texts == []


async def test_without_engines_a_digest_is_told_as_it_was_written(office: Secretariat) -> None:
    office.owes(None, WRITTEN, late=-600)
    queue(office, office.subscribes(languages=["es"]))

    async with working(office, None):
        await until(lambda: office.slack.kept)

    assert WRITTEN in office.slack.said[0]
