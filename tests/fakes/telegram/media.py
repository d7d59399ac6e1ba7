"""Files of every kind: kept as Telegram describes them, and the methods that send them."""

from collections.abc import Callable
from typing import Any

from tests.fakes.telegram.calls import Upload
from tests.fakes.telegram.errors import BadRequestError, ChangedError
from tests.fakes.telegram.limits import PHOTO_BYTES, UPLOAD_BYTES
from tests.fakes.telegram.registry import answers
from tests.fakes.telegram.sending import caption_content, post
from tests.fakes.telegram.world import World

_IDS = ("file_id", "file_unique_id", "file_size")
_NAMED = (*_IDS, "file_name", "mime_type")
_PICTURE = {"width": 1280, "height": 720}
# What Telegram describes of each kind, beside what it knows by itself.
_KINDS: dict[str, tuple[tuple[str, ...], dict[str, int]]] = {
    "animation": (_NAMED, {**_PICTURE, "duration": 2}),
    "audio": (_NAMED, {"duration": 180}),
    "document": (_NAMED, {}),
    "video": (_NAMED, {**_PICTURE, "duration": 9}),
    "video_note": (_IDS, {"length": 240, "duration": 9}),
    "voice": ((*_IDS, "mime_type"), {"duration": 4}),
}
# https://core.telegram.org/bots/api#sendphoto: what a picture begins with.
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"GIF8")


def kept(world: World, kind: str, name: str, content: bytes, content_type: str) -> Any:
    """The published object of a newly stored file of a kind; of a photo its sizes."""
    document = world.keep_file(name, content, content_type)
    if kind == "photo":
        small = world.keep_file(name, content[:64], content_type)
        sizes = ((small, {"width": 90, "height": 51}), (document, _PICTURE))
        return [{**_only(_IDS, file), **size} for file, size in sizes]
    names, known = _KINDS[kind]
    return {**_only(names, document), **known}


def _only(names: tuple[str, ...], document: dict[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in names if name in document}


def _sends(method: str, kind: str, check: Callable[[Upload], None] | None = None) -> None:
    @answers(method)
    async def send(world: World, arguments: dict[str, Any]) -> dict:
        chat = world.open_chat(arguments["chat_id"])
        content = {kind: _sent(world, kind, arguments[kind], check)}
        return post(world, chat, arguments, content | caption_content(world, arguments))


def _sent(
    world: World, kind: str, file: Upload | str, check: Callable[[Upload], None] | None
) -> Any:
    if isinstance(file, Upload):
        if not file.content:
            raise BadRequestError("file must be non-empty")
        if len(file.content) > UPLOAD_BYTES:
            raise BadRequestError("file is too big")
        if check is not None:
            check(file)
        return kept(world, kind, file.name, file.content, file.content_type)
    if file not in world.files:
        raise BadRequestError("wrong file identifier/HTTP URL specified")
    return _only(_KINDS[kind][0], world.files[file][0]) | _KINDS[kind][1]


def _check_photo(photo: Upload) -> None:
    if len(photo.content) > PHOTO_BYTES:
        raise BadRequestError("file is too big")
    if not photo.content.startswith(_PICTURES):
        # Nobody can tell what is in a file by its name.
        raise ChangedError("IMAGE_PROCESS_FAILED")


_sends("sendPhoto", "photo", _check_photo)
_sends("sendDocument", "document")
_sends("sendVideo", "video")
_sends("sendAudio", "audio")
_sends("sendVoice", "voice")
