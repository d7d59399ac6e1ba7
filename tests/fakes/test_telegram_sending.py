"""The local Telegram keeps what a bot sends, sets and is allowed to do."""

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
)
from telegram.ext import (
    ExtBot,
)

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_calls import one_button, raw_call


@pytest.mark.parametrize("data", ["", "я" * 33])
async def test_button_data_is_limited_in_bytes(
    telegram: FakeTelegram, bot: ExtBot, data: str
) -> None:
    chat = telegram.private_chat(telegram.user)
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": data}]]}
    body = {"chat_id": chat.id, "text": "a", "reply_markup": keyboard}
    _, answer = await raw_call(telegram, "bot123:ABC/sendMessage", json=body)
    assert answer["description"] == "Bad Request: BUTTON_DATA_INVALID"


async def test_an_edit_replaces_text_and_buttons(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    message = await bot.send_message(chat.id, "One", reply_markup=one_button())
    await message.edit_text("Two")
    assert telegram.text_of(telegram.last) == "Two"


async def test_an_edit_to_the_same_is_refused_but_no_violation(
    telegram: FakeTelegram, bot: ExtBot
) -> None:
    chat = telegram.private_chat(telegram.user)
    message = await bot.send_message(chat.id, "One", reply_markup=one_button())
    with pytest.raises(BadRequest, match="Message is not modified"):
        await message.edit_text("One", reply_markup=one_button())
    assert (telegram.violations, len(telegram.refusals)) == ([], 1)


async def test_buttons_alone_can_be_taken_away(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    message = await bot.send_message(chat.id, "One", reply_markup=one_button())
    await message.edit_reply_markup(None)
    assert telegram.text_of(telegram.last) == "One"


async def test_a_deleted_message_cannot_be_edited(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    message = await bot.send_message(chat.id, "One")
    await message.delete()
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await message.edit_text("Two")


async def test_a_document_goes_out_and_can_be_fetched(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    message = await bot.send_document(
        chat.id, b"name\nOdesa\n", filename="міста.csv", caption="<i>All</i>", parse_mode="HTML"
    )
    stored = await bot.get_file(message.document.file_id)
    assert bytes(await stored.download_as_bytearray()) == b"name\nOdesa\n"
    assert telegram.text_of(telegram.last) == "All\n<міста.csv>"
    assert telegram.violations == []


async def test_a_caption_is_limited(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(chat.id, b"x", caption="a" * 1025)


async def test_a_reply_carries_what_it_answers(telegram: FakeTelegram, bot: ExtBot) -> None:
    asked = await telegram.message("Hello?")
    reply = ReplyParameters(asked["message_id"])
    sent = await bot.send_message(asked["chat"]["id"], "Yes", reply_parameters=reply)
    assert sent.reply_to_message.text == "Hello?"


async def test_a_topic_that_never_was_is_a_violation(telegram: FakeTelegram, bot: ExtBot) -> None:
    forum = telegram.supergroup("Network", forum=True)
    topic = telegram.topic(forum, "Odesa")
    await bot.send_message(forum.id, "in", message_thread_id=topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "out", message_thread_id=topic + 50)
    assert len(telegram.violations) == 1


async def test_a_closed_topic_takes_nothing(telegram: FakeTelegram, bot: ExtBot) -> None:
    forum = telegram.supergroup("Network", forum=True)
    topic = telegram.topic(forum, "Odesa")
    telegram.close_topic(forum, topic)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(forum.id, "in", message_thread_id=topic)
    assert telegram.violations == []


async def test_people_who_never_wrote_cannot_be_written_to(
    telegram: FakeTelegram, bot: ExtBot
) -> None:
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(telegram.person("Marta")["id"], "Hello")


async def test_a_blocked_bot_is_forbidden_to_send(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    await telegram.kick_bot(chat)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(chat.id, "Hello")


async def test_an_upgraded_group_tells_its_new_id_both_ways(
    telegram: FakeTelegram, bot: ExtBot
) -> None:
    group = telegram.group("Sister cities")
    new = await telegram.upgrade_group(group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "Hello")
    updates = await bot.get_updates()
    assert moved.value.new_chat_id == new.id
    assert [u.message.migrate_to_chat_id or u.message.migrate_from_chat_id for u in updates] == [
        new.id,
        group.id,
    ]


async def test_coming_and_going_are_told(telegram: FakeTelegram, bot: ExtBot) -> None:
    group = telegram.group("Sister cities", bot="left")
    await telegram.add_bot(group)
    await telegram.kick_bot(group)
    updates = await bot.get_updates()
    changes = [u.my_chat_member for u in updates if u.my_chat_member]
    assert [c.new_chat_member.status for c in changes] == ["member", "kicked"]


async def test_commands_are_kept_by_scope_and_language(telegram: FakeTelegram, bot: ExtBot) -> None:
    groups = BotCommandScopeAllGroupChats()
    await bot.set_my_commands([BotCommand("help", "Довідка")], groups, "uk")
    assert await bot.get_my_commands(groups, "uk") == (BotCommand("help", "Довідка"),)
    assert await bot.get_my_commands() == ()


@pytest.mark.parametrize(
    ("command", "description"), [("Help", "a"), ("a" * 33, "a"), ("help", ""), ("help", "a" * 257)]
)
async def test_a_command_out_of_limits_is_refused(
    telegram: FakeTelegram, bot: ExtBot, command: str, description: str
) -> None:
    with pytest.raises(BadRequest):
        await bot.set_my_commands([BotCommand(command, description)])


async def test_descriptions_are_kept_by_language(telegram: FakeTelegram, bot: ExtBot) -> None:
    await bot.set_my_description("City diplomacy")
    await bot.set_my_short_description("Міста", language_code="uk")
    await bot.set_my_name("Attaché")
    assert (await bot.get_my_description("de")).description == "City diplomacy"
    assert telegram.violations == []


async def test_members_and_administrators_are_told(telegram: FakeTelegram, bot: ExtBot) -> None:
    guest = telegram.person("Marta")
    group = telegram.supergroup("G", members=[telegram.user, guest], bot="administrator")
    assert (await bot.get_chat(group.id)).title == "G"
    assert (await bot.get_chat_member(group.id, guest["id"])).status == "member"
    assert len(await bot.get_chat_administrators(group.id)) == 2


async def test_the_bot_can_act_leave_and_set_its_menu(telegram: FakeTelegram, bot: ExtBot) -> None:
    group = telegram.group("G")
    await bot.send_chat_action(group.id, "typing")
    await bot.set_chat_menu_button()
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="not a member of the group chat"):
        await bot.send_message(group.id, "Hello")
    assert telegram.violations == []
