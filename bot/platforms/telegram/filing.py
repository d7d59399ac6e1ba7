"""One file as one message, in the way in which people see most of it."""

import re
from typing import Any

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest

from bot.chat.delivering import Refused
from bot.chat.reply import File
from bot.platforms.telegram.limits import PHOTO_BYTES, UPLOAD_BYTES
from bot.platforms.telegram.refusals import TOO_LARGE

# https://core.telegram.org/bots/api#sendphoto and those after it: what Telegram shows or plays.
_PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
_VIDEOS = frozenset({"video/mp4"})
_AUDIOS = frozenset({"audio/mpeg", "audio/mp3", "audio/mp4", "audio/m4a", "audio/x-m4a"})
_VOICES = frozenset({"audio/ogg"})
# How it says that a picture is none that it could show; it is a file all the same.
_NO_PICTURE = ("image_process", "photo_")
# What would end a name on its way.
_NOT_IN_NAMES = re.compile(r"[\"\\/\x00-\x1f\x7f\ud800-\udfff]")


async def send_file(bot: Bot, file: File, words: str, where: dict[str, Any]) -> Message:
    """Send the file with the words under it. Refused if it is too large, else TelegramError if
    it was not taken."""
    if len(file.content) > UPLOAD_BYTES:
        raise Refused(TOO_LARGE)
    media_type = file.media_type.partition(";")[0].strip().lower()
    content = InputFile(file.content, filename=_plain(file.name))
    shared = {**where, "caption": words or None}
    if media_type in _PHOTOS and len(file.content) <= PHOTO_BYTES:
        try:
            return await bot.send_photo(photo=content, **shared)
        except BadRequest as refusal:
            if not any(words in refusal.message.lower() for words in _NO_PICTURE):
                raise
    elif media_type in _VIDEOS:
        return await bot.send_video(video=content, **shared)
    elif media_type in _AUDIOS:
        return await bot.send_audio(audio=content, **shared)
    elif media_type in _VOICES:
        return await bot.send_voice(voice=content, **shared)
    return await bot.send_document(document=content, **shared)


def _plain(name: str) -> str:
    """The name as others may have it."""
    return _NOT_IN_NAMES.sub("_", name).strip() or "file"
