"""A channel and a group that are kept readable for people of several languages."""

from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram


async def test_in_slack_translations_stand_in_the_thread(stage: Stage, aiko: OnSlack) -> None:
    assert "is put into" in await aiko.commands("/translate channel on es")
    await aiko.sees("ha activado aquí la traducción")
    message = await aiko.says("The delegation arrives on Monday")
    told = await aiko.sees("delegation-ado")
    assert aiko.answers(told) == message
    assert aiko.reads(told) == [
        "The-ado delegation-ado arrives-ado on-ado Monday-ado",
        "traducción automática · LibreTranslate",
    ]
    await aiko.edits(message, "The delegation arrives on Tuesday")
    assert await aiko.sees("Tuesday-ado") == told
    await aiko.deletes(message)
    await stage.settles()
    assert told not in aiko.screen()


async def test_in_telegram_translations_stand_below_as_replies(
    stage: Stage, petro: OnTelegram
) -> None:
    assert "is put into" in await petro.commands("/translate channel on es")
    message = await petro.says("The delegation arrives on Monday")
    told = await petro.sees("delegation-ado")
    assert petro.answers(told) == message
    await petro.edits(message, "The delegation arrives on Tuesday")
    assert await petro.sees("Tuesday-ado") == told
    # A reply to the translation is talk as well.
    await petro.says("Where shall we meet them?", told)
    assert "where-ado" in (await petro.sees("meet-ado"))["text"].lower()


async def test_what_programs_write_is_never_translated(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await aiko.commands("/translate channel on es")
    await petro.commands("/translate channel on es")
    await stage.settles()
    other_app = {"bot_id": "B0OTHER", "app_id": "A0OTHER"}
    await aiko.says("The build of the day has failed again", **other_app)
    robot = petro.telegram.person("Weather", is_bot=True)
    await petro.telegram.message("Tomorrow it will rain all day", user=robot, chat=petro.chat)
    await petro.commands("/translate channel on es")
    await petro.commands("/help")
    await aiko.slack.mention("help", user=aiko.user, channel=aiko.channel)
    await aiko.sees("/partner")
    await stage.settles()
    assert not [each for each in (*aiko.screen(), *petro.screen()) if "-ado" in str(each)]
    await aiko.says("The delegation arrives on Monday")
    await petro.says("The delegation arrives on Monday")
    await aiko.sees("delegation-ado")
    await petro.sees("delegation-ado")


async def test_off_is_off(stage: Stage, aiko: OnSlack) -> None:
    await aiko.commands("/translate channel on es")
    await aiko.commands("/translate channel off")
    await aiko.sees("ha desactivado aquí la traducción")
    await aiko.says("The delegation arrives on Monday")
    await stage.settles()
    assert not [each for each in aiko.screen() if "-ado" in str(each)]
