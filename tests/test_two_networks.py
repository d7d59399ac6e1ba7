"""Two networks, two workspaces and two groups at once, let in without touching the server."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from storage.engine import Database
from tests.conversation import Conversation
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.handlers.conftest import found_two_networks
from tests.handlers.test_joining import code_in
from tests.platforms.slack.browser import Browser
from tests.program import Service, serving
from tests.templates import Templates

PUBLIC = "https://attache.example"


@dataclass
class Clicked:
    """What a browser needs to know of the program it visits."""

    url: str
    slack: FakeSlack


@dataclass
class Town:
    """The running program, the platforms around it, and two networks in its database."""

    service: Service
    slack: FakeSlack
    telegram: FakeTelegram
    database: Database

    def invitation(self, steward: str, network: str, said: str) -> str:
        speaking = Conversation(self.database, steward, network)
        # The program goes by the clock, and invitations end.
        speaking.at = datetime.now(UTC)
        return code_in(speaking.says(f"/network invite {said}"))

    async def on_telegram(self, text: str, **where: Any) -> str:
        count = len(self.telegram.sent)
        await self.telegram.message(text, **where)
        await self.telegram.wait_for(count + 1)
        return self.telegram.text_of(self.telegram.last)

    async def on_slack(self, command: str, text: str, **where: Any) -> str:
        """What the speaker alone is shown."""
        await self.slack.slash_command(command=command, text=text, **where)
        return self.slack.text_of(self.slack.ephemerals[-1])


@pytest.fixture
def database(templates: Templates) -> Iterator[Database]:
    with templates.copy("sqlite", found_two_networks) as found:
        yield found


@pytest.fixture
async def town(database: Database, tmp_path: Path) -> AsyncIterator[Town]:
    async with FakeSlack() as slack, FakeTelegram(token="123:ABC") as telegram:
        settings = {
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
            "ATTACHE_PUBLIC_URL": PUBLIC,
            "ATTACHE_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "SLACK_CLIENT_ID": slack.world.client_id,
            "SLACK_CLIENT_SECRET": slack.world.client_secret,
            "SLACK_SIGNING_SECRET": slack.world.signing_secret,
            "SLACK_API_URL": slack.url,
            "TELEGRAM_BOT_TOKEN": "123:ABC",
            "TELEGRAM_API_URL": telegram.url,
            "TELEGRAM_MODE": "polling",
        }
        async with serving(tmp_path, **settings) as service:
            slack.app_url = service.url + "/slack/events"
            yield Town(service, slack, telegram, database)
            assert await service.stop() == 0
        assert slack.violations == []
    assert telegram.violations == []


async def test_two_networks_come_alive_on_both_platforms_and_know_nothing_of_each_other(
    town: Town,
) -> None:
    slack, telegram = town.slack, town.telegram
    harbours = slack.add_team("Port Cities")
    captain = slack.add_user("Anna Riva", harbours)
    quay = slack.add_channel("quay", team=harbours)
    for team in (slack.team, harbours):
        browser = Browser(Clicked(town.service.url, slack))  # type: ignore[arg-type]
        assert "is installed in" in (await browser.installs(team)).text

    # Slack: the steward of each network comes in by a code and binds a channel.
    for steward, slug, where in (
        ("Sari", "demo", {}),
        ("Marco", "harbours", {"user": captain, "channel": quay}),
    ):
        code = town.invitation(steward, slug, "steward")
        assert "I do not know you yet" in await town.on_slack("/partner", "list", **where)
        assert "Welcome" in await town.on_slack("/network", f"join {code}", **where)
        assert "Everyone who can write here" in await town.on_slack("/network", "bind", **where)
        assert "belongs to" in await town.on_slack("/network", "bind --yes", **where)

    # Telegram: an editor of each network comes in by the link and is at home in a group.
    groups = {}
    for name, steward, slug, said in (
        ("Petro", "Sari", "demo", "Odesa steward"),
        ("Luca", "Marco", "harbours", "Genoa steward"),
    ):
        person = telegram.person(name)
        code = town.invitation(steward, slug, said)
        assert "Welcome" in await town.on_telegram(f"/start {code}", user=person)
        group = telegram.group(f"{name}'s group")
        assert "belongs to" in await town.on_telegram(
            "/network bind --yes", user=person, chat=group
        )
        groups[slug] = (person, group)

    # The same question, from four places, to two networks.
    for name, own, foreign in (
        ("demo", "Hangzhou", "Genoa"),
        ("harbours", "Genoa", "Hangzhou"),
    ):
        where = {} if name == "demo" else {"user": captain, "channel": quay}
        person, group = groups[name]
        for answer in (
            await town.on_slack("/partner", "list", **where),
            await town.on_slack("/network", "show", **where),
            await town.on_telegram("/partner list", user=person, chat=group),
            await town.on_telegram("/network members", user=person),
        ):
            assert foreign not in answer
        assert own in await town.on_slack("/network", "members", **where)

    # What is written on one platform is read on the other, in its own network only.
    person, _group = groups["harbours"]
    await town.on_telegram("/city edit Genoa website=comune.genova.it", user=person)
    seen = await town.on_slack("/city", "show Genoa", user=captain, channel=quay)
    assert re.search(r"comune\W+genova\W+it", seen)
    assert "comune" not in await town.on_slack("/city", "show Genoa")
