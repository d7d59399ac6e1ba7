"""What is said without being asked, as the schedule does: in any workspace, with a good token."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.chat.reply import Button, File, Paragraph, Reply
from bot.chat.speech import Speech
from bot.domain.identity import Platform, Venue
from bot.platforms.slack.platform import SlackPlatform
from bot.platforms.slack.sending import NotSent
from bot.telemetry import SEND_FAILURES
from storage.audit import Actor
from storage.button_texts import ButtonTexts
from storage.engine import Database
from storage.models import SlackInstallation
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.stage import Running, asking, installable, running, settings_of

NEWS = Reply("A reminder", (Paragraph("Write to Odesa"),), (Button("Help", "help"),))
FILE = Reply("Here", (File("export.csv", b"city\n", "text/csv"),))


def venue(slack: FakeSlack, channel: str = "", topic: str = "") -> Venue:
    return Venue(Platform.SLACK, channel or slack.channel.id, slack.team.id, topic)


def failures(reason: str) -> float:
    return SEND_FAILURES.labels("slack", reason)._value.get()


@pytest.fixture
async def rotating(slack: FakeSlack, bound: Database) -> AsyncIterator[Running]:
    """An installed app whose tokens expire."""
    slack.world.rotating_tokens = True
    async with running(slack, bound, **installable(slack)) as app:
        await Browser(app).installs()
        yield app


async def test_a_channel_hears_of_it(app: Running) -> None:
    await app.platform.send(venue(app.slack), NEWS, Speech())
    (said,) = app.slack.posted
    assert said["channel"] == app.slack.channel.id
    assert "Write to Odesa" in app.slack.text_of(said)


async def test_a_thread_hears_of_it(app: Running) -> None:
    head = app.slack.written("Who writes?", app.slack.user, app.slack.channel)
    await app.platform.send(venue(app.slack, topic=head["ts"]), NEWS, Speech())
    assert app.slack.posted[0]["thread_ts"] == head["ts"]


async def test_a_person_hears_of_it_alone(app: Running) -> None:
    await app.platform.send(venue(app.slack, app.slack.user.id), NEWS, Speech())
    direct = app.slack.world.direct_channel(app.slack.user)
    assert [each["channel"] for each in app.slack.posted] == [direct.id]


async def test_a_button_under_it_can_be_pressed(app: Running) -> None:
    await app.platform.send(venue(app.slack, app.slack.user.id), NEWS, Speech())
    await app.slack.press(app.slack.posted[0], "Help")
    assert app.heard[0].text == "help"


async def test_a_person_gets_a_file(app: Running) -> None:
    await app.platform.send(venue(app.slack, app.slack.user.id), FILE, Speech())
    (done,) = app.slack.calls("files.completeUploadExternal")
    assert done["channel_id"] == app.slack.world.direct_channel(app.slack.user).id


async def test_a_channel_gets_no_file(app: Running) -> None:
    with pytest.raises(ValueError, match="one person"):
        await app.platform.send(venue(app.slack), FILE, Speech())
    assert app.slack.posted == []


@pytest.mark.parametrize("reason", ["not_in_channel", "is_archived", "channel_not_found"])
async def test_slacks_word_for_why_not_is_passed_on_and_counted(app: Running, reason: str) -> None:
    before = failures(reason)
    app.slack.fail_next("chat.postMessage", error=reason)
    with pytest.raises(NotSent) as refusal:
        await app.platform.send(venue(app.slack), NEWS, Speech())
    assert refusal.value.reason == reason
    assert failures(reason) == before + 1


async def test_what_slack_may_have_taken_is_not_said_twice(app: Running) -> None:
    app.slack.fail_next("chat.postMessage", drop=True)
    with pytest.raises(NotSent, match="connection"):
        await app.platform.send(venue(app.slack), NEWS, Speech())
    assert len(app.slack.posted) == 1


async def test_a_person_who_cannot_be_reached_is_told_of(app: Running) -> None:
    app.slack.fail_next("conversations.open", error="user_disabled")
    with pytest.raises(NotSent, match="user_disabled"):
        await app.platform.send(venue(app.slack, app.slack.user.id), NEWS, Speech())


async def test_a_workspace_of_another_token_is_not_written_to(app: Running) -> None:
    other = app.slack.add_team("Port Cities")
    with pytest.raises(NotSent, match="not_installed"):
        await app.platform.send(Venue(Platform.SLACK, "C1", other.id), NEWS, Speech())
    assert app.slack.posted == []


async def test_a_workspace_without_the_app_is_not_written_to(public: Running) -> None:
    with pytest.raises(NotSent, match="not_installed"):
        await public.platform.send(venue(public.slack), NEWS, Speech())


async def test_nothing_is_said_before_the_start(slack: FakeSlack, bound: Database) -> None:
    platform = SlackPlatform(settings_of(slack), asking(bound), ButtonTexts(bound), bound)
    with pytest.raises(NotSent, match="not_started"):
        await platform.send(venue(slack), NEWS, Speech())


async def test_who_only_speaks_does_not_listen(slack: FakeSlack, bound: Database) -> None:
    settings = settings_of(slack, app_token=slack.world.app_token)
    platform = SlackPlatform(settings, asking(bound), ButtonTexts(bound), bound)
    await platform.start(listening=False)
    await platform.send(venue(slack), NEWS, Speech())
    await platform.stop()
    assert len(slack.posted) == 1
    assert slack.calls("apps.connections.open") == []


async def test_two_workspaces_are_spoken_to_with_their_own_tokens(public: Running) -> None:
    slack = public.slack
    other = slack.add_team("Port Cities")
    there = slack.add_channel("harbour", team=other)
    await Browser(public).installs()
    await Browser(public).installs(other)
    await public.platform.send(venue(slack), NEWS, Speech())
    await public.platform.send(Venue(Platform.SLACK, there.id, other.id), NEWS, Speech())
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
        await public.platform.send(Venue(Platform.SLACK, there.id, team.id), NEWS, Speech())
    assert tokens(slack) == [organisation.bot_token] * 2
    assert len(slack.calls("auth.teams.list")) == 4


async def test_an_expiring_token_is_exchanged_first(rotating: Running) -> None:
    slack = rotating.slack
    old = slack.team.bot_token
    make_tokens_expire_soon(rotating.database)
    await rotating.platform.send(venue(slack), NEWS, Speech())
    assert tokens(slack) == [slack.team.bot_token] != [old]


async def test_a_refused_token_is_exchanged_and_the_message_sent_after_all(
    rotating: Running,
) -> None:
    slack = rotating.slack
    old = slack.team.bot_token
    slack.world.tokens[old].error = "token_expired"
    await rotating.platform.send(venue(slack), NEWS, Speech())
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
        await ours.platform.send(venue(slack), NEWS, Speech())
        make_tokens_expire_soon(bound)
        async with running(slack, bound, **settings) as theirs:
            await theirs.platform.send(venue(slack), NEWS, Speech())
        exchanges = len(slack.calls("oauth.v2.access"))
        slack.world.tokens[old].error = "token_expired"
        await ours.platform.send(venue(slack), NEWS, Speech())
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
    with pytest.raises(NotSent, match="account_inactive"):
        await rotating.platform.send(venue(slack), NEWS, Speech())
    assert len(tokens(slack)) == 1


def tokens(slack: FakeSlack) -> list[str | None]:
    """Those of the posts, in order."""
    return [call.token for call in slack.world.calls if call.method == "chat.postMessage"]


def make_tokens_expire_soon(database: Database) -> None:
    with database.writing(Actor("test")) as session:
        row = session.scalars(select(SlackInstallation)).one()
        assert row.expires_at is not None
        row.expires_at -= timedelta(hours=11)
