"""Signs: an emoji under a message, or alone in reply to one, that says a command about it."""

from dataclasses import replace

from telegram import Message as ChatMessage
from telegram import MessageReactionUpdated

from bot.chat.message import Message, Quoted
from bot.chat.signs import says
from bot.platforms.telegram.addressing import GROUPS
from bot.platforms.telegram.listening import Heard, is_of_a_person, message_of
from bot.platforms.telegram.quoting import quoted, words_of


def sign_in_reply(written: ChatMessage, event: str) -> Heard | None:
    """What somebody says who answers a message of a group by a sign alone; None if nobody does.
    Telegram has no flags to put under a message, and its reactions do not tell what that says."""
    if written.from_user is None or not is_of_a_person(written) or written.chat.type not in GROUPS:
        return None
    about, command = quoted(written), says(words_of(written).strip())
    if about is None or not command:
        return None
    message = message_of(command, written.from_user, written, written.date)
    return _heard(message, event, replace(about, own=about.message))


def sign_under(reaction: MessageReactionUpdated, emoji: str, event: str) -> Heard | None:
    """What somebody says who puts the emoji under a message; None if it says nothing, and for
    those whom nobody can see."""
    user, command = reaction.user, says(emoji)
    if user is None or user.is_bot or not command:
        return None
    message = message_of(command, user, reaction, reaction.date)
    number = str(reaction.message_id)
    return _heard(message, event, Quoted("", None, number, number))


def _heard(message: Message, event: str, about: Quoted) -> Heard:
    """The answer goes under what it is about."""
    asked = replace(message, event=event, by_sign=True, quoted=about)
    return Heard(asked, asked=int(about.message))
