"""One conversation in two places on the same platform."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from storage.engine import Database
from tests.bridging.program import Clicked, Stage
from tests.bridging.speakers import OnSlack, OnTelegram, bridge
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.platforms.slack.browser import Browser
from tests.translation.engines.standins import LibreStandIn


@pytest.fixture
async def installed(
    network_database: Database,
    slack: FakeSlack,
    telegram: FakeTelegram,
    libre: LibreStandIn,
    tmp_path: Path,
) -> AsyncIterator[Stage]:
    """The program as an app that workspaces install for themselves."""
    found = Stage.between(network_database, slack, telegram, libre)
    del found.settings["SLACK_BOT_TOKEN"]
    found.settings |= {
        "ATTACHE_PUBLIC_URL": "https://attache.example",
        "ATTACHE_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "SLACK_CLIENT_ID": slack.world.client_id,
        "SLACK_CLIENT_SECRET": slack.world.client_secret,
        "TELEGRAM_MODE": "polling",
    }
    async with found.served(tmp_path):
        yield found


async def test_two_workspaces_share_a_conversation(installed: Stage, slack: FakeSlack) -> None:
    of_odesa = slack.add_team("Odesa City Council")
    for team in (slack.team, of_odesa):
        visitor = Browser(Clicked(installed.services[0].url, slack))  # type: ignore[arg-type]
        assert "is installed in" in (await visitor.installs(team)).text
    aiko = installed.on_slack("Aiko", "Aiko Tanaka", "odesa")
    petro = installed.on_slack("Petro", "Petro Bondar", "yokohama", team=of_odesa)
    await bridge((aiko, "en"), (petro, "es"))
    await installed.settles()

    question = await aiko.says("When do you arrive at the station?")
    copy = await petro.sees("station-ado")
    assert petro.reads(copy)[0] == "Aiko · Yokohama 🇯🇵"
    assert petro.reads(copy)[-1] == "> When do you arrive at the station?"
    answer = await petro.says("On Monday at noon", copy)
    told = await aiko.sees("On Monday at noon")
    assert aiko.answers(told) == question
    await petro.edits(answer, "On Tuesday at noon")
    assert await aiko.sees("On Tuesday at noon") == told
    await aiko.puts(told, "tada")
    await petro.shares("tickets.txt", b"two", "The tickets")
    await aiko.sees("tickets.txt (1 kB)")
    await installed.settles()
    assert petro.signs(answer) == ["tada"]
    [file] = [each for each in aiko.screen() if each.get("files")]
    assert slack.world.files[file["files"][0]["id"]]["content"] == b"two"
    await petro.deletes(answer)
    await installed.settles()
    assert told not in aiko.screen()


async def test_two_groups_share_a_conversation(stage: Stage) -> None:
    aiko: OnTelegram = stage.on_telegram("Aiko", "Aiko", "横浜")
    petro: OnTelegram = stage.on_telegram("Petro", "Petro", "Одеса")
    await bridge((aiko, "en"), (petro, "es"))
    await stage.settles()

    question = await aiko.says("When do you arrive at the station?")
    copy = await petro.sees("station-ado")
    assert petro.reads(copy)[0] == "Aiko · Yokohama 🇯🇵"
    answer = await petro.says("On Monday at noon", copy)
    told = await aiko.sees("On Monday at noon")
    assert aiko.answers(told) == question
    await petro.edits(answer, "On Tuesday at noon")
    await aiko.sees("On Tuesday at noon")
    await aiko.puts(told, "🎉")
    await petro.shares("tickets.txt", b"two", "The tickets")
    file = await aiko.sees("<tickets.txt>")
    assert aiko.reads(aiko.answers(file) or {}) == [
        "Petro · Odesa 🇺🇦",
        "The tickets",
        "📎 tickets.txt (1 kB)",
    ]
    await stage.settles()
    assert petro.signs(answer) == ["🎉"]


async def test_a_topic_shares_what_is_said_in_it_alone(stage: Stage, aiko: OnSlack) -> None:
    petro = stage.on_telegram("Petro", "Petro", "Одеса")
    petro.chat.is_forum = True
    pumps, other = (petro.telegram.topic(petro.chat, name) for name in ("Pumps", "Other"))
    petro.topic = pumps
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    await aiko.says("Here for the pumps")
    assert (await petro.sees("for the pumps"))["message_thread_id"] == pumps
    petro.topic = other
    await petro.says("Nothing for Yokohama")
    petro.topic = pumps
    await petro.says("Something for Yokohama")
    await aiko.sees("Something for Yokohama")
    await stage.settles()
    assert not any("Nothing for" in "".join(aiko.reads(each)) for each in aiko.screen())
