"""The local Telegram gives a bot what people do, by polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import (
    CallbackQuery,
    Message,
    Update,
)
from telegram.error import (
    BadRequest,
    Conflict,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
)

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_calls import TOKEN, bot_of, one_button


async def test_a_command_arrives_with_its_entity(telegram: FakeTelegram, bot: ExtBot) -> None:
    await telegram.message("/partner@attache_bot status Odesa", chat=telegram.group("G"))
    [update] = await bot.get_updates()
    assert update.message.parse_entities(["bot_command"]).popitem()[1] == "/partner@attache_bot"


@pytest.mark.parametrize(
    ("text", "count"),
    [("good morning", 0), ("/help", 1), ("/help@other_bot", 0), ("see @attache_bot", 1)],
)
async def test_privacy_mode_hides_what_is_not_for_the_bot(
    telegram: FakeTelegram, bot: ExtBot, text: str, count: int
) -> None:
    await telegram.message(text, chat=telegram.group("G"))
    assert len(await bot.get_updates()) == count


async def test_a_confirmed_update_does_not_come_again(telegram: FakeTelegram, bot: ExtBot) -> None:
    await telegram.message("one")
    await telegram.message("two")
    first = (await bot.get_updates(limit=1))[0]
    rest = await bot.get_updates(offset=first.update_id + 1)
    assert [update.message.text for update in rest] == ["two"]


async def test_kinds_not_asked_for_stay_away(telegram: FakeTelegram, bot: ExtBot) -> None:
    await bot.get_updates(allowed_updates=["message"])
    await telegram.kick_bot(telegram.private_chat(telegram.user))
    assert await bot.get_updates() == ()


async def test_a_long_poll_returns_at_the_first_update(telegram: FakeTelegram, bot: ExtBot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await telegram.wait_for(lambda fake: fake.world.updates.polls)
    await telegram.message("now")
    assert [update.message.text for update in await poll] == ["now"]


async def test_a_second_poll_ends_the_first(telegram: FakeTelegram, bot: ExtBot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await telegram.wait_for(lambda fake: fake.world.updates.polls)
    async with bot_of(telegram) as second:
        await second.get_updates()
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await poll


async def test_an_edited_message_arrives_as_such(telegram: FakeTelegram, bot: ExtBot) -> None:
    message = await telegram.message("/log Odesa vist")
    await telegram.edit(message, "/log Odesa visit")
    updates = await bot.get_updates()
    assert updates[1].edited_message.text == "/log Odesa visit"


async def test_a_message_in_a_topic_answers_its_opening(
    telegram: FakeTelegram, bot: ExtBot
) -> None:
    forum = telegram.supergroup("Network", forum=True)
    topic = telegram.topic(forum, "Odesa")
    await telegram.message("/help", chat=forum, topic=topic)
    [update] = await bot.get_updates()
    assert update.message.message_thread_id == topic
    assert update.message.reply_to_message.forum_topic_created.name == "Odesa"


async def test_a_file_sent_to_the_bot_can_be_fetched(telegram: FakeTelegram, bot: ExtBot) -> None:
    await telegram.file("cities.csv", b"Odesa", caption="/contact import")
    [update] = await bot.get_updates()
    stored = await update.message.document.get_file()
    assert bytes(await stored.download_as_bytearray()) == b"Odesa"


async def test_a_press_is_answered_once_seen(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    await bot.send_message(chat.id, "One", reply_markup=one_button("open:7"))
    query = await telegram.press(telegram.last, "Open")
    [update] = await bot.get_updates()
    assert isinstance(update.callback_query, CallbackQuery)
    await update.callback_query.answer("Opened")
    assert telegram.answer_to(query)["text"] == "Opened"


async def test_a_missing_button_cannot_be_pressed(telegram: FakeTelegram, bot: ExtBot) -> None:
    await bot.send_message(telegram.private_chat(telegram.user).id, "One")
    with pytest.raises(LookupError):
        await telegram.press(telegram.last, "Open")


async def test_a_press_left_spinning_is_a_violation() -> None:
    async with FakeTelegram(token=TOKEN) as telegram, bot_of(telegram) as bot:
        chat = telegram.private_chat(telegram.user)
        await bot.send_message(chat.id, "One", reply_markup=one_button())
        await telegram.press(telegram.last, "Open")
    assert [v.method for v in telegram.violations] == ["answerCallbackQuery"]


async def test_a_late_answer_is_refused_but_no_violation(
    telegram: FakeTelegram, bot: ExtBot
) -> None:
    chat = telegram.private_chat(telegram.user)
    await bot.send_message(chat.id, "One", reply_markup=one_button())
    query = await telegram.press(telegram.last, "Open")
    telegram.expire(query)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query["id"])
    assert telegram.violations == []


async def test_an_answer_to_a_press_is_limited(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    await bot.send_message(chat.id, "One", reply_markup=one_button())
    query = await telegram.press(telegram.last, "Open")
    with pytest.raises(BadRequest):
        await bot.answer_callback_query(query["id"], "a" * 201)


async def _greet(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert isinstance(update.message, Message)
    await update.message.reply_html("<b>Hello</b>", reply_markup=one_button("more", "More"))


async def _more(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("More")


@pytest.fixture
async def polling(telegram: FakeTelegram) -> AsyncIterator[Application]:
    base, files = f"{telegram.url}/bot", f"{telegram.url}/file/bot"
    builder = ApplicationBuilder().token(TOKEN).base_url(base).base_file_url(files)
    application = builder.build()
    application.add_handler(CommandHandler("start", _greet))
    application.add_handler(CallbackQueryHandler(_more))
    async with application:
        await application.start()
        await application.updater.start_polling(timeout=5)
        yield application
        await application.updater.stop()
        await application.stop()


async def test_a_polling_bot_talks(telegram: FakeTelegram, polling: Application) -> None:
    await telegram.message("/start")
    [hello] = await telegram.wait_for(1)
    assert telegram.text_of(hello) == "Hello\n[More]"
    await telegram.press(hello, "More")
    await telegram.wait_for(lambda fake: fake.text_of(fake.last) == "More")
    assert telegram.violations == []
