"""Workspaces whose key was lost: told so in a sentence, left as they are, healed by installing."""

from collections.abc import AsyncIterator

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.app import trials
from bot.services.checking import findings
from bot.settings import load
from storage.engine import Database
from storage.models import SlackInstallation
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.stage import Running, installable, running


@pytest.fixture
async def locked_out(slack: FakeSlack, bound: Database) -> AsyncIterator[Running]:
    """A workspace installed the app and has a button on its screen; then the keys changed."""
    async with running(slack, bound, **installable(slack)) as before:
        await Browser(before).installs()
        await slack.mention("probe pages")
    other_key = {"encryption_keys": (Fernet.generate_key().decode(),)}
    async with running(slack, bound, **installable(slack) | other_key) as app:
        yield app


def sealed(database: Database) -> str:
    with database.reading() as session:
        return session.execute(select(SlackInstallation.sealed_token)).scalar_one()


async def test_a_command_is_answered_with_what_to_do(locked_out: Running) -> None:
    answer = await locked_out.slack.slash_command("/partner", "status Odesa")
    assert answer.status == 200
    said = locked_out.slack.text_of(locked_out.slack.ephemerals[0])
    assert "lost the key" in said
    assert "attache check" in said


async def test_a_button_is_answered_with_what_to_do(locked_out: Running) -> None:
    answer = await locked_out.slack.press(locked_out.slack.posted[0], "Next ▶")
    assert answer.status == 200
    assert "lost the key" in locked_out.slack.text_of(locked_out.slack.ephemerals[0])


async def test_a_mention_is_received_well_though_nothing_can_be_said(locked_out: Running) -> None:
    answer = await locked_out.slack.mention("partner status Odesa")
    assert answer.status == 200
    assert locked_out.heard == []


async def test_nothing_is_overwritten(locked_out: Running, bound: Database) -> None:
    before = sealed(bound)
    await locked_out.slack.slash_command("/partner", "status Odesa")
    await locked_out.slack.mention("partner status Odesa")
    assert sealed(bound) == before


async def test_installing_again_heals_it(locked_out: Running) -> None:
    await Browser(locked_out).installs()
    await locked_out.slack.slash_command("/partner", "status Odesa")
    assert "Yokohama" in locked_out.slack.text_of(locked_out.slack.ephemerals[0])


async def test_giving_the_key_back_heals_it(slack: FakeSlack, bound: Database) -> None:
    settings = installable(slack)
    async with running(slack, bound, **settings) as app:
        await Browser(app).installs()
    keys = (Fernet.generate_key().decode(), *settings["encryption_keys"])
    async with running(slack, bound, **settings | {"encryption_keys": keys}):
        await slack.mention("partner status Odesa")
    assert len(slack.posted) == 1


async def test_it_can_be_uninstalled(locked_out: Running) -> None:
    await locked_out.slack.app_uninstalled()
    await locked_out.slack.slash_command("/help")
    assert "not installed" in locked_out.slack.text_of(locked_out.slack.ephemerals[0])


async def test_another_workspace_is_not_disturbed(locked_out: Running) -> None:
    slack = locked_out.slack
    other = slack.add_team("Port Cities")
    guest = slack.add_user("Aiko Mori", other)
    there = slack.add_channel("harbour", team=other)
    await Browser(locked_out).installs(other)
    await slack.mention("help", user=guest, channel=there)
    assert len(slack.posted) == 2


async def test_the_check_names_the_workspace(
    locked_out: Running, bound: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "SLACK_CLIENT_ID": locked_out.slack.world.client_id,
        "SLACK_CLIENT_SECRET": locked_out.slack.world.client_secret,
        "SLACK_SIGNING_SECRET": locked_out.slack.world.signing_secret,
        "SLACK_API_URL": locked_out.slack.url,
        "ATTACHE_PUBLIC_URL": "https://attache.example.org",
        "ATTACHE_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    }.items():
        monkeypatch.setenv(name, value)
    tried = await findings(trials(load(None), bound))
    keys, slack = (
        next(each for each in tried if each.subject == subject)
        for subject in ("encryption keys", "Slack")
    )
    assert (keys.is_well, slack.is_well) == (False, True)
    assert f"City Network ({locked_out.slack.team.id})" in keys.sentence


async def test_a_command_while_the_database_is_away_is_answered(slack: FakeSlack) -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    async with running(slack, away, **installable(slack)):
        answer = await slack.slash_command("/partner", "status Odesa")
    away.close()
    assert answer.status == 200
    assert "cannot reach my records" in slack.text_of(slack.ephemerals[0])


async def test_news_while_the_database_is_away_are_asked_for_again(slack: FakeSlack) -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    async with running(slack, away, **installable(slack)):
        answer = await slack.app_uninstalled()
    away.close()
    assert answer.status == 503
