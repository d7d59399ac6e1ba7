"""Files in Slack: they reach the person who asked, and nobody else."""

from typing import Any

from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, until

SENT = "✅ I have sent you the file in a direct message."


def files(slack: FakeSlack) -> list[dict[str, Any]]:
    return [message for message in slack.posted if message.get("files")]


async def arrived(slack: FakeSlack) -> list[str]:
    """What the person sees in the bot's direct messages once a file has come."""
    await until(lambda: files(slack))
    direct = slack.world.direct_channel(slack.user).id
    return [slack.text_of(each) for each in slack.posted if each["channel"] == direct]


def others_see(slack: FakeSlack) -> list[str]:
    """What everybody in the channel sees of the bot."""
    return [slack.text_of(each) for each in slack.posted if each["channel"] == slack.channel.id]


async def test_the_file_of_a_slash_command_comes_as_a_direct_message(app: Running) -> None:
    await app.slack.slash_command("/probe", "file")
    await arrived(app.slack)
    (sent,) = app.slack.posted
    assert sent["channel"] == app.slack.world.direct_channel(app.slack.user).id
    (file,) = app.slack.world.files.values()
    assert file["content"] == b"city\nOdesa\n"


async def test_who_gave_a_slash_command_is_told_where_the_file_is(app: Running) -> None:
    await app.slack.slash_command("/probe", "file")
    await until(lambda: len(app.slack.ephemerals) == 2)
    assert app.slack.text_of(app.slack.ephemerals[1]) == SENT


async def test_a_command_between_two_people_does_not_put_the_file_before_the_other(
    app: Running,
) -> None:
    other = app.slack.world.direct_channel(app.slack.add_user("Other"))
    await app.slack.slash_command("/probe", "file", channel=other)
    await arrived(app.slack)
    assert [each["channel"] == other.id for each in app.slack.posted] == [False]


async def test_a_mention_is_answered_in_private_with_all_that_is_said(app: Running) -> None:
    await app.slack.mention("probe file")
    words, _file = await arrived(app.slack)
    assert "All 12 contacts of Odesa" in words


async def test_the_channel_learns_only_that_the_file_was_sent(either: Running) -> None:
    await either.slack.mention("probe file")
    await until(lambda: others_see(either.slack))
    assert others_see(either.slack) == [SENT]


async def test_a_button_in_a_channel_sends_the_file_to_its_presser(app: Running) -> None:
    await app.slack.mention("probe offer")
    await app.slack.press(app.slack.posted[0], "Export")
    await until(lambda: len(others_see(app.slack)) == 2)
    assert others_see(app.slack)[1] == SENT
    assert len(files(app.slack)) == 1


async def test_in_direct_messages_the_file_comes_beside_the_words(app: Running) -> None:
    await app.slack.direct_message("probe file")
    words, _file = await arrived(app.slack)
    assert "All 12 contacts of Odesa" in words
    assert len(app.slack.posted) == 2


async def test_direct_messages_that_cannot_be_opened_are_told_without_the_words(
    app: Running,
) -> None:
    app.slack.fail_next("conversations.open", error="cannot_dm_bot")
    await app.slack.mention("probe file")
    await until(lambda: app.slack.posted)
    (told,) = others_see(app.slack)
    assert "could not be sent" in told
    assert app.slack.world.files == {}


async def test_a_file_that_slack_does_not_take_is_told(app: Running) -> None:
    app.slack.fail_next("files.completeUploadExternal", error="internal_error")
    await app.slack.slash_command("/probe", "file")
    await until(lambda: len(app.slack.ephemerals) == 2)
    assert "could not be sent" in app.slack.text_of(app.slack.ephemerals[1])
