"""Methods that send, change and delete messages."""

import time
from typing import Any

from tests.fakes.telegram.chats import Chat
from tests.fakes.telegram.errors import BadRequestError, ChangedError
from tests.fakes.telegram.keyboards import checked_keyboard
from tests.fakes.telegram.limits import (
    CAPTION_LENGTH,
    CHAT_ACTIONS,
    DELETABLE_SECONDS,
    TEXT_LENGTH,
    utf16_length,
)
from tests.fakes.telegram.registry import answers
from tests.fakes.telegram.texts import formatted
from tests.fakes.telegram.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
# What an edit may change.
SHOWN = ("text", "entities", "caption", "caption_entities", "reply_markup")


@answers("sendMessage")
async def send_message(world: World, arguments: dict[str, Any]) -> dict:
    chat = world.open_chat(arguments["chat_id"])
    content = _text_content(world, arguments)
    return post(world, chat, arguments, content)


@answers("editMessageText")
async def edit_message_text(world: World, arguments: dict[str, Any]) -> dict:
    message = _editable(world, arguments)
    if "text" not in message:
        raise BadRequestError("there is no text in the message to edit")
    return _change(message, _text_content(world, arguments) | _markup(arguments))


@answers("editMessageCaption")
async def edit_message_caption(world: World, arguments: dict[str, Any]) -> dict:
    message = _editable(world, arguments)
    if "text" in message:
        raise BadRequestError("there is no caption in the message to edit")
    return _change(message, caption_content(world, arguments) | _markup(arguments))


@answers("editMessageReplyMarkup")
async def edit_message_reply_markup(world: World, arguments: dict[str, Any]) -> dict:
    message = _editable(world, arguments)
    kept = {name: message[name] for name in SHOWN if name in message and name != "reply_markup"}
    return _change(message, kept | _markup(arguments))


@answers("deleteMessage")
async def delete_message(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.open_chat(arguments["chat_id"])
    message = found(chat, arguments["message_id"], "message to delete not found")
    own = message.get("from") == world.bot
    rights = chat.members.get(world.bot["id"]) == "administrator" or chat.type == "private"
    if not own and not rights:
        raise ChangedError("message can't be deleted")
    if message["date"] < time.time() - DELETABLE_SECONDS:
        raise ChangedError("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    chat.deleted_messages.add(message["message_id"])
    return True


@answers("sendChatAction")
async def send_chat_action(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.open_chat(arguments["chat_id"])
    if arguments["action"] not in CHAT_ACTIONS:
        raise BadRequestError("wrong parameter action in request")
    _topic(chat, arguments.get("message_thread_id"))
    return True


def _text_content(world: World, arguments: dict[str, Any]) -> dict:
    text, entities = formatted(
        world,
        arguments.get("text", ""),
        arguments.get("parse_mode"),
        arguments.get("entities"),
    )
    if not text:
        raise BadRequestError("message text is empty")
    _check_length(text, TEXT_LENGTH, "message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_content(world: World, arguments: dict[str, Any]) -> dict:
    """The words under a file with their entities; nothing if there are none."""
    if not arguments.get("caption"):
        return {}
    entities = arguments.get("caption_entities")
    caption, marked = formatted(world, arguments["caption"], arguments.get("parse_mode"), entities)
    _check_length(caption, CAPTION_LENGTH, "message caption is too long")
    return {"caption": caption} | ({"caption_entities": marked} if marked else {})


def _check_length(text: str, limit: int, description: str) -> None:
    if utf16_length(text) > limit:
        raise BadRequestError(description)


def _markup(arguments: dict[str, Any]) -> dict:
    keyboard = checked_keyboard(arguments.get("reply_markup"))
    return {} if keyboard is None else {"reply_markup": keyboard}


def post(world: World, chat: Chat, arguments: dict[str, Any], content: dict) -> dict:
    """The bot's message in the chat, in its topic and under what it replies to."""
    if chat.type == "channel" and chat.members[world.bot["id"]] != "administrator":
        raise ChangedError("need administrator rights in the channel chat")
    place = _topic(chat, arguments.get("message_thread_id"))
    reply = _reply(world, chat, arguments.get("reply_parameters"))
    sender = None if chat.type == "channel" else world.bot
    whole = {**place, **reply, **content, **_markup(arguments)}
    message = world.new_message(chat, sender, **whole)
    world.sent.append(message)
    return message


def _topic(chat: Chat, topic: int | None) -> dict:
    if topic is None:
        return {}
    if topic in chat.deleted_topics:
        raise ChangedError("message thread not found")
    if topic not in chat.topics:
        raise BadRequestError("message thread not found")
    if topic in chat.closed_topics:
        raise ChangedError("TOPIC_CLOSED")
    return {"message_thread_id": topic, "is_topic_message": True}


def _reply(world: World, chat: Chat, parameters: dict | None) -> dict:
    if parameters is None:
        return {}
    if "chat_id" in parameters and world.chat(parameters["chat_id"]) is not chat:
        raise BadRequestError("replies to other chats are not built in this fake")
    try:
        original = found(chat, parameters["message_id"], "message to be replied not found")
    except (BadRequestError, ChangedError):
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise
    # Bot API, Message: the replied message never carries a further reply.
    shown = {name: value for name, value in original.items() if name != "reply_to_message"}
    return {"reply_to_message": shown}


def found(chat: Chat, message_id: int, description: str) -> dict:
    """The message; refused with the description if it is not there, or not any more."""
    if message_id in chat.messages:
        return chat.messages[message_id]
    known = message_id in chat.deleted_messages
    raise (ChangedError if known else BadRequestError)(description)


def _editable(world: World, arguments: dict[str, Any]) -> dict:
    if "chat_id" not in arguments or "message_id" not in arguments:
        raise BadRequestError("message identifier is not specified")
    chat = world.open_chat(arguments["chat_id"])
    message = found(chat, arguments["message_id"], "message to edit not found")
    own = any(message is sent for sent in world.sent)
    if not own:
        raise BadRequestError("message can't be edited")
    return message


def _change(message: dict, content: dict) -> dict:
    if content == {name: message[name] for name in SHOWN if name in message}:
        raise ChangedError(NOT_MODIFIED)
    for name in SHOWN:
        message.pop(name, None)
    message.update(content, edit_date=int(time.time()))
    return message
