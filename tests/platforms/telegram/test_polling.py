"""Updates are fetched, whatever happens meanwhile."""

import asyncio

import pytest

from bot.chat.reply import Reply
from bot.platforms.telegram.settings import Mode
from tests.platforms.telegram.conftest import MakeSetting, Setting, until


@pytest.mark.parametrize(
    "fault",
    [
        {"drop": True},
        {"error_code": 502},
        {"error_code": 409, "description": "Conflict: terminated by other getUpdates request"},
        {"retry_after": 1},
        {"error_code": 401, "description": "Unauthorized"},
    ],
)
async def test_polling_outlives_a_failure(polling: Setting, fault: dict) -> None:
    polling.say(Reply("One"), Reply("Two"))
    await polling.telegram.message("one")
    await polling.answers()
    polling.telegram.fail_next("getUpdates", **fault)
    await polling.telegram.message("two")
    assert await polling.answers(2) == ["One", "Two"]
    polling.say(Reply("Three"))
    await polling.telegram.message("three")
    assert (await polling.answers(3))[2] == "Three"


async def test_a_webhook_that_was_set_before_gives_way(made: MakeSetting) -> None:
    setting = made(Mode.WEBHOOK)
    await setting.platform.setup()
    setting = made(Mode.POLLING)
    setting.say(Reply("Here"))
    await setting.platform.start()
    await until(lambda: setting.telegram.webhook is None)
    await setting.telegram.message("there?")
    assert await setting.answers() == ["Here"]
    await setting.platform.stop()


async def test_a_bot_that_starts_before_the_network_starts_all_the_same(
    made: MakeSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.telegram.platform.INTRODUCTION_PAUSE", 0.05)
    setting = made(Mode.POLLING)
    setting.say(Reply("Here"))
    setting.telegram.fail_next("getMe", drop=True)
    await setting.platform.start()
    await setting.telegram.message("there?")
    assert await setting.answers() == ["Here"]
    await setting.platform.stop()


async def test_a_bot_can_be_stopped_before_it_has_started(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    setting.telegram.fail_next("getMe", drop=True)
    await setting.platform.start()
    await asyncio.wait_for(setting.platform.stop(), 3)
    # Not called if the stop came first.
    setting.telegram._faults.take("getMe")
    assert setting.telegram.sent == []


async def test_what_was_taken_is_finished_and_nothing_new_is_taken(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    setting.say(Reply("One"))
    setting.telegram.fail_next("sendMessage", retry_after=1)
    await setting.platform.start()
    await setting.telegram.message("one")
    await until(lambda: len(setting.asked) == 1)
    stopping = asyncio.create_task(setting.platform.stop())
    await asyncio.sleep(0)
    await setting.telegram.message("two")
    await stopping
    assert (await setting.answers(), len(setting.asked)) == (["One"], 1)


async def test_what_was_answered_does_not_come_again_after_a_new_start(made: MakeSetting) -> None:
    first = made(Mode.POLLING)
    first.say(Reply("One"))
    await first.platform.start()
    await first.telegram.message("one")
    await first.answers()
    await first.platform.stop()
    assert first.telegram.world.updates.pending == []


async def test_an_update_that_was_never_confirmed_acts_once(made: MakeSetting) -> None:
    first, second = made(Mode.POLLING), made(Mode.POLLING)
    first.know(first.telegram.user)
    await first.platform.start()
    await first.telegram.message("/help")
    await first.answers()
    await first.platform.stop()
    await first.telegram.resend()
    await second.platform.start()
    await second.settled()
    await second.platform.stop()
    assert (len(second.asked), len(await second.answers())) == (1, 1)


async def test_updates_of_one_chat_are_answered_in_their_order(polling: Setting) -> None:
    polling.say(*(Reply(str(n)) for n in range(5)))
    for n in range(5):
        await polling.telegram.message(f"message {n}")
    assert await polling.answers(5) == ["0", "1", "2", "3", "4"]


async def test_an_update_that_cannot_be_read_is_passed_over(
    polling: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The stand-in would not say what Telegram does not say today.
    monkeypatch.setattr("tests.fakes.telegram.execution.check_own", lambda *_arguments: None)
    await until(lambda: polling.platform.is_receiving)
    updates = polling.telegram.world.updates
    number = next(updates._ids)
    updates.pending.append({"update_id": number, "message": {"message_id": "?"}})
    polling.say(Reply("Here"))
    await polling.telegram.message("there?")
    assert await polling.answers() == ["Here"]


async def test_what_cannot_be_recorded_now_comes_again(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    await until(lambda: polling.platform.is_receiving)
    with polling.database_down():
        await polling.telegram.kick_bot(group)
        await asyncio.sleep(0.3)
    await polling.settled()
    assert polling.channels() == {str(group.id): False}


async def test_a_webhook_that_is_set_meanwhile_gives_way(polling: Setting) -> None:
    await until(lambda: polling.platform.is_receiving)
    active = "Conflict: can't use getUpdates method while webhook is active"
    polling.telegram.fail_next("getUpdates", error_code=409, description=active)
    polling.say(Reply("Here"), Reply("Still here"))
    await polling.telegram.message("there?")
    await polling.answers()
    await polling.telegram.message("still there?")
    await polling.answers(2)
    methods = [call.method for call in polling.telegram.calls]
    assert methods.count("deleteWebhook") == 2
