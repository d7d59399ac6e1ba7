"""The app manifest: what Slack must know of the app, made from the commands themselves."""

from typing import Any

from bot.chat.guidance import usage
from bot.chat.registry import Command, Registry
from bot.chat.speech import Speech
from bot.platforms.slack import limits
from bot.platforms.slack.membership import KINDS
from bot.platforms.slack.reacting import ADDED, REMOVED
from bot.platforms.slack.shortcuts import SHORTCUTS, Shortcut
from bot.platforms.slack.wording import shortened

Manifest = dict[str, Any]

NAME = "Attaché"
DESCRIPTION = "City diplomacy in the chat: who knows whom, what passed between cities, what is due"
LONG_DESCRIPTION = (
    "Attaché keeps the memory of a network of cities. Ask where a partnership stands, who to"
    " write to and in which language, what passed between two cities and what is due next; log"
    " an exchange in one line; be reminded of what was agreed. Names may be typed in any script"
    " and spelling. Begin with /help."
)
# Each scope for what the adapter does: commands; posting; mentions; what is said in channels that
# it is in, and whether a message arrived there, by what it carries unseen; that such a channel is
# archived or left; emoji, both people's and its own; files, both ways; direct messages, and
# opening them to hand over a file; what people are called, and that an account was deactivated.
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "metadata.message:read",
    "reactions:read",
    "reactions:write",
    "users:read",
)
# Slack keeps these words for itself; what they are for here can be said in other ways as well.
# https://slack.com/help/articles/201259356-Slash-commands-in-Slack
SLACKS_OWN = {"join"}
EVENTS = (
    "app_mention",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "team_access_revoked",
    "tokens_revoked",
    "user_change",
    ADDED,
    REMOVED,
    *KINDS,
)


def manifest(registry: Registry, public_url: str, *, socket_mode: bool) -> Manifest:
    """The manifest for `public_url`, or for an app that opens the connection itself.

    https://docs.slack.dev/reference/app-manifest
    """
    address = "" if socket_mode else public_url.rstrip("/") + "/slack/events"
    return {
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#1d4f76",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "attache", "always_online": True},
            "shortcuts": [_shortcut(each) for each in SHORTCUTS],
            "slash_commands": [
                _slash_command(subject, commands, address)
                for subject, commands in registry.subjects().items()
                if subject not in SLACKS_OWN
            ],
        },
        "oauth_config": _access(public_url),
        "settings": _settings(address, public_url, socket_mode=socket_mode),
    }


def _access(public_url: str) -> Manifest:
    access: Manifest = {"scopes": {"bot": list(SCOPES)}}
    if public_url:
        access["redirect_urls"] = [public_url.rstrip("/") + "/slack/oauth_redirect"]
    return access


def _settings(address: str, public_url: str, *, socket_mode: bool) -> Manifest:
    at = {"request_url": address} if address else {}
    return {
        "event_subscriptions": {**at, "bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True, **at},
        # An Enterprise organisation may install it for all its workspaces, on the install page.
        "org_deploy_enabled": bool(public_url),
        "socket_mode_enabled": socket_mode,
        "token_rotation_enabled": False,  # nosec B105  # a choice of the app's, no token
    }


def _shortcut(shortcut: Shortcut) -> Manifest:
    """In the menu of every message. https://docs.slack.dev/interactivity/implementing-shortcuts"""
    return {
        "name": shortcut.name,
        "type": "message",
        "callback_id": shortcut.callback,
        "description": shortcut.description,
    }


def _slash_command(subject: str, commands: list[Command], address: str) -> Manifest:
    speech = Speech()
    hints = [speech.say(usage(each)).removeprefix(f"/{subject}").strip() for each in commands]
    about = " · ".join(speech.say(each.summary) for each in commands)
    shown: Manifest = {
        "command": f"/{subject}",
        "description": shortened(about, limits.COMMAND_DESCRIPTION),
        "should_escape": False,
    }
    hint = shortened(" | ".join(hint for hint in hints if hint), limits.COMMAND_HINT)
    if hint:
        shown["usage_hint"] = hint
    if address:
        shown["url"] = address
    return shown
