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
        "is_enterprise_install": "false",
    }


def actor(world: World, user: User) -> dict[str, Any]:
    """Return the who fields of an interaction."""
    name = user.name.lower().replace(" ", ".")
    return {
        "team": {"id": user.team.id, "domain": user.team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user.id, "username": name, "name": name, "team_id": user.team.id},
        "api_app_id": world.app_id,
        "token": VERIFICATION_TOKEN,
    }


def event_callback(
    world: World, user: User, event: dict[str, Any], channel: Channel | None
) -> dict[str, Any]:
    """Return the envelope of an event, addressed to the workspace in which the bot sees it."""
    installed = channel.team if channel is not None else user.team
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": installed.id,
        "api_app_id": world.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": int(world.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": installed.id,
                "user_id": installed.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.shared_with),
        "event_context": world.new_id("4-"),
        "context_team_id": installed.id,
        "context_enterprise_id": None,
    }


def shown_view(view: dict[str, Any]) -> dict[str, Any]:
    """Return a view as payloads carry it."""
    return {name: value for name, value in view.items() if name != "user"}
