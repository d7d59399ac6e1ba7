"""Which marks of a text its translation has as well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.carrying import carried
from bot.domain.marks import Mark, MarkKind, settled

BOLD, ITALIC, STRUCK, CODE, BLOCK = MarkKind


def mark(text: str, words: str, kind: MarkKind = BOLD) -> Mark:
    begin = text.index(words)
    return Mark(begin, begin + len(words), kind)


def set_off(source: str, words: str, translation: str, kind: MarkKind = BOLD) -> list[str]:
    found = carried([mark(source, words, kind)], source, translation)
    assert all(each.kind is kind for each in found)
    return [translation[each.begin : each.end] for each in found]


@pytest.mark.parametrize(
    ("source", "words", "translation", "found"),
    [
        ("We meet Aiko at noon", "Aiko", "Мы зустрінемо Aiko опівдні", ["Aiko"]),
        ("It starts at 14:30", "14:30", "14:30に始まります", ["14:30"]),
        ("The mayor of Odesa", "Odesa", "Odesaの市長", ["Odesa"]),
        # Twice, or not as it was written, or within another word.
        ("Ask Aiko", "Aiko", "Aiko, ask Aiko", []),
        ("We come on Monday", "Monday", "Llegamos el lunes", []),
        ("It is late", "is", "La isla", []),
        ("Room 12", "12", "Raum 120", []),
        ("Room 12", "12", "Raum B12", []),
        # All of it, with or without the space around it.
        ("Good morning", "Good morning", "Guten Morgen", ["Guten Morgen"]),
    ],
)
def test_what_stands_in_a_translation_as_it_was_written_is_set_off(
    source: str, words: str, translation: str, found: list[str]
) -> None:
    assert set_off(source, words, translation) == found


def test_code_that_came_through_is_code() -> None:
    source, translation = "Type /help now", "Escribe /help ahora"
    assert set_off(source, "/help", translation, CODE) == ["/help"]


def test_a_line_of_its_own_is_set_off_where_there_are_as_many_lines() -> None:
    source = "Programme\nMonday: arrival\nTuesday: the port"
    translation = "Programm\nMontag: Ankunft\nDienstag: der Hafen"
    assert set_off(source, "Programme", translation) == ["Programm"]
    assert set_off(source, "Programme\n", translation) == ["Programm"]
    both = "Monday: arrival\nTuesday: the port"
    assert set_off(source, both, translation) == ["Montag: Ankunft\nDienstag: der Hafen"]
    assert set_off(source, "Monday", translation) == []
    assert set_off(source, "Programme", "Programm Montag: Ankunft") == []


@pytest.mark.parametrize("kind", [CODE, BLOCK])
def test_a_line_of_code_that_was_translated_is_no_code(kind: MarkKind) -> None:
    assert set_off("Run this\nmake all", "make all", "Führe aus\nalles machen", kind) == []


def test_the_marks_of_a_translation_are_in_order() -> None:
    source = "Aiko and Petro"
    marks = [mark(source, "Petro", ITALIC), mark(source, "Aiko")]
    translation = "Petro und Aiko"
    found = carried(marks, source, translation)
    assert [translation[each.begin : each.end] for each in found] == ["Petro", "Aiko"]


texts = st.text("ab1 \n市🎉", max_size=20)


@given(
    st.lists(st.builds(Mark, st.integers(), st.integers(-2, 22), st.sampled_from(MarkKind))),
    texts,
    texts,
)
def test_whatever_is_given_the_marks_lie_in_the_translation(
    marks: list[Mark], source: str, translation: str
) -> None:
    found = carried(marks, source, translation)
    assert found == settled(found, translation)
