"""What an engine can translate is asked for seldom."""

import asyncio

import pytest

from bot.domain.translating import Failure, Pair
from bot.services.translation.engines import EngineFailure
from bot.services.translation.known import Known

PAIRS = frozenset({Pair("en", "es")})


class Asked:
    def __init__(self, *answers: frozenset[Pair] | Failure) -> None:
        self.answers = list(answers)
        self.now = 0.0

    async def __call__(self) -> frozenset[Pair]:
        await asyncio.sleep(0)
        answer = self.answers.pop(0)
        if isinstance(answer, Failure):
            raise EngineFailure(answer)
        return answer

    def clock(self) -> float:
        return self.now


async def test_all_who_wait_get_one_answer_and_it_is_remembered() -> None:
    asked = Asked(PAIRS)
    known = Known(asked, asked.clock)

    told = await asyncio.gather(*(known.pairs() for _ in range(5)))
    asked.now += 3599

    assert told == [PAIRS] * 5
    assert await known.pairs() == PAIRS


async def test_after_an_hour_it_is_asked_again() -> None:
    asked = Asked(PAIRS, frozenset())
    known = Known(asked, asked.clock)
    await known.pairs()
    asked.now += 3600

    assert await known.pairs() == frozenset()


async def test_what_was_known_holds_while_the_engine_is_away() -> None:
    asked = Asked(PAIRS, Failure.UNAVAILABLE)
    known = Known(asked, asked.clock)
    await known.pairs()
    asked.now += 3600

    assert await known.pairs() == PAIRS


async def test_an_engine_that_was_never_reached_is_a_failure() -> None:
    known = Known(Asked(Failure.UNAVAILABLE))

    with pytest.raises(EngineFailure):
        await known.pairs()


async def test_of_one_that_does_not_say_nothing_is_known() -> None:
    assert await Known(Asked(Failure.BAD_ANSWER)).pairs() == frozenset()
