"""The local Telegram checks calls as published and can be told to fail."""

import json
from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import (
    ExtBot,
)

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_calls import TOKEN, bot_of, raw_call


@pytest.mark.parametrize(
    ("path", "body", "status", "description"),
    [
        ("bot123:ABC/sendRocket", {}, 404, "Not Found"),
        ("bot123:WRONG/getMe", {}, 401, "Unauthorized"),
        ("botnonsense/getMe", {}, 404, "Not Found"),
        ("bot123:ABC/sendMessage", {"text": "a"}, 400, "Bad Request: chat_id is empty"),
        (
            "bot123:ABC/sendMessage",
            {"chat_id": 1, "text": "a", "colour": "red"},
            400,
            "Bad Request: sendMessage has no argument 'colour'",
        ),
        (
            "bot123:ABC/sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"txt": "a"}]]}},
            400,
            "Bad Request: can't parse argument: "
            "reply_markup.inline_keyboard[0][0] has the unknown field 'txt'; "
            "reply_markup.inline_keyboard[0][0] lacks the field 'text'",
        ),
        ("bot123:ABC/sendMessage", {"chat_id": 1, "text": "a"}, 400, "Bad Request: chat not found"),
    ],
)
async def test_a_wrong_call_is_answered_as_telegram_would_and_recorded(
    telegram: FakeTelegram, path: str, body: dict, status: int, description: str
) -> None:
    answer = await raw_call(telegram, path, json=body)
    assert answer == (status, {"ok": False, "error_code": status, "description": description})
    assert [v.description for v in telegram.violations] == [description]


async def test_a_body_that_is_no_json_object_is_refused(telegram: FakeTelegram) -> None:
    headers = {"Content-Type": "application/json"}
    status, answer = await raw_call(telegram, "bot123:ABC/getMe", data="[1", headers=headers)
    assert (status, answer["ok"]) == (400, False)


async def test_a_form_carries_numbers_and_json_as_text(telegram: FakeTelegram) -> None:
    chat = telegram.private_chat(telegram.user)
    keyboard = json.dumps({"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]})
    form = {"chat_id": str(chat.id), "text": "Hello", "reply_markup": keyboard}
    _, answer = await raw_call(telegram, "bot123:ABC/sendMessage", data=form)
    assert telegram.text_of(answer["result"]) == "Hello\n[Go]"


async def test_a_wrong_token_is_told_to_the_library(telegram: FakeTelegram) -> None:
    with pytest.raises(InvalidToken):
        async with bot_of(telegram, "123:OTHER"):
            pytest.fail("a wrong token was let in")
    assert telegram.violations[0].description == "Unauthorized"


async def test_offsets_count_utf16_units(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    message = await bot.send_message(chat.id, "🏟 <b>Львів</b>", parse_mode="HTML")
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bold", 3, 5)]
    assert telegram.violations == []


async def test_a_mention_in_plain_text_is_a_ping(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    linked = f'<a href="tg://user?id={telegram.user["id"]}">Olena</a>'
    await bot.send_message(chat.id, f"@everyone_here {linked} <code>@quiet_one</code>", "HTML")
    assert telegram.pings(telegram.last) == ["@everyone_here", "Olena"]


async def test_a_length_is_measured_after_parsing(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    await bot.send_message(chat.id, f"<b>{'я' * 4096}</b>", parse_mode="HTML")
    assert telegram.violations == []


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "Message text is empty"),
        ("  \n", "Message text is empty"),
        ("🏟" * 2049, "Message is too long"),
        ("<h1>no</h1>", 'Can\'t parse entities: unsupported start tag "h1" at byte offset 0'),
        ("<b>open", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_bad_text_is_refused_and_recorded(
    telegram: FakeTelegram, bot: ExtBot, text: str, description: str
) -> None:
    chat = telegram.private_chat(telegram.user)
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(chat.id, text, parse_mode="HTML")
    assert refused.value.message.lower() == description.lower()
    assert [v.method for v in telegram.violations] == ["sendMessage"]


async def test_the_pace_limit_is_told_with_its_wait(
    telegram: FakeTelegram, bot: ExtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without this the library warns of its coming change as soon as it meets a wait.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    chat = telegram.private_chat(telegram.user)
    telegram.fail_next("sendMessage", retry_after=3)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(chat.id, "One")
    assert refused.value.retry_after == timedelta(seconds=3)
    await bot.send_message(chat.id, "Two")
    assert [telegram.text_of(message) for message in telegram.sent] == ["Two"]


async def test_a_dropped_answer_can_follow_a_call_that_took_effect(
    telegram: FakeTelegram, bot: ExtBot
) -> None:
    chat = telegram.private_chat(telegram.user)
    telegram.fail_next("sendMessage", drop=True, handled=True)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "One")
    assert len(telegram.sent) == 1


async def test_a_dropped_call_takes_no_effect(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    telegram.fail_next("sendMessage", drop=True)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "One")
    assert telegram.sent == []


async def test_a_failure_that_never_came_is_a_violation() -> None:
    async with FakeTelegram(token=TOKEN) as telegram:
        telegram.fail_next("sendMessage", error_code=500)
    assert [v.method for v in telegram.violations] == ["sendMessage"]


async def test_waiting_in_vain_tells_what_was_sent(telegram: FakeTelegram, bot: ExtBot) -> None:
    await bot.send_message(telegram.private_chat(telegram.user).id, "Only this")
    with pytest.raises(AssertionError, match="Only this"):
        await telegram.wait_for(2, timeout=0.05)


async def test_a_late_answer_is_the_right_one(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    telegram.fail_next("sendMessage", delay=0.01)
    message = await bot.send_message(chat.id, "One")
    assert message.text == "One"
