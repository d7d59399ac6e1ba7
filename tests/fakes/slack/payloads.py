"""The parts that payloads sent to the app have in common."""

from typing import Any

from .world import Channel, User, World

VERIFICATION_TOKEN = "verification-token"


def commander(world: World, user: User, channel: Channel) -> dict[str, Any]:
    """Return the who-and-where fields of a slash command."""
    return {
        "token": VERIFICATION_TOKEN,
        "api_app_id": world.app_id,
        "team_id": user.team.id,
        "team_domain": user.team.domain,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": user.id,
        "user_name": user.name.lower().replace(" ", "."),
        **_organisation(user),
        "is_enterprise_install": "true" if user.team.organisation else "false",
    }


def _organisation(user: User) -> dict[str, str]:
    whole = user.team.organisation
    return {"enterprise_id": whole.id, "enterprise_name": whole.name} if whole else {}


def actor(world: World, user: User, channel: Channel | None = None) -> dict[str, Any]:
    """Return the who fields of an interaction, as the workspace with the app is told of it: in
    a shared channel the user may be of another one. For an organisation's app it is left out."""
    name = user.name.lower().replace(" ", ".")
    home = channel.team if channel is not None else user.team
    whole = home.organisation
    return {
        "team": None if whole else {"id": home.id, "domain": home.domain},
        "enterprise": {"id": whole.id, "name": whole.name} if whole else None,
        "is_enterprise_install": whole is not None,
        "user": {"id": user.id, "username": name, "name": name, "team_id": user.team.id},
        "api_app_id": world.app_id,
        "token": VERIFICATION_TOKEN,
    }


def event_callback(
    world: World, user: User, event: dict[str, Any], channel: Channel | None
) -> dict[str, Any]:
    """Return the envelope of an event, addressed to the workspace in which the bot sees it. Of
    plain messages in shared channels it names the author's side first, as Slack does."""
    installed = channel.team if channel is not None else user.team
    is_shared = bool(channel and channel.shared_with)
    named = user.team if is_shared and event["type"] == "message" else installed
    whole, named_whole = installed.organisation, named.organisation
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": named.id,
        **({"enterprise_id": named_whole.id} if named_whole else {}),
        "api_app_id": world.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": int(world.now()),
        "authorizations": [
            {
                "enterprise_id": whole.id if whole else None,
                "team_id": None if whole else installed.id,
                "user_id": installed.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": whole is not None,
            }
        ],
        "is_ext_shared_channel": is_shared,
        "event_context": world.new_id("4-"),
        "context_team_id": installed.id,
        "context_enterprise_id": whole.id if whole else None,
    }


def shown_view(view: dict[str, Any]) -> dict[str, Any]:
    """Return a view as payloads carry it."""
    return {name: value for name, value in view.items() if name != "user"}
