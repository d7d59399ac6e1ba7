"""What of a chat's updates is said to the bot, as the platform-neutral message."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from telegram import CallbackQuery, Chat, MaybeInaccessibleMessage, MessageEntity, Update, User
from telegram import Message as ChatMessage
from telegram.constants import ChatType, MessageEntityType

from bot.chat.message import Message
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.telegram.places import Place
from bot.platforms.telegram.quoting import original_of, quoted, words_of

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
# The link t.me/bot?start=CODE and the button of an empty chat say this; it is no command of ours.
_START = "start"
_GREETING = "help"
_ARRIVAL = "join"


@dataclass(frozen=True, slots=True)
class Heard:
    """A message for the bot. `asked` is what the answer replies to, in groups; `pressed` the
    message whose button it was."""

    message: Message
    asked: int | None = None
    pressed: int | None = None


class Ears:
    """Tells what is meant for this bot, by its username and its commands' first words."""

    def __init__(self, bot: User, commands: Iterable[str]) -> None:
        self._bot = bot
        self._name = f"@{bot.username}".lower()
        self._commands = frozenset(commands)

    def heard(self, update: Update) -> Heard | None:
        """The message in a new message; None if it is not for the bot. Edited messages,
        posts of channels and what other bots write never are. A group's talk in reply to
        somebody is overheard: it may settle what that was about."""
        written = update.message
        if written is None or written.from_user is None or written.sender_chat is not None:
            return None
        if written.from_user.is_bot:
            return None
        text = self._meant(written)
        overheard = text is None and self._is_talk(written)
        if text is None and not overheard:
            return None
        said = text if text is not None else words_of(written).strip()
        message = replace(
            self._message(update, said, written.from_user, written, written.date),
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
        if self._meant(written) is None:
            return None
        return Place.of(venue_of(written.chat, written), written.message_id)

    def pressed(self, update: Update, query: CallbackQuery, says: str) -> Heard | None:
        """The message that a pressed button says; None for a button of no chat."""
        under = query.message
        if under is None:
            return None
        message = self._message(update, says, query.from_user, under, datetime.now(UTC))
        accessible = isinstance(under, ChatMessage)
        pressed = under.message_id if accessible else None
        return Heard(replace(message, pressed=True), pressed=pressed)

    def _message(
        self,
        update: Update,
        text: str,
        user: User,
        where: MaybeInaccessibleMessage,
        at: datetime,
    ) -> Message:
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
            event=event_of(self._bot.id, update),
        )

    def _meant(self, written: ChatMessage) -> str | None:
        """What was said to the bot, without its name; None if it was not addressed."""
        text = words_of(written)
        if not text.strip():
            return None
        command = self._leading_command(written)
        if command is not None:
            return self._after_command(written, text, command)
        without_name = self._without_mentions(written, text)
        if written.chat.type == ChatType.PRIVATE or without_name != text:
            return without_name.strip()
        if written.chat.type in _GROUPS and self._is_answered(written):
            return text.strip()
        return None

    def _after_command(self, written: ChatMessage, text: str, command: str) -> str | None:
        word, _at, name = command.removeprefix("/").partition("@")
        if name and f"@{name}".lower() != self._name:
            return None
        known = word.lower() in self._commands
        if word.lower() == _START and not known:
            code = text.lstrip()[len(command) :].strip()
            return f"{_ARRIVAL} {code}" if code else _GREETING
        if not known and not name and written.chat.type in _GROUPS:
            # In a group it may be meant for another bot.
            return None
        return f"/{word}{text.lstrip()[len(command) :]}"

    def _leading_command(self, written: ChatMessage) -> str | None:
        found = _entities(written, MessageEntityType.BOT_COMMAND)
        return next((part for entity, part in found.items() if entity.offset == 0), None)

    def _without_mentions(self, written: ChatMessage, text: str) -> str:
        found = _entities(written, MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION)
        for entity, part in found.items():
            by_id = entity.user is not None and entity.user.id == self._bot.id
            if by_id or part.lower() == self._name:
                text = text.replace(part, " ", 1)
        return text

    def _is_answered(self, written: ChatMessage) -> bool:
        """Whether it replies to a message of the bot."""
        original = original_of(written)
        writer = original.from_user if original is not None else None
        return writer is not None and writer.id == self._bot.id

    def _is_talk(self, written: ChatMessage) -> bool:
        """Whether people talk to each other, one in reply to another; commands are for bots."""
        return (
            written.chat.type in _GROUPS
            and original_of(written) is not None
            and bool(words_of(written).strip())
            and self._leading_command(written) is None
        )


def _entities(written: ChatMessage, *kinds: str) -> dict[MessageEntity, str]:
    """What Telegram found in the text, or in a file's caption, with the words it covers."""
    wanted: list[str | None] = [*kinds]
    try:
        if written.text:
            return written.parse_entities(wanted)
        return written.parse_caption_entities(wanted)
    except UnicodeDecodeError:
        # One of them ends in the midst of a character, so that none can be relied on.
        return {}


def venue_of(chat: Chat, message: MaybeInaccessibleMessage | None = None) -> Venue:
    """The chat, and the topic if the message is in one."""
    topic = ""
    if isinstance(message, ChatMessage) and message.is_topic_message:
        topic = str(message.message_thread_id or "")
    private = chat.type == ChatType.PRIVATE
    return Venue(Platform.TELEGRAM, str(chat.id), topic=topic, private=private)


def event_of(bot_id: int, update: Update) -> str:
    """The key of an update, whichever machine it comes to and how often."""
    return f"{bot_id}:{update.update_id}"
