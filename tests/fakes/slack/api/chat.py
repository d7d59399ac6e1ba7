"""chat.*: posting, changing and deleting messages."""

from typing import Any

from tests.fakes.slack.messages import checked_content, checked_metadata, name_blocks
from tests.fakes.slack.refusals import RefusedError, circumstance
from tests.fakes.slack.world import Channel, Team, World

from .registry import Caller, channel_of, direct_channel_of, joined_channel_of, method, user_of


def store_message(
    world: World, team: Team, channel: Channel, content: dict[str, Any], thread_ts: str | None
) -> dict[str, Any]:
    """Keep a message of the bot in a channel and return it as Slack would show it."""
    message = {
        "type": "message",
        "channel": channel.id,
        "ts": world.new_ts(),
        "user": team.bot_user_id,
        "bot_id": team.bot_id,
        "app_id": world.app_id,
        "team": team.id,
        "text": "",
        **name_blocks(world, content),
    }
    if thread_ts:
        message["thread_ts"] = thread_ts
    world.messages.append(message)
    return message


def check_thread(world: World, channel: Channel, thread_ts: object) -> None:
    """Raise RefusedError unless the timestamp is that of a message that can head a thread."""
    if thread_ts is None:
        return
    head = world.message(channel.id, thread_ts) if isinstance(thread_ts, str) else None
    if head is None or head.get("thread_ts") not in {None, head["ts"]}:
        raise RefusedError("cannot_reply_to_message", f"{thread_ts} heads no thread")


@method("chat.postMessage")
def post_message(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Post to a channel, or to a person's direct messages when given a user id."""
    world = caller.world
    if given["channel"] in world.users:
        channel = direct_channel_of(caller, given["channel"], "channel_not_found")
    else:
        channel = joined_channel_of(caller, given["channel"])
    content = checked_content(given)
    check_thread(world, channel, given.get("thread_ts"))
    if given.get("metadata") is not None:
        content["metadata"] = checked_metadata(given["metadata"])
    message = store_message(world, caller.home, channel, content, given.get("thread_ts"))
    return {"channel": channel.id, "ts": message["ts"], "message": message}


@method("chat.postEphemeral")
def post_ephemeral(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Show a message to one person of a channel."""
    channel = joined_channel_of(caller, given["channel"])
    user = user_of(caller, given["user"])
    if user.id not in channel.members:
        raise circumstance("user_not_in_channel")
    content = checked_content(given)
    check_thread(caller.world, channel, given.get("thread_ts"))
    shown = store_ephemeral(
        caller.world, channel, user.id, content | {"thread_ts": given.get("thread_ts")}
    )
    return {"message_ts": shown["ts"]}


def store_ephemeral(
    world: World, channel: Channel, user_id: str, content: dict[str, Any]
) -> dict[str, Any]:
    """Keep a message that one person sees and return it."""
    shown = {
        "type": "message",
        "subtype": "bot_message",
        "channel": channel.id,
        "ts": world.new_ts(),
        "user": user_id,
        "is_ephemeral": True,
        "text": "",
        **name_blocks(world, {k: v for k, v in content.items() if v is not None}),
    }
    world.ephemerals.append(shown)
    return shown


def own_message(caller: Caller, channel: Channel, ts: str, refusal: str) -> dict[str, Any]:
    """Return the bot's own message; raises RefusedError when absent or someone else's."""
    message = caller.world.message(channel.id, ts)
    if message is None:
        raise circumstance("message_not_found")
    if message.get("bot_id") != caller.home.bot_id:
        raise RefusedError(refusal)
    return message


@method("chat.update")
def update(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Change the bot's own message; what is not given stays as it was."""
    channel = channel_of(caller, given["channel"])
    message = own_message(caller, channel, given["ts"], "cant_update_message")
    content = name_blocks(caller.world, checked_content(given))
    message.update(content, edited={"user": caller.home.bot_user_id, "ts": caller.world.new_ts()})
    return {
        "channel": channel.id,
        "ts": message["ts"],
        "text": message["text"],
        "message": message,
    }


@method("chat.delete")
def delete(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Delete the bot's own message."""
    channel = channel_of(caller, given["channel"])
    message = own_message(caller, channel, given["ts"], "cant_delete_message")
    caller.world.messages.remove(message)
    return {"channel": channel.id, "ts": message["ts"]}


@method("chat.getPermalink")
def permalink(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Return the address of a message."""
    channel = channel_of(caller, given["channel"])
    ts = given["message_ts"]
    if caller.world.message(channel.id, ts) is None:
        raise circumstance("message_not_found")
    path = f"archives/{channel.id}/p{ts.replace('.', '')}"
    return {
        "channel": channel.id,
        "permalink": f"https://{caller.home.domain}.slack.com/{path}",
    }
