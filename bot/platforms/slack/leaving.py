"""Slack's news of members, read for those whose account was deactivated."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.domain.identity import Identity, Platform
from bot.platforms.slack.belonging import Payload, at_home, heard_in, part
from bot.platforms.slack.workspaces import Workspace

# Is told who has left, and when. May be told the same again: Slack sends a member's data with
# every later change, too.
Left = Callable[[Identity, datetime], None]


def departed(body: Payload, workspace: Workspace) -> list[Identity]:
    """The identities of somebody who may not sign in any more: one for each workspace that they
    were in. Empty for other changes, for bots, and for guests: their account is another
    workspace's business, which may only have stopped sharing a channel.

    https://docs.slack.dev/reference/events/user_change
    https://docs.slack.dev/reference/objects/user-object
    """
    member = part(part(body, "event"), "user")
    user = str(member.get("id") or "")
    if member.get("deleted") is not True or member.get("is_bot") or not user:
        return []
    workspace = heard_in(body, workspace)
    named = str(member.get("team_id") or workspace.team_id)
    if named != workspace.enterprise_id:
        is_own = at_home(named, workspace) == workspace.team_id
        return [Identity(Platform.SLACK, user, named)] if is_own and named else []
    listed = part(member, "enterprise_user").get("teams")
    teams = {workspace.team_id, *(map(str, listed) if isinstance(listed, list) else ())}
    return [Identity(Platform.SLACK, user, team) for team in sorted(teams) if team]


def happened_at(body: Payload, now: datetime) -> datetime:
    """When an event happened, in whole seconds; now where Slack does not say."""
    told = body.get("event_time")
    is_moment = isinstance(told, int) and 0 < told <= now.timestamp() + 86_400
    return datetime.fromtimestamp(told, UTC) if is_moment and isinstance(told, int) else now
