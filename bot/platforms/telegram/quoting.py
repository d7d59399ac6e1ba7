"""The message that another one replies to."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from telegram import Message, MessageEntity
from telegram.constants import MessageEntityType

from bot.chat.message import Quoted
from bot.domain.identity import Identity, Platform
from bot.domain.marked import Marked
from bot.domain.marks import Mark, MarkKind

# Of the rest, other places could show no more than the words.
_KINDS: dict[str, MarkKind] = {
    MessageEntityType.BOLD: MarkKind.BOLD,
    MessageEntityType.ITALIC: MarkKind.ITALIC,
    MessageEntityType.STRIKETHROUGH: MarkKind.STRUCK,
    MessageEntityType.CODE: MarkKind.CODE,
    MessageEntityType.PRE: MarkKind.BLOCK,
}


def words_of(written: Message) -> str:
    """What was typed, be it under a file."""
    return written.text or written.caption or ""


def typed_in(written: Message) -> Marked:
    """The same with how it is set off."""
    text = words_of(written)
    entities = written.entities if written.text else written.caption_entities
    return Marked(text, tuple(_marks(text, entities)))


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
    words = typed_in(original).stripped().settled()
    return Quoted(words.text, author, str(original.message_id), marks=words.marks, at=original.date)


def _marks(text: str, entities: Iterable[MessageEntity]) -> Iterator[Mark]:
    """What the entities set off; nothing of those that begin or end in the midst of a character,
    or outside of the text."""
    units = accumulate((1 + (character > "\uffff") for character in text), initial=0)
    places = {unit: index for index, unit in enumerate(units)}
    for each in entities:
        begin, end = places.get(each.offset), places.get(each.offset + each.length)
        if each.type in _KINDS and begin is not None and end is not None:
            yield Mark(begin, end, _KINDS[each.type])
