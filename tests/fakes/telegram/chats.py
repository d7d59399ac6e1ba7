"""Chats and people as Telegram knows them."""

from dataclasses import dataclass, field
from typing import Any

# Rights every administrator is described with: Bot API, ChatMemberAdministrator.
ADMIN_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
    "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
    "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip
GIFT_KINDS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
    "gifts_from_channels",
)  # fmt: skip


@dataclass
class Chat:
    """A private chat, group, supergroup or channel with its members, topics and messages.

    `members` holds the status of each person by id: creator, administrator, member, left,
    kicked. A blocked bot is `kicked` from its private chat.
    """

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    is_forum: bool = False
    members: dict[int, str] = field(default_factory=dict)
    topics: dict[int, dict] = field(default_factory=dict)
    deleted_topics: set[int] = field(default_factory=set)
    closed_topics: set[int] = field(default_factory=set)
    messages: dict[int, dict] = field(default_factory=dict)
    deleted_messages: set[int] = field(default_factory=set)
    # The emoji that people and bots may put under messages; None for all.
    reactions: frozenset[str] | None = None
    migrated_to: int | None = None
    last_message_id: int = 0

    def shown(self) -> dict[str, Any]:
        """The published Chat object."""
        fields = ("id", "type", "title", "username", "first_name", "is_forum")
        return {name: getattr(self, name) for name in fields if getattr(self, name)}

    def shown_in_full(self) -> dict[str, Any]:
        """The published ChatFullInfo object."""
        gifts = dict.fromkeys(GIFT_KINDS, False)
        looks = {"accent_color_id": 0, "max_reaction_count": 11}
        return {**self.shown(), **looks, "accepted_gift_types": gifts}

    def next_message_id(self) -> int:
        """A message id not used in this chat before."""
        self.last_message_id += 1
        return self.last_message_id


def member_shown(user: dict, status: str) -> dict[str, Any]:
    """The published ChatMember object of a person with this status."""
    shown: dict[str, Any] = {"status": status, "user": user}
    if status == "creator":
        shown["is_anonymous"] = False
    if status == "administrator":
        shown |= dict.fromkeys(ADMIN_RIGHTS, False) | {"can_manage_chat": True}
    if status == "kicked":
        shown["until_date"] = 0
    return shown
