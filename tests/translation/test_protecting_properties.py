"""For any text and any engine: everything that stays is there exactly once, or no answer is."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.numerals import same_numbers
from bot.domain.protecting import protected
from bot.domain.translating import TokenForm
from tests.translation import mischief
from tests.translation.driving import WAYS, translated
from tests.translation.messages import KEPT

FORMS = st.sampled_from([TokenForm.PLAIN, TokenForm.HTML, TokenForm.XML])
PARTS = st.sampled_from(
    [
        "@anna", "<@U1|x>", "<#C1>", "<!here>", "https://x.org/a?b=1", "a@b.org", "👍🏽", "🇺🇦",
        ":tada:", "`code`", "```a\nb```", "40 kg", "USD 20,000", "14:30", "2026-11-18", "11月18日",
        "+380 48 123 45 67", "Odesa", "横浜市", "COVID-19", "*bold*", "<b>fat</b>", "&amp;",
        "XPH0X", '<x id="0"/>',
        '<span translate="no">1</span>', "hello", "Привіт", "こんにちは", "مرحبا",
        "3", "5万", "1.5", ",", ".", "(", ")", "*", "_", "<", "&", "\n", "'", "-", "/", "#", "@",
    ]
)  # fmt: skip
TEXTS = st.lists(PARTS | st.text(max_size=4), max_size=12).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts))
)
UNTIMED = settings(deadline=None)


@given(TEXTS)
@UNTIMED
def test_pieces_are_the_text(text: str) -> None:
    assert protected(text, KEPT).text == text
    assert protected(text, KEPT).firm().text == text
    assert "\n".join(line.text for line in protected(text, KEPT).lines()) == text


@given(TEXTS, FORMS)
@UNTIMED
def test_what_is_echoed_is_refused_or_the_text_but_for_spaces(text: str, form: TokenForm) -> None:
    parts = protected(text, KEPT)
    told = parts.restored(parts.hidden(form), form)
    assert told is None or "".join(told.split()) == "".join(text.split())


@given(TEXTS, st.sampled_from(mischief.ALL), st.sampled_from(WAYS))
@settings(deadline=None, max_examples=400)
def test_every_item_is_there_exactly_once(
    text: str, engine: mischief.Engine, forms: tuple[TokenForm, ...]
) -> None:
    parts = protected(text, KEPT)
    told = translated(parts, engine, forms)
    assert same_numbers(text, told)
    for item, count in Counter(each.shown for each in parts.items).items():
        assert told.count(item) >= count


@given(TEXTS, st.lists(st.text(max_size=8), max_size=8))
@UNTIMED
def test_pieces_can_only_be_replaced_by_words(text: str, answers: list[str]) -> None:
    parts = protected(text, KEPT)
    told = parts.joined((answers * 20)[: len(parts.between())])
    assert same_numbers(text, told)
    at = 0
    for item in parts.items:
        at = told.index(item.shown, at) + len(item.shown)


@given(TEXTS, st.text(max_size=60), FORMS)
@UNTIMED
def test_any_answer_is_sound_or_refused(text: str, answer: str, form: TokenForm) -> None:
    parts = protected(text)
    told = parts.restored(answer, form)
    assert told is None or same_numbers(text, told)


HOSTILE: list[str] = [
    "a" * 40_000, "1" * 40_000, "👍" * 40_000, "👍 " * 20_000, "([{<" * 10_000, "<@" * 20_000,
    "*a " * 13_000, "`" * 40_000, "``` " * 10_000, "</pre>" + "<pre>" * 8000, "." * 40_000,
    "1 " * 20_000, "1,222." * 6000, "a@b." * 10_000, "https://" * 5000, "&amp;" * 8000,
    "字。" * 20_000, "กข" * 20_000, "XPH0X " * 6000, "12/3-" * 8000, "A1-" * 13_000, " " * 40_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_texts_of_forty_thousand_signs_that_are_meant_badly_stay_whole(text: str) -> None:
    parts = protected(text, KEPT)
    assert parts.joined(parts.between()) == text
    for form in TokenForm:
        told = parts.restored(parts.hidden(form), form)
        assert told is None or "".join(told.split()) == "".join(text.split())
