"""Replies: what they reply to, and those that people give each other in the bot's hearing."""

import pytest

from bot.chat.message import Quoted
from bot.chat.reply import Reply
from bot.domain.identity import Identity, Platform
from bot.domain.marks import Mark, MarkKind
from tests.fakes.telegram import Chat
from tests.platforms.telegram.conftest import Setting


@pytest.fixture
def group(polling: Setting) -> Chat:
    """A group in which the bot hears everything."""
    return polling.telegram.group("Sister cities", bot="administrator")


async def said(setting: Setting, group: Chat, text: str = "I send the spec on Friday") -> dict:
    aiko = setting.telegram.person("Aiko")
    return await setting.telegram.message(text, chat=group, user=aiko)


async def test_a_reply_to_somebody_is_overheard(polling: Setting, group: Chat) -> None:
    first = await said(polling, group)
    polling.say(Reply("Closed"))
    await polling.telegram.message("It is done", chat=group, reply_to=first)
    await polling.answers()
    (heard,) = polling.asked
    assert (heard.text, heard.overheard) == ("It is done", True)


async def test_what_it_settles_is_told_in_reply(polling: Setting, group: Chat) -> None:
    first = await said(polling, group)
    polling.say(Reply("Closed"))
    done = await polling.telegram.message("It is done", chat=group, reply_to=first)
    assert await polling.answers() == ["Closed"]
    assert polling.telegram.last["reply_to_message"]["message_id"] == done["message_id"]


async def test_what_it_replies_to_is_handed_on(polling: Setting, group: Chat) -> None:
    first = await said(polling, group)
    await polling.telegram.message("It is done", chat=group, reply_to=first)
    await polling.settled()
    author = Identity(Platform.TELEGRAM, str(first["from"]["id"]))
    number = str(first["message_id"])
    assert polling.asked[0].quoted == Quoted("I send the spec on Friday", author, number)


async def test_words_under_a_file_are_what_it_replies_to(polling: Setting, group: Chat) -> None:
    plan = await polling.telegram.file("plan.pdf", b"x", caption="The plan", chat=group)
    await polling.telegram.message("Thank you", chat=group, reply_to=plan)
    await polling.settled()
    assert polling.asked[0].quoted is not None
    assert polling.asked[0].quoted.text == "The plan"


async def test_what_replies_to_nobody_is_not_overheard(polling: Setting, group: Chat) -> None:
    await polling.telegram.message("It is done", chat=group)
    await polling.settled()
    assert polling.asked == []


async def test_what_replies_to_nobody_in_a_topic_is_not_overheard(polling: Setting) -> None:
    forum = polling.telegram.supergroup("Forum", forum=True, bot="administrator")
    topic = polling.telegram.topic(forum, "Odesa")
    await polling.telegram.message("It is done", chat=forum, topic=topic)
    await polling.settled()
    assert polling.asked == []


async def test_a_reply_in_a_topic_is_overheard_there(polling: Setting) -> None:
    forum = polling.telegram.supergroup("Forum", forum=True, bot="administrator")
    topic = polling.telegram.topic(forum, "Odesa")
    first = await polling.telegram.message("I send it", chat=forum, topic=topic)
    await polling.telegram.message("It is done", chat=forum, topic=topic, reply_to=first)
    await polling.settled()
    assert [(each.overheard, each.venue.topic) for each in polling.asked] == [(True, str(topic))]


async def test_a_command_for_another_bot_is_not_overheard(polling: Setting, group: Chat) -> None:
    first = await said(polling, group)
    await polling.telegram.message("/weather", chat=group, reply_to=first)
    await polling.telegram.message("/done@other_bot", chat=group, reply_to=first)
    await polling.settled()
    assert polling.asked == []


async def test_a_sticker_in_reply_says_nothing(polling: Setting, group: Chat) -> None:
    first = await said(polling, group)
    await polling.telegram.file("sticker.webp", b"x", chat=group, reply_to=first)
    await polling.settled()
    assert polling.asked == []


async def test_a_command_in_reply_is_said_to_the_bot_and_about_that(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    first = await said(polling, group)
    polling.say(Reply("Noted"))
    await polling.telegram.message("/help", chat=group, reply_to=first)
    await polling.answers()
    (heard,) = polling.asked
    assert (heard.text, heard.overheard) == ("/help", False)
    assert heard.quoted is not None
    assert heard.quoted.text == "I send the spec on Friday"


async def test_a_command_in_private_is_about_what_it_replies_to(polling: Setting) -> None:
    first = await polling.telegram.message("Send the spec")
    await polling.telegram.message("/help", reply_to=first)
    await polling.answers(2)
    assert polling.asked[1].quoted is not None
    assert polling.asked[1].quoted.text == "Send the spec"


async def test_a_reply_to_the_bot_is_said_to_it_and_about_that(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.say(Reply("Noted: send the spec"), Reply("Closed"))
    await polling.telegram.message("/help", chat=group)
    await polling.answers()
    noted = polling.telegram.last
    await polling.telegram.message("It is done", chat=group, reply_to=noted)
    await polling.answers(2)
    heard = polling.asked[1]
    assert (heard.text, heard.overheard) == ("It is done", False)
    number, title = str(noted["message_id"]), (Mark(0, 20, MarkKind.BOLD),)
    assert heard.quoted == Quoted("Noted: send the spec", None, number, marks=title)


async def test_a_mention_in_reply_is_said_to_the_bot(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    first = await said(polling, group)
    polling.say(Reply("Noted"))
    await polling.telegram.message("@attache_bot help", chat=group, reply_to=first)
    await polling.answers()
    assert [each.overheard for each in polling.asked] == [False]


async def test_what_a_group_or_channel_says_has_no_author(polling: Setting, group: Chat) -> None:
    post = polling.telegram.world.new_message(
        group,
        polling.telegram.person("Telegram", id=777_000),
        text="News",
        sender_chat=polling.telegram.channel("News").shown(),
    )
    await polling.telegram.message("It is done", chat=group, reply_to=post)
    await polling.settled()
    assert polling.asked[0].quoted == Quoted("News", None, str(post["message_id"]))


async def test_what_settles_nothing_is_not_answered(polling: Setting, group: Chat) -> None:
    polling.bind(group)
    first = await said(polling, group)
    await polling.telegram.message("Good morning", chat=group, reply_to=first)
    await polling.settled()
    assert polling.telegram.sent == []


async def test_people_may_talk_as_much_as_they_like(polling: Setting, group: Chat) -> None:
    polling.bind(group)
    first = await said(polling, group)
    for number in range(70):
        await polling.telegram.message(f"Talk {number}", chat=group, reply_to=first)
    await polling.settled()
    await polling.telegram.message("/help", chat=group)
    (answer,) = await polling.answers()
    assert answer.startswith("What I can do")
