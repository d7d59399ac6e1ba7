"""What people tell each other in groups is overheard, whoever says it and to whom."""

import pytest

from bot.chat.reply import Reply
from bot.chat.talk import Edited, Said
from bot.domain.identity import Identity, Platform, Venue
from tests.fakes.telegram import Chat
from tests.platforms.telegram.conftest import Setting, until


@pytest.fixture
def group(polling: Setting) -> Chat:
    """A group in which the bot hears everything."""
    return polling.telegram.supergroup("Sister cities", bot="administrator")


async def heard(setting: Setting) -> Said:
    """The one thing that was said."""
    await setting.settled()
    (said,) = setting.talk
    assert isinstance(said, Said)
    return said


async def test_what_somebody_says_to_others_is_overheard(polling: Setting, group: Chat) -> None:
    aiko = polling.telegram.person("Aiko", last_name="Mori")
    written = await polling.telegram.message(" The ferry sails at ten ", chat=group, user=aiko)
    said = await heard(polling)
    assert said.venue == Venue(Platform.TELEGRAM, str(group.id))
    assert (said.message, said.text) == (str(written["message_id"]), "The ferry sails at ten")
    assert said.author == Identity(Platform.TELEGRAM, str(aiko["id"]))
    assert (said.name, said.reply_to, said.attachments) == ("Aiko Mori", "", ())
    assert said.at.timestamp() == written["date"]
    assert said.event == f"123:{polling.telegram.world.updates.history[-1]['update_id']}"
    assert polling.asked == []


async def test_a_message_of_a_supergroup_has_an_address(polling: Setting, group: Chat) -> None:
    written = await polling.telegram.message("Hello", chat=group)
    number = str(group.id).removeprefix("-100")
    assert (await heard(polling)).link == f"https://t.me/c/{number}/{written['message_id']}"


async def test_a_message_of_a_basic_group_has_none(polling: Setting) -> None:
    small = polling.telegram.group("Small", bot="administrator")
    await polling.telegram.message("Hello", chat=small)
    assert (await heard(polling)).link == ""


async def test_a_topic_is_a_place_of_its_own(polling: Setting) -> None:
    forum = polling.telegram.supergroup("Forum", forum=True, bot="administrator")
    topic = polling.telegram.topic(forum, "Odesa")
    written = await polling.telegram.message("Hello", chat=forum, topic=topic)
    said = await heard(polling)
    assert said.venue.topic == str(topic)
    # What replies to nobody comes as a reply to the topic's opening.
    assert said.reply_to == ""
    assert said.link.endswith(f"/{topic}/{written['message_id']}")


async def test_what_it_answers_is_told(polling: Setting, group: Chat) -> None:
    first = await polling.telegram.message("Who comes?", chat=group)
    await polling.telegram.message("I do", chat=group, reply_to=first)
    await polling.settled()
    assert [each.reply_to for each in polling.talk] == ["", str(first["message_id"])]


@pytest.mark.parametrize(
    "typed", ["/help", "/help@attache_bot", "@attache_bot help", "/done@other_bot"]
)
async def test_what_is_said_to_a_bot_is_no_talk(polling: Setting, group: Chat, typed: str) -> None:
    polling.bind(group)
    await polling.telegram.message(typed, chat=group)
    await polling.settled()
    assert polling.talk == []


async def test_a_path_is_no_command(polling: Setting, group: Chat) -> None:
    await polling.telegram.message("/srv is full again", chat=group)
    assert (await heard(polling)).text == "/srv is full again"


async def test_what_is_said_in_private_is_no_talk(polling: Setting) -> None:
    await polling.telegram.message("Hello")
    await polling.answers()
    assert polling.talk == []


async def test_what_other_bots_write_is_no_talk(polling: Setting, group: Chat) -> None:
    robot = polling.telegram.person("Robot", is_bot=True)
    await polling.telegram.message("Beep", chat=group, user=robot)
    await polling.settled()
    assert polling.talk == []


async def test_what_telegram_tells_is_no_talk(polling: Setting, group: Chat) -> None:
    aiko = polling.telegram.person("Aiko")
    await polling.telegram.post({"new_chat_members": [aiko]}, chat=group, user=aiko)
    await polling.settled()
    assert polling.talk == []


async def test_an_administrator_in_disguise_speaks_for_the_group(
    polling: Setting, group: Chat
) -> None:
    await polling.telegram.post({"text": "Good morning"}, chat=group, as_chat=group)
    said = await heard(polling)
    assert said.author == Identity(Platform.TELEGRAM, str(group.id))
    assert said.name == "Sister cities"


