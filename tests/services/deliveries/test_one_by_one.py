"""Where nobody can look, what was sent is on record before the next is sent."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.chat.delivering import Parcel, Receipt
from bot.domain.deliveries import DeliveryState
from bot.domain.identity import Platform
from bot.services.deliveries.clerk import Clerk
from bot.services.deliveries.turnstile import Turnstile
from bot.services.deliveries.worker import Worker
from storage.errors import DatabaseUnavailable
from tests.services.deliveries.sending import EveryDay, Keeper, Secretariat

_PATIENCE_SECONDS = 30.0


@dataclass
class Watcher(Keeper):
    """Sees with each call what is on record of those before."""

    office: Secretariat | None = None
    unrecorded: list[int] = field(default_factory=list)

    async def deliver(self, parcel: Parcel) -> Receipt:
        assert self.office is not None
        states = await asyncio.to_thread(self.office.states)
        self.unrecorded.append(len(self.kept) - states.count(DeliveryState.SENT))
        return await super().deliver(parcel)


@pytest.fixture
def watcher(office: Secretariat, monkeypatch: pytest.MonkeyPatch) -> Watcher:
    """Sends to Telegram, however long the turnstile is waited for."""
    monkeypatch.setattr("bot.services.deliveries.worker._ALONE_SECONDS", _PATIENCE_SECONDS)
    found = Watcher(can_look=False, office=office)
    office.telegram = office.couriers[Platform.TELEGRAM] = found
    return found


def owing(office: Secretariat, name: str) -> None:
    """Somebody who is to be reminded, on Telegram."""
    office.owes(office.employs(name, platform=Platform.TELEGRAM))
    office.pump()


@asynccontextmanager
async def working(office: Secretariat) -> AsyncIterator[None]:
    """Somebody sends what is queued until nothing is left, before the block ends."""
    worker = Worker(office.database, office.couriers, EveryDay())
    running = asyncio.create_task(worker.run())
    try:
        yield
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while set(await asyncio.to_thread(office.states)) != {DeliveryState.SENT}:
            assert time.monotonic() < deadline, office.states()
            await asyncio.sleep(0.02)
    finally:
        worker.stop()
        await running


async def test_each_is_on_record_before_the_next_is_sent(
    office: Secretariat, watcher: Watcher
) -> None:
    for number in range(6):
        owing(office, f"Petro {number}")
    async with working(office):
        pass
    assert watcher.unrecorded == [0] * 6


@pytest.mark.parametrize("fault", [DatabaseUnavailable(), RuntimeError()])
async def test_what_cannot_be_put_on_record_at_once_is_put_there_later(
    office: Secretariat, watcher: Watcher, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(*_given: Any) -> None:
        raise fault

    monkeypatch.setattr(Clerk, "record", refuse)
    owing(office, "Petro")
    async with working(office):
        pass
    assert len(watcher.kept) == 1


async def test_one_is_let_through_at_a_time() -> None:
    turnstile, inside, most = Turnstile(), 0, 0

    async def goes() -> None:
        nonlocal inside, most
        async with turnstile.passed(_in(_PATIENCE_SECONDS)):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(goes() for _each in range(20)))
    assert most == 1


async def test_nobody_waits_longer_than_they_may() -> None:
    turnstile = Turnstile()
    async with turnstile.passed(_in(_PATIENCE_SECONDS)), turnstile.passed(_in(-1)):
        pass
    async with asyncio.timeout(_PATIENCE_SECONDS), turnstile.passed(_in(2 * _PATIENCE_SECONDS)):
        pass


async def test_a_fault_inside_leaves_it_open_for_the_next() -> None:
    turnstile = Turnstile()
    with pytest.raises(ValueError, match="inside"):
        async with turnstile.passed(_in(_PATIENCE_SECONDS)):
            raise ValueError("inside")
    async with asyncio.timeout(_PATIENCE_SECONDS), turnstile.passed(_in(2 * _PATIENCE_SECONDS)):
        pass


def _in(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds
