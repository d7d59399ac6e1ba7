"""Words with marks as Slack shows them: exactly, and as letters."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.reply import Heading, Paragraph, Quote, Reply
from bot.domain.marks import Mark, MarkKind
from bot.platforms.slack import limits
from tests.fakes.slack import pings, text_of
from tests.fakes.slack.messages import checked_content
from tests.platforms.slack.test_blocks import NASTY, read, shown

BOLD, ITALIC, STRUCK, CODE, BLOCK = MarkKind


def blocks_of(*parts: Paragraph | Quote) -> list[dict[str, Any]]:
    return [block for posting in shown(Reply(parts=parts)) for block in posting.blocks]


def text(words: str, *styles: str) -> dict[str, Any]:
    word = {"type": "text", "text": words}
    return word | {"style": dict.fromkeys(styles, True)} if styles else word


def section(*words: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": kind, "elements": [*words]}


def test_each_piece_has_its_style_also_within_a_word() -> None:
    marks = (Mark(2, 6, BOLD), Mark(4, 8, ITALIC), Mark(9, 10, CODE), Mark(11, 12, STRUCK))
    (block,) = blocks_of(Paragraph("🎉 unbeli x y", marks))
    assert block == {
        "type": "rich_text",
        "elements": [
            section(
                text("🎉 "),
                text("un", "bold"),
                text("be", "bold", "italic"),
                text("li", "italic"),
                text(" "),
                text("x", "code"),
                text(" "),
                text("y", "strike"),
            )
        ],
    }


def test_a_block_of_code_stands_by_itself() -> None:
    words = "Run this:\nmake all\n\nmake test\n\nand wait"
    marks = (Mark(10, 18, BLOCK), Mark(12, 14, BOLD), Mark(20, 29, BLOCK), Mark(31, 34, BOLD))
    (block,) = blocks_of(Paragraph(words, marks))
    assert block["elements"] == [
        section(text("Run this:")),
        section(text("make all"), kind="rich_text_preformatted"),
        section(text("make test"), kind="rich_text_preformatted"),
        section(text("\n"), text("and", "bold"), text(" wait")),
    ]


def test_a_quotation_stays_behind_its_bar() -> None:
    (block,) = blocks_of(Quote("Good morning\nx = 1", (Mark(5, 12, BOLD), Mark(13, 18, BLOCK))))
    assert block["elements"] == [
        section(text("Good "), text("morning", "bold"), kind="rich_text_quote"),
        section(text("x = 1"), kind="rich_text_preformatted") | {"border": 1},
    ]
    assert text_of({"blocks": [block]}) == "> Good morning\n> x = 1"


def test_a_long_quotation_is_folded_up_and_does_without() -> None:
    (block,) = blocks_of(Quote("Good morning. " * 40, (Mark(5, 12, BOLD),)))
    assert (block["type"], block.get("expand")) == ("section", None)
    assert block["text"]["text"].startswith("> Good morning.")


def test_a_notification_tells_the_words_alone() -> None:
    marks = (Mark(0, 4, BOLD), Mark(13, 18, BLOCK))
    reply = Reply("Olena", (Paragraph("Good *morn*:\nx = 1", marks),))
    assert shown(reply)[0].text.replace("\u2060", "") == "Olena\nGood *morn*:\nx = 1"


def test_people_read_exactly_what_was_stored_with_marks() -> None:
    marks = (Mark(3, 9, BOLD), Mark(11, 30, CODE))
    assert read(Reply(parts=(Paragraph(NASTY, marks), Quote(NASTY, marks)))).count(NASTY) == 2


def test_nonsense_leaves_what_is_shown_without_marks() -> None:
    nonsense = (Mark(-4, 2, BOLD), Mark(3, 99, CODE), Mark(4, 5, ITALIC))
    for kind in (Paragraph, Quote):
        assert blocks_of(kind("Good morning", nonsense)) == blocks_of(kind("Good morning"))


def test_long_words_are_cut_where_they_are_cut_without_marks() -> None:
    words = ("word " * 1500 + "\n" + "line\n" * 900).strip()
    plain = [block["text"]["text"] for block in blocks_of(Paragraph(words))]
    marked = blocks_of(Paragraph(words, (Mark(10, len(words) - 2, BOLD),)))
    told = ["".join(each["text"] for each in block["elements"][0]["elements"]) for block in marked]
    assert told == plain
    first, *between, last = (block["elements"][0]["elements"] for block in marked)
    assert [len(first), len(last)] == [2, 2]
    assert all(len(each) == 1 and each[0]["style"] == {"bold": True} for each in between)


anything = st.text("ab*_~`<@!> \n🎉", max_size=60) | st.sampled_from(
    [NASTY, NASTY * 80, "x" * 3100]
)
marks = st.lists(
    st.builds(Mark, st.integers(-2, 70), st.integers(-2, 5000), st.sampled_from(MarkKind)),
    max_size=6,
).map(tuple)
parts = st.lists(
    st.builds(Paragraph, anything, marks) | st.builds(Quote, anything, marks), max_size=3
).map(tuple)


@settings(deadline=None)
@given(parts)
def test_slack_takes_whatever_is_marked(parts: tuple[Paragraph | Quote, ...]) -> None:
    reply = Reply(parts=(Heading("Olena"), *parts))
    for posting in shown(reply):
        content = checked_content({"text": posting.text, "blocks": posting.blocks})
        assert pings(content) == []
        for block in posting.blocks:
            for element in block.get("elements", []):
                words = element.get("elements", [])
                assert all(each["text"] for each in words)
                assert sum(len(each["text"]) for each in words) <= limits.SECTION


def test_web_addresses_are_links_and_nothing_else_is() -> None:
    said = "See https://odesa.ua/list?a=1&b=2, not <https://x.example|this> or odesa.ua"
    (block,) = blocks_of(Paragraph(said))
    words = [each for part in block["elements"] for each in part["elements"]]
    assert [each["url"] for each in words if each["type"] == "link"] == [
        "https://odesa.ua/list?a=1&b=2",
        "https://x.example|this",
    ]
    assert "".join(each["text"] for each in words) == said


def test_an_address_that_is_set_off_is_a_link_that_is_set_off_and_in_code_it_is_none() -> None:
    address = "https://odesa.ua"
    marks = (Mark(0, len(address), BOLD),)
    (block,) = blocks_of(Paragraph(address, marks))
    link = {"type": "link", "url": address, "text": address, "style": {"bold": True}}
    assert block["elements"][0]["elements"] == [link]
    (block,) = blocks_of(Quote(f"curl {address}", (Mark(0, 21, MarkKind.CODE),)))
    assert [each["type"] for each in block["elements"][0]["elements"]] == ["text"]
