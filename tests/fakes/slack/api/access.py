"""auth.*, oauth.v2.access, team.info, apps.connections.open: who may do what."""

from typing import Any

from tests.fakes.slack.refusals import RefusedError, circumstance
from tests.fakes.slack.world import Team

from .registry import Caller, method

SCOPES = "commands,chat:write,app_mentions:read,im:history,users:read,files:read,files:write"


@method("auth.test")
def auth_test(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Say who the token belongs to."""
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
        team = world.refresh_tokens.pop(given.get("refresh_token", ""), None)
        if team is None:
            raise RefusedError("invalid_refresh_token")
        return _installation(caller, team)
    granted = world.codes.pop(given.get("code", ""), None)
    if granted is None:
        raise circumstance("invalid_code")
    return _installation(caller, granted[0]) | {"authed_user": {"id": granted[1].id}}


def _installation(caller: Caller, team: Team) -> dict[str, Any]:
    return {
        "app_id": caller.world.app_id,
        "scope": SCOPES,
        "token_type": "bot",
        **caller.world.issue_token(team),
        "bot_user_id": team.bot_user_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
