"""How words are set off, and what becomes of it when the words change."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.marked import Marked, joined
from bot.domain.marks import MOST, Mark, MarkKind, noted, recalled, segments, settled

BOLD, ITALIC, STRUCK, CODE, BLOCK = MarkKind
texts = st.text("ab \n🎉é", max_size=30)
marks = st.lists(
    st.builds(Mark, st.integers(-3, 33), st.integers(-3, 33), st.sampled_from(MarkKind)),
    max_size=8,
).map(tuple)


def shown(words: Marked) -> list[tuple[str, MarkKind]]:
    """What is set off, and how."""
    return [(words.text[each.begin : each.end], each.kind) for each in words.marks]


@pytest.mark.parametrize(
    "nonsense", [Mark(-1, 3, BOLD), Mark(0, 99, BOLD), Mark(3, 3, BOLD), Mark(4, 2, BOLD)]
)
def test_what_does_not_lie_in_the_text_is_no_mark(nonsense: Mark) -> None:
    assert settled([nonsense, Mark(0, 4, ITALIC)], "Good morning") == (Mark(0, 4, ITALIC),)


def test_marks_of_one_kind_that_touch_are_one() -> None:
    both = [Mark(5, 12, BOLD), Mark(0, 4, BOLD), Mark(4, 5, BOLD)]
    assert settled(both, "Good morning") == (Mark(0, 12, BOLD),)


def test_white_space_alone_is_not_set_off() -> None:
    assert settled([Mark(4, 5, BOLD)], "Good morning") == ()


def test_wider_marks_come_first() -> None:
    inner, outer, later = Mark(0, 4, BOLD), Mark(0, 12, ITALIC), Mark(5, 7, BOLD)
    assert settled([later, inner, outer], "Good morning") == (outer, inner, later)


def test_there_are_not_too_many() -> None:
    every = [Mark(2 * index, 2 * index + 1, BOLD) for index in range(MOST + 100)]
    assert settled(every, "a " * (MOST + 100)) == tuple(every[:MOST])


def test_pieces_tell_how_they_are_set_off_from_the_outside_in() -> None:
    overlapping = [Mark(0, 9, ITALIC), Mark(5, 12, BOLD)]
    assert list(segments("Good morning!", overlapping)) == [
        ("Good ", (ITALIC,)),
        ("morn", (ITALIC, BOLD)),
        ("ing", (BOLD,)),
        ("!", ()),
    ]


@given(texts, marks)
def test_the_pieces_are_the_text_and_its_marks(text: str, given: tuple[Mark, ...]) -> None:
    pieces = list(segments(text, given))
    assert "".join(piece for piece, _kinds in pieces) == text
    told = [kinds for piece, kinds in pieces for _character in piece]
    for index, kinds in enumerate(told):
        known = {each.kind for each in settled(given, text) if each.begin <= index < each.end}
        assert set(kinds) == known
        assert len(kinds) == len(known)


@given(texts, marks)
def test_kept_marks_are_the_same_when_they_are_recalled(text: str, given: tuple[Mark, ...]) -> None:
    assert recalled(noted(settled(given, text))) == settled(given, text)


def test_a_piece_has_what_its_marks_have_in_it() -> None:
    words = Marked("one two three", (Mark(0, 7, BOLD), Mark(8, 13, CODE)))
    assert shown(words.piece(4, 10)) == [("two", BOLD), ("th", CODE)]
    assert words.piece(7, 8).marks == ()


def test_texts_are_joined_with_their_marks() -> None:
    parts = [Marked("a"), Marked.all_of("🎉b", [BOLD]), Marked.all_of("c", [CODE])]
    assert shown(joined(parts, ", ")) == [("🎉b", BOLD), ("c", CODE)]
    assert shown(parts[0] + parts[1]) == [("🎉b", BOLD)]


def test_what_is_put_in_beside_a_mark_is_not_marked() -> None:
    words = Marked("see here now", (Mark(4, 8, BOLD), Mark(8, 12, ITALIC)))
    assert shown(words.edited([(8, 8, " (there)")])) == [("here", BOLD), (" now", ITALIC)]


def test_what_is_put_in_within_a_mark_is_marked() -> None:
    words = Marked("see here now", (Mark(0, 12, BOLD),))
    assert shown(words.edited([(8, 8, " (there)")])) == [("see here (there) now", BOLD)]


def test_other_words_in_the_place_of_marked_ones_are_marked() -> None:
    words = Marked("so :tada: it is", (Mark(3, 9, BOLD), Mark(10, 12, ITALIC)))
    assert shown(words.edited([(3, 9, "🎉")])) == [("🎉", BOLD), ("it", ITALIC)]


@given(texts, marks)
def test_characters_that_are_left_out_leave_the_marks_of_the_others(
    text: str, given: tuple[Mark, ...]
) -> None:
    words = Marked(text, given).settled()
    bare = words.replaced(re.compile("[a\n]+"), "").settled()
    assert bare.text == re.sub("[a\n]+", "", text)
    kept = [index for index, character in enumerate(text) if character not in "a\n"]
    for kind in MarkKind:
        before = "".join(
            text[index]
            for index in kept
            if any(each.begin <= index < each.end for each in words.marks if each.kind is kind)
        )
        after = "".join(piece for piece, its in shown(bare) if its is kind)
        # White space alone is not set off.
        assert after.replace(" ", "") == before.replace(" ", "")


@given(texts, marks)
def test_replacing_does_to_the_words_what_it_does_without_marks(
    text: str, given: tuple[Mark, ...]
) -> None:
    for pattern, new in ((re.compile("a|(?=b)"), "xy"), (re.compile(r"(b)\s?"), r"<\1>")):
        assert Marked(text, given).replaced(pattern, new).text == pattern.sub(new, text)
    words = Marked(text, given).replaced(re.compile(" "), lambda found: found[0] * 2)
    assert words.text == text.replace(" ", "  ")
    assert Marked(text, given).stripped().text == text.strip()


@given(texts, marks)
def test_what_is_parted_is_whole_when_it_is_joined(text: str, given: tuple[Mark, ...]) -> None:
    words = Marked(text, given).settled()
    pieces = list(words.parted(re.compile(r"a+|\n")))
    assert joined(pieces).settled() == words
    assert all(re.fullmatch(r"a+|\n", piece.text) for piece in pieces[1::2])
