"""What is said of bridges in the places themselves."""

import pytest

from bot.chat.speech import Speech
from bot.platforms.console.plain import plain
from handlers.bridge_words import word


@pytest.mark.parametrize(
    ("place", "called"),
    [("Partners · Odesa", "Partners · Odesa"), ("slack", "a place on Slack")],
)
def test_a_place_that_was_lost_is_named_or_else_by_its_platform(place: str, called: str) -> None:
    said = word({"word": "lost", "place": place})
    assert said is not None
    told = plain(said, Speech())
    assert f"{called} cannot be reached any more." in told
