"""Each fault that the harness looks for is found where it is, and only there."""

from dataclasses import replace

from bot.domain.deliveries import DeliveryState
from tests.delivering.comparing import Row, compare, most_within
from tests.delivering.record import Record, Taken

SENT, PENDING = DeliveryState.SENT, DeliveryState.PENDING


AGAIN = "again\nPerhaps for the second time"


def _row(number: int, state: DeliveryState = SENT, **other: object) -> Row:
    row = Row(number, f"nudge:{number}:1", number, state, False, None, 0, "", "", "")
    return replace(row, **other)  # type: ignore[arg-type]


def _taken(number: int, at: float, platform: str = "slack", text: str = "") -> Taken:
    return Taken(at, platform, "T1", f"D{number}", "", str(at), "", [number], text)


def test_what_was_sent_once_is_no_fault() -> None:
    found = compare([_row(1)], Record([_taken(1, 0.0)]))
    assert (found.sent, found.lost, found.doubled_on_slack) == (1, [], [])


def test_what_is_sent_by_the_table_alone_is_lost() -> None:
    assert compare([_row(1)], Record()).lost == [1]


def test_what_nobody_queued_is_missed() -> None:
    assert compare([], Record(), [1]).never_queued == [1]


def test_what_arrived_twice_is_doubled() -> None:
    found = compare([_row(1)], Record([_taken(1, 0.0), _taken(1, 5.0)]))
    assert found.doubled_on_slack == [1]


def test_what_arrived_twice_without_a_word_is_unmarked() -> None:
    twice = Record([_taken(1, 0.0, "telegram", "same"), _taken(1, 5.0, "telegram", "same")])
    found = compare([_row(1, is_repeated=True)], twice)
    assert (found.doubled_on_telegram, found.unmarked) == ([1], [1])


def test_what_arrived_twice_with_a_word_of_it_is_marked() -> None:
    twice = Record([_taken(1, 0.0, "telegram"), _taken(1, 5.0, "telegram", AGAIN)])
    assert compare([_row(1, is_repeated=True)], twice).unmarked == []


def test_what_arrived_and_is_not_known_to_have_is_unrecorded() -> None:
    found = compare([_row(1, PENDING)], Record([_taken(1, 0.0)]))
    assert (found.still_open, found.unrecorded) == ([1], [1])


def test_two_in_one_place_within_a_second_are_too_close() -> None:
    assert compare([_row(1)], Record([_taken(1, 0.0), _taken(1, 0.9)])).narrow_gaps == 1


def test_parts_that_come_in_another_order_are_counted() -> None:
    parts = [_row(1, key="digest:1:1"), _row(2, key="digest:1:1#1", part=1)]
    assert compare(parts, Record([_taken(2, 0.0), _taken(1, 1.0)])).disordered == 1


def test_the_fullest_second_is_found() -> None:
    assert most_within([_taken(1, at) for at in (0.0, 0.9, 1.0, 1.5, 1.95, 3.0)], 1.0) == 3


def test_what_nobody_can_know_of_is_given_up_and_told() -> None:
    dead = _row(1, DeliveryState.DEAD, reason="lost_track")
    found = compare([dead], Record([_taken(1, 0.0, "telegram")]))
    assert (found.given_up, found.dead, found.unrecorded) == ([1], [], [])
