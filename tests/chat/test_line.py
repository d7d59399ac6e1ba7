"""Lines are cleaned and cut into words as people mean them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.line import LONGEST_LINE, Line, unquoted


def texts(typed: str) -> list[str]:
    return [word.text for word in Line.read(typed).words]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("partner  status\tOdesa", ["partner", "status", "Odesa"]),
        ('log "Cape Town" call', ["log", "Cape Town", "call"]),
        ("log „Cape Town“ call", ["log", "Cape Town", "call"]),
        ("log «Кейптаун сьогодні» call", ["log", "Кейптаун сьогодні", "call"]),
        ("log 「ケープ タウン」 call", ["log", "ケープ タウン", "call"]),
        ('add note="two words" x', ["add", 'note="two words"', "x"]),
        ('an "open quote', ["an", '"open', "quote"]),
        ("it's five o'clock", ["it's", "five", "o'clock"]),
        ('"Leeds", Oulu', ["Leeds", ",", "Oulu"]),
        ("横浜\u3000オデッサ", ["横浜", "オデッサ"]),
        ("", []),
    ],
)
def test_words_are_cut_at_spaces_and_kept_in_quotes(typed: str, words: list[str]) -> None:
    assert texts(typed) == words


def test_control_and_direction_characters_go_but_joiners_stay() -> None:
    line = Line.read("a\x00b\u202ec\ud800 👩\u200d👧 می\u200cخواهم")
    assert line.text == "abc 👩\u200d👧 می\u200cخواهم"


@given(st.text(max_size=300))
def test_each_word_remembers_where_it_stood(typed: str) -> None:
    line = Line.read(typed)
    for word in line.words:
        assert word.text.strip() in line.text[word.start : word.end]
    ends = [word.end for word in line.words]
    starts = [word.start for word in line.words]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


def test_a_line_that_is_too_long_has_no_words() -> None:
    assert Line.read("x " * LONGEST_LINE).words == ()


def test_quotes_around_a_value_are_taken_off() -> None:
    assert [unquoted(text) for text in ('"a b"', "“a”", '"a', "a")] == ["a b", "a", '"a', "a"]
