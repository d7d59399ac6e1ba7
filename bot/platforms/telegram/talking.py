"""What people tell each other in groups, as the platform-neutral talk."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from telegram import Chat, Message, MessageReactionUpdated, ReactionType, ReactionTypeEmoji
from telegram.constants import ChatType

from bot.chat.talk import Edited, Reacted, Said
from bot.domain.identity import Identity, Platform
from bot.platforms.telegram.addressing import GROUPS, Addressing
from bot.platforms.telegram.attaching import attachments_of
from bot.platforms.telegram.listening import is_of_a_person, venue_of
from bot.platforms.telegram.quoting import original_of, words_of
from bot.platforms.telegram.wording import wording_of

# A supergroup's number with this before it is its chat's: Bot API, "Dialog identifiers".
_SUPERGROUP = "-100"


class Talking:
    """Tells what was said to others. Telegram does not tell what they take back."""

    def __init__(self, addressing: Addressing) -> None:
        self._addressing = addressing

    def said(self, written: Message, event: str) -> Said | None:
        """What somebody has just written to others; None for what is said to a bot, what bots
        write, and what Telegram itself tells in a group."""
        if written.chat.type not in GROUPS or self._is_for_a_bot(written):
            return None
        speaker = _speaker_of(written)
        words, attachments = wording_of(written), attachments_of(written)
        if speaker is None or not (words.text or attachments):
            return None
        author, name = speaker
        original = original_of(written)
        return Said(
            venue_of(written.chat, written),
            str(written.message_id),
            author,
            name,
            words.text,
            written.date,
            event,
            reply_to=str(original.message_id) if original is not None else "",
            attachments=attachments,
            link=link_of(written),
            to_bot=self._addressing.answers_bot(written),
            marks=words.marks,
        )

    def edited(self, written: Message, event: str) -> Edited | None:
        """The other words of a message; None where none can have changed: a place that moves, a
        poll that is voted in, a link whose preview has come."""
        if written.chat.type not in GROUPS or _speaker_of(written) is None:
            return None
        at: datetime | None = written.edit_date
        if at is None or not (words_of(written) or attachments_of(written)):
            return None
        venue, words = venue_of(written.chat, written), wording_of(written)
        return Edited(venue, str(written.message_id), words.text, at, event, words.marks)

    def _is_for_a_bot(self, written: Message) -> bool:
        addressing = self._addressing
        return addressing.named(written) is not None or addressing.is_for_another(written)


def reacted(reaction: MessageReactionUpdated, event: str) -> Iterator[Reacted]:
    """The emoji that somebody put under a message or took away, each with an event of its own.
    Those that only Telegram can show are left out."""
    author = _author_of(reaction)
    if reaction.chat.type not in GROUPS or author is None:
        return
    before, now = _emoji(reaction.old_reaction), _emoji(reaction.new_reaction)
    changes = [(each, False) for each in before if each not in now]
    changes += [(each, True) for each in now if each not in before]
    for index, (emoji, added) in enumerate(changes):
        yield Reacted(
            venue_of(reaction.chat, reaction),
            str(reaction.message_id),
            author,
            emoji,
            reaction.date,
            f"{event}#{index}" if index else event,
            added,
        )


def link_of(written: Message) -> str:
    """The address at which those in the group find the message; a basic group has none.
    https://core.telegram.org/api/links#message-links"""
    number = str(written.chat.id)
    if written.chat.type != ChatType.SUPERGROUP or not number.startswith(_SUPERGROUP):
        return ""
    topic = f"/{written.message_thread_id}" if written.is_topic_message else ""
    return f"https://t.me/c/{number.removeprefix(_SUPERGROUP)}{topic}/{written.message_id}"


def _speaker_of(written: Message) -> tuple[Identity, str] | None:
    """Who wrote it, and what they are called: a person, or the group or channel behind which
    they stay; None for bots."""
    if written.sender_chat is not None:
        return _as_author(written.sender_chat), written.sender_chat.title or ""
    if written.from_user is None or not is_of_a_person(written):
        return None
    writer = written.from_user
    return Identity(Platform.TELEGRAM, str(writer.id)), writer.full_name or ""


def _author_of(reaction: MessageReactionUpdated) -> Identity | None:
    if reaction.actor_chat is not None:
        return _as_author(reaction.actor_chat)
    user = reaction.user
    if user is None or user.is_bot:
        return None
    return Identity(Platform.TELEGRAM, str(user.id))


def _as_author(chat: Chat) -> Identity:
    return Identity(Platform.TELEGRAM, str(chat.id))


def _emoji(types: Sequence[ReactionType]) -> list[str]:
    return [each.emoji for each in types if isinstance(each, ReactionTypeEmoji) and each.emoji]
