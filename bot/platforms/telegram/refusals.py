"""What Telegram's refusals and silences mean for what was to be delivered, in words of ours.
Telegram's own are not passed on: they may hold the token."""

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.chat.delivering import Later, NotDelivered, Refused, Uncertain
from bot.platforms.telegram.request import Unreached
from bot.platforms.telegram.sending import pause_of

TOO_LARGE = "too_large"
# Telegram has no list of what it says; these are from https://github.com/TelegramBotAPI/errors
# and TDLib's source.
_REASONS = {
    "blocked by the user": "bot_blocked",
    "kicked": "kicked",
    "not a member": "not_a_member",
    "was deleted": "chat_deleted",
    "deactivated": "deactivated",
    "initiate conversation": "not_started",
    "chat not found": "chat_not_found",
    "peer_id_invalid": "chat_not_found",
    "topic_closed": "topic_closed",
    "topic_deleted": "topic_not_found",
    "thread not found": "topic_not_found",
    "too big": TOO_LARGE,
    "entity too large": TOO_LARGE,
    "file_id": "no_such_file",
    "rights": "no_rights",
    "write_forbidden": "no_rights",
    "chat_restricted": "no_rights",
}


def failure_of(error: TelegramError) -> NotDelivered:
    """What a failure of a call means for what it was made for."""
    match error:
        case RetryAfter():
            return Later("rate_limited", pause_of(error))
        case Unreached():
            return Later("unreached")
        case InvalidToken():
            return Refused("token_refused")
        case BadRequest():
            return Refused(word_of(error, "bad_request"))
        case TimedOut():
            return Uncertain("timeout")
        case _ if word_of(error, "") == TOO_LARGE:
            return Refused(TOO_LARGE)
        case _:
            return Uncertain("uncertain")


def word_of(refusal: TelegramError, otherwise: str) -> str:
    """What Telegram says, in one word of ours."""
    said = refusal.message.lower()
    return next((word for words, word in _REASONS.items() if words in said), otherwise)
