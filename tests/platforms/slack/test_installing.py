"""Installing the app in many workspaces, and taking it out again."""

import logging
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from sqlalchemy import select

from storage.audit import Actor
from storage.engine import Database
from storage.models import OAuthState, SlackInstallation
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, installable, running

ACTOR = Actor("test")
COOKIE = "slack-app-oauth-state"


@pytest.fixture
async def public(slack: FakeSlack, bound: Database) -> AsyncIterator[Running]:
    """An app that workspaces install themselves."""
    async with running(slack, bound, **installable(slack)) as listening:
        yield listening


class Browser:
    """Somebody who clicks through an installation."""

    def __init__(self, app: Running) -> None:
        self.app = app
        self.state = ""
        self.cookie = ""

    async def opens_install_page(self) -> dict[str, list[str]]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self.app.url}/slack/install") as page,
        ):
            assert page.status == 200
            html = await page.text()
            self.cookie = page.cookies[COOKIE].value
            assert page.cookies[COOKIE]["httponly"]
        link = re.search(r'href="(https://slack\.com/oauth/v2/authorize\?[^"]+)"', html)
        assert link
        asked = parse_qs(urlsplit(unescape(link[1])).query)
        self.state = asked["state"][0]
        return asked

    async def comes_back(self, code: str) -> int:
        async with (
            aiohttp.ClientSession(headers={"Cookie": f"{COOKIE}={self.cookie}"}) as session,
            session.get(
                f"{self.app.url}/slack/oauth_redirect",
                params={"code": code, "state": self.state},
            ) as page,
        ):
            return page.status

    async def installs(self) -> None:
        await self.opens_install_page()
        assert await self.comes_back(self.app.slack.grant(self.app.slack.team)) == 200


async def test_an_installed_workspace_is_answered(public: Running) -> None:
    await Browser(public).installs()
    await public.slack.mention("partner status Odesa")
    assert "Yokohama" in public.slack.text_of(public.slack.posted[0])


async def test_the_consent_page_is_asked_for_what_the_app_needs(public: Running) -> None:
    asked = await Browser(public).opens_install_page()
    assert asked["client_id"] == [public.slack.world.client_id]
    assert "chat:write" in asked["scope"][0].split(",")
    assert asked["redirect_uri"] == ["https://attache.example.org/slack/oauth_redirect"]


async def test_a_workspace_that_never_installed_hears_so_and_nothing_else(public: Running) -> None:
    await public.slack.slash_command("/partner", "status Odesa")
    (shown,) = public.slack.ephemerals
    assert "not installed" in public.slack.text_of(shown)
    assert public.heard == []


async def test_tokens_are_sealed_in_the_database(public: Running) -> None:
    await Browser(public).installs()
    with public.database.reading() as session:
        row = session.execute(select(SlackInstallation)).scalar_one()
        assert public.slack.team.bot_token not in row.sealed_token
        assert row.sealed_token.startswith("gAAAA")


async def test_tokens_are_in_no_log(public: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await Browser(public).installs()
    await public.slack.mention("partner status Odesa")
    ours = [record for record in caplog.records if not record.name.startswith("sqlalchemy")]
    logged = "\n".join(record.getMessage() for record in ours)
    assert public.slack.team.bot_token not in logged
    assert public.slack.world.client_secret not in logged


async def test_a_state_is_good_once(public: Running) -> None:
    browser = Browser(public)
    await browser.installs()
    assert await browser.comes_back(public.slack.grant(public.slack.team)) == 401


async def test_a_state_grows_old(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    age_states(public.database)
    assert await browser.comes_back(public.slack.grant(public.slack.team)) == 401


async def test_another_browser_cannot_finish_an_installation(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    browser.cookie = "another"
    assert await browser.comes_back(public.slack.grant(public.slack.team)) == 400
    with public.database.reading() as session:
        assert session.execute(select(SlackInstallation)).first() is None


async def test_a_wrong_code_installs_nothing(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    assert await browser.comes_back("code.wrong") == 401


async def test_slack_being_down_is_told_and_breaks_nothing(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    public.slack.fail_next("oauth.v2.access", drop=True)
    assert await browser.comes_back(public.slack.grant(public.slack.team)) == 503


async def test_an_uninstalled_workspace_is_not_acted_in_again(public: Running) -> None:
    await Browser(public).installs()
    await public.slack.mention("partner status Odesa")
    await public.slack.app_uninstalled()
    with public.database.reading() as session:
        row = session.execute(select(SlackInstallation)).scalar_one()
        assert row.revoked_at is not None
        assert row.sealed_token == ""
    await public.slack.mention("partner status Odesa")
    assert len(public.heard) == 1


async def test_a_workspace_can_install_again(public: Running) -> None:
    await Browser(public).installs()
    await public.slack.app_uninstalled()
    await Browser(public).installs()
    await public.slack.mention("partner status Odesa")
    assert len(public.slack.posted) == 1


async def test_late_news_of_a_removal_do_not_undo_a_new_installation(public: Running) -> None:
    await Browser(public).installs()
    gone = {"type": "app_uninstalled"}
    await public.slack.event(gone, event_time=int(public.slack.world.now()) - 60)
    await public.slack.mention("partner status Odesa")
    assert len(public.slack.posted) == 1


async def test_revoked_tokens_of_people_are_none_of_the_bots(public: Running) -> None:
    await Browser(public).installs()
    people = {"type": "tokens_revoked", "tokens": {"oauth": [public.slack.user.id], "bot": []}}
    await public.slack.event(people)
    await public.slack.mention("partner status Odesa")
    assert len(public.slack.posted) == 1


async def test_a_rotating_token_is_renewed_before_it_expires(
    slack: FakeSlack, bound: Database
) -> None:
    slack.world.rotating_tokens = True
    settings = installable(slack)
    async with running(slack, bound, **settings) as app:
        await Browser(app).installs()
        first = slack.team.bot_token
    make_tokens_expire_soon(bound)
    async with running(slack, bound, **settings):
        await slack.mention("partner status Odesa")
    assert slack.team.bot_token != first
    (posted,) = [call for call in slack.world.calls if call.method == "chat.postMessage"]
    assert posted.token == slack.team.bot_token


async def test_a_single_workspace_asks_again_after_a_removal(app: Running) -> None:
    await app.slack.mention("partner status Odesa")
    gone = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [app.slack.team.bot_user_id]}}
    await app.slack.event(gone)
    await app.slack.mention("partner status Odesa")
    assert len(app.slack.calls("auth.test")) == 2


def age_states(database: Database) -> None:
    with database.writing(ACTOR) as session:
        for state in session.scalars(select(OAuthState)):
            state.expires_at -= timedelta(minutes=11)


def make_tokens_expire_soon(database: Database) -> None:
    with database.writing(ACTOR) as session:
        row = session.scalars(select(SlackInstallation)).one()
        assert row.expires_at is not None
        row.expires_at -= timedelta(hours=11)
