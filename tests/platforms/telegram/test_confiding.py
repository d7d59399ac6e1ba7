"""Files on Telegram: they reach the person who asked, and nobody else."""

import pytest

from bot.chat.reply import Button, File, Paragraph, Reply
from bot.chat.speech import Speech
from bot.platforms.telegram.places import Place
from tests.fakes.telegram import Chat
from tests.platforms.telegram.conftest import Setting

EXPORT = Reply(
    "All 12 contacts of Odesa",
    (Paragraph("Ivan Petrenko is among them"), File("contacts.csv", b"name\nIvan\n", "text/csv")),
    (Button("Once more", "export"),),
)
SENT = "✅ I have sent you the file in our private chat."


def sent_to(setting: Setting, chat: Chat) -> list[str]:
    telegram = setting.telegram
    return [telegram.text_of(each) for each in telegram.sent if each["chat"]["id"] == chat.id]


async def exported_in(setting: Setting, group: Chat, *replies: Reply, wanted: int = 1) -> None:
    setting.say(*(replies or (EXPORT,)))
    await setting.telegram.message("/contact export", chat=group)
    await setting.telegram.wait_for(wanted)
    await setting.settled()


async def test_a_file_asked_for_in_private_comes_there(polling: Setting) -> None:
    alone = polling.telegram.private_chat(polling.telegram.user)
    await exported_in(polling, alone)
    assert sent_to(polling, alone)[1:] == ["<contacts.csv>"]


async def test_a_file_asked_for_in_a_group_comes_in_private_with_all_that_is_said(
    polling: Setting,
) -> None:
    alone = polling.telegram.private_chat(polling.telegram.user)
    await exported_in(polling, polling.telegram.group("Sister cities"), wanted=3)
    words, file = sent_to(polling, alone)
    assert "Ivan Petrenko" in words
    assert file == "<contacts.csv>"


async def test_the_group_learns_only_that_the_file_was_sent(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.telegram.private_chat(polling.telegram.user)
    await exported_in(polling, group, wanted=3)
    assert sent_to(polling, group) == [SENT]


async def test_a_button_in_a_topic_sends_the_file_to_its_presser(polling: Setting) -> None:
    forum = polling.telegram.supergroup("Forum", forum=True)
    topic = polling.telegram.topic(forum, "Odesa")
    other = polling.telegram.person("Aiko")
    alone = polling.telegram.private_chat(other)
    polling.say(Reply("Sure?", buttons=(Button("Yes", "export"),)), EXPORT)
    await polling.telegram.message("/contact export", chat=forum, topic=topic)
    await polling.answers()
    await polling.telegram.press(polling.telegram.last, "Yes", user=other)
    await polling.telegram.wait_for(4)
    assert sent_to(polling, alone)[1:] == ["<contacts.csv>"]
    assert sent_to(polling, forum)[1:] == [SENT]


async def test_whoever_never_started_the_bot_is_told_in_the_group_what_to_do(
    polling: Setting,
) -> None:
    group = polling.telegram.group("Sister cities")
    await exported_in(polling, group)
    (told,) = sent_to(polling, group)
    assert "https://t.me/attache_bot, press Start" in told
    assert polling.telegram.world.files == {}


@pytest.mark.parametrize("place", ["group", "private"])
async def test_a_file_that_telegram_does_not_take_is_told(polling: Setting, place: str) -> None:
    alone = polling.telegram.private_chat(polling.telegram.user)
    where = polling.telegram.group("Sister cities") if place == "group" else alone
    polling.telegram.fail_next("sendDocument", error_code=413, description="Too Large")
    await exported_in(polling, where, wanted=2)
    assert "could not be sent" in sent_to(polling, where)[-1]


async def test_no_file_can_be_sent_to_a_group_by_mistake(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    with pytest.raises(ValueError, match="one person alone"):
        await polling.platform._sending.answer(Place(group.id), EXPORT, Speech())
