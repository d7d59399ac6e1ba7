"""How what people write on Telegram is set off, told beside the words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message

from bot.chat.talk import Edited, Said
from bot.domain.marks import Mark, MarkKind, settled
from bot.platforms.telegram.wording import wording_of
from tests.platforms.telegram.conftest import Setting

BOLD, ITALIC, STRUCK, CODE, BLOCK = MarkKind
CHAT = {"id": -9, "type": "supergroup", "title": "Port"}


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def message(text: str, *entities: dict[str, Any], **more: Any) -> Message:
    told = {"message_id": 1, "date": 1, "chat": CHAT, "text": text, "entities": [*entities], **more}
    return Message.de_json(told)


def told(written: Message) -> list[tuple[str, MarkKind]]:
    words = wording_of(written)
    return [(words.text[each.begin : each.end], each.kind) for each in words.marks]


def test_each_kind_is_told_and_what_others_cannot_show_is_left_out() -> None:
    kinds = ["bold", "italic", "strikethrough", "code", "pre", "underline", "spoiler", "blockquote"]
    text = "".join(f"{kind} " for kind in kinds)
    entities = [entity(kind, text.index(kind), len(kind)) for kind in kinds]
    assert told(message(text, *entities)) == [
        ("bold", BOLD),
        ("italic", ITALIC),
        ("strikethrough", STRUCK),
        ("code", CODE),
        ("pre", BLOCK),
    ]


def test_places_are_counted_as_telegram_counts() -> None:
    text = "👩‍👩‍👧 Odesa 🇺🇦 port"
    bold = entity("bold", 9, 10)
    assert told(message(text, bold, entity("code", 20, 4))) == [("Odesa 🇺🇦", BOLD), ("port", CODE)]


@pytest.mark.parametrize(
    ("offset", "length"), [(1, 4), (0, 1), (0, 99), (99, 1), (-2, 5), (4, -2), (3, 0)]
)
def test_what_is_broken_is_no_mark(offset: int, length: int) -> None:
    assert told(message("🎉 ok, so", entity("bold", offset, length))) == []


def test_white_space_around_the_text_moves_nothing() -> None:
    assert told(message(" \n ahoy there \n", entity("bold", 0, 7), entity("code", 8, 7))) == [
        ("ahoy", BOLD),
        ("there", CODE),
    ]


def test_a_forwarded_text_is_set_off_behind_its_writers_name() -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Olena 🎉"}
    written = message("🎉 The ferry", entity("bold", 3, 3), forward_origin=origin)
    assert wording_of(written).text == "↪ Olena 🎉: 🎉 The ferry"
    assert told(written) == [("The", BOLD)]


def test_the_address_behind_a_label_is_not_set_off_with_it() -> None:
    link = {"url": "https://a.example/b"}
    written = message(
        "🎉 see here now",
        entity("bold", 3, 8),
        entity("text_link", 7, 4, **link),
        entity("italic", 12, 3),
        entity("strikethrough", 0, 15),
    )
    assert wording_of(written).text == "🎉 see here (https://a.example/b) now"
    assert told(written) == [
        ("🎉 see here (https://a.example/b) now", STRUCK),
        ("see here", BOLD),
        ("now", ITALIC),
    ]


def test_a_link_that_is_broken_leaves_the_marks() -> None:
    broken = entity("text_link", 1, 2, url="https://a.example")
    assert told(message("🎉 ok", broken, entity("bold", 3, 2))) == [("ok", BOLD)]


async def test_words_under_a_file_are_told_likewise(polling: Setting) -> None:
    group = polling.telegram.supergroup("Sister cities", bot="administrator")
    plan = await polling.telegram.file("plan.pdf", b"x", chat=polling.telegram.group("Elsewhere"))
    content = {
        "document": plan["document"],
        "caption": "The 🎉 plan",
        "caption_entities": [entity("bold", 7, 4)],
    }
    await polling.telegram.post(content, chat=group)
    await polling.settled()
    said = polling.talk[-1]
    assert isinstance(said, Said)
    assert (said.text, said.marks) == ("The 🎉 plan", (Mark(6, 10, BOLD),))


async def test_other_formatting_is_told_as_a_change(polling: Setting) -> None:
    group = polling.telegram.supergroup("Sister cities", bot="administrator")
    written = await polling.telegram.message("The ferry", chat=group)
    await polling.telegram.edit(written, "The ferry", entities=[entity("bold", 4, 5)])
    await polling.settled()
    edited = polling.talk[-1]
    assert isinstance(edited, Edited)
    assert (edited.text, edited.marks) == ("The ferry", (Mark(4, 9, BOLD),))


entities = st.lists(
    st.builds(
        entity,
        st.sampled_from(["bold", "italic", "strikethrough", "code", "pre", "text_link", "mention"]),
        st.integers(-2, 24),
        st.integers(-2, 24),
        url=st.sampled_from(["https://a.example", "", "x"]),
    ),
    max_size=6,
)


@given(st.text("ab 🎉\n\u200d", max_size=16), entities)
def test_whatever_comes_the_marks_lie_in_the_words(text: str, given: list[dict[str, Any]]) -> None:
    words = wording_of(message(text, *given))
    assert words.marks == settled(words.marks, words.text)
