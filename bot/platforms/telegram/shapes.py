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
_ENTITIES = [{"type": str, "offset": int, "length": int, "user?": _USER}]
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
    "sender_chat?": _CHAT,
    "text?": str,
    "caption?": str,
}
_MESSAGE = {
    **_WRITTEN,
    "entities?": _ENTITIES,
    "caption_entities?": _ENTITIES,
    "reply_to_message?": _WRITTEN,
    "migrate_to_chat_id?": int,
    "migrate_from_chat_id?": int,
}
_PRESS = {"id": str, "from": _USER, "message?": _PLACE, "data?": str}
_CHANGE = {"chat": _CHAT, "from": _USER, "date": int, "new_chat_member": {"status": str}}
_UPDATE = {
    "update_id": int,
    "message?": _MESSAGE,
    "callback_query?": _PRESS,
    "my_chat_member?": _CHANGE,
}


def is_update(content: object) -> bool:
    """Whether decoded JSON is an update of which we can read what we need."""
    return fits(content, _UPDATE)
