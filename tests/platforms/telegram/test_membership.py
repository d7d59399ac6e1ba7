"""Groups move, throw the bot out and let it in again."""

from telegram.error import Forbidden

from tests.platforms.telegram.conftest import Setting, until


async def test_a_group_that_grows_takes_its_binding_along(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    bigger = await polling.telegram.upgrade_group(group)
    await polling.telegram.message("/help", chat=bigger)
    await polling.answers()
    assert polling.channels() == {str(bigger.id): True}


async def test_an_answer_follows_a_group_that_has_just_moved(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    bigger = polling.telegram.supergroup("Sister cities")
    group.migrated_to = bigger.id
    await polling.telegram.message("/help", chat=group)
    await polling.answers()
    assert polling.telegram.last["chat"]["id"] == bigger.id
    assert polling.channels() == {str(bigger.id): True}


async def test_a_removed_bot_lets_its_channel_sleep(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    await polling.telegram.kick_bot(group)
    await polling.settled()
    assert polling.channels() == {str(group.id): False}


async def test_a_bot_that_is_let_in_again_wakes_its_channel(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    await polling.telegram.kick_bot(group)
    await polling.telegram.add_bot(group)
    await polling.settled()
    assert polling.channels() == {str(group.id): True}


async def test_an_old_removal_that_comes_again_undoes_nothing(webhook: Setting) -> None:
    group = webhook.telegram.group("Sister cities")
    webhook.bind(group)
    await webhook.telegram.kick_bot(group)
    removal = webhook.telegram.world.updates.history[-1]
    await webhook.telegram.add_bot(group)
    await webhook.telegram.resend(removal)
    assert webhook.channels() == {str(group.id): True}


async def test_a_person_who_blocks_the_bot_disturbs_nothing(polling: Setting) -> None:
    await polling.telegram.kick_bot(polling.telegram.private_chat(polling.telegram.user))
    other = polling.telegram.person("Aiko")
    polling.know(other)
    await polling.telegram.message("/help", user=other)
    await polling.answers()
    assert polling.channels() == {}


async def test_a_refused_message_tells_that_the_channel_is_lost(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    kicked = "Forbidden: bot was kicked from the group chat"
    polling.telegram.fail_next("sendMessage", error_code=403, description=kicked)
    await polling.telegram.message("/help", chat=group)
    await polling.settled()
    assert polling.channels() == {str(group.id): False}


async def test_a_refusal_for_another_reason_loses_no_channel(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.bind(group)
    await until(lambda: polling.platform.is_receiving)
    refusal = Forbidden("Forbidden: bot can't send messages to bots")
    await polling.platform._membership.refused(group.id, refusal)
    assert polling.channels() == {str(group.id): True}
