"""How much one may ask: nobody with two hands meets the limit, and no flood is answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.chat.message import Message
from bot.chat.pace import CHANNEL, PERSON, Pace
from bot.domain.identity import Identity, Platform, Venue

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HALL = Venue(Platform.TELEGRAM, "-100", topic="7")


class Clock:
    """A clock that a test turns forward."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock)


def said(user: str = "aiko", venue: Venue | None = None, event: str | None = None) -> Message:
    """Something said, in private unless elsewhere is meant."""
    alone = Venue(Platform.TELEGRAM, user, private=True)
    return Message("help", Identity(Platform.TELEGRAM, user), venue or alone, AT, event=event)


def flood(pace: Pace, *messages: Message) -> list[bool]:
    """Which of the messages may be answered."""
    return [pace.pause(message) is None for message in messages]


def test_a_burst_is_answered_and_no_more(pace: Pace) -> None:
    assert flood(pace, *[said()] * (PERSON.burst + 1)) == [True] * PERSON.burst + [False]


def test_three_presses_a_second_for_ten_seconds_are_all_answered(pace: Pace, clock: Clock) -> None:
    for _press in range(30):
        assert pace.pause(said()) is None
        clock.now += 1 / 3


def test_one_message_every_other_second_goes_on_for_ever(pace: Pace, clock: Clock) -> None:
    for _message in range(1000):
        assert pace.pause(said()) is None
        clock.now += PERSON.seconds


def test_the_first_that_is_too_much_is_told_when_to_go_on(pace: Pace) -> None:
    flood(pace, *[said()] * PERSON.burst)
    pause = pace.pause(said())
    assert pause is not None
    assert (pause.seconds, pause.told) == (10, False)


def test_whoever_goes_on_is_told_nothing_more(pace: Pace, clock: Clock) -> None:
    flood(pace, *[said()] * (PERSON.burst + 1))
    for _second in range(9):
        clock.now += 1
        pause = pace.pause(said())
        assert pause is not None
        assert pause.told


def test_after_the_rest_there_is_room_again(pace: Pace, clock: Clock) -> None:
    flood(pace, *[said()] * (PERSON.burst + 1))
    clock.now += PERSON.rest
    assert flood(pace, *[said()] * 6) == [True] * 5 + [False]


def test_what_was_not_answered_does_not_lengthen_the_wait(pace: Pace, clock: Clock) -> None:
    flood(pace, *[said()] * 1000)
    clock.now += PERSON.rest
    assert pace.pause(said()) is None


def test_one_persons_flood_keeps_nobody_else_from_asking(pace: Pace) -> None:
    flood(pace, *[said("aiko")] * 100)
    assert pace.pause(said("olena")) is None


def test_a_channel_has_an_allowance_of_its_own(pace: Pace) -> None:
    many = [said(f"user {number}", HALL) for number in range(CHANNEL.burst + 1)]
    assert flood(pace, *many) == [True] * CHANNEL.burst + [False]


def test_all_topics_of_a_channel_are_one_place(pace: Pace) -> None:
    flood(pace, *(said(f"user {number}", HALL) for number in range(CHANNEL.burst)))
    other = Venue(Platform.TELEGRAM, "-100", topic="8")
    pause = pace.pause(said("another", other))
    assert pause is not None
    assert pause.shared


def test_answers_that_only_one_sees_are_no_burden_to_the_channel(pace: Pace) -> None:
    hidden = Venue(Platform.SLACK, "C1", "T1", private=True)
    assert all(flood(pace, *(said(f"user {number}", hidden) for number in range(100))))


def test_a_repeated_delivery_counts_once(pace: Pace) -> None:
    flood(pace, *[said(event="1:1")] * 100)
    assert pace.pause(said(event="1:2")) is None


def test_a_delivery_that_was_too_much_is_so_when_it_comes_again(pace: Pace) -> None:
    flood(pace, *[said()] * PERSON.burst)
    assert flood(pace, said(event="1:1"), said(event="1:1")) == [False, False]


def test_the_terminal_is_not_limited(pace: Pace) -> None:
    typed = Message(
        "help", Identity(Platform.CONSOLE, "operator"), Venue(Platform.CONSOLE, "console"), AT
    )
    assert all(flood(pace, *[typed] * 1000))


def test_what_is_full_again_is_forgotten(pace: Pace, clock: Clock) -> None:
    flood(pace, *(said(f"user {number}") for number in range(100)))
    clock.now += PERSON.seconds
    pace.pause(said())
    assert len(pace) == 1


def test_no_more_than_so_many_are_remembered(clock: Clock) -> None:
    pace = Pace(clock, most=10)
    flood(pace, *(said(f"user {number}", event=f"1:{number}") for number in range(100)))
    assert len(pace) == 10


def test_many_threads_count_together(pace: Pace) -> None:
    with ThreadPoolExecutor(8) as threads:
        answered = threads.map(lambda message: pace.pause(message) is None, [said()] * 1000)
        assert sum(answered) == PERSON.burst
