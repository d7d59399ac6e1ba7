"""What every call of an engine gets around it."""

import asyncio
import time

import pytest
from prometheus_client import REGISTRY

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded, Limits
from tests.translation.engines.conftest import QUICK
from tests.translation.engines.scripted import Scripted

EN_ES = Pair("en", "es")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _busy(pause: float = 0.0) -> EngineFailure:
    return EngineFailure(Failure.RATE_LIMITED, pause, is_passing=True)


def _down() -> EngineFailure:
    return EngineFailure(Failure.UNAVAILABLE)


async def _told(guarded: Guarded, *texts: str) -> list[str]:
    return await guarded.translate(
        texts or ("Good morning",), EN_ES, Register.DEFAULT, TokenForm.NONE
    )


async def _failure(guarded: Guarded, *texts: str) -> EngineFailure:
    with pytest.raises(EngineFailure) as caught:
        await _told(guarded, *texts)
    return caught.value


async def test_what_passes_is_tried_again() -> None:
    engine = Scripted(_busy(), EngineFailure(Failure.UNAVAILABLE, is_passing=True))

    assert await _told(Guarded(engine, QUICK)) == ["Good morning ya"]
    assert len(engine.asked) == 3


@pytest.mark.parametrize("failure", [each for each in Failure if each is not Failure.RATE_LIMITED])
async def test_nothing_else_is_tried_again(failure: Failure) -> None:
    engine = Scripted(EngineFailure(failure))

    assert (await _failure(Guarded(engine, QUICK))).failure is failure
    assert len(engine.asked) == 1


async def test_it_is_not_tried_for_ever() -> None:
    engine = Scripted(always=_busy())

    assert (await _failure(Guarded(engine, QUICK))).failure is Failure.RATE_LIMITED
    assert len(engine.asked) == QUICK.tries


async def test_who_asks_for_a_long_pause_is_not_waited_for() -> None:
    engine = Scripted(_busy(pause=30.0))

    begun = time.perf_counter()
    assert (await _failure(Guarded(engine, QUICK))).pause == 30.0
    assert time.perf_counter() - begun < 1.0


async def test_a_slow_engine_is_given_up() -> None:
    engine = Scripted()
    engine.delay = 5.0

    failure = await _failure(Guarded(engine, Limits(seconds=0.05)))

    assert failure.failure is Failure.TIMED_OUT


async def test_only_so_many_ask_at_once() -> None:
    engine = Scripted()
    engine.delay = 0.01
    guarded = Guarded(engine, Limits(at_once=3))

    await asyncio.gather(*(_told(guarded) for _ in range(12)))

    assert engine.most_at_once == 3
    assert len(engine.asked) == 12


async def test_after_several_failures_it_is_left_alone() -> None:
    engine, clock = Scripted(always=_down()), Clock()
    guarded = Guarded(engine, QUICK, clock)
    for _ in range(4):
        await _failure(guarded)

    assert (await _failure(guarded)).failure is Failure.UNAVAILABLE
    assert len(engine.asked) == 4
    assert guarded.condition.resting_seconds == 5.0


async def test_after_a_rest_one_tries_and_then_all_may() -> None:
    engine, clock = Scripted(_down(), _down(), _down(), _down()), Clock()
    guarded = Guarded(engine, QUICK, clock)
    for _ in range(4):
        await _failure(guarded)
    clock.now += 5.0
    engine.delay = 0.01

    answers = await asyncio.gather(_told(guarded), _told(guarded), return_exceptions=True)
    again = await asyncio.gather(_told(guarded), _told(guarded))

    assert [isinstance(answer, EngineFailure) for answer in answers] == [False, True]
    assert again == [["Good morning ya"], ["Good morning ya"]]


async def test_each_rest_is_twice_as_long_up_to_five_minutes() -> None:
    engine, clock = Scripted(always=_down()), Clock()
    guarded = Guarded(engine, QUICK, clock)
    for _ in range(4):
        await _failure(guarded)
    rests = []
    for _ in range(9):
        rests.append(guarded.condition.resting_seconds)
        clock.now += rests[-1]
        await _failure(guarded)

    assert rests == [5, 10, 20, 40, 80, 160, 300, 300, 300]


async def test_who_goes_away_while_trying_does_not_keep_others_out() -> None:
    engine, clock = Scripted(_down(), _down(), _down(), _down()), Clock()
    guarded = Guarded(engine, QUICK, clock)
    for _ in range(4):
        await _failure(guarded)
    clock.now += 5.0
    engine.delay = 5.0
    trying = asyncio.create_task(_told(guarded))
    await asyncio.sleep(0.01)
    trying.cancel()
    await asyncio.gather(trying, return_exceptions=True)
    engine.delay = 0.0

    assert await _told(guarded) == ["Good morning ya"]


@pytest.mark.parametrize(
    "failure", [Failure.UNSUPPORTED_PAIR, Failure.TOO_LONG, Failure.BAD_ANSWER]
)
async def test_what_is_wrong_with_a_text_says_nothing_of_the_engine(failure: Failure) -> None:
    engine = Scripted(*(EngineFailure(failure) for _ in range(20)))
    guarded = Guarded(engine, QUICK)
    for _ in range(20):
        await _failure(guarded)

    assert await _told(guarded) == ["Good morning ya"]


