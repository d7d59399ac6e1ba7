"""Updates in which something is of another type than Telegram says."""

import json
import logging
from typing import Any

import pytest

from tests.platforms.telegram.conftest import Setting
from tests.platforms.telegram.test_webhook import posted

PERSON = {"id": 5, "is_bot": False, "first_name": "Olena", "language_code": "en"}
CHAT = {"id": 5, "type": "private"}
SAID = {"message_id": 1, "date": 1_795_000_000, "chat": CHAT, "from": PERSON, "text": "/help"}
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
        ("my_chat_member", CHANGED | {"chat": None}),
        ("my_chat_member", CHANGED | {"new_chat_member": None}),
    ],
)
async def test_such_an_update_is_passed_over_without_a_fault(
    webhook: Setting, kind: str, content: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    body = json.dumps({"update_id": 1, kind: content}).encode()
    assert await posted(webhook, body) == 200
    assert webhook.asked == []
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
