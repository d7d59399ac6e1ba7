"""Everything Telegram remembers for one bot: people, chats, files, buttons, commands."""

import asyncio
import itertools
import time
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram.chats import Chat
from tests.fakes.telegram.errors import BadRequestError, ChangedError, ForbiddenError, Violation
from tests.fakes.telegram.updates import Updates


@dataclass
class Callback:
    """A pressed button and what the bot answered; `answer` is None while it spins."""

    query: dict
    answer: dict | None = None
    expired: bool = False


@dataclass(frozen=True)
class Call:
    """One call the bot made: its method, typed arguments and time (monotonic seconds)."""

    method: str
    arguments: dict[str, Any]
    at: float


class World:
    """The state behind the API; methods and test actions both work on it."""

    def __init__(self, token: str, username: str, privacy: bool) -> None:
        self.token = token
        self.privacy = privacy
        self.bot: dict[str, Any] = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": username.removesuffix("_bot").title(),
            "username": username,
        }
        self.users: dict[int, dict] = {self.bot["id"]: self.bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, tuple[dict, bytes]] = {}
        self.lost_files: set[str] = set()
        self.callbacks: dict[str, Callback] = {}
        self.commands: dict[tuple[str, str], list[dict]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int | None, dict] = {}
        # By chat and message, and by the number of whoever put them there.
        self.reactions: dict[tuple[int, int], dict[int, list[dict]]] = {}
        self.sent: list[dict] = []
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.refusals: list[Violation] = []
        self.updates = Updates()
        self.changed = asyncio.Condition()
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """A number not given out before."""
        return next(self._numbers)

    async def tell_changed(self) -> None:
        """Wake everyone who waits for something to happen."""
        async with self.changed:
            self.changed.notify_all()

    def chat(self, chat_id: int | str) -> Chat:
        """The chat with this id or @username; raises BadRequestError if there is none."""
        if isinstance(chat_id, str):
            name = chat_id.removeprefix("@").lower()
            found = [c for c in self.chats.values() if (c.username or "").lower() == name]
            usable = [chat for chat in found if chat.type != "private"]
            if chat_id.startswith("@") and usable:
                return usable[0]
        elif chat_id in self.chats:
            return self.chats[chat_id]
        elif chat_id in self.users:
            raise ForbiddenError("bot can't initiate conversation with a user")
        raise BadRequestError("chat not found")

    def open_chat(self, chat_id: int | str) -> Chat:
        """The chat if the bot may act in it.

        Raises ChangedError with migrate_to_chat_id after an upgrade, ForbiddenError once the
        bot is out.
        """
        chat = self.chat(chat_id)
        if chat.migrated_to is not None:
            upgraded = "group chat was upgraded to a supergroup chat"
            raise ChangedError(upgraded, migrate_to_chat_id=chat.migrated_to)
        status = chat.members.get(self.bot["id"], "left")
        if status == "kicked" and chat.type == "private":
            raise ForbiddenError("bot was blocked by the user")
        if status == "kicked":
            raise ForbiddenError(f"bot was kicked from the {chat.type} chat")
        if status == "left":
            raise ForbiddenError(f"bot is not a member of the {chat.type} chat")
        return chat

    def new_message(self, chat: Chat, sender: dict | None, **content: Any) -> dict:
        """A message added to the chat, with its id and date; `sender` None for a channel."""
        author = {"sender_chat": chat.shown()} if sender is None else {"from": sender}
        head = {"message_id": chat.next_message_id(), "date": int(time.time())}
        message = {**head, "chat": chat.shown(), **author, **content}
        chat.messages[message["message_id"]] = message
        return message

    def keep_file(self, name: str, content: bytes, content_type: str) -> dict:
        """The published Document of a newly stored file."""
        number = self.number()
        document = {
            "file_id": f"file-{number}",
            "file_unique_id": f"unique-{number}",
            "file_name": name,
            "mime_type": content_type,
            "file_size": len(content),
        }
        self.files[document["file_id"]] = (document, content)
        return document
