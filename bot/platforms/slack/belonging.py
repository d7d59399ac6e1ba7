"""Who belongs where: the workspace something was said in, and whether its author is at home there.

In channels shared between organisations (Slack Connect) guests speak beside members; within an
Enterprise organisation one installation may serve many workspaces.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.platforms.slack.workspaces import Workspace

Payload = Mapping[str, Any]


def part(body: Payload, name: str) -> Payload:
    """An object within a payload; empty where there is none."""
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}


def heard_in(body: Payload, workspace: Workspace) -> Workspace:
    """The workspace an event was heard in. An organisation's installation is told of it beside
    the organisation; in shared channels the other side may be named there as well.

    https://docs.slack.dev/enterprise/organization-ready-apps
    """
    if workspace.team_id:
        return workspace
    whole = workspace.enterprise_id
    for team, enterprise in (
        (body.get("context_team_id"), body.get("context_enterprise_id")),
        (body.get("team_id"), body.get("enterprise_id")),
    ):
        if team and enterprise == whole:
            return replace(workspace, team_id=str(team))
    is_ours = not body.get("is_ext_shared_channel") and body.get("team_id")
    return replace(workspace, team_id=str(body["team_id"])) if is_ours else workspace


def home_of_author(body: Payload, workspace: Workspace) -> str:
    """The workspace that the author of an event comes from. Nobody's where Slack does not say in
    a shared channel: a stranger is not let in by an omission."""
    told = part(body, "event")
    profile = part(told, "user_profile")
    is_shared = bool(body.get("is_ext_shared_channel"))
    # In a mention in a shared channel, `team` is the side that was mentioned, whoever did so.
    last = (profile.get("team"), told.get("team"))
    teams = (told.get("user_team"), told.get("source_team"), *(last if is_shared else last[::-1]))
    unsaid = "" if is_shared else workspace.team_id
    return at_home(next((str(team) for team in teams if team), unsaid), workspace)


def at_home(team: str, workspace: Workspace) -> str:
    """A workspace's id, where Slack names its whole organisation instead: people of an
    organisation have one id in all of it."""
    is_whole = bool(team) and team == workspace.enterprise_id
    return workspace.team_id if is_whole else team


def is_stranger(team: str, workspace: Workspace) -> bool:
    """Whether somebody from there is a guest in this workspace."""
    return not team or team != workspace.team_id
