"""The manifest, held against the limits that Slack documents for it."""

import pytest

from bot.chat.registry import Registry
from bot.platforms.slack import limits
from bot.platforms.slack.manifest import Manifest, manifest
from handlers.commands import registry

URL = "https://attache.example.org"


@pytest.fixture
def commands() -> Registry:
    return registry()


def made(commands: Registry, *, socket_mode: bool = False) -> Manifest:
    return manifest(commands, URL, socket_mode=socket_mode)


def test_every_subject_is_a_slash_command(commands: Registry) -> None:
    slash = made(commands)["features"]["slash_commands"]
    assert [each["command"] for each in slash] == [
        f"/{name}" for name in commands.subjects() if name != "join"
    ]


def test_slash_commands_are_within_slacks_limits(commands: Registry) -> None:
    slash = made(commands)["features"]["slash_commands"]
    assert len(slash) <= limits.COMMANDS
    for each in slash:
        assert len(each["command"]) <= limits.COMMAND
        assert 0 < len(each["description"]) <= limits.COMMAND_DESCRIPTION
        assert len(each.get("usage_hint", "")) <= limits.COMMAND_HINT
        assert each["should_escape"] is False


def test_the_usage_hint_shows_what_can_follow(commands: Registry) -> None:
    slash = {each["command"]: each for each in made(commands)["features"]["slash_commands"]}
    assert "status " in slash["/partner"]["usage_hint"]


def test_the_app_introduces_itself_within_slacks_limits(commands: Registry) -> None:
    about = made(commands)["display_information"]
    assert len(about["name"]) <= limits.APP_NAME
    assert len(about["description"]) <= limits.APP_DESCRIPTION
    assert len(about["long_description"]) in limits.APP_LONG_DESCRIPTION


def test_everything_is_sent_to_one_address(commands: Registry) -> None:
    whole = made(commands)
    address = f"{URL}/slack/events"
    assert whole["settings"]["event_subscriptions"]["request_url"] == address
    assert whole["settings"]["interactivity"] == {"is_enabled": True, "request_url": address}
    assert {each["url"] for each in whole["features"]["slash_commands"]} == {address}
    assert whole["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]


def test_with_socket_mode_there_is_no_address_to_send_to(commands: Registry) -> None:
    whole = made(commands, socket_mode=True)
    assert whole["settings"]["socket_mode_enabled"]
    assert "request_url" not in whole["settings"]["event_subscriptions"]
    assert all("url" not in each for each in whole["features"]["slash_commands"])


def test_each_event_that_is_asked_for_has_its_scope(commands: Registry) -> None:
    """https://docs.slack.dev/reference/events names the scope of each."""
    whole = made(commands)
    needed = {
        "app_mention": "app_mentions:read",
        "message.im": "im:history",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "user_change": "users:read",
        "reaction_added": "reactions:read",
        "reaction_removed": "reactions:read",
        "member_joined_channel": "channels:read",
        "channel_id_changed": "channels:read",
        **dict.fromkeys(("channel_archive", "channel_deleted", "channel_left"), "channels:read"),
        **dict.fromkeys(("group_archive", "group_deleted", "group_left"), "groups:read"),
        "channel_unarchive": "channels:read",
        "group_unarchive": "groups:read",
    }
    scopeless = {"app_uninstalled", "tokens_revoked", "team_access_revoked"}
    asked = whole["settings"]["event_subscriptions"]["bot_events"]
    scopes = whole["oauth_config"]["scopes"]["bot"]
    assert set(asked) == {*needed, *scopeless}
    assert set(needed.values()) <= set(scopes)


def test_what_the_courier_does_has_its_scope(commands: Registry) -> None:
    """https://docs.slack.dev/reference/methods names the scopes of each."""
    scopes = made(commands)["oauth_config"]["scopes"]["bot"]
    assert {"chat:write", "reactions:write", "files:read", "files:write"} <= set(scopes)


def test_a_whole_organisation_can_install_it_where_there_is_an_install_page(
    commands: Registry,
) -> None:
    assert made(commands)["settings"]["org_deploy_enabled"]
    assert not manifest(commands, "", socket_mode=True)["settings"]["org_deploy_enabled"]


def test_a_message_can_be_followed_up_logged_and_translated_from_its_menu(
    commands: Registry,
) -> None:
    found = made(commands)["features"]["shortcuts"]
    assert [each["callback_id"] for each in found] == ["track", "log_this", "translate"]
    for shortcut in found:
        assert shortcut["type"] == "message"
        assert 0 < len(shortcut["name"]) <= limits.SHORTCUT
        assert 0 < len(shortcut["description"]) <= limits.SHORTCUT_DESCRIPTION


def test_whether_a_message_arrived_can_be_read(commands: Registry) -> None:
    """https://docs.slack.dev/reference/scopes/metadata.message.read"""
    scopes = made(commands)["oauth_config"]["scopes"]["bot"]
    read = {"channels:history", "groups:history", "im:history", "im:write"}
    assert {*read, "metadata.message:read"} <= set(scopes)
