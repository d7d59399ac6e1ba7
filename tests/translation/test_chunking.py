"""Long texts are cut where sentences end, and joined as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chunking import Chunk, chunks, joined, sentences
from bot.domain.protecting import protected
from bot.domain.translating import TokenForm


def texts(parts: list[Chunk]) -> list[str]:
    return [part.text for part in parts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("こんにちは。元気ですか?はい。", ["こんにちは。", "元気ですか?はい。"]),
        ("「はい。」と言った。終わり", ["「はい。」", "と言った。", "終わり"]),
        ("Dr. Ito kommt am 18. November. Gut.", ["Dr. Ito kommt am 18. November.", "Gut."]),
        ("Wir sehen z. B. das. Ja.", ["Wir sehen z. B. das.", "Ja."]),
        ("Pay 3.5 now. Thanks.", ["Pay 3.5 now.", "Thanks."]),
        ("a\nb\n\n c", ["a", "b", "c"]),
        ("नमस्ते। कैसे हैं?", ["नमस्ते।", "कैसे हैं?"]),
        ("مرحبا؟ نعم.", ["مرحبا؟", "نعم."]),
        ("สวัสดีครับ วันนี้ดีมาก", ["สวัสดีครับ วันนี้ดีมาก"]),
        ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
        ("", []),
        ("  a", ["", "a"]),
    ],
)
def test_sentences_end_where_they_end(text: str, found: list[str]) -> None:
    assert texts(sentences(text)) == found


def test_as_many_sentences_as_fit_go_together() -> None:
    assert texts(chunks("One. Two. Three. Four.", 10)) == ["One. Two.", "Three.", "Four."]


def test_lines_stay_apart() -> None:
    assert texts(chunks("One.\nTwo.", 100)) == ["One.", "Two."]


def test_a_long_sentence_is_cut_behind_a_clause_or_a_word() -> None:
    assert texts(chunks("one two, three four five", 12)) == ["one two,", "three four", "five"]
    assert texts(chunks("一二三、四五六七八", 5)) == ["一二三、", "四五六七八"]


def test_a_word_is_cut_only_if_it_alone_is_too_long() -> None:
    assert texts(chunks("abcdefgh ij", 5)) == ["abcde", "fgh", "ij"]


@pytest.mark.parametrize("form", [TokenForm.PLAIN, TokenForm.HTML, TokenForm.XML])
@pytest.mark.parametrize("limit", range(40, 80, 3))
def test_no_token_is_cut(form: TokenForm, limit: int) -> None:
    text = protected("字" * 30 + "@anna" + "字" * 25 + " & https://x.org " * 5)
    hidden = text.hidden(form)
    parts = chunks(hidden, limit)
    assert all(len(part.text) <= limit for part in parts)
    assert all(part.text.count("<") == part.text.count(">") for part in parts)
    # Every part has its tokens whole, so that together they restore the text.
    assert text.restored(joined(parts, [f" {part.text} " for part in parts]), form) is not None
    assert sum(part.text.count("XPH") for part in parts) == hidden.count("XPH")


def test_sentences_of_a_script_without_spaces_get_some_in_one_with() -> None:
    parts = [Chunk("はい。", ""), Chunk("どうぞ。", "\n"), Chunk("では。", "")]
    assert joined(parts, ["Yes.", " Please. ", "Well."]) == "Yes. Please.\nWell."


def test_and_lose_them_the_other_way_around() -> None:
    parts = [Chunk("Yes.", " "), Chunk("Please.", "")]
    assert joined(parts, ["はい。", "どうぞ。"]) == "はい。どうぞ。"


TEXTS = st.text(
    st.sampled_from('ab .!?。、\n,\'“” \u0301字กข\u200d👍<x id="0"/>&amp;XPH0X1\t\u00a0')
    | st.characters(codec="utf-8"),
    max_size=200,
)


@given(TEXTS, st.integers(1, 60))
def test_nothing_is_lost_and_nothing_too_long(text: str, limit: int) -> None:
    parts = chunks(text, limit)
    assert "".join(part.text + part.gap for part in parts) == text
    assert all(len(part.text) <= limit for part in parts)


@given(TEXTS)
def test_sentences_are_the_text(text: str) -> None:
    assert "".join(part.text + part.gap for part in sentences(text)) == text
