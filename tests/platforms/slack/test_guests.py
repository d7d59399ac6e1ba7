"""Guests of channels shared between organisations (Slack Connect): strangers on every surface."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from storage.engine import Database
from tests.fakes.slack import Channel, FakeSlack, Team, User
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.stage import Running, installable, running


@dataclass
class Shared:
    """A channel of the bound workspace that another organisation's people are guests in."""

    app: Running
    guest: User
    theirs: Team
    channel: Channel

    @property
    def slack(self) -> FakeSlack:
        return self.app.slack

    def assert_nothing_was_told(self) -> None:
        said = [*self.slack.posted, *self.slack.ephemerals]
        assert said
        assert all("I do not know you yet" in self.slack.text_of(each) for each in said)
        assert all(each.stranger for each in self.app.heard)


@pytest.fixture(params=["a token", "an installation"])
async def shared(
    request: pytest.FixtureRequest, slack: FakeSlack, bound: Database
) -> AsyncIterator[Shared]:
    theirs = slack.add_team("Port Cities")
    guest = slack.add_user("Ken Abe", theirs)
    channel = slack.add_channel("joint", shared_with=theirs)
    by_page = request.param == "an installation"
    async with running(slack, bound, **(installable(slack) if by_page else {})) as app:
        if by_page:
            await Browser(app).installs()
        yield Shared(app, guest, theirs, channel)


async def test_a_guest_who_mentions_the_bot_is_a_stranger(shared: Shared) -> None:
    await shared.slack.mention("partner status Odesa", user=shared.guest, channel=shared.channel)
    shared.assert_nothing_was_told()


async def test_a_guest_of_an_enterprise_organisation_is_a_stranger(shared: Shared) -> None:
    shared.theirs.organisation = shared.slack.add_organisation("Prefecture")
    await shared.slack.mention("partner status Odesa", user=shared.guest, channel=shared.channel)
    shared.assert_nothing_was_told()


async def test_a_guest_who_presses_a_button_is_a_stranger(shared: Shared) -> None:
    await shared.slack.mention("probe pages", channel=shared.channel)
    (screen,) = shared.slack.posted
    await shared.slack.press(screen, "Next ▶", user=shared.guest)
    assert "Entry 1" in shared.slack.text_of(screen)
    assert [each.stranger for each in shared.app.heard] == [False, True]
    said = [each for each in shared.slack.posted if each is not screen]
    assert "I do not know you yet" in shared.slack.text_of(said[0])


async def test_a_member_beside_the_guests_is_none(shared: Shared) -> None:
    await shared.slack.mention("partner status Odesa", channel=shared.channel)
    assert "Yokohama" in shared.slack.text_of(shared.slack.posted[0])


async def test_a_guest_who_types_a_command_is_told_nothing(shared: Shared) -> None:
    await shared.slack.slash_command(
        "/partner", "status Odesa", user=shared.guest, channel=shared.channel
    )
    (said,) = shared.slack.ephemerals
    text = shared.slack.text_of(said)
    assert "I do not know you yet" in text or "not installed" in text


async def test_a_guest_who_writes_to_the_bot_alone_is_a_stranger(shared: Shared) -> None:
    direct = shared.slack.world.direct_channel(shared.slack.user)
    direct.shared_with.add(shared.theirs.id)
    direct.members.add(shared.guest.id)
    await shared.slack.say("partner status Odesa", user=shared.guest, channel=direct)
    shared.assert_nothing_was_told()


async def test_whom_slack_gives_no_workspace_is_let_in_nowhere(app: Running) -> None:
    await app.slack.mention("probe pages")
    presser = app.slack.user
    presser.team = Team("", "", "", app.slack.team.bot_user_id, app.slack.team.bot_id)
    await app.slack.press(app.slack.posted[0], "Next ▶", user=presser)
    assert [each.stranger for each in app.heard] == [False, True]


async def test_guests_who_have_the_app_at_home_speak_from_there(public: Running) -> None:
    slack = public.slack
    theirs = slack.add_team("Port Cities")
    guest = slack.add_user("Ken Abe", theirs)
    joint = slack.add_channel("joint", shared_with=theirs)
    await Browser(public).installs()
    await Browser(public).installs(theirs)
    await slack.slash_command("/partner", "status Odesa", user=guest, channel=joint)
    (heard,) = public.heard
    assert (heard.venue.team, heard.stranger) == (theirs.id, False)
    assert "Yokohama" not in slack.text_of(slack.ephemerals[0])
