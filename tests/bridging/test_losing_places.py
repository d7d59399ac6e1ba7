"""Places that are closed, left, or known by another number while a conversation goes over them."""

import pytest

from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram, bridge


@pytest.mark.parametrize("kind", ["channel_archive", "channel_deleted"])
async def test_a_channel_that_is_closed_is_told_of_in_telegram(
    stage: Stage, aiko: OnSlack, petro: OnTelegram, kind: str
) -> None:
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    aiko.slack.archive(aiko.channel)
    await aiko.slack.channel_event(kind, aiko.channel)
    told = await petro.sees("cannot be reached any more")
    assert "odesa · Yokohama" in told["text"]
    await petro.says("Is anybody there?")
    await stage.settles()
    assert len([each for each in petro.screen() if "cannot be reached" in each["text"]]) == 1
    assert not any("anybody" in str(each) for each in aiko.screen())


async def test_a_bot_that_is_put_out_of_a_group_is_told_of_in_slack_and_comes_back(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    await petro.telegram.kick_bot(petro.chat)
    told = await aiko.sees("cannot be reached any more")
    assert "Yokohama and Odesa · Odesa" in " ".join(aiko.reads(told))
    await aiko.says("Is anybody there?")
    await stage.settles()
    await petro.telegram.add_bot(petro.chat, status="administrator")
    await stage.settles()
    await aiko.says("There you are again")
    await petro.sees("There you are again")
    assert not any("anybody" in each["text"] for each in petro.screen())


async def test_a_group_that_becomes_a_supergroup_keeps_its_bridge(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    group = petro.telegram.group("Одеса", members=[petro.user], bot="administrator")
    before = OnTelegram(petro.telegram, petro.user, group)
    await petro.commands("/settings language en")
    stage.binds(before)
    await bridge((aiko, "en"), (before, "en"))
    await stage.settles()
    question = await aiko.says("Asked before the move")
    await before.sees("before the move")

    after = OnTelegram(petro.telegram, petro.user, await petro.telegram.upgrade_group(group))
    await stage.settles()
    await aiko.says("Said after the move")
    copy = await after.sees("after the move")
    await after.says("Heard after the move", copy)
    told = await aiko.sees("Heard after")
    assert (aiko.answers(told) or {})["text"] == "Said after the move"
    # What hangs under a message of the old group cannot be shown as its answer any more.
    await aiko.says("Once more about it", question)
    await after.sees("Once more")
    await stage.settles()
    assert not any("cannot be reached" in str(each) for each in aiko.screen())


async def test_a_move_that_is_learned_by_a_refusal_loses_nothing(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    group = petro.telegram.group("Одеса", members=[petro.user], bot="administrator")
    before = OnTelegram(petro.telegram, petro.user, group)
    stage.binds(before)
    await bridge((aiko, "en"), (before, "en"))
    await stage.settles()
    chat = petro.telegram.supergroup("Одеса", members=[petro.user], bot="administrator")
    group.migrated_to = chat.id
    await aiko.says("Into a group that has moved")
    after = OnTelegram(petro.telegram, petro.user, chat)
    await after.sees("that has moved")
    await after.says("It has arrived")
    await aiko.sees("It has arrived")
