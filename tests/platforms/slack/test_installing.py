"""Installing the app: whole or not at all, and only by the browser that began it."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.platforms.slack.installing import VISITS_A_MINUTE
from storage.audit import Actor
from storage.engine import Database
from storage.models import OAuthState, SlackInstallation
from storage.oauth_states import state_of
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.stage import Running, installable, running

ACTOR = Actor("test")


def installations(database: Database) -> list[SlackInstallation]:
    with database.reading() as session:
        return list(session.scalars(select(SlackInstallation)))


async def test_an_installed_workspace_is_answered(public: Running) -> None:
    await Browser(public).installs()
    await public.slack.mention("partner status Odesa")
    assert "Yokohama" in public.slack.text_of(public.slack.posted[0])


async def test_the_consent_page_is_asked_for_what_the_app_needs(public: Running) -> None:
    asked = await Browser(public).opens_install_page()
    assert asked["client_id"] == [public.slack.world.client_id]
    assert "chat:write" in asked["scope"][0].split(",")
    assert asked["redirect_uri"] == ["https://attache.example.org/slack/oauth_redirect"]


async def test_the_page_after_it_says_what_to_do_next(public: Running) -> None:
    page = await Browser(public).installs()
    assert "Attaché is installed in City Network" in page.text
    assert "/network bind" in page.text
    team, app = public.slack.team.id, public.slack.world.app_id
    assert page.link == f"https://slack.com/app_redirect?app={app}&team={team}"


async def test_a_workspaces_name_cannot_write_on_the_page(public: Running) -> None:
    public.slack.team.name = "<script>alert(1)</script>"
    page = await Browser(public).installs()
    assert "<script>" not in page.html
    assert "<script>alert(1)</script>" in page.text


async def test_pages_are_in_the_language_that_the_browser_asks_for(public: Running) -> None:
    page = await Browser(public, language="tlh, ja;q=0.8, en;q=0.5").opens("/slack/install")
    assert '<html lang="ja">' in page.html


@pytest.mark.parametrize("path", ["/slack/install", "/slack/oauth_redirect"])
async def test_pages_can_be_neither_framed_nor_kept_nor_leak_their_address(
    public: Running, path: str
) -> None:
    headers = (await Browser(public).opens(path)).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


async def test_the_cookie_is_for_this_host_and_this_browser_alone(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    flags = browser.cookie_flags.lower()
    assert flags.startswith("__host-")
    assert {"secure", "httponly", "path=/", "samesite=lax", "max-age=600"} <= set(flags.split("; "))
    assert "domain" not in flags


async def test_the_cookie_is_not_what_goes_through_the_address(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    assert browser.cookie not in browser.state
    assert browser.state not in browser.cookie


async def test_a_workspace_that_never_installed_hears_so_and_nothing_else(public: Running) -> None:
    await public.slack.slash_command("/partner", "status Odesa")
    (shown,) = public.slack.ephemerals
    assert "not installed" in public.slack.text_of(shown)
    assert public.heard == []


async def test_a_button_in_a_workspace_without_the_app_says_so(public: Running) -> None:
    await Browser(public).installs()
    await public.slack.mention("probe pages")
    await public.slack.app_uninstalled()
    answer = await public.slack.press(public.slack.posted[0], "Next ▶")
    assert answer.status == 200
    assert "not installed" in public.slack.text_of(public.slack.ephemerals[0])


async def test_tokens_are_sealed_in_the_database(public: Running) -> None:
    await Browser(public).installs()
    (row,) = installations(public.database)
    assert public.slack.team.bot_token not in row.sealed_token
    assert row.sealed_token.startswith("gAAAA")


async def test_tokens_names_and_codes_are_in_no_log(
    public: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser = Browser(public)
    await browser.opens_install_page()
    secret = browser.cookie
    await browser.allows()
    await public.slack.mention("partner status Odesa")
    await browser.opens_install_page()
    await browser.comes_back("code.wrong")
    ours = [record for record in caplog.records if record.name.startswith(("bot", "storage"))]
    logged = caplog.text + "".join(record.getMessage() for record in ours)
    assert ours
    world = public.slack.world
    for each in (public.slack.team.bot_token, world.client_secret, secret, browser.state):
        assert each not in logged
    assert public.slack.user.name not in logged
    assert public.slack.team.name not in logged


async def test_a_state_is_good_once(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    secret = browser.cookie
    assert (await browser.allows()).status == 200
    browser.cookie = secret
    page = await browser.allows()
    assert page.status == 400
    assert "good once" in page.text


async def test_a_state_grows_old(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    age_states(public.database)
    page = await browser.allows()
    assert page.status == 400
    assert "ten minutes" in page.text
    assert installations(public.database) == []


async def test_another_browser_cannot_finish_an_installation(public: Running) -> None:
    browser, other = Browser(public), Browser(public)
    await browser.opens_install_page()
    await other.opens_install_page()
    other.state = browser.state
    page = await other.allows()
    assert page.status == 400
    assert "another browser" in page.text
    assert installations(public.database) == []


async def test_a_try_with_another_browser_does_not_use_the_state_up(public: Running) -> None:
    browser, other = Browser(public), Browser(public)
    await browser.opens_install_page()
    other.state = browser.state
    await other.allows()
    assert (await browser.allows()).status == 200


@pytest.mark.parametrize("state", ["", "ü", "x" * 5000])
async def test_a_state_of_ones_own_making_is_not_good(public: Running, state: str) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    browser.state = state
    assert (await browser.allows()).status == 400


async def test_a_link_from_elsewhere_does_not_end_what_was_begun(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    await browser.opens("/slack/oauth_redirect", error="access_denied", state="forged")
    assert (await browser.allows()).status == 200


async def test_a_crowd_is_kept_from_the_database(public: Running) -> None:
    crowd = Browser(public)
    for _ in range(VISITS_A_MINUTE):
        await crowd.opens("/slack/oauth_redirect")
    page = await crowd.opens("/slack/install")
    assert page.status == 429
    assert "in a minute" in page.text
    assert open_states(public.database) == 0


async def test_a_no_on_the_consent_page_is_taken_for_a_no(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    page = await browser.opens("/slack/oauth_redirect", error="access_denied", state=browser.state)
    assert page.status == 200
    assert "You did not allow it" in page.text
    assert page.link == "/slack/install"
    assert installations(public.database) == []


async def test_a_word_of_slacks_for_why_not_is_passed_on(public: Running) -> None:
    page = await Browser(public).opens("/slack/oauth_redirect", error="invalid_scope_requested")
    assert "invalid_scope_requested" in page.text


async def test_a_word_that_is_none_is_not_passed_on(public: Running) -> None:
    page = await Browser(public).opens("/slack/oauth_redirect", error="Call <b>+1 555</b>")
    assert "555" not in page.html


async def test_a_missing_code_installs_nothing(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    page = await browser.opens("/slack/oauth_redirect", state=browser.state)
    assert page.status == 400
    assert "permission is missing" in page.text


async def test_a_wrong_code_installs_nothing(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    page = await browser.comes_back("code.wrong")
    assert page.status == 400
    assert "start again" in page.text
    assert installations(public.database) == []


async def test_a_refusal_of_slacks_is_told_with_its_word(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    public.slack.fail_next("oauth.v2.access", error="bad_client_secret")
    page = await browser.allows()
    assert page.status == 502
    assert "bad_client_secret" in page.text


@pytest.mark.parametrize("method", ["oauth.v2.access", "auth.test"])
async def test_an_installation_that_stops_half_way_keeps_nothing_and_is_completed_later(
    public: Running, method: str
) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    public.slack.fail_next(method, drop=True)
    page = await browser.allows()
    assert page.status == 503
    assert "start again in a minute; that completes it" in page.text
    assert installations(public.database) == []
    await browser.installs()
    await public.slack.mention("partner status Odesa")
    assert len(public.slack.posted) == 1


async def test_a_workspace_left_half_installed_hears_what_is_missing(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    public.slack.fail_next("auth.test", drop=True)
    await browser.allows()
    await public.slack.slash_command("/partner", "status Odesa")
    assert "install it again" in public.slack.text_of(public.slack.ephemerals[0])


async def test_an_answer_of_slacks_without_a_bot_installs_nothing(public: Running) -> None:
    browser = Browser(public)
    await browser.opens_install_page()
    public.slack.team.bot_user_id = ""
    page = await browser.allows()
    assert page.status == 502
    assert installations(public.database) == []


async def test_a_second_installation_takes_the_place_of_the_first(public: Running) -> None:
    await Browser(public).installs()
    await public.slack.mention("partner status Odesa")
    await Browser(public).installs()
    await public.slack.mention("partner status Odesa")
    assert len(installations(public.database)) == 1
    posts = [call for call in public.slack.world.calls if call.method == "chat.postMessage"]
    assert posts[1].token == public.slack.team.bot_token != posts[0].token


async def test_two_workspaces_installed_at_once_speak_with_their_own_tokens(
    public: Running,
) -> None:
    slack = public.slack
    other = slack.add_team("Port Cities")
    guest = slack.add_user("Aiko Mori", other)
    there = slack.add_channel("harbour", team=other)
    first, second = Browser(public), Browser(public)
    await first.opens_install_page()
    await second.opens_install_page()
    await second.allows(other)
    await first.allows(slack.team)
    await slack.mention("partner status Odesa")
    await slack.mention("partner status Odesa", user=guest, channel=there)
    posts = [call for call in slack.world.calls if call.method == "chat.postMessage"]
    spoken = {call.arguments["channel"]: call.token for call in posts}
    assert spoken == {slack.channel.id: slack.team.bot_token, there.id: other.bot_token}
    assert "Yokohama" not in slack.text_of(slack.posted[1])


@pytest.mark.parametrize("path", ["/slack/install", "/slack/oauth_redirect"])
async def test_a_database_that_is_away_is_told_on_the_page(slack: FakeSlack, path: str) -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    async with running(slack, away, **installable(slack)) as app:
        browser = Browser(app)
        browser.cookie, browser.state = "secret", state_of("secret")
        page = await browser.opens(path, state=browser.state, code=slack.grant(slack.team))
    away.close()
    assert page.status == 503
    assert "Nothing was kept" in page.text
    assert slack.calls("oauth.v2.access") == []


def open_states(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(OAuthState)).all())


def age_states(database: Database) -> None:
    with database.writing(ACTOR) as session:
        for state in session.scalars(select(OAuthState)):
            state.expires_at -= timedelta(minutes=11)
