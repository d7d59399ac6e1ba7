"""A platform that is out of order, or slow with some, costs the others as little as can be."""

import asyncio
from dataclasses import replace

import pytest

from bot.chat.delivering import Later, NotDelivered, Refused, Uncertain
from bot.domain.identity import Platform
from bot.services.deliveries.ailing import Ailing
from bot.services.deliveries.claims import Claim
from bot.services.deliveries.results import Failed, GivenBack, Sent
from bot.services.deliveries.windows import Windows
from tests.services.deliveries.sending import Keeper, Secretariat

TELEGRAM = Platform.TELEGRAM


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def silent(times: int) -> tuple[Ailing, Clock]:
    """A platform that did not answer for so many places."""
    clock = Clock()
    ailing = Ailing(clock)
    for number in range(times):
        ailing.came_of(f"lane {number}", is_answered=False)
    return ailing, clock


def test_some_bad_luck_is_no_outage() -> None:
    assert silent(4)[0].room(10, 3) == 10


def test_one_place_alone_is_no_outage_however_often_it_fails() -> None:
    ailing, _clock = silent(0)
    for _time in range(20):
        ailing.came_of("same", is_answered=False)
    assert ailing.room(10, 0) == 10


def test_in_an_outage_one_at_a_time_finds_out_whether_it_is_over() -> None:
    ailing, clock = silent(5)
    assert ailing.room(10, 0) == 0
    clock.now += 0.6
    assert (ailing.room(10, 0), ailing.room(10, 1)) == (1, 0)


def test_in_an_outage_it_is_tried_at_longer_and_longer_intervals() -> None:
    ailing, clock = silent(5)
    tried = 0
    for _step in range(400):
        clock.now += 0.1
        if ailing.room(10, 0):
            ailing.came_of(f"another {tried}", is_answered=False)
            tried += 1
    assert 8 <= tried <= 14


def test_one_answer_ends_it() -> None:
    ailing, _clock = silent(20)
    ailing.came_of("lane", is_answered=True)
    assert ailing.room(10, 9) == 10


@pytest.fixture
def claim(office: Secretariat) -> Claim:
    office.posts("news", "-100", TELEGRAM)
    (found,) = office.takes()
    return found


@pytest.fixture
def kind() -> str:
    """What is tested here does not depend on the kind of database."""
    return "sqlite"


def _after(claim: Claim, *failures: NotDelivered | None) -> int:
    """The room after five times this came of messages for different places."""
    windows = Windows({TELEGRAM: Keeper(can_look=False)})
    for failure in failures:
        for number in range(5):
            own = replace(claim, lane=f"{number}")
            windows.came_of(Sent(own, 0.0, "1") if failure is None else Failed(own, 0.0, failure))
    return windows.rooms()[TELEGRAM]


@pytest.mark.parametrize("failure", [Uncertain("timeout"), Later("unreached")])
def test_what_is_not_answered_shows_an_outage(claim: Claim, failure: NotDelivered) -> None:
    assert _after(claim, failure) == 0
    assert _after(claim, failure, None) > 1


@pytest.mark.parametrize(
    "failure", [Refused("kicked"), Later("rate_limited", 30.0), Later("fault")]
)
def test_what_is_answered_shows_none(claim: Claim, failure: NotDelivered) -> None:
    assert _after(claim, failure) > 1


def test_what_was_given_back_shows_nothing(claim: Claim) -> None:
    windows = Windows({TELEGRAM: Keeper(can_look=False)})
    for number in range(4):
        windows.came_of(Failed(replace(claim, lane=f"{number}"), 0.0, Uncertain("timeout")))
    windows.came_of(GivenBack(replace(claim, lane="4"), 0.0))
    assert windows.rooms()[TELEGRAM] > 1


async def test_slow_calls_take_no_room_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.deliveries.windows._SLOW_SECONDS", 0.0)
    windows = Windows({TELEGRAM: Keeper(can_look=False, account_pause=1 / 30)})
    whole = windows.rooms()[TELEGRAM]
    with windows.under_way(TELEGRAM):
        assert windows.rooms()[TELEGRAM] == whole - 1
        with windows.timed(TELEGRAM):
            await asyncio.sleep(0.001)
            assert windows.rooms()[TELEGRAM] == whole
    assert windows.rooms()[TELEGRAM] == whole
