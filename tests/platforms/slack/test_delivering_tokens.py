"""What goes out unasked goes with the token of its workspace, and a fresh one."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.chat.delivering import Later, Refused
from bot.platforms.slack import acting
from bot.platforms.slack.platform import SlackPlatform
from storage.audit import Actor
from storage.button_texts import ButtonTexts
from storage.engine import Database
from storage.models import SlackInstallation
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.parcels import deliver, failure, parcel
from tests.platforms.slack.stage import Running, asking, installable, running, settings_of


@pytest.fixture
async def rotating(slack: FakeSlack, bound: Database) -> AsyncIterator[Running]:
    """An installed app whose tokens expire."""
    slack.world.rotating_tokens = True
    async with running(slack, bound, **installable(slack)) as app:
        await Browser(app).installs()
        yield app


async def test_a_workspace_of_another_token_is_not_written_to(app: Running) -> None:
    other = app.slack.add_team("Port Cities")
    assert (await failure(app, "C1", team=other.id)).reason == "not_installed"
    assert app.slack.calls("chat.postMessage") == []


async def test_a_workspace_without_the_app_is_not_written_to(public: Running) -> None:
    refusal = await failure(public)
    assert (type(refusal), refusal.reason) == (Refused, "not_installed")


async def test_a_workspace_whose_key_was_lost_is_not_written_to(
    slack: FakeSlack, bound: Database
) -> None:
    async with running(slack, bound, **installable(slack)) as before:
        await Browser(before).installs()
    async with running(slack, bound, **installable(slack)) as app:
        refusal = await failure(app)
    assert (type(refusal), refusal.reason) == (Refused, "key_lost")


async def test_tokens_out_of_the_databases_reach_are_for_later(slack: FakeSlack) -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    async with running(slack, away, **installable(slack)) as app:
        later = await failure(app)
    away.close()
    assert (type(later), later.reason) == (Later, "database_unavailable")


async def test_a_given_token_that_is_dead_refuses_it(app: Running) -> None:
    app.slack.world.tokens[app.slack.team.bot_token].error = "token_revoked"
    refusal = await failure(app)
    assert isinstance(refusal, Refused)
    assert refusal.reason == "token_revoked"


async def test_nobody_delivers_before_the_start(slack: FakeSlack, bound: Database) -> None:
    platform = SlackPlatform(settings_of(slack), asking(bound), ButtonTexts(bound), bound)
    with pytest.raises(RuntimeError):
        _ = platform.courier


async def test_who_only_delivers_does_not_listen(slack: FakeSlack, bound: Database) -> None:
    settings = settings_of(slack, app_token=slack.world.app_token)
    platform = SlackPlatform(settings, asking(bound), ButtonTexts(bound), bound)
    await platform.start(listening=False)
    await platform.courier.deliver(parcel(slack))
    await platform.stop()
    assert len(slack.posted) == 1
    assert slack.calls("apps.connections.open") == []


async def test_two_workspaces_are_spoken_to_with_their_own_tokens(public: Running) -> None:
    slack = public.slack
    other = slack.add_team("Port Cities")
    there = slack.add_channel("harbour", team=other)
    await Browser(public).installs()
    await Browser(public).installs(other)
    await deliver(public)
    await deliver(public, there.id, team=other.id)
    assert tokens(slack) == [slack.team.bot_token, other.bot_token]


async def test_a_workspace_of_an_organisation_is_found_by_itself(public: Running) -> None:
    slack = public.slack
    for name in ("Prefecture", "Oblast"):
        organisation = slack.add_organisation(name)
        for number in range(101):
            team = slack.add_team(f"{name} {number}", organisation)
        await Browser(public).installs(organisation)
    there = slack.add_channel("harbour", team=team)
    for _ in range(2):
        await deliver(public, there.id, team=team.id)
    assert tokens(slack) == [organisation.bot_token] * 2
    assert len(slack.calls("auth.teams.list")) == 4


async def test_an_expiring_token_is_exchanged_first(rotating: Running) -> None:
    slack = rotating.slack
    old = slack.team.bot_token
    make_tokens_expire_soon(rotating.database)
    await deliver(rotating)
    assert tokens(slack) == [slack.team.bot_token] != [old]


async def test_a_refused_token_is_exchanged_and_the_message_sent_after_all(
    rotating: Running,
) -> None:
    slack = rotating.slack
    old = slack.team.bot_token
    slack.world.tokens[old].error = "token_expired"
    await deliver(rotating)
    assert tokens(slack) == [old, slack.team.bot_token]
    assert len(slack.posted) == 1


async def test_a_token_that_another_machine_exchanged_is_taken_from_the_database(
    slack: FakeSlack, bound: Database
) -> None:
    slack.world.rotating_tokens = True
    settings = installable(slack)
    async with running(slack, bound, **settings) as ours:
        await Browser(ours).installs()
        old = slack.team.bot_token
        await deliver(ours)
        make_tokens_expire_soon(bound)
        async with running(slack, bound, **settings) as theirs:
            await deliver(theirs)
        exchanges = len(slack.calls("oauth.v2.access"))
        slack.world.tokens[old].error = "token_expired"
        await deliver(ours)
    new = slack.team.bot_token
    assert tokens(slack) == [old, new, old, new]
    assert len(slack.calls("oauth.v2.access")) == exchanges


async def test_a_workspace_that_took_the_app_out_is_not_asked_forever(rotating: Running) -> None:
    slack = rotating.slack
    slack.world.tokens[slack.team.bot_token].error = "account_inactive"
    slack.world.refresh_tokens.clear()
    slack.world.used_refresh_tokens.update(
        call.answer.get("refresh_token", "") for call in slack.world.calls
    )
    assert (await failure(rotating)).reason == "account_inactive"
    assert len(tokens(slack)) == 1


async def test_a_new_token_that_does_not_come_in_time_is_for_later(
    rotating: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "TOKEN_SECONDS", 0.1)
    slack = rotating.slack
    slack.world.tokens[slack.team.bot_token].error = "token_expired"
    slack.fail_next("oauth.v2.access", delay=0.3)
    later = await failure(rotating)
    assert (type(later), later.reason) == (Later, "unreached")
    assert slack.posted == []


def tokens(slack: FakeSlack) -> list[str | None]:
    """Those of the posts, in order."""
    return [call.token for call in slack.world.calls if call.method == "chat.postMessage"]


def make_tokens_expire_soon(database: Database) -> None:
    with database.writing(Actor("test")) as session:
        row = session.scalars(select(SlackInstallation)).one()
        assert row.expires_at is not None
        row.expires_at -= timedelta(hours=11)
