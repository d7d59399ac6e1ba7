"""What is too long for one message goes on below it, every word of it once."""

import re

import pytest

from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram, Shown, bridge
from tests.translation.engines.standins import LibreStandIn

_NUMBER = re.compile(r"sentence (?:number )?(\d+)")
_TRANSLATED = re.compile(r"sentence-ado (?:number-ado )?(\d+)")


def sentences(characters: int, word: str = "the") -> str:
    """So long a text, every sentence of which has a number of its own."""
    text, number = "", 0
    while len(text) < characters:
        number += 1
        text += f"This is {word} sentence {number} of what we wanted to tell you today. "
    return text.strip()


def numbers(pattern: re.Pattern[str], texts: list[str]) -> list[int]:
    """The numbers of the sentences, in the order in which they are read."""
    whole = " ".join(" ".join(texts).replace("\n> ", " ").split())
    return [int(each) for each in pattern.findall(whole)]


def all_of(text: str) -> list[int]:
    return [int(each) for each in _NUMBER.findall(text)]


def below(petro: OnTelegram, first: Shown) -> list[Shown]:
    """The messages that go on below the first."""
    return [each for each in petro.screen() if petro.answers(each) == first]


@pytest.fixture
async def bridged(stage: Stage, aiko: OnSlack, petro: OnTelegram) -> None:
    await bridge((aiko, "es"), (petro, "uk"))
    await stage.settles()


@pytest.mark.usefixtures("bridged")
async def test_five_thousand_characters_and_their_translation_arrive_in_telegram(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    text = sentences(5_000)
    await aiko.says(text)
    first = await petro.sees("Aiko · Yokohama")
    await stage.settles()
    told = [each["text"] for each in (first, *below(petro, first))]
    assert len(told[0]) > 3000
    assert numbers(_TRANSLATED, told) == all_of(text)
    assert numbers(_NUMBER, told) == all_of(text)
    assert sum(each.count("LibreTranslate") for each in told) == 1
    # An answer to any of them is an answer to what was said.
    await petro.says("That was a long one", below(petro, first)[-1])
    assert (aiko.answers(await aiko.sees("long-ado")) or {})["text"] == text


@pytest.mark.usefixtures("bridged")
async def test_forty_thousand_characters_that_no_engine_takes_arrive_as_they_were_written(
    stage: Stage, aiko: OnSlack, petro: OnTelegram, libre: LibreStandIn
) -> None:
    libre.most_characters = 20
    text = sentences(39_900)
    await aiko.says(text)
    first = await petro.sees("Aiko · Yokohama")
    await stage.settles()
    told = [each["text"] for each in (first, *below(petro, first))]
    assert numbers(_NUMBER, told) == all_of(text)
    assert "".join("".join(told).split()).count("".join(text[:39_000].split())[:3000]) == 1
    assert len(told) == 10


@pytest.mark.usefixtures("bridged")
async def test_what_is_longer_or_shorter_by_an_edit_is_so_on_the_other_side(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    message = await aiko.says(sentences(5_000))
    first = await petro.sees("Aiko · Yokohama")
    await stage.settles()
    await aiko.edits(message, "It is short now")
    await stage.settles()
    assert "short-ado" in first["text"]
    assert below(petro, first) == []
    longer = sentences(6_000, "another")
    await aiko.edits(message, longer)
    await stage.settles()
    told = [each["text"] for each in (first, *below(petro, first))]
    assert numbers(_NUMBER, told) == all_of(longer)
    assert numbers(_TRANSLATED, told) == all_of(longer)
    await aiko.deletes(message)
    await stage.settles()
    assert len(petro.screen()) == 1


@pytest.mark.usefixtures("bridged")
async def test_a_file_goes_with_what_it_was_sent_with(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    message = await aiko.shares("plan.csv", b"pumps;12", sentences(5_000))
    file = await petro.sees("<plan.csv>")
    await stage.settles()
    first = await petro.sees("Aiko · Yokohama")
    assert petro.answers(file) == first
    await petro.says("It cannot be opened", file)
    assert aiko.answers(await aiko.sees("opened-ado")) == message
    await stage.settles()
    await aiko.deletes(message)
    await stage.settles()
    assert len(petro.screen()) == 1


async def test_forty_thousand_characters_go_on_in_the_thread_in_slack(
    stage: Stage, aiko: OnSlack, libre: LibreStandIn
) -> None:
    petro = stage.on_slack("Petro", "Petro Bondar", "yokohama")
    await bridge((aiko, "en"), (petro, "es"))
    await stage.settles()
    text = sentences(39_900)
    message = await aiko.says(text)
    first = await petro.sees("Aiko · Yokohama")
    await stage.settles()
    rest = [each for each in petro.screen() if petro.answers(each) == first]
    told = ["\n".join(petro.reads(each)) for each in (first, *rest)]
    assert numbers(_TRANSLATED, told) == all_of(text)
    assert numbers(_NUMBER, told) == all_of(text)
    assert all(len(each["text"]) <= 3000 for each in (first, *rest))
    await aiko.deletes(message)
    await stage.settles()
    assert not any("Aiko" in str(each) or "sentence" in str(each) for each in petro.screen()[1:])
