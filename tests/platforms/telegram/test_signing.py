"""Emoji under messages, and those that say something to the bot."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.chat.message import Quoted
from bot.chat.reply import Reply
from bot.chat.talk import Reacted
from bot.domain.identity import Identity, Platform, Venue
from tests.fakes.telegram import Chat
from tests.platforms.telegram.conftest import Setting, until


@pytest.fixture
async def group(polling: Setting) -> Chat:
    """A group in which the bot hears everything."""
    # Reactions are sent only to who has asked for them.
    await until(lambda: polling.telegram.world.updates.polls > 0)
    return polling.telegram.supergroup("Sister cities", bot="administrator")


async def written(setting: Setting, group: Chat, text: str = "We come on Friday") -> dict[str, Any]:
    """Somebody's message, of which nothing is kept here."""
    aiko = setting.telegram.person("Aiko")
    message = await setting.telegram.message(text, chat=group, user=aiko)
    await setting.settled()
    setting.talk.clear()
    return message


async def reactions(setting: Setting) -> list[Reacted]:
    await setting.settled()
    return [each for each in setting.talk if isinstance(each, Reacted)]


async def test_an_emoji_under_a_message_is_told(polling: Setting, group: Chat) -> None:
    message = await written(polling, group)
    update = await polling.telegram.react(message, "👍")
    (told,) = await reactions(polling)
    assert told.venue == Venue(Platform.TELEGRAM, str(group.id))
    assert (told.message, told.emoji, told.added) == (str(message["message_id"]), "👍", True)
    assert told.author == Identity(Platform.TELEGRAM, str(update["user"]["id"]))
    assert told.at.timestamp() == update["date"]


async def test_what_is_taken_away_and_put_there_is_told_one_by_one(
    polling: Setting, group: Chat
) -> None:
    message = await written(polling, group)
    await polling.telegram.react(message, "👍", "🔥")
    await polling.telegram.react(message, "🔥", "❤", "🎉")
    told = (await reactions(polling))[2:]
    assert [(each.emoji, each.added) for each in told] == [
        ("👍", False),
        ("❤", True),
        ("🎉", True),
    ]
    assert len({each.event for each in told}) == 3


async def test_who_hides_behind_the_group_is_the_group(polling: Setting, group: Chat) -> None:
    await polling.telegram.react(await written(polling, group), "👍", as_chat=group)
    (told,) = await reactions(polling)
    assert told.author == Identity(Platform.TELEGRAM, str(group.id))


async def test_emoji_of_telegrams_own_are_passed_over(polling: Setting, group: Chat) -> None:
    await polling.telegram.react(await written(polling, group), custom=("5368324170671202286",))
    assert await reactions(polling) == []


async def test_a_reaction_that_could_not_be_taken_in_comes_again(
    polling: Setting, group: Chat
) -> None:
    message = await written(polling, group)
    polling.is_away = True
    await polling.telegram.react(message, "👍")
    await until(lambda: polling.turned_away > 0)
    polling.is_away = False
    await until(lambda: len(polling.talk) == 1)


async def test_a_sign_under_a_message_says_a_command_about_it(
    polling: Setting, group: Chat
) -> None:
    message = await written(polling, group)
    polling.say(Reply("It is in the log"))
    update = await polling.telegram.react(message, "👍", "✍")
    assert await polling.answers() == ["It is in the log"]
    (asked,) = polling.asked
    number = str(message["message_id"])
    assert (asked.text, asked.by_sign, asked.overheard) == ("bridge log", True, False)
    assert asked.quoted == Quoted("", None, number, number)
    assert asked.sender == Identity(Platform.TELEGRAM, str(update["user"]["id"]))
    assert asked.place == "Sister cities"
    assert polling.telegram.last["reply_to_message"]["message_id"] == message["message_id"]
    assert [each.emoji for each in await reactions(polling)] == ["👍"]
    assert asked.event is not None
    assert polling.talk[0].event != asked.event


async def test_a_sign_that_is_taken_away_says_nothing(polling: Setting, group: Chat) -> None:
    message = await written(polling, group)
    polling.say(Reply("It is in the log"))
    await polling.telegram.react(message, "✍")
    await polling.telegram.react(message)
    await polling.settled()
    assert len(polling.asked) == 1
    assert polling.talk == []


async def test_nobody_asks_for_those_who_hide(polling: Setting, group: Chat) -> None:
    await polling.telegram.react(await written(polling, group), "✍", as_chat=group)
    await polling.settled()
    assert (polling.asked, polling.talk) == ([], [])


@pytest.mark.parametrize(
    ("sign", "command"),
    [
        ("🇺🇦", "translate to uk"),
        (" 📝 ", "bridge log"),
        ("✍️", "bridge log"),
        ("📌", "follow add"),
    ],
)
async def test_a_sign_alone_in_reply_says_a_command_about_that(
    polling: Setting, group: Chat, sign: str, command: str
) -> None:
    message = await written(polling, group)
    polling.say(Reply("Done"))
    await polling.telegram.message(sign, chat=group, reply_to=message)
    assert await polling.answers() == ["Done"]
    (asked,) = polling.asked
    author = Identity(Platform.TELEGRAM, str(message["from"]["id"]))
    number = str(message["message_id"])
    assert (asked.text, asked.by_sign) == (command, True)
    assert asked.quoted == Quoted("We come on Friday", author, number, number)
    assert asked.quoted.at == datetime.fromtimestamp(message["date"], UTC)
    assert polling.telegram.last["reply_to_message"]["message_id"] == message["message_id"]
    assert polling.talk == []


async def test_a_sign_in_reply_to_what_the_bot_brought_is_one_as_well(
    polling: Setting, group: Chat
) -> None:
    polling.wanted = True
    polling.say(Reply("Olena: приїдемо в п'ятницю"), Reply("Done"))
    await polling.telegram.message("/help", chat=group)
    await polling.answers()
    await polling.telegram.message("🇪🇸", chat=group, reply_to=polling.telegram.last)
    await polling.answers(2)
    assert (polling.asked[1].text, polling.asked[1].by_sign) == ("translate to es", True)


@pytest.mark.parametrize("words", ["🇺🇦🇪🇸", "🇺🇦 soon", "👍"])
async def test_more_than_a_sign_is_talk(polling: Setting, group: Chat, words: str) -> None:
    message = await written(polling, group)
    await polling.telegram.message(words, chat=group, reply_to=message)
    await polling.settled()
    assert len(polling.talk) == 1
    assert not any(each.by_sign for each in polling.asked)


async def test_a_sign_in_reply_to_nobody_is_talk(polling: Setting) -> None:
    forum = polling.telegram.supergroup("Forum", forum=True, bot="administrator")
    topic = polling.telegram.topic(forum, "Odesa")
    await polling.telegram.message("🇺🇦", chat=forum, topic=topic)
    await polling.settled()
    assert len(polling.talk) == 1
    assert polling.asked == []


async def test_what_nothing_could_be_done_about_is_not_answered(
    polling: Setting, group: Chat
) -> None:
    await polling.telegram.react(await written(polling, group), "🫡")
    await polling.settled()
    assert [each.by_sign for each in polling.asked] == [True]
    assert polling.telegram.sent == []