async def test_a_channel_speaks_for_itself(polling: Setting, group: Chat) -> None:
    channel = polling.telegram.channel("City news")
    origin = {"type": "channel", "date": 1, "chat": channel.shown(), "message_id": 7}
    forwarded = {"text": "Fog", "is_automatic_forward": True, "forward_origin": origin}
    await polling.telegram.post(forwarded, chat=group, as_chat=channel)
    said = await heard(polling)
    assert (said.author.user, said.name, said.text) == (str(channel.id), "City news", "Fog")


async def test_an_answer_to_the_bot_may_be_talk(polling: Setting, group: Chat) -> None:
    polling.bind(group)
    polling.say(Reply("Olena: we come on Friday"), Reply("What do you mean?"))
    await polling.telegram.message("/help", chat=group)
    await polling.answers()
    brought = polling.telegram.last
    polling.wanted = True
    await polling.telegram.message("Fine with us", chat=group, reply_to=brought)
    said = await heard(polling)
    assert (said.to_bot, said.reply_to) == (True, str(brought["message_id"]))
    assert len(polling.asked) == 1

    polling.wanted = False
    await polling.telegram.message("partner list", chat=group, reply_to=brought)
    await polling.answers(2)
    assert [each.text for each in polling.asked] == ["/help", "partner list"]


async def test_a_command_in_answer_to_the_bot_is_no_talk(polling: Setting, group: Chat) -> None:
    polling.wanted = True
    polling.say(Reply("Olena: we come on Friday"), Reply("Noted"))
    await polling.telegram.message("/help", chat=group)
    await polling.answers()
    await polling.telegram.message("/follow", chat=group, reply_to=polling.telegram.last)
    await polling.answers(2)
    assert polling.talk == []


async def test_talk_in_a_tracked_thread_is_still_offered_to_it(
    polling: Setting, group: Chat
) -> None:
    first = await polling.telegram.message("I send it on Friday", chat=group)
    polling.wanted = True
    await polling.telegram.message("It is done", chat=group, reply_to=first)
    await polling.settled()
    assert [each.text for each in polling.talk] == ["I send it on Friday", "It is done"]
    assert [(each.text, each.overheard) for each in polling.asked] == [("It is done", True)]


async def test_what_could_not_be_taken_in_comes_again(polling: Setting, group: Chat) -> None:
    polling.is_away = True
    await polling.telegram.message("One", chat=group)
    await polling.telegram.message("Two", chat=group)
    await until(lambda: polling.turned_away > 0)
    polling.is_away = False
    await until(lambda: len(polling.talk) == 2)
    assert [each.text for each in polling.talk] == ["One", "Two"]


async def test_over_the_webhook_it_comes_again_as_well(webhook: Setting) -> None:
    group = webhook.telegram.group("Sister cities", bot="administrator")
    webhook.is_away = True
    await webhook.telegram.message("One", chat=group)
    assert [each.status for each in webhook.telegram.deliveries] == [503]
    webhook.is_away = False
    await webhook.telegram.redeliver()
    assert (await heard(webhook)).text == "One"


async def test_other_words_are_told(polling: Setting, group: Chat) -> None:
    written = await polling.telegram.message("The fery", chat=group)
    await polling.telegram.edit(written, "The ferry")
    await polling.settled()
    edited = polling.talk[-1]
    assert isinstance(edited, Edited)
    assert (edited.message, edited.text) == (str(written["message_id"]), "The ferry")
    assert edited.venue == Venue(Platform.TELEGRAM, str(group.id))
    assert edited.at.timestamp() == written["edit_date"]


async def test_other_words_under_a_file_are_told(polling: Setting, group: Chat) -> None:
    written = await polling.telegram.share("photo", caption="The fery", chat=group)
    await polling.telegram.edit(written, "The ferry")
    del written["caption"]
    await polling.telegram.edited(written)
    await polling.settled()
    assert [each.text for each in polling.talk[1:] if isinstance(each, Edited)] == ["The ferry", ""]


async def test_a_place_that_moves_is_no_change_of_words(polling: Setting, group: Chat) -> None:
    place = {"location": {"latitude": 46.5, "longitude": 30.7, "live_period": 900}}
    written = await polling.telegram.post(place, chat=group)
    written["edit_date"] = written["date"] + 5
    await polling.telegram.edited(written)
    await heard(polling)


async def test_a_preview_that_has_come_is_no_change_of_words(polling: Setting, group: Chat) -> None:
    written = await polling.telegram.message("https://odesa.example", chat=group)
    await polling.telegram.edit(written, "https://odesa.example", by_hand=False)
    await heard(polling)


async def test_what_is_changed_in_private_is_not_told(polling: Setting) -> None:
    polling.know(polling.telegram.user)
    await polling.telegram.edit(await polling.telegram.message("/help"), "/settings")
    await polling.settled()
    assert polling.talk == []
