"""What is large in a file takes time in proportion, and no more."""

import time
from collections.abc import Iterator

import pytest

from bot.files.headings import PLACE, of_parties, understood
from bot.files.lines import Unreadable
from bot.files.spans import day
from bot.files.tables import guarded, unguarded


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("part", ["\n'", "\r\n", ";' ", "'\n ", "' "])
def test_a_cell_of_line_ends_and_apostrophes_is_soon_read(part: str) -> None:
    cell = part * 200_000
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("word", ["x", "city ", "город,"])
def test_a_cell_as_long_as_a_book_is_no_heading(word: str) -> None:
    assert understood([word * 200_000], PLACE) == {}
    assert of_parties([word * 200_000]) == {}


@pytest.mark.parametrize("words", ["21 November 2026 ", "in 2024 and ", "2026年 x "])
def test_a_page_of_text_is_no_date(words: str) -> None:
    with pytest.raises(Unreadable):
        day(words * 2_000)
