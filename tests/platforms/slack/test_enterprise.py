"""Enterprise organisations: one installation for many workspaces, and what takes it away."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.platforms.slack.belonging import heard_in
from bot.platforms.slack.workspaces import Workspace
from storage.engine import Database
from storage.models import SlackInstallation
from tests.fakes.slack import Channel, FakeSlack, Organisation, Team, User
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.stage import Running, bind, installable, running


@dataclass
class Whole:
    """An organisation that installed the app, with one bound workspace and another one."""

    app: Running
    organisation: Organisation
    team: Team
    user: User
    channel: Channel
    other: Team

    @property
    def slack(self) -> FakeSlack:
        return self.app.slack


@pytest.fixture
async def whole(slack: FakeSlack, home: Database) -> AsyncIterator[Whole]:
    organisation = slack.add_organisation("Prefecture")
    team, other = (slack.add_team(name, organisation) for name in ("Foreign Office", "Harbour"))
    user = slack.add_user("Aiko Mori", team)
    channel = slack.add_channel("sister-cities", team=team)
    bind(home, slack, team, user)
    async with running(slack, home, **installable(slack)) as app:
        await Browser(app).installs(organisation)
        yield Whole(app, organisation, team, user, channel, other)


async def mentioned(whole: Whole) -> str:
    """The answer to a mention in the bound workspace; empty if there is none."""
    before = len(whole.slack.posted)
    await whole.slack.mention("partner status Odesa", user=whole.user, channel=whole.channel)
    return "".join(whole.slack.text_of(each) for each in whole.slack.posted[before:])


async def test_an_installation_for_a_whole_organisation_names_no_workspace(whole: Whole) -> None:
    with whole.app.database.reading() as session:
        (row,) = session.scalars(select(SlackInstallation)).all()
    assert (row.team_id, row.enterprise_id) == ("", whole.organisation.id)
    assert row.is_enterprise


async def test_its_last_page_says_that_workspaces_are_still_to_be_chosen(whole: Whole) -> None:
    page = await Browser(whole.app).installs(whole.organisation)
    assert "Attaché is installed in Prefecture" in page.text
    assert "choose the workspaces" in page.text
    assert page.link == (
        f"https://app.slack.com/manage/{whole.organisation.id}/integrations/profile/"
        f"{whole.slack.world.app_id}/workspaces/add"
    )


async def test_a_mention_in_one_of_its_workspaces_is_answered(whole: Whole) -> None:
    assert "Yokohama" in await mentioned(whole)
    assert whole.app.heard[0].venue.team == whole.team.id
    assert whole.app.heard[0].sender.team == whole.team.id
    assert not whole.app.heard[0].stranger


async def test_a_slash_command_in_one_of_its_workspaces_is_answered(whole: Whole) -> None:
    await whole.slack.slash_command(
        "/partner", "status Odesa", user=whole.user, channel=whole.channel
    )
    assert "Yokohama" in whole.slack.text_of(whole.slack.ephemerals[0])


async def test_a_direct_message_in_one_of_its_workspaces_is_answered(whole: Whole) -> None:
    await whole.slack.direct_message("partner status Odesa", user=whole.user)
    assert "Yokohama" in whole.slack.text_of(whole.slack.posted[0])


async def test_a_button_in_one_of_its_workspaces_does_what_it_says(whole: Whole) -> None:
    await whole.slack.mention("probe pages", user=whole.user, channel=whole.channel)
    await whole.slack.press(whole.slack.posted[0], "Next ▶", user=whole.user)
    assert [each.text for each in whole.app.heard] == ["probe pages", "probe pages 2"]
    assert whole.app.heard[1].venue.team == whole.team.id
    assert not whole.app.heard[1].stranger


async def test_people_of_another_of_its_workspaces_see_nothing_of_the_bound_one(
    whole: Whole,
) -> None:
    guest = whole.slack.add_user("Ken Abe", whole.other)
    there = whole.slack.add_channel("cranes", team=whole.other)
    await whole.slack.mention("partner status Odesa", user=guest, channel=there)
    assert "Yokohama" not in whole.slack.text_of(whole.slack.posted[0])
    assert whole.app.heard[0].venue.team == whole.other.id


async def test_two_organisations_do_not_speak_with_each_others_token(whole: Whole) -> None:
    second = whole.slack.add_organisation("Oblast")
    team = whole.slack.add_team("City Hall", second)
    user = whole.slack.add_user("Olena Koval", team)
    there = whole.slack.add_channel("twins", team=team)
    await Browser(whole.app).installs(second)
    await mentioned(whole)
    await whole.slack.mention("partner status Odesa", user=user, channel=there)
    posts = [call for call in whole.slack.world.calls if call.method == "chat.postMessage"]
    assert [call.token for call in posts] == [whole.organisation.bot_token, second.bot_token]
    assert "Yokohama" not in whole.slack.text_of(whole.slack.posted[-1])


async def test_a_workspaces_own_installation_goes_before_its_organisations(whole: Whole) -> None:
    whole.team.organisation = None
    whole.slack.world.issue_token(whole.team)
    await Browser(whole.app).installs(whole.team)
    whole.team.organisation = whole.organisation
    await whole.slack.slash_command("/probe", "file", user=whole.user, channel=whole.channel)
    await whole.slack.slash_command("/probe", "file", user=whole.user, channel=whole.channel)
    await whole.app.platform.stop()
    opened = [call for call in whole.slack.world.calls if call.method == "conversations.open"]
    assert {call.token for call in opened} == {whole.team.bot_token}


async def test_removal_from_the_whole_organisation_ends_it_in_all_workspaces(
    whole: Whole,
) -> None:
    assert await mentioned(whole)
    await whole.slack.app_uninstalled(organisation=whole.organisation)
    assert await mentioned(whole) == ""
    await whole.slack.slash_command("/help", user=whole.user, channel=whole.channel)
    assert "not installed" in whole.slack.text_of(whole.slack.ephemerals[0])


async def test_removal_from_one_workspace_leaves_the_others_their_app(whole: Whole) -> None:
    place = {"team_id": whole.other.id, "enterprise_id": whole.organisation.id}
    await whole.slack.told_without_workspace({"type": "app_uninstalled"}, place)
    assert "Yokohama" in await mentioned(whole)


async def test_news_that_access_to_workspaces_ended_leave_the_others_their_app(
    whole: Whole,
) -> None:
    ended = {"type": "team_access_revoked", "team_ids": [whole.other.id]}
    place = {"enterprise_id": whole.organisation.id}
    answer = await whole.slack.told_without_workspace(ended, place)
    assert answer.status == 200
    assert "Yokohama" in await mentioned(whole)


async def test_news_of_a_removal_that_name_one_workspace_but_mean_all_end_it(
    whole: Whole,
) -> None:
    for token in whole.slack.world.tokens.values():
        token.error = "account_inactive"
    place = {"team_id": whole.team.id, "enterprise_id": whole.organisation.id}
    await whole.slack.told_without_workspace({"type": "app_uninstalled"}, place)
    with whole.app.database.reading() as session:
        assert session.scalars(select(SlackInstallation)).one().revoked_at is not None


async def test_removal_from_one_organisation_leaves_another_alone(whole: Whole) -> None:
    second = whole.slack.add_organisation("Oblast")
    whole.slack.add_team("City Hall", second)
    await Browser(whole.app).installs(second)
    await whole.slack.app_uninstalled(organisation=second)
    assert "Yokohama" in await mentioned(whole)


async def test_a_given_token_of_an_organisation_serves_its_workspaces(
    slack: FakeSlack, home: Database
) -> None:
    organisation = slack.add_organisation("Prefecture")
    team = slack.add_team("Foreign Office", organisation)
    user = slack.add_user("Aiko Mori", team)
    channel = slack.add_channel("sister-cities", team=team)
    bind(home, slack, team, user)
    async with running(slack, home, bot_token=organisation.bot_token):
        await slack.mention("partner status Odesa", user=user, channel=channel)
        await slack.slash_command("/partner", "status Odesa", user=user, channel=channel)
    assert "Yokohama" in slack.text_of(slack.posted[0])
    assert "Yokohama" in slack.text_of(slack.ephemerals[0])


WHOLE = Workspace("", token="xoxb-1", bot_id="B1", bot_user_id="W0", enterprise_id="E1")


@pytest.mark.parametrize(
    ("envelope", "team"),
    [
        ({"team_id": "T1", "enterprise_id": "E1"}, "T1"),
        # From a guest: first the author's side, then the one through which it was heard.
        (
            {
                "team_id": "T9",
                "enterprise_id": "E9",
                "context_team_id": "T1",
                "context_enterprise_id": "E1",
                "is_ext_shared_channel": True,
            },
            "T1",
        ),
        # From a member in a channel of somebody else's.
        (
            {
                "team_id": "T1",
                "enterprise_id": "E1",
                "context_team_id": "T9",
                "context_enterprise_id": "E9",
                "is_ext_shared_channel": True,
            },
            "T1",
        ),
        ({"team_id": "T9", "is_ext_shared_channel": True}, ""),
        ({"team_id": "T1"}, "T1"),
        ({}, ""),
    ],
)
def test_the_workspace_of_an_organisations_event_is_found(
    envelope: dict[str, object], team: str
) -> None:
    assert heard_in(envelope, WHOLE).team_id == team
