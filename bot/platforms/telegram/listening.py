"""What of a chat's updates is said to the bot, as the platform-neutral message."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from telegram import (
    CallbackQuery,
    Chat,
    MaybeInaccessibleMessage,
    MessageReactionUpdated,
    Update,
    User,
)
from telegram import Message as ChatMessage
from telegram.constants import ChatType

from bot.chat.message import Message
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.telegram.addressing import GROUPS, Addressing
from bot.platforms.telegram.places import Place
from bot.platforms.telegram.quoting import original_of, quoted, words_of


@dataclass(frozen=True, slots=True)
class Heard:
    """A message for the bot. `asked` is what the answer replies to, in groups; `pressed` the
    message whose button it was."""

    message: Message
    asked: int | None = None
    pressed: int | None = None


class Ears:
    """Tells what is meant for this bot."""

    def __init__(self, bot: User, addressing: Addressing) -> None:
        self._bot = bot
        self._addressing = addressing

    def heard(self, update: Update) -> Heard | None:
        """The message in a new message; None if it is not for the bot. Edited messages,
        posts of channels and what other bots write never are. A group's talk in reply to
        somebody is overheard: it may settle what that was about."""
        written = update.message
        if written is None or written.from_user is None or not is_of_a_person(written):
            return None
        text = self._addressing.meant(written)
        overheard = text is None and self._is_answer(written)
        if text is None and not overheard:
            return None
        said = text if text is not None else words_of(written).strip()
        message = replace(
            message_of(said, written.from_user, written, written.date),
            event=event_of(self._bot.id, update),
            quoted=quoted(written),
            overheard=overheard,
        )
        private = written.chat.type == ChatType.PRIVATE
        return Heard(message, asked=None if private else written.message_id)

    def masked(self, update: Update) -> Place | None:
        """Where an administrator who hides behind the group's name speaks to the bot; None if
        none does. They all have one account, so nobody can know who of them it is."""
        written = update.message
        if written is None or written.sender_chat is None or written.sender_chat != written.chat:
            return None
        if self._addressing.meant(written) is None:
            return None
        return Place.of(venue_of(written.chat, written), written.message_id)

    def pressed(self, update: Update, query: CallbackQuery, says: str) -> Heard | None:
        """The message that a pressed button says; None for a button of no chat."""
        under = query.message
        if under is None:
            return None
        message = message_of(says, query.from_user, under, datetime.now(UTC))
        accessible = isinstance(under, ChatMessage)
        pressed = under.message_id if accessible else None
        event = event_of(self._bot.id, update)
        return Heard(replace(message, event=event, pressed=True), pressed=pressed)

    def _is_answer(self, written: ChatMessage) -> bool:
        """Whether people talk to each other, one in reply to another; commands are for bots."""
        return (
            written.chat.type in GROUPS
            and original_of(written) is not None
            and bool(words_of(written).strip())
            and self._addressing.leading_command(written) is None
        )


def message_of(
    text: str, user: User, where: MaybeInaccessibleMessage | MessageReactionUpdated, at: datetime
) -> Message:
    """What somebody said to the bot: in a message, or under one."""
    return Message(
        text,
        Identity(Platform.TELEGRAM, str(user.id)),
        venue_of(where.chat, where),
        at,
        # A deleted account has no name any more.
        name=user.full_name or "",
        # A title of another kind is not a title.
        place=where.chat.title if isinstance(where.chat.title, str) else "",
        language=user.language_code or "",
    )


def is_of_a_person(written: ChatMessage) -> bool:
    """Whether somebody wrote it in their own name, and not a bot, a group or a channel. People
    have positive numbers: https://core.telegram.org/api/bots/ids"""
    writer = written.from_user
    is_person = writer is not None and not writer.is_bot and writer.id > 0
    return is_person and written.sender_chat is None


def venue_of(
    chat: Chat, where: MaybeInaccessibleMessage | MessageReactionUpdated | None = None
) -> Venue:
    """The chat, and the topic if a message is known to be in one; of what is under a message
    Telegram tells the chat alone."""
    topic = ""
    if isinstance(where, ChatMessage) and where.is_topic_message:
        topic = str(where.message_thread_id or "")
    private = chat.type == ChatType.PRIVATE
    return Venue(Platform.TELEGRAM, str(chat.id), topic=topic, private=private)


def event_of(bot_id: int, update: Update) -> str:
    """The key of an update, whichever machine it comes to and how often."""
    return f"{bot_id}:{update.update_id}"
