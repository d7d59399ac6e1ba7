"""Messages as people read them, whatever Slack makes of what they typed."""

from typing import Any

import pytest

from bot.platforms.slack.reading import mentioned, words_of

NAMES = {"U1": "Aiko Mori", "U2": "a|b <c>"}


def rich(*parts: dict[str, Any], text: str = "") -> dict[str, Any]:
    return {"text": text, "blocks": [{"type": "rich_text", "elements": [*parts]}]}


def section(*words: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": kind, "elements": [*words]}


def word(text: str, **style: Any) -> dict[str, Any]:
    return {"type": "text", "text": text, **style}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("Ask <@U1>, <@U1|old>", "Ask @Aiko Mori, @Aiko Mori"),
        ("Ask <@U9>", "Ask @U9"),
        ("Ask <@U2>", "Ask @a b <c>"),
        ("see <#C1|partners> <!subteam^S1|@mayors>", "see #partners @mayors"),
        ("<!here> <!channel>", "@here @channel"),
        ("<https://odesa.ua|city hall>", "city hall (https://odesa.ua)"),
        ("<https://odesa.ua>", "https://odesa.ua"),
        ("<mailto:x@odesa.ua|x@odesa.ua>", "x@odesa.ua"),
        ("*bold* _it_ ~gone~ `code`", "bold it gone code"),
        ("*_both_* and 2*3*4, snake_case_name", "both and 2*3*4, snake_case_name"),
        ("```\nx = 1\n```", "x = 1"),
        ("<https://x.ua/_a_/*b*>", "https://x.ua/_a_/*b*"),
        ("*see <@U1> now*", "see @Aiko Mori now"),
        ("fine :+1::skin-tone-3: :partyparrot:", "fine 👍🏼 :partyparrot:"),
        ("nul \x00 and \x1b", "nul  and"),
        (" \n ", ""),
    ],
)
def test_markup_alone(text: str, read: str) -> None:
    assert words_of({"text": text}, NAMES).text == read


def test_rich_text_says_what_was_meant() -> None:
    message = rich(
        section(
            word("*not bold* "),
            word("bold", style={"bold": True}),
            word(" "),
            {"type": "user", "user_id": "U1"},
            word(" & "),
            {"type": "user", "user_id": "U9"},
            word(" in "),
            {"type": "channel", "channel_id": "C1"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "broadcast", "range": "here"},
            {"type": "emoji", "name": "+1", "unicode": "1f44d-1f3fc", "skin_tone": 3},
            {"type": "emoji", "name": "tada"},
            {"type": "emoji", "name": "partyparrot"},
            {"type": "color", "value": "#F00"},
            {"type": "date", "timestamp": 1, "fallback": "in 1970"},
        ),
        text="see <#C1|partners> <!subteam^S1|@mayors>",
    )
    assert words_of(message, NAMES).text == (
        "*not bold* bold @Aiko Mori & @U9 in #partners@mayors@here👍🏼🎉:partyparrot:#F00in 1970"
    )


@pytest.mark.parametrize(
    ("link", "read"),
    [
        ({"url": "https://odesa.ua/x"}, "https://odesa.ua/x"),
        ({"url": "https://odesa.ua/", "text": "odesa.ua"}, "https://odesa.ua/"),
        ({"url": "https://odesa.ua/here", "text": "here"}, "here (https://odesa.ua/here)"),
        ({"url": "mailto:x@odesa.ua", "text": "x@odesa.ua"}, "x@odesa.ua"),
    ],
)
def test_a_link_is_read_with_its_address(link: dict[str, str], read: str) -> None:
    assert words_of(rich(section({"type": "link", **link})), NAMES).text == read


def test_lists_quotations_and_code_keep_their_lines() -> None:
    message = rich(
        section(word("To do:\n")),
        {
            "type": "rich_text_list",
            "style": "ordered",
            "offset": 1,
            "elements": [section(word("write")), section(word("wait"))],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 1,
            "elements": [section(word("in English"))],
        },
        section(word("so he said\ntwice"), kind="rich_text_quote"),
        section(word("x = 1"), kind="rich_text_preformatted"),
    )
    assert words_of(message, NAMES).text.split("\n") == [
        "To do:", "2. write", "3. wait", "    • in English", "> so he said", "> twice", "x = 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "blocks",
    [
        None,
        "x",
        [],
        [{"type": "section", "text": {"type": "plain_text", "text": "other"}}],
        [{"type": "rich_text"}, {"type": "divider"}],
        ["x"],
    ],
)
def test_where_there_is_more_than_rich_text_the_text_alone_is_read(blocks: Any) -> None:
    assert words_of({"text": "plain", "blocks": blocks}, NAMES).text == "plain"


@pytest.mark.parametrize(
    "parts",
    [
        ["x", None, 3, {}],
        [{"type": "rich_text_section", "elements": "x"}],
        [{"type": "rich_text_list", "indent": "x", "offset": -1, "elements": [None]}],
        [{"type": "rich_text_section", "elements": [{"type": "emoji", "unicode": "d83d-d"}]}],
        [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": {"x": 1}}]}],
    ],
)
def test_nothing_malformed_is_stumbled_over(parts: list[Any]) -> None:
    words_of(rich(*parts), NAMES).text.encode()


def test_who_is_mentioned_is_told_in_order() -> None:
    assert mentioned({"text": "<@U2|x> and <@U1>, <@u3>"}) == ["U2", "U1"]
    assert mentioned({}) == []
