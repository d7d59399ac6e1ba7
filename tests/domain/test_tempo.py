"""How fast messages may follow each other, counted by the minute."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tempo import Tempo

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
GROUP = Tempo(1.0, 3, 60.0)


def after(*seconds: float) -> list[datetime]:
    return [NOON + timedelta(seconds=each) for each in seconds]


def test_a_few_wait_for_nothing_but_the_pause() -> None:
    assert GROUP.free_at(GROUP.counted(after(0, 1))) is None


def test_when_it_is_full_the_first_has_to_be_long_enough_ago() -> None:
    assert GROUP.free_at(GROUP.counted(after(0, 1, 2))) == NOON + timedelta(seconds=60)


def test_what_is_long_ago_counts_no_more() -> None:
    assert GROUP.counted(after(0, 1, 60.5)) == after(1, 60.5)


def test_they_count_in_the_order_in_which_they_were_sent() -> None:
    assert GROUP.counted(after(2, 0, 1, 3)) == after(1, 2, 3)


def test_where_only_the_pause_counts_nothing_is_kept() -> None:
    slow = Tempo(1.0)
    assert slow.counted(after(0, 1)) == []
    assert slow.free_at([]) is None


@given(
    st.integers(1, 20),
    st.floats(1.0, 100.0),
    st.lists(st.floats(0.0, 30.0), min_size=1, max_size=80),
)
def test_in_no_stretch_of_time_are_there_more(most: int, within: float, waits: list[float]) -> None:
    tempo, now, counted, sent = Tempo(0.0, most, within), NOON, list[datetime](), []
    for wait in waits:
        now = max(now + timedelta(seconds=wait), tempo.free_at(counted) or now)
        sent.append(now)
        counted = tempo.counted([*counted, now])
    first_and_next = zip(sent, sent[most:], strict=False)
    assert all((end - begin).total_seconds() >= within - 1e-5 for begin, end in first_and_next)
    assert len(counted) <= most
