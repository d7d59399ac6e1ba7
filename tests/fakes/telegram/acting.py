"""People and Telegram itself doing things that reach the bot as updates."""

import copy
import time
from typing import Any

from tests.fakes.telegram.chats import Chat, member_shown
from tests.fakes.telegram.delivering import Delivering
from tests.fakes.telegram.entities import covered, finished
from tests.fakes.telegram.keyboards import labels
from tests.fakes.telegram.world import Callback

SERVICE = {
    "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id",
    "forum_topic_created",
}  # fmt: skip


class Acting(Delivering):
    """Actions of people; each returns the published object that the bot receives.

    `secret` in any action replaces the secret header of its post to the webhook.
    """

    async def message(
        self,
        text: str,
        *,
        user: dict | None = None,
        chat: Chat | None = None,
        topic: int | None = None,
        reply_to: dict | None = None,
        entities: list[dict] | None = None,
        secret: str | None = None,
    ) -> dict:
        """Someone writes; the Message is delivered only if privacy mode lets the bot see it."""
        text, found = finished(text, entities or [])
        content = {"text": text} | ({"entities": found} if found else {})
        return await self._write(content, user, chat, topic, reply_to, secret)

    async def file(
        self,
        name: str,
        content: bytes,
        *,
        caption: str | None = None,
        content_type: str = "application/octet-stream",
        user: dict | None = None,
        chat: Chat | None = None,
        topic: int | None = None,
        reply_to: dict | None = None,
        secret: str | None = None,
    ) -> dict:
        """Someone sends a document."""
        parts: dict[str, Any] = {"document": self.world.keep_file(name, content, content_type)}
        if caption:
            text, found = finished(caption, [])
            parts |= {"caption": text} | ({"caption_entities": found} if found else {})
        return await self._write(parts, user, chat, topic, reply_to, secret)

    async def edit(
        self,
        message: dict,
        text: str,
        *,
        entities: list[dict] | None = None,
        by_hand: bool = True,
        secret: str | None = None,
    ) -> dict:
        """The writer changes the words, or those under a file; the bot gets edited_message. What
        happens to a message not `by_hand`, as when its preview has come, leaves no date."""
        names = ("text", "entities") if "text" in message else ("caption", "caption_entities")
        message.pop(names[1], None)
        message[names[0]], found = finished(text, entities or [])
        message |= {names[1]: found} if found else {}
        message |= {"edit_date": int(time.time())} if by_hand else {}
        await self.edited(message, secret=secret)
        return message

    async def edited(self, message: dict, *, secret: str | None = None) -> None:
        """The message is another now: the bot gets edited_message as it stands."""
        chat = self.world.chats[message["chat"]["id"]]
        kind = "edited_channel_post" if chat.type == "channel" else "edited_message"
        await self._tell(chat, kind, message, secret)

    async def press(
        self, message: dict, label: str, *, user: dict | None = None, secret: str | None = None
    ) -> dict:
        """Someone presses the button with this label; returns the CallbackQuery.

        Raises LookupError if the message has no such button with callback data.
        """
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        pressed = [b for row in rows for b in row if b["text"] == label and "callback_data" in b]
        if not pressed:
            raise LookupError(f"no button {label!r} among {labels(message)}")
        chat = self.world.chats[message["chat"]["id"]]
        query = {
            "id": str(4_382_000_000_000_000_000 + self.world.number()),
            "from": user or self.speaker_in(chat),
            "message": message,
            "chat_instance": str(-chat.id),
            "data": pressed[0]["callback_data"],
        }
        self.world.callbacks[query["id"]] = Callback(query)
        await self._emit("callback_query", query, secret)
        return query

    async def add_bot(self, chat: Chat, *, by: dict | None = None, status: str = "member") -> dict:
        """The bot comes into the chat or is made administrator: my_chat_member, then a notice."""
        was_out = chat.members.get(self.bot["id"], "left") in {"left", "kicked"}
        change = await self._change_bot(chat, by, status)
        if was_out and chat.type in {"group", "supergroup"}:
            notice = self.world.new_message(chat, change["from"], new_chat_members=[self.bot])
            await self._tell(chat, "message", notice, None)
        return change

    async def kick_bot(self, chat: Chat, *, by: dict | None = None) -> dict:
        """The bot is removed from the chat, or blocked in a private one: my_chat_member."""
        return await self._change_bot(chat, by, "kicked")

    async def upgrade_group(self, chat: Chat) -> Chat:
        """The group becomes a supergroup: a service message in each; returns the new chat."""
        new = self.supergroup(chat.title or "", members=[])
        new.members = dict(chat.members)
        owner = self.speaker_in(chat)
        leaving = self.world.new_message(chat, owner, migrate_to_chat_id=new.id)
        arrived = self.world.new_message(new, owner, migrate_from_chat_id=chat.id)
        chat.migrated_to = new.id
        await self._tell(chat, "message", leaving, None)
        await self._tell(new, "message", arrived, None)
        return new

    async def _change_bot(self, chat: Chat, by: dict | None, status: str) -> dict:
        before = chat.members.get(self.bot["id"], "left")
        chat.members[self.bot["id"]] = status
        change = {
            "chat": chat.shown(),
            "from": by or self.speaker_in(chat),
            "date": int(time.time()),
            "old_chat_member": member_shown(self.bot, before),
            "new_chat_member": member_shown(self.bot, status),
        }
        await self._emit("my_chat_member", change, None)
        return change

    async def _write(
        self,
        content: dict,
        user: dict | None,
        chat: Chat | None,
        topic: int | None,
        reply_to: dict | None,
        secret: str | None,
    ) -> dict:
        chat = chat or self.private_chat(user or self.user)
        user = user or self.speaker_in(chat)
        place: dict[str, Any] = {}
        if topic is not None:
            place = {"message_thread_id": topic, "is_topic_message": True}
            # As sent by Telegram: a message in a topic that answers nobody answers its opening.
            reply_to = reply_to or chat.topics[topic]
        if reply_to:
            shown = {name: v for name, v in reply_to.items() if name != "reply_to_message"}
            place["reply_to_message"] = copy.deepcopy(shown)
        if chat.type != "channel":
            chat.members.setdefault(user["id"], "member")
        sender = None if chat.type == "channel" else user
        message = self.world.new_message(chat, sender, **place, **content)
        kind = "channel_post" if chat.type == "channel" else "message"
        await self._tell(chat, kind, message, secret)
        return message

    async def _tell(self, chat: Chat, kind: str, message: dict, secret: str | None) -> None:
        if self._sees(chat, message):
            await self._emit(kind, message, secret)

    def _sees(self, chat: Chat, message: dict) -> bool:
        """Privacy mode as in the Bot Features page: commands, mentions, replies, notices."""
        status = chat.members.get(self.bot["id"], "left")
        if status in {"left", "kicked"}:
            return False
        if chat.type in {"private", "channel"} or not self.world.privacy:
            return True
        if status == "administrator" or SERVICE & message.keys():
            return True
        answered = message.get("reply_to_message", {}).get("from", {})
        return answered.get("id") == self.bot["id"] or self._is_addressed(message)

    def _is_addressed(self, message: dict) -> bool:
        text = message.get("text", message.get("caption", ""))
        name = f"@{self.bot['username']}".lower()
        for entity in message.get("entities", message.get("caption_entities", [])):
            part = covered(text, entity).lower()
            if entity["type"] == "mention" and part == name:
                return True
            if entity["type"] == "bot_command" and ("@" not in part or part.endswith(name)):
                return True
        return False
