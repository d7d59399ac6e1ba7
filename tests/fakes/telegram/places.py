"""People, chats and topics that a test puts into the fake."""

from typing import Any

from tests.fakes.telegram.chats import Chat
from tests.fakes.telegram.world import World

# Bot API, "Dialog identifiers": supergroups and channels start here and count down.
SUPERGROUPS = -1_000_000_000_000


class Places:
    """Makes people and chats; `user` is the person who speaks unless a test names another."""

    def __init__(self, token: str, username: str, privacy: bool) -> None:
        self.world = World(token, username, privacy)
        self.bot = self.world.bot
        self.user = self.person("Olena", username="olena_k")

    def person(self, first_name: str, *, language_code: str = "en", **fields: Any) -> dict:
        """A published User; fields as published, the id is chosen unless given."""
        user_id = fields.pop("id", None) or 5_000_000_000 + self.world.number()
        head = {"id": user_id, "is_bot": False, "first_name": first_name}
        user = {**head, "language_code": language_code, **fields}
        self.world.users[user_id] = user
        return user

    def private_chat(self, user: dict) -> Chat:
        """The person's chat with the bot, started when first asked for."""
        chat = self.world.chats.get(user["id"])
        if chat is None:
            names = {"first_name": user["first_name"], "username": user.get("username")}
            members = {self.bot["id"]: "member", user["id"]: "member"}
            chat = Chat(user["id"], "private", members=members, **names)
            self.world.chats[chat.id] = chat
        return chat

    def group(self, title: str, *, members: list[dict] | None = None, bot: str = "member") -> Chat:
        """A basic group; the first member owns it, `bot` is the bot's status."""
        return self._shared(-4_000_000 - self.world.number(), "group", title, members, bot)

    def supergroup(
        self,
        title: str,
        *,
        forum: bool = False,
        members: list[dict] | None = None,
        bot: str = "member",
        username: str | None = None,
    ) -> Chat:
        """A supergroup, with topics if `forum`."""
        number = SUPERGROUPS - 2_000_000_000 - self.world.number()
        chat = self._shared(number, "supergroup", title, members, bot)
        chat.is_forum, chat.username = forum, username
        return chat

    def channel(self, title: str, *, bot: str = "administrator", username: str = "") -> Chat:
        """A channel, where only administrators post."""
        number = SUPERGROUPS - 2_000_000_000 - self.world.number()
        chat = self._shared(number, "channel", title, None, bot)
        chat.username = username or None
        return chat

    def topic(self, chat: Chat, name: str) -> int:
        """A new topic of a forum; returns its message_thread_id."""
        if not chat.is_forum:
            raise ValueError(f"{chat.title} has no topics")
        created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        opening = self.world.new_message(chat, self.speaker_in(chat), **created)
        topic: int = opening["message_id"]
        opening |= {"message_thread_id": topic, "is_topic_message": True}
        chat.topics[topic] = opening
        return topic

    def delete_topic(self, chat: Chat, topic: int) -> None:
        """The topic is gone; later sends to it are refused."""
        del chat.topics[topic]
        chat.deleted_topics.add(topic)

    def close_topic(self, chat: Chat, topic: int) -> None:
        """The topic takes no more messages."""
        chat.closed_topics.add(topic)

    def speaker_in(self, chat: Chat) -> dict:
        """Who acts in the chat when nobody is named: its owner or first person in it."""
        people = [u for u in chat.members if not self.world.users[u]["is_bot"]]
        return self.world.users[people[0]] if people else self.user

    def _shared(
        self, chat_id: int, kind: str, title: str, members: list[dict] | None, bot: str
    ) -> Chat:
        people = [self.user] if members is None else members
        statuses = {person["id"]: "member" for person in people}
        if people:
            statuses[people[0]["id"]] = "creator"
        chat = Chat(chat_id, kind, title, members={**statuses, self.bot["id"]: bot})
        self.world.chats[chat.id] = chat
        return chat
