"""What is bold, struck through or code on one side is so on the other, and nothing else is."""

from typing import Any

from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram, bridge

TYPED = "🎉 Monday: un*believ*able ~off~ `make <all>`"
READ = "🎉 Monday: unbelievable off make <all>\nx = 1\ny = 2"


def typed_in_slack() -> list[dict[str, Any]]:
    """As Slack tells what somebody typed in it."""

    def word(text: str, **style: bool) -> dict[str, Any]:
        return {"type": "text", "text": text} | ({"style": style} if style else {})

    lines = [
        {"type": "emoji", "name": "tada", "unicode": "1f389"},
        word(" "),
        word("Monday", bold=True),
        word(": un"),
        word("believ", bold=True, italic=True),
        word("able "),
        word("off", strike=True),
        word(" "),
        word("make <all>", code=True),
        word("\n"),
    ]
    code = [word("x = 1\ny = 2")]
    parts = [
        {"type": "rich_text_section", "elements": lines},
        {"type": "rich_text_preformatted", "elements": code, "border": 0},
    ]
    return [{"type": "rich_text", "block_id": "b1", "elements": parts}]


def typed_in_telegram() -> list[dict[str, Any]]:
    """The same as Telegram tells it."""
    kinds = {
        "Monday": ["bold"],
        "believ": ["bold", "italic"],
        "off": ["strikethrough"],
        "make <all>": ["code"],
        "x = 1\ny = 2": ["pre"],
    }
    # The emoji is two of the units that Telegram counts in.
    return [
        {"type": kind, "offset": READ.index(words) + 1, "length": len(words)}
        for words, every in kinds.items()
        for kind in every
    ]


IN_SLACK = [
    ("Monday", "bold"),
    ("believ", "bold italic"),
    ("off", "strike"),
    ("make <all>", "code"),
    ("x = 1\ny = 2", "rich_text_preformatted"),
]
IN_TELEGRAM = [
    ("Monday", "bold"),
    ("believ", "bold"),
    ("believ", "italic"),
    ("off", "strikethrough"),
    ("make <all>", "code"),
    ("x = 1\ny = 2", "pre"),
]


async def test_from_slack_to_telegram(stage: Stage, aiko: OnSlack, petro: OnTelegram) -> None:
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    await aiko.says(TYPED, blocks=typed_in_slack())
    copy = await petro.sees("unbelievable")
    assert copy["text"] == f"Aiko · Yokohama 🇯🇵\n{READ}"
    assert petro.set_off(copy) == IN_TELEGRAM


async def test_from_telegram_to_slack(stage: Stage, aiko: OnSlack, petro: OnTelegram) -> None:
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    await petro.says(READ, entities=typed_in_telegram())
    copy = await aiko.sees("unbelievable")
    assert aiko.reads(copy) == ["Petro · Odesa 🇺🇦", *READ.split("\n")]
    assert aiko.set_off(copy) == IN_SLACK


async def test_from_slack_to_slack(stage: Stage, aiko: OnSlack) -> None:
    petro = stage.on_slack("Petro", "Petro Bondar", "yokohama")
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    await aiko.says(TYPED, blocks=typed_in_slack())
    assert petro.set_off(await petro.sees("unbelievable")) == IN_SLACK


async def test_from_telegram_to_telegram(stage: Stage, petro: OnTelegram) -> None:
    aiko = stage.on_telegram("Aiko", "Aiko", "横浜")
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    await petro.says(READ, entities=typed_in_telegram())
    assert aiko.set_off(await aiko.sees("unbelievable")) == IN_TELEGRAM


async def test_the_original_below_a_translation_is_set_off_whole(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await bridge((aiko, "es"), (petro, "uk"))
    await stage.settles()
    text = "The delegation arrives on Monday at 14:30"
    bold = [
        {"type": "bold", "offset": text.index(each), "length": 5} for each in ("Monda", "14:30")
    ]
    await petro.says(text, entities=bold)
    copy = await aiko.sees("delegation-ado")
    assert aiko.reads(copy)[-1] == f"> {text}"
    assert aiko.set_off(copy) == [("14:30", "bold"), ("Monda", "bold"), ("14:30", "bold")]
    style = {"style": {"italic": True}}
    words = [
        {"type": "text", "text": "We arrive on "},
        {"type": "text", "text": "Tuesday", **style},
    ]
    section = {"type": "rich_text_section", "elements": words}
    await aiko.says("We arrive on _Tuesday_", blocks=[{"type": "rich_text", "elements": [section]}])
    copy = await petro.sees("Tuesday-ado")
    assert petro.folded(copy) == "We arrive on Tuesday"
    assert petro.set_off(copy)[-1] == ("Tuesday", "italic")


async def test_an_edit_of_nothing_else_follows_both_ways(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    text = "We meet at the harbour"
    message = await petro.says(text)
    copy = await aiko.sees("harbour")
    await stage.settles()
    bold = [{"type": "bold", "offset": 15, "length": 7}]
    await petro.edits(message, text, entities=bold)
    await stage.settles()
    assert aiko.set_off(copy) == [("harbour", "bold")]
    other = await aiko.says("We come by train")
    copied = await petro.sees("train")
    await stage.settles()
    await aiko.edits(other, "We come by ~train~")
    await stage.settles()
    assert petro.set_off(copied) == [("train", "strikethrough")]


async def test_nobody_is_called_by_what_is_set_off(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    text = "Plain: <!channel> <@U0123> *bold* @here :tada:"
    await petro.says(text, entities=[{"type": "bold", "offset": 7, "length": 30}])
    copy = await aiko.sees("Plain")
    assert aiko.slack.pings(copy) == []
    assert aiko.reads(copy)[-1] == text
    typed = "Plain: *@petro_od* /start@other #odesa"
    await aiko.says(typed)
    copy = await petro.sees("Plain")
    assert petro.telegram.pings(copy) == []
    assert {each["type"] for each in copy["entities"]} == {"bold"}
