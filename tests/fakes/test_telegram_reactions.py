"""The local Telegram has emoji under its messages, and masks for those who write."""

import pytest
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.fakes.telegram import FakeTelegram

WANTED = ["message", "edited_message", "message_reaction"]


async def test_an_administrator_is_told_of_emoji(telegram: FakeTelegram, bot: ExtBot) -> None:
    await bot.get_updates(allowed_updates=WANTED)
    group = telegram.supergroup("G", bot="administrator")
    message = await telegram.message("Hello", chat=group)
    await telegram.react(message, "👍")
    await telegram.react(message, "🔥", custom=("7",))
    _said, first, second = await bot.get_updates()
    assert first.message_reaction.old_reaction == ()
    assert [each.emoji for each in second.message_reaction.old_reaction] == ["👍"]
    assert [each.type for each in second.message_reaction.new_reaction] == ["emoji", "custom_emoji"]


@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_a_member_and_who_does_not_ask_are_not_told(
    telegram: FakeTelegram, bot: ExtBot, status: str
) -> None:
    if status == "member":
        await bot.get_updates(allowed_updates=WANTED)
    group = telegram.supergroup("G", bot=status)
    message = await telegram.message("/help", chat=group)
    await telegram.react(message, "👍")
    assert len(await bot.get_updates()) == 1


async def test_a_bot_shows_one_emoji(telegram: FakeTelegram, bot: ExtBot) -> None:
    group = telegram.supergroup("G")
    message = await telegram.message("Hello", chat=group)
    await bot.set_message_reaction(group.id, message["message_id"], "👍")
    assert telegram.shown_by_bot(message) == ["👍"]
    await bot.set_message_reaction(group.id, message["message_id"], [])
    assert telegram.shown_by_bot(message) == []
    assert telegram.violations == []


@pytest.mark.parametrize(("emoji", "why"), [(["🚢"], "invalid"), (["👍", "🔥"], "too_many")])
async def test_other_emoji_and_more_of_them_are_violations(
    telegram: FakeTelegram, bot: ExtBot, emoji: list[str], why: str
) -> None:
    group = telegram.supergroup("G")
    message = await telegram.message("Hello", chat=group)
    with pytest.raises(BadRequest, match=f"(?i)reactions?_{why}"):
        await bot.set_message_reaction(group.id, message["message_id"], emoji)
    assert len(telegram.violations) == 1


async def test_what_a_group_does_not_want_is_refused(telegram: FakeTelegram, bot: ExtBot) -> None:
    group = telegram.supergroup("G")
    group.reactions = frozenset("👍")
    message = await telegram.message("Hello", chat=group)
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await bot.set_message_reaction(group.id, message["message_id"], "🔥")
    assert telegram.violations == []


async def test_an_old_message_cannot_be_deleted(telegram: FakeTelegram, bot: ExtBot) -> None:
    group = telegram.supergroup("G")
    sent = await bot.send_message(group.id, "One")
    telegram.last["date"] -= 49 * 3600
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(group.id, sent.message_id)
    assert telegram.violations == []


async def test_who_writes_in_the_name_of_others_wears_a_mask(
    telegram: FakeTelegram, bot: ExtBot
) -> None:
    group = telegram.supergroup("G", bot="administrator")
    channel = telegram.channel("News")
    await telegram.post({"text": "one"}, chat=group, as_chat=group)
    await telegram.post({"text": "two"}, chat=group, as_chat=channel)
    messages = [update.message for update in await bot.get_updates()]
    assert [each.sender_chat.title for each in messages] == ["G", "News"]
    assert all(each.from_user.is_bot for each in messages)


async def test_what_changes_by_itself_has_no_date_of_it(
    telegram: FakeTelegram, bot: ExtBot
) -> None:
    written = await telegram.message("https://odesa.example")
    await telegram.edit(written, "https://odesa.example", by_hand=False)
    _said, update = await bot.get_updates()
    assert update.edited_message.edit_date is None
