"""The files in a message of Telegram's. It may have one; an album is as many messages."""

from telegram import Animation, Audio, Document, Message, PhotoSize, Video, VideoNote, Voice

from bot.chat.talk import Attachment

# What Telegram makes of photographs, recordings and clips that it gives no name or type.
_JPEG, _MP4, _OGG, _MP3 = "image/jpeg", "video/mp4", "audio/ogg", "audio/mpeg"
_UNKNOWN = "application/octet-stream"


def attachments_of(written: Message) -> tuple[Attachment, ...]:
    """The file in the message, if there is one. A sticker is none: it stands for an emoji."""
    if written.photo:
        return (_of(max(written.photo, key=_area), "photo.jpg", _JPEG),)
    # An animation comes as a document as well.
    named = (
        (written.animation, "animation.mp4", _MP4),
        (written.document, "file", _UNKNOWN),
        (written.video, "video.mp4", _MP4),
        (written.video_note, "video.mp4", _MP4),
        (written.audio, "audio.mp3", _MP3),
        (written.voice, "voice.ogg", _OGG),
    )
    return next(((_of(file, name, kind),) for file, name, kind in named if file), ())


def _area(size: PhotoSize) -> int:
    return size.width * size.height


def _of(
    file: PhotoSize | Animation | Document | Video | VideoNote | Audio | Voice,
    name: str,
    media_type: str,
) -> Attachment:
    return Attachment(
        getattr(file, "file_name", None) or name,
        getattr(file, "mime_type", None) or media_type,
        file.file_size or 0,
        file.file_id,
    )
