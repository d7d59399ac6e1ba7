"""Who is taken for a member of the workspace, and who for a guest of a shared channel.

The shapes of authors are those that Slack sends: of standalone workspaces, of guests from there,
and of guests from Enterprise organisations.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.slack.listening import command, event, press
from bot.platforms.slack.workspaces import Workspace

HOME = Workspace("T1", token="xoxb-1", bot_id="B1", bot_user_id="U0")
IN_ENTERPRISE = Workspace("T1", "xoxb-1", "B1", "U0", enterprise_id="E1")
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def _mention(shared: bool, **author: Any) -> dict[str, Any]:
    told = {"type": "app_mention", "user": "U9", "text": "<@U0> help", "channel": "C1", "ts": "1.1"}
    return {"event_id": "E1", "is_ext_shared_channel": shared, "event": told | author}


def _direct(**author: Any) -> dict[str, Any]:
    told = {"type": "message", "channel_type": "im", "user": "U9", "text": "help", "channel": "D1"}
    return {"event_id": "E1", "event": told | author}


@pytest.mark.parametrize(
    ("shared", "author", "is_stranger"),
    [
        (False, {}, False),
        (False, {"team": "T1"}, False),
        (False, {"team": "T9"}, True),
        (True, {"user_team": "T1"}, False),
        (True, {"user_team": "T9"}, True),
        (True, {"team": "T1"}, False),
        (True, {"source_team": "T9", "team": "T1"}, True),
        (True, {"user_profile": {"team": "T9"}}, True),
        (True, {"user_profile": {"team": "T9"}, "team": "T1"}, True),
        (
            True,
            {
                "team": "T1",
                "user_team": "E9",
                "source_team": "E9",
                "user_profile": {"team": "E9"},
            },
            True,
        ),
        (True, {}, True),
        (True, {"user_profile": "none"}, True),
    ],
)
def test_a_guest_is_told_from_a_member(
    shared: bool, author: dict[str, Any], is_stranger: bool
) -> None:
    heard = event(_mention(shared, **author), HOME, AT)
    assert heard is not None
    assert heard.message.stranger is is_stranger


@pytest.mark.parametrize(("team", "is_stranger"), [("T1", False), ("T9", True), ("E9", True)])
def test_who_writes_to_the_bot_alone_is_looked_at_as_well(team: str, is_stranger: bool) -> None:
    heard = event(_direct(team=team), HOME, AT)
    assert heard is not None
    assert heard.message.stranger is is_stranger


@pytest.mark.parametrize(
    ("body", "is_stranger"),
    [({"team_id": "T1"}, False), ({"team_id": "T9"}, True), ({}, True)],
)
def test_a_command_of_a_guest_is_a_strangers(body: dict[str, Any], is_stranger: bool) -> None:
    typed = {"command": "/help", "user_id": "U9", "channel_id": "C1"}
    assert command(typed | body, HOME, AT).message.stranger is is_stranger


@pytest.mark.parametrize(
    ("who", "is_stranger"),
    [({"team_id": "T1"}, False), ({"team_id": "T9"}, True), ({}, True), ({"team_id": None}, True)],
)
def test_a_button_that_a_guest_presses_is_a_strangers(
    who: dict[str, Any], is_stranger: bool
) -> None:
    pressed = {"user": {"id": "U9"} | who, "team": {"id": "T1"}, "channel": {"id": "C1"}}
    assert press(pressed, "help", HOME, AT).message.stranger is is_stranger


@pytest.mark.parametrize(
    ("author", "team"),
    [({"user_team": "E1"}, "T1"), ({"team": "E1"}, "T1"), ({"user_team": "T1"}, "T1")],
)
def test_people_of_the_own_organisation_are_at_home(author: dict[str, Any], team: str) -> None:
    heard = event(_mention(False, **author), IN_ENTERPRISE, AT)
    assert heard is not None
    assert heard.message.sender.team == team
    assert not heard.message.stranger


def test_people_of_another_workspace_of_the_organisation_are_guests() -> None:
    heard = event(_mention(False, user_team="T2", team="T2"), IN_ENTERPRISE, AT)
    assert heard is not None
    assert heard.message.stranger
