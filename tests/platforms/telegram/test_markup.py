"""Words with marks as Telegram's HTML: every tag closed, however the marks lie."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chat.reply import Heading, Note, Paragraph, Quote, Reply
from bot.chat.speech import Speech
from bot.domain.marks import Mark, MarkKind
from bot.platforms.telegram.limits import CAPTION_LENGTH, ENTITIES, TEXT_LENGTH
from bot.platforms.telegram.rendering import Rendering
from tests.fakes.telegram.entities import covered, finished
from tests.fakes.telegram.html_text import parse_html
from tests.fakes.telegram.limits import utf16_length

BOLD, ITALIC, STRUCK, CODE, BLOCK = MarkKind
rendering = Rendering(("help",))


def pages(*parts: Paragraph | Quote | Heading | Note) -> tuple[str, ...]:
    return rendering.pages(Reply(parts=parts), Speech())


@pytest.mark.parametrize(
    ("text", "marks", "shown"),
    [
        ("unbelievable", [Mark(2, 8, BOLD)], "un<b>believ</b>able"),
        ("🎉 a < b", [Mark(2, 5, ITALIC)], "🎉 <i>a &lt;</i> b"),
        ("one two", [Mark(0, 3, STRUCK), Mark(4, 7, CODE)], "<s>one</s> <code>two</code>"),
        ("x = 1\ny", [Mark(0, 7, BLOCK)], "<pre>x = 1\ny</pre>"),
        # One within the other, and over each other's end.
        ("one two", [Mark(0, 7, ITALIC), Mark(4, 7, BOLD)], "<i>one <b>two</b></i>"),
        ("one two", [Mark(0, 5, ITALIC), Mark(3, 7, BOLD)], "<i>one<b> t</b></i><b>wo</b>"),
        ("one", [Mark(0, 3, BOLD), Mark(0, 3, STRUCK)], "<b><s>one</s></b>"),
        # Code holds nothing else.
        ("a b c", [Mark(0, 5, BOLD), Mark(2, 3, CODE)], "<b>a </b><code>b</code><b> c</b>"),
        ("one two", [Mark(0, 7, BLOCK), Mark(0, 3, CODE), Mark(4, 7, BOLD)], "<pre>one two</pre>"),
        # Nonsense.
        ("one", [Mark(-1, 2, BOLD), Mark(1, 9, CODE), Mark(2, 1, ITALIC)], "one"),
        ("a  b", [Mark(1, 3, BOLD)], "a  b"),
    ],
)  # fmt: skip
def test_marks_are_tags(text: str, marks: list[Mark], shown: str) -> None:
    assert pages(Paragraph(text, tuple(marks))) == (shown,)


def test_a_quotation_holds_the_tags_of_its_words() -> None:
    marks = (Mark(0, 5, BOLD), Mark(6, 11, BOLD), Mark(12, 13, BLOCK))
    assert pages(Quote("hello world\nx", marks)) == (
        "<blockquote expandable><b>hello</b> <b>world</b>\n<pre>x</pre></blockquote>",
    )


def test_nothing_that_is_set_off_comes_to_life() -> None:
    text = "@durov /start #news @durov"
    marks = (Mark(0, 1, BOLD), Mark(7, 13, ITALIC), Mark(15, 19, BOLD), Mark(20, 26, STRUCK))
    (page,) = pages(Paragraph(text, marks))
    shown, entities = finished(*parse_html(page))
    assert shown.replace("\u2060", "") == text
    assert [covered(shown, each).replace("\u2060", "") for each in entities] == [
        "@", "/start", "news", "@durov",
    ]  # fmt: skip
    assert {each["type"] for each in entities} == {"bold", "italic", "strikethrough"}


def test_long_words_are_cut_where_they_are_cut_without_marks() -> None:
    text = "слово & <діло> 🎉\n" * 900
    marks = (Mark(3, len(text) - 3, BOLD), Mark(2000, 9000, ITALIC), Mark(9000, 9004, CODE))
    for part in (Paragraph, Quote):
        plain = [parse_html(page)[0] for page in pages(part(text))]
        marked = [parse_html(page) for page in pages(part(text, marks))]
        assert [shown for shown, _entities in marked] == plain
        bold = [
            utf16_length(covered(shown, each))
            for shown, entities in marked
            for each in entities
            if each["type"] == "bold"
        ]
        assert sum(bold) >= sum(map(utf16_length, plain)) - 20


def test_a_message_has_no_more_marks_than_telegram_styles() -> None:
    text = "word " * 300
    marks = tuple(Mark(5 * index, 5 * index + 4, BOLD) for index in range(300))
    (page,) = pages(Heading("Olena"), Paragraph(text, marks), Note("machine translation"))
    shown, entities = parse_html(page)
    assert len(entities) == ENTITIES
    assert [each["type"] for each in entities][-1] == "italic"
    assert shown.count("word") == 300


def test_marks_take_no_room_of_the_words() -> None:
    marks = tuple(Mark(2 * index, 2 * index + 1, BOLD) for index in range(90))
    reply = Reply(parts=(Paragraph("ab" * 500, marks), Quote("ab" * 500, marks)))
    for most, page in (
        (TEXT_LENGTH, rendering.page(reply, Speech())),
        (CAPTION_LENGTH, rendering.caption(reply, Speech())),
    ):
        plain = Reply(parts=(Paragraph("ab" * 500), Quote("ab" * 500)))
        bare = rendering.page if most == TEXT_LENGTH else rendering.caption
        assert parse_html(page)[0] == parse_html(bare(plain, Speech()))[0]


texts = st.text("ab@/# <&>\n🎉", max_size=60) | st.just("слово 🎉 @x /y\n" * 700)
marks = st.lists(
    st.builds(Mark, st.integers(-2, 70), st.integers(-2, 9000), st.sampled_from(MarkKind)),
    max_size=8,
).map(tuple)
parts = st.lists(
    st.builds(Paragraph, texts, marks) | st.builds(Quote, texts, marks), max_size=3
).map(tuple)


@settings(deadline=None)
@given(parts)
@example((Quote("a b", (Mark(0, 1, BOLD), Mark(1, 2, CODE), Mark(2, 3, ITALIC))),))
def test_whatever_is_marked_the_html_is_whole(parts: tuple[Paragraph | Quote, ...]) -> None:
    reply, bare = Reply(parts=parts), Reply(parts=tuple(type(each)(each.text) for each in parts))
    every = [
        *rendering.pages(reply, Speech()),
        rendering.page(reply, Speech()),
        rendering.caption(reply, Speech()),
    ]
    plain = [
        *rendering.pages(bare, Speech()),
        rendering.page(bare, Speech()),
        rendering.caption(bare, Speech()),
    ]
    # The local Telegram refuses a text in which any tag is not closed where it should be.
    told = [parse_html(page) for page in every]
    assert [shown for shown, _entities in told] == [parse_html(page)[0] for page in plain]
    assert all(len(entities) <= ENTITIES for _shown, entities in told)
    live = {each["type"] for page in told for each in finished(*page)[1]}
    assert not live & {"mention", "bot_command", "hashtag"}
