"""The bot shows its commands and itself in every language."""

import json

import pytest

from bot.chat.speech import languages
from bot.platforms.telegram.account import OutOfReach, TokenRefused
from bot.platforms.telegram.limits import COMMAND_DESCRIPTION_LENGTH
from bot.platforms.telegram.settings import Mode, TelegramSettings
from tests.platforms.telegram.conftest import PUBLIC, SECRET, MakeSetting

DEFAULT, GROUPS = json.dumps({"type": "default"}), json.dumps({"type": "all_group_chats"})


async def test_commands_are_set_for_everybody_in_every_language(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    done = await setting.platform.setup()
    codes = {code[:2] for code in languages() if len(code.partition("-")[0]) == 2}
    assert set(done.languages) == codes
    assert set(setting.telegram.world.commands) == {
        (scope, code) for scope in (DEFAULT, GROUPS) for code in {"", *codes}
    }


async def test_there_is_one_command_for_each_subject(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    await setting.platform.setup()
    menu = setting.telegram.world.commands[GROUPS, ""]
    assert {"partner", "help"} <= {command["command"] for command in menu}
    assert all(1 <= len(each["description"]) <= COMMAND_DESCRIPTION_LENGTH for each in menu)


async def test_descriptions_are_set(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    await setting.platform.setup()
    assert "city partnerships" in setting.telegram.world.texts["description", ""]
    assert "city partnerships" in setting.telegram.world.texts["short_description", ""]


async def test_setting_up_again_changes_nothing(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    await setting.platform.setup()
    setting.telegram.calls.clear()
    await setting.platform.setup()
    assert not [call for call in setting.telegram.calls if call.method.startswith("setMy")]


async def test_the_webhook_is_set_with_its_secret(made: MakeSetting) -> None:
    setting = made(Mode.WEBHOOK)
    done = await setting.platform.setup()
    hook = setting.telegram.webhook
    assert (hook.url, hook.secret_token) == (f"{PUBLIC}/telegram/webhook", SECRET)
    assert (done.webhook, done.username) == (hook.url, "attache_bot")
    assert set(setting.telegram.world.updates.allowed) == {
        "message",
        "edited_message",
        "message_reaction",
        "callback_query",
        "my_chat_member",
    }


async def test_polling_takes_the_webhook_away(made: MakeSetting) -> None:
    await made(Mode.WEBHOOK).platform.setup()
    setting = made(Mode.POLLING)
    await setting.platform.setup()
    assert setting.telegram.webhook is None


async def test_a_pause_that_telegram_asks_for_is_kept(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    setting.telegram.fail_next("setMyCommands", retry_after=1)
    await setting.platform.setup()
    assert (DEFAULT, "") in setting.telegram.world.commands


async def test_what_telegram_does_not_take_is_told_with_its_reason(made: MakeSetting) -> None:
    setting = made(Mode.WEBHOOK)
    why = "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    setting.telegram.fail_next("setWebhook", error_code=400, description=why)
    with pytest.raises(OutOfReach, match=r"(?i)https url must be provided"):
        await setting.platform.setup()


async def test_a_check_tells_the_bots_name(made: MakeSetting) -> None:
    assert await made(Mode.POLLING).platform.check() == "attache_bot"


async def test_a_wrong_token_is_told_without_showing_it(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    setting.telegram.fail_next("getMe", error_code=401, description="Unauthorized")
    with pytest.raises(TokenRefused) as refusal:
        await setting.platform.check()
    assert "123:ABC" not in f"{refusal.value!r} {refusal.value.__cause__!r}"


async def test_a_silent_telegram_is_told(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    setting.telegram.fail_next("getMe", drop=True)
    with pytest.raises(OutOfReach):
        await setting.platform.check()


def test_settings_never_show_a_secret() -> None:
    shown = repr(TelegramSettings("123:ABC", Mode.WEBHOOK, SECRET))
    assert "ABC" not in shown
    assert SECRET not in shown
