"""What was said across a bridge is logged, tracked and translated by a sign or from a menu."""

import pytest
from sqlalchemy import select

from storage.models import Exchange, FollowUp
from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram, bridge

WORDS = "Twelve pumps are on their way to you"


@pytest.fixture
async def bridged(stage: Stage, aiko: OnSlack, petro: OnTelegram) -> None:
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()


def exchanges(stage: Stage) -> list[str]:
    """What is on record of the words."""
    with stage.database.reading() as session:
        return list(session.scalars(select(Exchange.summary).where(Exchange.summary == WORDS)))


@pytest.mark.usefixtures("bridged")
async def test_in_slack_a_sign_under_the_copy_logs_it_once(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    message = await petro.says(WORDS)
    copy = await aiko.sees(WORDS)
    await aiko.puts(copy, "memo")
    answer = await aiko.sees("Logged")
    assert aiko.answers(answer) == copy
    assert exchanges(stage) == [WORDS]
    before = len(aiko.screen())
    await aiko.puts(copy, "memo")
    await stage.settles()
    assert exchanges(stage) == [WORDS]
    assert len(aiko.screen()) == before
    # It is said to the bot, and is no emoji for the others.
    assert petro.signs(message) == []


@pytest.mark.usefixtures("bridged")
async def test_in_telegram_a_sign_in_reply_logs_it(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await aiko.says(WORDS)
    copy = await petro.sees(WORDS)
    before = len(aiko.screen())
    await petro.says("✍", copy)
    assert petro.answers(await petro.sees("Logged")) == copy
    assert exchanges(stage) == [WORDS]
    await stage.settles()
    assert len(aiko.screen()) == before


@pytest.mark.usefixtures("bridged")
async def test_where_no_partnership_is_known_slack_tells_who_put_the_sign_and_telegram_nobody(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await aiko.commands("/partner archive Odesa --yes")
    message = await aiko.says(WORDS)
    copy = await petro.sees(WORDS)
    before, told = (len(aiko.screen()), len(petro.screen())), len(aiko.slack.ephemerals)
    await aiko.puts(message, "memo")
    await petro.says("✍", copy)
    await stage.settles()
    (alone,) = aiko.slack.ephemerals[told:]
    assert "I know no partnership between the cities here" in aiko.slack.text_of(alone)
    assert alone["user"] == aiko.user.id
    assert (len(aiko.screen()), len(petro.screen())) == before
    assert exchanges(stage) == []


@pytest.mark.usefixtures("bridged")
async def test_the_menu_of_a_copy_logs_tracks_and_translates(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await petro.says(WORDS)
    copy = await aiko.sees(WORDS)
    assert "Logged" in await aiko.chooses("log_this", copy)
    assert exchanges(stage) == [WORDS]
    assert "Twelve pumps" in await aiko.chooses("track", copy)
    with stage.database.reading() as session:
        assert list(session.scalars(select(FollowUp.text))) in ([], [WORDS])
    await aiko.commands("/settings language es")
    told = await aiko.chooses("translate", copy)
    assert "Twelve-ado pumps-ado" in told


@pytest.mark.parametrize(("flag", "label"), [("flag-es", "traducción"), ("flag-ua", "переклад")])
async def test_a_flag_translates_in_the_thread_once(
    stage: Stage, aiko: OnSlack, flag: str, label: str
) -> None:
    message = await aiko.says("The mayor arrives on Monday")
    await aiko.puts(message, flag)
    told = await aiko.sees("mayor-ado")
    assert aiko.answers(told) == message
    # Somebody else would like to read it so, too; and it is there already.
    other = OnSlack(aiko.slack, aiko.slack.add_user("Yoko Mori"), aiko.channel)
    await other.puts(message, flag)
    await stage.settles()
    assert len([each for each in aiko.screen() if "mayor-ado" in str(each)]) == 1
