"""What becomes of people's messages and of channels: edits, deletions, emoji, archiving."""

from typing import Any

from .api.conversations import is_emoji
from .delivery import Answer
from .events import Events, channel_type
from .world import Channel, User


class Talk(Events):
    """The part of the Events API that tells of what was there before."""

    async def edit(self, message: dict[str, Any], text: str, **changes: Any) -> Answer:
        """Write a message anew; the text is given as delivered, keywords are other fields."""
        before = dict(message)
        edited = {"user": message.get("user", ""), "ts": self.world.new_ts()}
        message |= {"text": text, "edited": edited} | changes
        return await self._changed(message, before)

    async def unfold(self, message: dict[str, Any]) -> Answer:
        """Show what a link in a message leads to: the message is told of again, its words as
        they were."""
        before = dict(message)
        message["attachments"] = [{"from_url": "https://odesa.ua", "title": "Odesa"}]
        return await self._changed(message, before)

    async def _changed(self, message: dict[str, Any], before: dict[str, Any]) -> Answer:
        change = {"message": _inner(message), "previous_message": _inner(before)}
        return await self._told(message["channel"], "message_changed", change)

    async def delete(self, message: dict[str, Any]) -> Answer:
        """Take a message back. Of one with replies a stone stays, which is told as a change."""
        before = dict(message)
        if any(one.get("thread_ts") == message["ts"] for one in self.world.messages):
            stone = {"subtype": "tombstone", "user": "USLACKBOT", "hidden": True}
            message |= stone | {"text": "This message was deleted."}
            return await self._changed(message, before)
        self.world.messages.remove(message)
        gone = {"deleted_ts": message["ts"], "previous_message": _inner(before)}
        return await self._told(message["channel"], "message_deleted", gone)

    async def _told(self, channel_id: str, subtype: str, what: dict[str, Any]) -> Answer:
        channel, moment = self.world.channels[channel_id], self.world.new_ts()
        told = {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "channel": channel.id,
            "channel_type": channel_type(channel),
            "ts": moment,
            "event_ts": moment,
        }
        return await self.event(told | what, channel=channel)

    async def react(
        self, message: dict[str, Any], name: str, *, user: User | None = None, custom: bool = False
    ) -> Answer:
        """Put an emoji under a message; `custom` is one of the workspace's own."""
        assert custom or is_emoji(name), f"Slack has no emoji {name}"
        _put(message, name, (user or self.user).id)
        return await self._reaction("reaction_added", message, name, user)

    async def unreact(
        self, message: dict[str, Any], name: str, *, user: User | None = None
    ) -> Answer:
        """Take an emoji away again."""
        _take(message, name, (user or self.user).id)
        return await self._reaction("reaction_removed", message, name, user)

    async def _reaction(
        self, kind: str, message: dict[str, Any], name: str, user: User | None
    ) -> Answer:
        user, channel = user or self.user, self.world.channels[message["channel"]]
        told = {
            "type": kind,
            "user": user.id,
            "reaction": name,
            "item": {"type": "message", "channel": channel.id, "ts": message["ts"]},
            "item_user": message.get("user", ""),
            "event_ts": self.world.new_ts(),
        }
        return await self.event(told, user=user, channel=channel)

    async def channel_event(self, kind: str, channel: Channel | None = None) -> Answer:
        """Tell what happened to a channel, such as `channel_archive`; a private one's is told
        as the same of a group."""
        channel = channel or self.channel
        named = kind.replace("channel_", "group_") if channel.kind == "group" else kind
        told = {"type": named, "channel": channel.id, "event_ts": self.world.new_ts()}
        return await self.event(told, channel=channel)


def _put(message: dict[str, Any], name: str, user_id: str) -> None:
    """Keep with the message whose emoji stand under it, in the order in which they came."""
    listed = message.setdefault("reactions", [])
    known = next((each for each in listed if each["name"] == name), None)
    if known is None:
        listed.append({"name": name, "users": [user_id], "count": 1})
    elif user_id not in known["users"]:
        known["users"].append(user_id)
        known["count"] += 1


def _take(message: dict[str, Any], name: str, user_id: str) -> None:
    for each in message.get("reactions", []):
        if each["name"] == name and user_id in each["users"]:
            each["users"].remove(user_id)
            each["count"] -= 1
    message["reactions"] = [each for each in message.get("reactions", []) if each["users"]]


def _inner(message: dict[str, Any]) -> dict[str, Any]:
    """A message within an event, which names the channel once."""
    return {name: value for name, value in message.items() if name != "channel"}
