"""auth.*, oauth.v2.access, team.info, apps.connections.open: who may do what."""

from typing import Any

from tests.fakes.slack.refusals import RefusedError, circumstance
from tests.fakes.slack.world import Organisation, Team

from .registry import Caller, method

SCOPES = (
    "commands,chat:write,app_mentions:read,channels:history,groups:history,im:history,im:write,"
    "metadata.message:read,users:read,files:read,files:write"
)


@method("api.test")
def api_test(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Say that Slack is there."""
    return {"args": given}


@method("auth.test")
def auth_test(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Say who the token belongs to."""
    team = caller.team
    if isinstance(team, Organisation):
        return {
            "url": "https://organisation.enterprise.slack.com/",
            "team": team.name,
            "user": "attache",
            "team_id": team.id,
            "enterprise_id": team.id,
            "user_id": team.bot_user_id,
            "bot_id": team.bot_id,
            "is_enterprise_install": True,
        }
    team = caller.home
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": "attache",
        "team_id": team.id,
        "user_id": team.bot_user_id,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


@method("auth.teams.list")
def auth_teams_list(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """List the workspaces in which the token may act, some at a time."""
    found = [team for team in caller.world.teams.values() if caller.is_at_home(team)]
    start, most = int(given.get("cursor") or 0), int(given.get("limit") or 100)
    rest = start + most < len(found)
    return {
        "teams": [{"id": team.id, "name": team.name} for team in found[start : start + most]],
        "response_metadata": {"next_cursor": str(start + most) if rest else ""},
    }


@method("auth.revoke")
def auth_revoke(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Make the workspace's current token useless."""
    caller.world.tokens[caller.home.bot_token].error = "token_revoked"
    return {"revoked": True}


@method("team.info")
def team_info(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Describe the workspace."""
    team = caller.world.teams.get(given.get("team", caller.home.id))
    if team is None:
        raise RefusedError("team_not_found")
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain}}


@method("apps.connections.open")
def open_connection(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Give an address for one Socket Mode connection."""
    world = caller.world
    address = world.url.replace("http://", "ws://")
    return {"url": f"{address}link/?ticket={world.new_id('')}&app_id={world.app_id}"}


@method("oauth.v2.access")
def oauth_access(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Turn a code of the consent page, or a refresh token, into a bot token."""
    world = caller.world
    if given.get("client_id") != world.client_id:
        raise RefusedError("invalid_client_id")
    if given.get("client_secret") != world.client_secret:
        raise RefusedError("bad_client_secret")
    if given.get("grant_type") == "refresh_token":
        return _installation(caller, _refreshed(caller, str(given.get("refresh_token"))))
    granted = world.codes.pop(given.get("code", ""), None)
    if granted is None:
        raise circumstance("invalid_code")
    return _installation(caller, granted[0]) | {"authed_user": {"id": granted[1].id}}


def _refreshed(caller: Caller, token: str) -> Team | Organisation:
    """Return whose refresh token it is, used up thereby. Of two machines, one comes too late."""
    world = caller.world
    home = world.refresh_tokens.pop(token, None)
    if home is None:
        is_late = token in world.used_refresh_tokens
        raise RefusedError("invalid_refresh_token", fault=not is_late)
    world.used_refresh_tokens.add(token)
    return home


def _installation(caller: Caller, home: Team | Organisation) -> dict[str, Any]:
    named = {"id": home.id, "name": home.name}
    is_whole = isinstance(home, Organisation)
    return {
        "app_id": caller.world.app_id,
        "scope": SCOPES,
        "token_type": "bot",
        **caller.world.issue_token(home),
        "bot_user_id": home.bot_user_id,
        "team": None if is_whole else named,
        "enterprise": named if is_whole else None,
        "is_enterprise_install": is_whole,
    }
