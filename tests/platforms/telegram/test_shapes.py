"""Updates in which something is of another type than Telegram says."""

import json
import logging
from typing import Any

import pytest

from bot.chat.talk import Edited, Reacted, Said
from tests.platforms.telegram.conftest import Setting
from tests.platforms.telegram.test_webhook import posted

PERSON = {"id": 5, "is_bot": False, "first_name": "Olena", "language_code": "en"}
CHAT = {"id": 5, "type": "private"}
SAID = {"message_id": 1, "date": 1_795_000_000, "chat": CHAT, "from": PERSON, "text": "/help"}
GROUP = {"id": -1_007, "type": "supergroup", "title": "Sister cities"}
SHARED = {"message_id": 1, "date": 1_795_000_000, "chat": GROUP, "from": PERSON}
FILE = {"file_id": "f", "file_unique_id": "f"}
REACTED = {
    "chat": GROUP,
    "message_id": 1,
    "user": PERSON,
    "date": 1_795_000_000,
    "old_reaction": [],
    "new_reaction": [{"type": "emoji", "emoji": "👍"}],
}
COMMAND = {"type": "bot_command", "offset": 0, "length": 5}
PRESSED = {"id": "7", "from": PERSON, "message": SAID, "data": "help"}
CHANGED = {
    "chat": CHAT,
    "from": PERSON,
    "date": 1,
    "old_chat_member": {"status": "left", "user": PERSON},
    "new_chat_member": {"status": "member", "user": PERSON},
}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("message", SAID | {"text": ["/help"]}),
        ("message", SAID | {"chat": None}),
        ("message", SAID | {"chat": CHAT | {"id": "5"}}),
        ("message", SAID | {"chat": CHAT | {"type": {}}}),
        ("message", SAID | {"from": PERSON | {"language_code": ["en"]}}),
        ("message", SAID | {"entities": [COMMAND | {"length": "5"}]}),
        ("message", SAID | {"entities": [COMMAND | {"offset": 0.5}]}),
        ("message", SAID | {"reply_to_message": {"message_id": 1}}),
        ("message", SAID | {"migrate_to_chat_id": {}}),
        ("message", SAID | {"is_topic_message": True, "message_thread_id": "x"}),
        ("callback_query", PRESSED | {"data": {}}),
        ("callback_query", PRESSED | {"from": None}),
        ("callback_query", PRESSED | {"message": {"message_id": 1, "date": 0}}),
        ("message", SHARED | {"photo": [{"file_id": 7, "width": 1, "height": 1}]}),
        ("message", SHARED | {"document": {"file_id": "f", "file_size": "1"}}),
        ("message", SHARED | {"voice": ["f"]}),
        ("message", SHARED | {"sticker": {"emoji": 1}}),
        ("message", SHARED | {"location": {"latitude": "46", "longitude": 30}}),
        ("message", SHARED | {"contact": {"phone_number": 380, "first_name": "O"}}),
        ("message", SHARED | {"poll": {"question": "When?", "options": [{"text": 1}]}}),
        ("message", SHARED | {"dice": {"emoji": "🎲", "value": "5"}}),
        ("message", SHARED | {"forward_origin": {"type": "hidden_user", "sender_user_name": 1}}),
        ("message", SAID | {"entities": [COMMAND | {"type": "text_link", "url": 1}]}),
        ("edited_message", SHARED | {"text": 1}),
        ("edited_message", SHARED | {"text": "a", "edit_date": "now"}),
        ("message_reaction", REACTED | {"message_id": "1"}),
        ("message_reaction", REACTED | {"new_reaction": "👍"}),
        ("message_reaction", REACTED | {"new_reaction": [{"type": "emoji", "emoji": None}]}),
        ("message_reaction", REACTED | {"new_reaction": [{"type": "emoji", "emoji": 1}]}),
        ("message_reaction", REACTED | {"user": None, "actor_chat": {"id": "-7"}}),
        ("my_chat_member", CHANGED | {"chat": None}),
        ("my_chat_member", CHANGED | {"new_chat_member": None}),
    ],
)
async def test_such_an_update_is_passed_over_without_a_fault(
    webhook: Setting, kind: str, content: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    body = json.dumps({"update_id": 1, kind: content}).encode()
    assert await posted(webhook, body) == 200
    assert (webhook.asked, webhook.talk) == ([], [])
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_what_is_right_is_still_heard(webhook: Setting) -> None:
    webhook.telegram.private_chat(PERSON)
    assert await posted(webhook, json.dumps({"update_id": 1, "message": SAID}).encode()) == 200
    assert [message.text for message in webhook.asked] == ["/help"]


async def test_a_command_that_ends_within_a_character_is_plain_text(webhook: Setting) -> None:
    webhook.telegram.private_chat(PERSON)
    said = SAID | {"text": "help 🇺🇦", "entities": [COMMAND | {"offset": 1, "length": 5}]}
    assert await posted(webhook, json.dumps({"update_id": 1, "message": said}).encode()) == 200
    assert [message.text for message in webhook.asked] == ["help 🇺🇦"]


@pytest.mark.parametrize(
    "content",
    [
        SHARED | {"document": FILE, "caption_entities": [COMMAND]},
        SHARED | {"text": "/help", "entities": [COMMAND], "from": PERSON | {"id": -5}},
    ],
)
async def test_what_cannot_be_is_no_fault(
    webhook: Setting, content: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert await posted(webhook, json.dumps({"update_id": 1, "message": content}).encode()) == 200
    assert webhook.asked == []
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_talk_that_is_right_is_heard_as_well(webhook: Setting) -> None:
    webhook.telegram.supergroup("Sister cities")
    updates = (
        {"message": SHARED | {"text": "Hello"}},
        {"edited_message": SHARED | {"text": "Hello!", "edit_date": 1_795_000_001}},
        {"message_reaction": REACTED},
    )
    for number, update in enumerate(updates, 1):
        assert await posted(webhook, json.dumps({"update_id": number, **update}).encode()) == 200
    assert [type(each) for each in webhook.talk] == [Said, Edited, Reacted]


async def test_a_link_that_ends_within_a_character_is_plain_text(webhook: Setting) -> None:
    link = {"type": "text_link", "offset": 0, "length": 1, "url": "https://a.example"}
    said = SHARED | {"text": "🚢 ahoy", "entities": [link, link | {"offset": -9, "length": 3}]}
    assert await posted(webhook, json.dumps({"update_id": 1, "message": said}).encode()) == 200
    assert [each.text for each in webhook.talk] == ["🚢 ahoy"]
