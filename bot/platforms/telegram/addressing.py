"""Whom a message is said to: this bot, by a command, its name or an answer, or somebody else."""

from collections.abc import Iterable

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType, MessageEntityType

from bot.platforms.telegram.quoting import original_of, words_of

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
# The link t.me/bot?start=CODE and the button of an empty chat say this; it is no command of ours.
_START = "start"
_GREETING = "help"
_ARRIVAL = "join"


class Addressing:
    """Tells what is meant for this bot, by its username and its commands' first words."""

    def __init__(self, bot: User, commands: Iterable[str]) -> None:
        self._bot = bot
        self._name = f"@{bot.username}".lower()
        self._commands = frozenset(commands)

    def meant(self, written: Message) -> str | None:
        """What was said to the bot, without its name; None if it was not addressed. In a group
        an answer to a message of the bot's is meant for it as well."""
        named = self.named(written)
        if named is not None:
            return named
        return words_of(written).strip() or None if self.answers_bot(written) else None

    def named(self, written: Message) -> str | None:
        """What was said to the bot by a command or its name, or where it is alone with somebody;
        None if that was not done."""
        text = words_of(written)
        if not text.strip():
            return None
        command = self.leading_command(written)
        if command is not None:
            return self._after_command(written, text, command)
        without_name = self._without_mentions(written, text)
        if written.chat.type == ChatType.PRIVATE or without_name != text:
            return without_name.strip()
        return None

    def answers_bot(self, written: Message) -> bool:
        """Whether it replies, in a group, to a message of the bot's and is no command."""
        if written.chat.type not in GROUPS or self.leading_command(written) is not None:
            return False
        original = original_of(written)
        writer = original.from_user if original is not None else None
        return writer is not None and writer.id == self._bot.id

    def is_for_another(self, written: Message) -> bool:
        """Whether it is a command with the name of another bot."""
        _word, at, name = (self.leading_command(written) or "").partition("@")
        return bool(at) and f"@{name}".lower() != self._name

    def leading_command(self, written: Message) -> str | None:
        """The command that it begins with, as it is written; None if with none."""
        found = _entities(written, MessageEntityType.BOT_COMMAND)
        return next((part for entity, part in found.items() if entity.offset == 0), None)

    def _after_command(self, written: Message, text: str, command: str) -> str | None:
        word, _at, name = command.removeprefix("/").partition("@")
        if name and f"@{name}".lower() != self._name:
            return None
        known = word.lower() in self._commands
        if word.lower() == _START and not known:
            code = text.lstrip()[len(command) :].strip()
            return f"{_ARRIVAL} {code}" if code else _GREETING
        if not known and not name and written.chat.type in GROUPS:
            # In a group it may be meant for another bot.
            return None
        return f"/{word}{text.lstrip()[len(command) :]}"

    def _without_mentions(self, written: Message, text: str) -> str:
        found = _entities(written, MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION)
        for entity, part in found.items():
            by_id = entity.user is not None and entity.user.id == self._bot.id
            if by_id or part.lower() == self._name:
                text = text.replace(part, " ", 1)
        return text


def _entities(written: Message, *kinds: str) -> dict[MessageEntity, str]:
    """What Telegram found in the text, or in a file's caption, with the words it covers."""
    wanted: list[str | None] = [*kinds]
    try:
        if written.text:
            return written.parse_entities(wanted)
        return written.parse_caption_entities(wanted) if written.caption else {}
    except UnicodeDecodeError:
        # One of them ends in the midst of a character, so that none can be relied on.
        return {}
