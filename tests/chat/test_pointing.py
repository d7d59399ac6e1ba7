"""Which commands are about the message that they were said in reply to."""

import pytest

from bot.chat.pointing import points


@pytest.mark.parametrize(
    "said",
    [
        "translate",
        "/translate",
        "translate to uk",
        "Translate to Brazilian Portuguese",
        "bridge log",
        "bridge  remove",
        "follow add",
        "follow add by Friday @oksana",
        "follow add @oksana by Friday",
    ],
)
def test_a_command_without_words_of_its_own_is(said: str) -> None:
    assert points(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "help",
        "translate Good morning",
        "translate to uk Good morning to you all",
        "translate channel on uk",
        "translator",
        "bridge open",
        "bridge logs",
        "follow",
        'follow add Odesa "send the pumps" by Friday',
        "partner status Odesa",
    ],
)
def test_others_are_not(said: str) -> None:
    assert not points(said)