async def test_a_spent_quota_is_not_asked_for_again() -> None:
    engine, clock = Scripted(EngineFailure(Failure.QUOTA_SPENT)), Clock()
    guarded = Guarded(engine, QUICK, clock)
    await _failure(guarded)
    clock.now += 600

    assert (await _failure(guarded)).failure is Failure.QUOTA_SPENT
    assert len(engine.asked) == 1


class Purse:
    """An account with so many characters left."""

    def __init__(self, left: int) -> None:
        self.left = left

    def may_send(self, engine: str, characters: int) -> bool:
        return characters <= self.left

    def sent(self, engine: str, characters: int) -> None:
        self.left -= characters


async def _charged(guarded: Guarded, purse: Purse, text: str) -> list[str]:
    return await guarded.translate([text], EN_ES, Register.DEFAULT, TokenForm.NONE, purse)


async def test_what_it_may_cost_is_not_passed_and_no_reason_to_leave_it_alone() -> None:
    guarded, purse = Guarded(Scripted(is_local=False)), Purse(20)
    await _charged(guarded, purse, "x" * 15)

    with pytest.raises(EngineFailure) as failed:
        await _charged(guarded, purse, "y" * 6)

    assert failed.value.failure is Failure.QUOTA_SPENT
    assert await _charged(guarded, purse, "z" * 5) == ["zzzzz ya"]
    assert guarded.condition.failure is None


async def test_texts_at_once_do_not_pass_it_together() -> None:
    guarded, purse = Guarded(Scripted(is_local=False)), Purse(20)

    asked = (_charged(guarded, purse, "x" * 9) for _ in range(5))
    told = await asyncio.gather(*asked, return_exceptions=True)

    assert [isinstance(each, list) for each in told] == [True, True, False, False, False]


async def test_each_try_is_counted() -> None:
    passing = EngineFailure(Failure.UNAVAILABLE, is_passing=True)
    guarded, purse = Guarded(Scripted(passing, is_local=False), QUICK), Purse(20)

    await _charged(guarded, purse, "x" * 9)

    assert purse.left == 2


async def test_one_s_own_server_costs_nothing() -> None:
    assert await _charged(Guarded(Scripted()), Purse(0), "Good") == ["Good ya"]


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (None, Failure.BAD_ANSWER),
        ("", Failure.BAD_ANSWER),
        ("  ", Failure.BAD_ANSWER),
        (
            "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT"
            " AVAILABLE IN 10 HOURS",
            Failure.QUOTA_SPENT,
        ),
        ("QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", Failure.TOO_LONG),
        ("INVALID LANGUAGE PAIR SPECIFIED.", Failure.UNSUPPORTED_PAIR),
        ("la " * 2000, Failure.BAD_ANSWER),
    ],
)
async def test_an_answer_that_is_no_translation_is_a_failure(
    answer: str | None, failure: Failure
) -> None:
    engine = Scripted(lambda _texts, _form: [answer])  # type: ignore[list-item]

    assert (await _failure(Guarded(engine, QUICK))).failure is failure


async def test_a_truncated_answer_is_a_failure() -> None:
    engine = Scripted(lambda _texts, _form: ["Buenos"])

    failure = await _failure(Guarded(engine, QUICK), "Good morning to all of you. " * 10)

    assert failure.failure is Failure.BAD_ANSWER


@pytest.mark.parametrize("count", [0, 1, 3])
async def test_too_few_or_too_many_answers_are_a_failure(count: int) -> None:
    engine = Scripted(lambda _texts, _form: ["Buenos"] * count)

    assert (await _failure(Guarded(engine, QUICK), "One", "Two")).failure is Failure.BAD_ANSWER


async def test_the_space_around_a_text_is_kept_and_none_is_sent() -> None:
    engine = Scripted(lambda texts, _form: [f"{text}\n" for text in texts])

    told = await _told(Guarded(engine, QUICK), "\n  Good ", " ", "", "day")

    assert told == ["\n  Good ", " ", "", "day"]
    assert engine.asked == [["Good", "day"]]


async def test_a_text_over_the_limit_is_not_sent() -> None:
    engine = Scripted(limit=10)

    assert (await _failure(Guarded(engine, QUICK), "x" * 11)).failure is Failure.TOO_LONG
    assert engine.asked == []


async def test_an_error_that_nobody_thought_of_is_a_failure_and_tells_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    engine = Scripted(ValueError("Good morning"))

    assert (await _failure(Guarded(engine, QUICK))).failure is Failure.BAD_ANSWER
    assert "ValueError" in caplog.text
    assert "Good morning" not in caplog.text


async def test_calls_and_characters_are_counted() -> None:
    engine = Scripted(_down(), name="counted")
    guarded = Guarded(engine, QUICK)
    await _failure(guarded, "twelve signs")
    await _told(guarded, "twelve signs")

    assert _count("attache_translation_calls_total", outcome="unavailable") == 1
    assert _count("attache_translation_calls_total", outcome="translated") == 1
    assert _count("attache_translated_characters_total") == 24


def _count(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, {"engine": "counted", **labels})
