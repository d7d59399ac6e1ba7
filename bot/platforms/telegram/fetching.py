"""The files that people send, as Telegram gives them out."""

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.chat.delivering import Later, NotDelivered, Refused, Uncertain
from bot.chat.reply import File
from bot.chat.talk import Attachment
from bot.platforms.telegram.limits import DOWNLOAD_BYTES
from bot.platforms.telegram.refusals import TOO_LARGE, failure_of

_GONE = "no_such_file"
_FILE_SECONDS = 60.0


async def fetched(bot: Bot, attachment: Attachment) -> File:
    """The file, whole. Refused if it is too large or not there, Later if Telegram could not be
    asked. The address of a file holds the token, and goes nowhere."""
    _check(attachment.size)
    try:
        described = await bot.get_file(attachment.reference)
    except TelegramError as error:
        raise _trouble(error) from None
    _check(described.file_size or 0)
    if not described.file_path:
        raise Refused(_GONE)
    try:
        content = await described.download_as_bytearray(read_timeout=_FILE_SECONDS)
    except InvalidToken:
        # So the library calls every 404; the token was good a moment ago.
        raise Refused(_GONE) from None
    except TelegramError as error:
        raise _trouble(error) from None
    _check(len(content))
    return File(attachment.name, bytes(content), attachment.media_type)


def _check(size: int) -> None:
    if size > DOWNLOAD_BYTES:
        raise Refused(TOO_LARGE)


def _trouble(error: TelegramError) -> NotDelivered:
    """Nothing is changed by asking, so it can be asked again."""
    failure = failure_of(error)
    return Later(failure.reason) if isinstance(failure, Uncertain) else failure
