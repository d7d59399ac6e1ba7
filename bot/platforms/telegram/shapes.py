"""What we read of an update, and of which type each field of it must be.

The library takes whatever is there for what it should be; what is of another type fails only
where it is used. https://core.telegram.org/bots/api#update
"""

from bot.platforms.shapes import fits

_USER = {
    "id": int,
    "is_bot": bool,
    "first_name": str,
    "last_name?": str,
    "username?": str,
    "language_code?": str,
}
_CHAT = {"id": int, "type": str}
# Who speaks for a group or channel.
_SENDER = {**_CHAT, "title?": str}
_ENTITIES = [{"type": str, "offset": int, "length": int, "user?": _USER, "url?": str}]
_PLACE = {
    "message_id": int,
    "date": int,
    "chat": _CHAT,
    "message_thread_id?": int,
    "is_topic_message?": bool,
}
_WRITTEN = {
    **_PLACE,
    "from?": _USER,
    "sender_chat?": _SENDER,
    "text?": str,
    "caption?": str,
}
_FILE = {"file_id": str, "file_size?": int, "file_name?": str, "mime_type?": str}
_PHOTO = {"file_id": str, "file_size?": int, "width": int, "height": int}
_DEGREES = (int, float)
_ORIGIN = {
    "type": str,
    "sender_user?": _USER,
    "sender_user_name?": str,
    "sender_chat?": _SENDER,
    "chat?": _SENDER,
}
_MESSAGE = {
    **_WRITTEN,
    "edit_date?": int,
    "is_automatic_forward?": bool,
    "forward_origin?": _ORIGIN,
    "photo?": [_PHOTO],
    **dict.fromkeys(
        ("animation?", "audio?", "document?", "video?", "video_note?", "voice?"), _FILE
    ),
    "sticker?": {"emoji?": str},
    "venue?": {"title": str, "address": str},
    "location?": {"latitude": _DEGREES, "longitude": _DEGREES},
    "contact?": {"phone_number": str, "first_name": str, "last_name?": str},
    "poll?": {"question": str, "options": [{"text": str}]},
    "checklist?": {"title": str, "tasks": [{"text": str}]},
    "dice?": {"emoji": str, "value": int},
    "game?": {"title": str},
    "entities?": _ENTITIES,
    "caption_entities?": _ENTITIES,
    "reply_to_message?": _WRITTEN,
    "migrate_to_chat_id?": int,
    "migrate_from_chat_id?": int,
}
_PRESS = {"id": str, "from": _USER, "message?": _PLACE, "data?": str}
_CHANGE = {"chat": _CHAT, "from": _USER, "date": int, "new_chat_member": {"status": str}}
_REACTIONS = [{"type": str, "emoji?": str}]
_REACTION = {
    "chat": _CHAT,
    "message_id": int,
    "user?": _USER,
    "actor_chat?": _SENDER,
    "date": int,
    "old_reaction": _REACTIONS,
    "new_reaction": _REACTIONS,
}
_UPDATE = {
    "update_id": int,
    "message?": _MESSAGE,
    "edited_message?": _MESSAGE,
    "message_reaction?": _REACTION,
    "callback_query?": _PRESS,
    "my_chat_member?": _CHANGE,
}


def is_update(content: object) -> bool:
    """Whether decoded JSON is an update of which we can read what we need."""
    return fits(content, _UPDATE)
