"""Where no engine is set up, what cannot be so yet is not told as if it were."""

import pytest

from bot.chat.router import Router
from handlers.commands import registry
from tests.talk.town import AIKO, ODESA, PETRO, YOKOHAMA, Town

_UNTIL_THEN = "once an engine of translation is set up. Until then"


@pytest.fixture
def plain_town(town: Town) -> Town:
    """The town without engines."""
    town.router = Router(registry(), town.database)
    return town


async def test_a_channel_is_kept_readable_once_there_is_one(plain_town: Town) -> None:
    on = "/translate channel on uk, ja"
    for _again in range(2):
        told = await plain_town.commands(AIKO, YOKOHAMA, on)
        assert told.count("Ukrainian and Japanese") == 1
        assert f"is put into Ukrainian and Japanese {_UNTIL_THEN} all stays" in told
        assert "From now on" not in told
        assert "no engine" not in told


async def test_everybody_in_the_channel_is_told_the_same(plain_town: Town) -> None:
    await plain_town.commands(AIKO, YOKOHAMA, "/translate channel on en")
    await plain_town.settles()
    (public,) = plain_town.screen(YOKOHAMA)
    assert "is put into English once an engine of translation is set up." in public


async def test_a_bridge_says_so_at_both_ends(plain_town: Town) -> None:
    opened = await plain_town.commands(AIKO, YOKOHAMA, "/bridge open lang=ja")
    assert f"What comes over is put into Japanese {_UNTIL_THEN} it stays" in opened
    assert opened.count("Japanese") == 1
    code = next(line.split(": ")[1] for line in opened.splitlines() if line.startswith("Code"))
    joined = await plain_town.commands(PETRO, ODESA, f"/bridge join {code} lang=uk")
    assert f"What comes over is put into Ukrainian {_UNTIL_THEN} it stays" in joined
    assert "no engine" not in joined
    told = await plain_town.commands(PETRO, ODESA, "/bridge language es")
    assert f"What comes over is put into Spanish {_UNTIL_THEN} it stays" in told
