"""How what people typed in Slack is set off, told beside the words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.marks import MOST, MarkKind, settled
from bot.platforms.slack.reading import words_of
from tests.platforms.slack.test_reading import NAMES, rich, section, word

BOLD, ITALIC, STRUCK, CODE, BLOCK = MarkKind


def told(message: dict[str, Any]) -> list[tuple[str, MarkKind]]:
    words = words_of(message, NAMES)
    return [(words.text[each.begin : each.end], each.kind) for each in words.marks]


def test_rich_text_tells_the_style_of_every_piece() -> None:
    message = rich(
        section(
            word("Привіт 👩‍👩‍👧 "),
            word("bold", style={"bold": True}),
            word("within", style={"bold": True, "italic": True}),
            word("a word, "),
            word("gone", style={"strike": True}),
            word(" and "),
            word("x = 1", style={"code": True}),
            word(" under", style={"underline": True}),
        )
    )
    assert told(message) == [
        ("boldwithin", BOLD),
        ("within", ITALIC),
        ("gone", STRUCK),
        ("x = 1", CODE),
    ]


def test_names_emoji_and_addresses_have_the_style_of_their_place() -> None:
    bold = {"style": {"bold": True}}
    message = rich(
        section(
            {"type": "user", "user_id": "U1", **bold},
            {"type": "emoji", "name": "tada", **bold},
            {"type": "link", "url": "https://odesa.ua", **bold},
            word(", "),
            {"type": "link", "url": "https://odesa.ua", "text": "here", **bold},
        )
    )
    assert words_of(message, NAMES).text.endswith("here (https://odesa.ua)")
    assert told(message) == [("@Aiko Mori🎉https://odesa.ua", BOLD), ("here", BOLD)]


def test_lists_and_quotations_are_set_off_within_their_lines() -> None:
    message = rich(
        section(word("To do:\n", style={"bold": True})),
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [section(word("write", style={"strike": True})), section(word("wait"))],
        },
        section(word("both\nlines", style={"italic": True}), kind="rich_text_quote"),
        section(word("x = 1\ny = 2\n"), kind="rich_text_preformatted"),
    )
    assert words_of(message, NAMES).text == (
        "To do:\n1. write\n2. wait\n> both\n> lines\nx = 1\ny = 2"
    )
    assert told(message) == [
        ("To do:", BOLD),
        ("write", STRUCK),
        ("both", ITALIC),
        ("lines", ITALIC),
        ("x = 1\ny = 2", BLOCK),
    ]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("*bold* _it_ `code`", [("bold", BOLD), ("it", ITALIC), ("code", CODE)]),
        ("~gone~ *once*", [("gone", STRUCK), ("once", BOLD)]),
        ("*_both_* and 2*3*4, snake_case_name", [("both", BOLD), ("both", ITALIC)]),
        ("so:\n```\nx = 1\n```", [("x = 1", BLOCK)]),
        ("*see <@U1> &amp; co :tada:* now", [("see @Aiko Mori & co 🎉", BOLD)]),
        (":+1: <https://x.ua/_a_> *here*", [("here", BOLD)]),
        ("\x00 *a\x00b* ", [("ab", BOLD)]),
        ("plain", []),
    ],
)  # fmt: skip
def test_markup_alone_tells_it_as_well(text: str, marks: list[tuple[str, MarkKind]]) -> None:
    assert told({"text": text}) == marks


words = st.builds(
    lambda kind, text, style: {"type": kind, "text": text, "url": text, "style": style},
    st.sampled_from(["text", "link", "emoji", "color"]),
    st.text("a \n🎉\x00", max_size=6) | st.none(),
    st.dictionaries(st.sampled_from(["bold", "code", "strike"]), st.just(True) | st.integers())
    | st.text(max_size=2)
    | st.none(),
)
parts = st.builds(
    lambda kind, words: {"type": kind, "elements": words},
    st.sampled_from(["rich_text_section", "rich_text_quote", "rich_text_preformatted"]),
    st.lists(words, max_size=4),
)


@given(st.lists(parts, max_size=4), st.text("*_~`a \n:<>&\x00", max_size=30))
def test_whatever_comes_the_marks_lie_in_the_words(parts: list[Any], text: str) -> None:
    for message in (rich(*parts), {"text": text}):
        read = words_of(message, NAMES)
        assert read.marks == settled(read.marks, read.text)


def test_more_than_anybody_sets_off_is_left_plain() -> None:
    striped = [word(text, style={"bold": text == "a"}) for text in "a " * 3000]
    read = words_of(rich(section(*striped)), NAMES)
    assert len(read.text) == 5999
    assert len(read.marks) == MOST
