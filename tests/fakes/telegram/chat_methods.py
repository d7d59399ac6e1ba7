"""Methods about chats, their members, and files."""

from typing import Any

from tests.fakes.telegram.chats import Chat, member_shown
from tests.fakes.telegram.errors import BadRequestError
from tests.fakes.telegram.limits import DOWNLOAD_BYTES
from tests.fakes.telegram.registry import answers
from tests.fakes.telegram.world import World

ADMINISTRATORS = {"creator", "administrator"}


@answers("getMe")
async def get_me(world: World, _arguments: dict[str, Any]) -> dict:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
    }


@answers("getChat")
async def get_chat(world: World, arguments: dict[str, Any]) -> dict:
    return world.open_chat(arguments["chat_id"]).shown_in_full()


@answers("getChatMember")
async def get_chat_member(world: World, arguments: dict[str, Any]) -> dict:
    chat = world.open_chat(arguments["chat_id"])
    if arguments["user_id"] not in world.users:
        raise BadRequestError("PARTICIPANT_ID_INVALID")
    status = chat.members.get(arguments["user_id"], "left")
    return member_shown(world.users[arguments["user_id"]], status)


@answers("getChatAdministrators")
async def get_chat_administrators(world: World, arguments: dict[str, Any]) -> list[dict]:
    chat = world.open_chat(arguments["chat_id"])
    if chat.type == "private":
        raise BadRequestError("there are no administrators in the private chat")
    return [
        member_shown(world.users[user_id], status)
        for user_id, status in chat.members.items()
        if status in ADMINISTRATORS and _listed(world, user_id, arguments)
    ]


@answers("leaveChat")
async def leave_chat(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.open_chat(arguments["chat_id"])
    if chat.type == "private":
        raise BadRequestError("chat not found")
    chat.members[world.bot["id"]] = "left"
    return True


@answers("getFile")
async def get_file(world: World, arguments: dict[str, Any]) -> dict:
    if arguments["file_id"] not in world.files:
        raise BadRequestError("invalid file_id")
    document, content = world.files[arguments["file_id"]]
    if len(content) > DOWNLOAD_BYTES:
        raise BadRequestError("file is too big")
    names = ("file_id", "file_unique_id", "file_size")
    return {
        **{name: document[name] for name in names},
        "file_path": f"documents/{document['file_id']}",
    }


@answers("setChatMenuButton")
async def set_chat_menu_button(world: World, arguments: dict[str, Any]) -> bool:
    chat: Chat | None = None
    if "chat_id" in arguments:
        chat = world.open_chat(arguments["chat_id"])
        if chat.type != "private":
            raise BadRequestError("the menu button belongs to private chats")
    button = arguments.get("menu_button", {"type": "default"})
    world.menu_buttons[chat.id if chat else None] = button
    return True


def _listed(world: World, user_id: int, arguments: dict[str, Any]) -> bool:
    is_other_bot = world.users[user_id]["is_bot"] and user_id != world.bot["id"]
    return not is_other_bot or bool(arguments.get("return_bots"))
