"""Taking the app out of a workspace, and putting it back before the news of it arrives."""

import pytest
from sqlalchemy import select

from storage.models import SlackInstallation
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.stage import Running

GONE = {"type": "app_uninstalled"}


@pytest.fixture
async def installed(public: Running) -> Running:
    await Browser(public).installs()
    return public


async def is_answered(app: Running) -> bool:
    before = len(app.slack.posted)
    await app.slack.mention("partner status Odesa")
    return len(app.slack.posted) == before + 1


async def test_an_uninstalled_workspace_is_not_acted_in_again(installed: Running) -> None:
    assert await is_answered(installed)
    await installed.slack.app_uninstalled()
    with installed.database.reading() as session:
        row = session.execute(select(SlackInstallation)).scalar_one()
        assert row.revoked_at is not None
        assert row.sealed_token == ""
    assert not await is_answered(installed)


async def test_a_workspace_can_install_again(installed: Running) -> None:
    await installed.slack.app_uninstalled()
    await Browser(installed).installs()
    assert await is_answered(installed)


async def test_news_of_a_removal_that_come_twice_are_one_removal(installed: Running) -> None:
    await installed.slack.app_uninstalled()
    answer = await installed.slack.redeliver()
    assert answer.status == 200
    assert not await is_answered(installed)


@pytest.mark.parametrize("seconds", [0, 1, 60])
async def test_late_news_of_a_removal_do_not_undo_a_new_installation(
    installed: Running, seconds: int
) -> None:
    with installed.database.reading() as session:
        made = session.scalars(select(SlackInstallation)).one().installed_at
    await installed.slack.event(GONE, event_time=int(made.timestamp()) - seconds)
    assert await is_answered(installed)


async def test_removed_and_installed_again_within_a_second_the_late_news_change_nothing(
    installed: Running,
) -> None:
    await installed.slack.app_uninstalled()
    news = installed.slack.last_event
    await Browser(installed).installs()
    installed.slack.last_event = news
    await installed.slack.redeliver()
    await installed.slack.redeliver(2)
    assert await is_answered(installed)


async def test_the_removal_from_one_workspace_leaves_another_alone(installed: Running) -> None:
    slack = installed.slack
    other = slack.add_team("Port Cities")
    guest = slack.add_user("Aiko Mori", other)
    await Browser(installed).installs(other)
    await slack.app_uninstalled(guest)
    assert await is_answered(installed)


async def test_revoked_tokens_of_people_are_none_of_the_bots(installed: Running) -> None:
    people = {"type": "tokens_revoked", "tokens": {"oauth": [installed.slack.user.id], "bot": []}}
    await installed.slack.event(people)
    assert await is_answered(installed)


async def test_a_single_workspace_asks_again_after_a_removal(app: Running) -> None:
    await app.slack.mention("partner status Odesa")
    gone = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [app.slack.team.bot_user_id]}}
    await app.slack.event(gone)
    await app.slack.mention("partner status Odesa")
    assert len(app.slack.calls("auth.test")) == 2
