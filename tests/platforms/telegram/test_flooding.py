"""Somebody on Telegram asks faster than anybody reads."""

from datetime import UTC, datetime

from bot.chat.message import Message
from bot.chat.pace import PERSON, Pace
from bot.chat.reply import Button, Reply
from bot.domain.identity import Identity, Platform, Venue
from tests.platforms.telegram.conftest import Setting

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TOLD = "That was a lot at once. Please go on in 10 seconds."


def use_up(pace: Pace, user: dict) -> None:
    """The person has asked all that may be asked at once."""
    alone = Venue(Platform.TELEGRAM, str(user["id"]), private=True)
    for _asked in range(PERSON.burst):
        pace.pause(Message("help", Identity(Platform.TELEGRAM, str(user["id"])), alone, AT))


async def test_who_asks_too_much_is_told_so_once(polling: Setting, pace: Pace) -> None:
    use_up(pace, polling.telegram.user)
    for _asked in range(3):
        await polling.telegram.message("/help")
    await polling.settled()
    (told,) = await polling.answers()
    assert TOLD in told


async def test_a_group_is_told_in_reply_to_the_one_who_asked_too_much(
    polling: Setting, pace: Pace
) -> None:
    use_up(pace, polling.telegram.user)
    asked = await polling.telegram.message("/help", chat=polling.telegram.group("Sister cities"))
    await polling.answers()
    assert polling.telegram.last["reply_to_message"]["message_id"] == asked["message_id"]


async def test_every_button_stops_spinning_however_fast_they_are_pressed(
    polling: Setting, pace: Pace
) -> None:
    polling.say(Reply("Page 1", buttons=(Button("Next", "help"),), replaces=True))
    await polling.telegram.message("pages")
    (page,) = await polling.telegram.wait_for(1)
    use_up(pace, polling.telegram.user)
    pressed = [await polling.telegram.press(page, "Next") for _press in range(3)]
    await polling.settled()
    assert [polling.telegram.answer_to(each) is not None for each in pressed] == [True] * 3
    assert len(polling.telegram.sent) == 2
