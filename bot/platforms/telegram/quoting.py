"""The message that another one replies to."""

from telegram import Message

from bot.chat.message import Quoted
from bot.domain.identity import Identity, Platform


def words_of(written: Message) -> str:
    """What was typed, be it under a file."""
    return written.text or written.caption or ""


def original_of(written: Message) -> Message | None:
    """The message that it replies to; None if to none. In a topic, what replies to nobody
    comes as a reply to the topic's opening."""
    original = written.reply_to_message
    return None if original is None or original.forum_topic_created else original


def quoted(written: Message) -> Quoted | None:
    """What it replies to, as far as Telegram shows it; None if to nothing. Bots, and those who
    write in the name of a group or channel, are no authors."""
    original = original_of(written)
    if original is None:
        return None
    writer = original.from_user
    is_person = writer is not None and not writer.is_bot and original.sender_chat is None
    author = Identity(Platform.TELEGRAM, str(writer.id)) if writer and is_person else None
    number = str(original.message_id)
    return Quoted(words_of(original).strip(), author, number, at=original.date)
