"""People talk to the bot on Telegram."""

import pytest

from tests.platforms.telegram.conftest import Setting

SCREEN = "Yokohama 🇯🇵 – Odesa 🇺🇦"


async def test_an_official_is_answered_in_private(polling: Setting) -> None:
    polling.know(polling.telegram.user)
    await polling.telegram.message("/partner status Odesa")
    [answer] = await polling.answers()
    assert answer.startswith(SCREEN)
    assert "Delegation led by the mayor" in answer
    assert "[Timeline]" in answer


async def test_the_slash_may_be_left_out_in_private(polling: Setting) -> None:
    polling.know(polling.telegram.user)
    await polling.telegram.message("partner status Odesa")
    [answer] = await polling.answers()
    assert answer.startswith(SCREEN)


async def test_a_stranger_is_told_so_politely(polling: Setting) -> None:
    await polling.telegram.message("/partner status Odesa")
    [answer] = await polling.answers()
    assert "I do not know you yet" in answer


@pytest.mark.parametrize(
    "typed",
    [
        "/partner status Odesa",
        "/partner@attache_bot status Odesa",
        "/Partner@Attache_Bot status Odesa",
        "@attache_bot partner status Odesa",
        "partner status Odesa @attache_bot",
    ],
)
async def test_a_bound_group_is_answered_when_it_speaks_to_the_bot(
    polling: Setting, typed: str
) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    await polling.telegram.message(typed, chat=group)
    [answer] = await polling.answers()
    assert answer.startswith(SCREEN)


async def test_an_answer_in_a_group_replies_to_the_question(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    asked = await polling.telegram.message("/help", chat=group)
    await polling.answers()
    assert polling.telegram.last["reply_to_message"]["message_id"] == asked["message_id"]


async def test_a_reply_to_the_bot_is_meant_for_it(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    await polling.telegram.message("/help", chat=group)
    await polling.answers()
    await polling.telegram.message(
        "partner status Odesa", chat=group, reply_to=polling.telegram.last
    )
    assert (await polling.answers(2))[1].startswith(SCREEN)


@pytest.mark.parametrize("typed", ["/partner@other_bot status Odesa", "/weather", "good morning"])
async def test_what_is_said_to_others_in_a_group_is_passed_over(
    polling: Setting, typed: str
) -> None:
    group = polling.telegram.group("Sister cities", bot="administrator")
    polling.bind(group)
    await polling.telegram.message(typed, chat=group)
    await polling.telegram.message("/help", chat=group)
    await polling.answers()
    assert [message.text for message in polling.asked] == ["/help"]


async def test_a_topic_is_answered_in_the_topic(polling: Setting) -> None:
    forum = polling.telegram.supergroup("Forum", forum=True)
    topic = polling.telegram.topic(forum, "Odesa")
    polling.bind(forum)
    await polling.telegram.message("/partner status Odesa", chat=forum, topic=topic)
    await polling.answers()
    assert polling.telegram.last["message_thread_id"] == topic


async def test_an_opening_of_a_topic_by_the_bot_is_no_question(polling: Setting) -> None:
    forum = polling.telegram.supergroup("Forum", forum=True, bot="administrator")
    topic = polling.telegram.topic(forum, "Odesa")
    forum.topics[topic]["from"] = polling.telegram.bot
    polling.bind(forum)
    await polling.telegram.message("good morning", chat=forum, topic=topic)
    await polling.telegram.message("/help", chat=forum, topic=topic)
    await polling.answers()
    assert [message.text for message in polling.asked] == ["/help"]


async def test_an_edited_message_is_not_acted_on_again(polling: Setting) -> None:
    polling.know(polling.telegram.user)
    message = await polling.telegram.message("/help")
    await polling.answers()
    await polling.telegram.edit(message, "/partner status Odesa")
    await polling.telegram.message("/partner status Leeds")
    await polling.answers(2)
    assert [each.text for each in polling.asked] == ["/help", "/partner status Leeds"]


async def test_posts_of_a_channel_are_passed_over(polling: Setting) -> None:
    await polling.telegram.message("/help", chat=polling.telegram.channel("News"))
    polling.know(polling.telegram.user)
    await polling.telegram.message("/help")
    await polling.answers()
    assert len(polling.asked) == 1


async def test_the_link_of_an_invitation_says_its_code(polling: Setting) -> None:
    await polling.telegram.message("/start 7H2K-9QXW-M4TD")
    [answer] = await polling.answers()
    assert "This code is not good" in answer


@pytest.mark.parametrize("typed", ["/start", "/start@attache_bot"])
async def test_starting_the_bot_greets_with_help(polling: Setting, typed: str) -> None:
    polling.know(polling.telegram.user)
    await polling.telegram.message(typed)
    [answer] = await polling.answers()
    assert answer.startswith("What I can do")


async def test_the_speaker_is_handed_on_whole(polling: Setting) -> None:
    person = polling.telegram.person("Олена", last_name="Коваль", language_code="uk", id=2**51)
    await polling.telegram.message("допомога", user=person)
    await polling.answers()
    [asked] = polling.asked
    assert (asked.sender.user, asked.name, asked.language) == (str(2**51), "Олена Коваль", "uk")
    assert asked.venue.private


async def test_what_another_bot_writes_is_passed_over(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities", bot="administrator")
    polling.bind(group)
    robot = polling.telegram.person("Robot", is_bot=True)
    await polling.telegram.message("/help", chat=group, user=robot)
    await polling.telegram.message("/help", chat=group)
    await polling.answers()
    assert len(polling.asked) == 1


async def in_the_groups_name(setting: Setting, text: str, **fields: object) -> None:
    """An administrator who hides behind the group writes; Telegram gives them all one account."""
    group = setting.telegram.group("Sister cities", bot="administrator")
    setting.bind(group)
    mask = setting.telegram.person("Group", id=1_087_968_824, is_bot=True)
    shown = {"sender_chat": group.shown(), "text": text, **fields}
    message = setting.telegram.world.new_message(group, mask, **shown)
    await setting.telegram._tell(group, "message", message, None)


async def test_an_administrator_in_disguise_is_told_why_nothing_happens(polling: Setting) -> None:
    command = {"type": "bot_command", "offset": 0, "length": 5}
    await in_the_groups_name(polling, "/help", entities=[command])
    [answer] = await polling.answers()
    assert "I cannot see who you are" in answer
    assert polling.asked == []


async def test_an_administrator_in_disguise_may_talk_to_others(polling: Setting) -> None:
    await in_the_groups_name(polling, "good morning")
    await polling.settled()
    assert polling.telegram.sent == []


async def test_a_channels_post_in_its_group_is_no_question(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities", bot="administrator")
    channel = polling.telegram.channel("News")
    telegram = polling.telegram.person("Telegram", id=777_000)
    command = {"type": "bot_command", "offset": 0, "length": 5}
    shown = {"sender_chat": channel.shown(), "is_automatic_forward": True}
    message = polling.telegram.world.new_message(
        group, telegram, text="/help", entities=[command], **shown
    )
    await polling.telegram._tell(group, "message", message, None)
    await polling.settled()
    assert (polling.asked, polling.telegram.sent) == ([], [])


async def test_somebody_without_a_name_is_answered_as_well(polling: Setting) -> None:
    person = polling.telegram.person("")
    polling.know(person)
    await polling.telegram.message("/settings", user=person)
    [answer] = await polling.answers()
    assert "Account" in answer
