"""People sending what is no text, in their own name or another, and putting emoji under it."""

import time
from typing import Any

from tests.fakes.telegram.acting import Acting
from tests.fakes.telegram.chats import Chat
from tests.fakes.telegram.entities import finished
from tests.fakes.telegram.media import kept

# Who stands as the writer of what is written in the name of a group, and of a channel.
GROUP_MASK, CHANNEL_MASK = 1_087_968_824, 136_817_688


class Sharing(Acting):
    """Actions of people; each returns the published object that the bot receives."""

    async def post(
        self,
        content: dict[str, Any],
        *,
        user: dict | None = None,
        chat: Chat | None = None,
        topic: int | None = None,
        reply_to: dict | None = None,
        as_chat: Chat | None = None,
        secret: str | None = None,
    ) -> dict:
        """Someone sends anything that a published Message can hold; `as_chat` is the group or
        channel in whose name they do."""
        if as_chat is not None:
            number = GROUP_MASK if as_chat is chat else CHANNEL_MASK
            user = self.person("Telegram", id=number, is_bot=True)
            content = {"sender_chat": as_chat.shown(), **content}
        return await self._write(content, user, chat, topic, reply_to, secret)

    async def share(
        self,
        kind: str,
        name: str = "file",
        content: bytes = b"x",
        content_type: str = "application/octet-stream",
        *,
        caption: str | None = None,
        **where: Any,
    ) -> dict:
        """Someone sends a file as a photo, video, voice and so on; `where` as for `post`."""
        parts: dict[str, Any] = {kind: kept(self.world, kind, name, content, content_type)}
        if kind == "animation":
            # Bot API, Message `animation`: for backward compatibility.
            names = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type")
            parts["document"] = {each: parts[kind][each] for each in names}
        if caption:
            text, marked = finished(caption, [])
            parts |= {"caption": text} | ({"caption_entities": marked} if marked else {})
        return await self.post(parts, **where)

    async def react(
        self,
        message: dict,
        *emoji: str,
        custom: tuple[str, ...] = (),
        user: dict | None = None,
        as_chat: Chat | None = None,
        secret: str | None = None,
    ) -> dict:
        """Someone's emoji under the message are these from now on; the bot is told where it is
        an administrator. Returns the MessageReactionUpdated."""
        chat = self.world.chats[message["chat"]["id"]]
        user = user or self.speaker_in(chat)
        actor = {"actor_chat": as_chat.shown()} if as_chat else {"user": user}
        everybody = self.world.reactions.setdefault((chat.id, message["message_id"]), {})
        who = as_chat.id if as_chat else user["id"]
        before = everybody.get(who, [])
        everybody[who] = [{"type": "emoji", "emoji": each} for each in emoji]
        everybody[who] += [{"type": "custom_emoji", "custom_emoji_id": each} for each in custom]
        update = {
            "chat": chat.shown(),
            "message_id": message["message_id"],
            **actor,
            "date": int(time.time()),
            "old_reaction": before,
            "new_reaction": everybody[who],
        }
        if chat.members.get(self.bot["id"]) == "administrator":
            await self._emit("message_reaction", update, secret)
        return update

    def shown_by_bot(self, message: dict) -> list[str]:
        """The emoji that the bot has put under a message."""
        everybody = self.world.reactions.get((message["chat"]["id"], message["message_id"]), {})
        return [each["emoji"] for each in everybody.get(self.bot["id"], [])]
