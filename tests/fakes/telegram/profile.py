"""Methods about the bot's own commands, name and descriptions."""

import json
from typing import Any

from tests.fakes.telegram.errors import BadRequestError
from tests.fakes.telegram.limits import (
    BOT_TEXT_LENGTHS,
    COMMAND,
    COMMAND_DESCRIPTION_LENGTH,
    COMMANDS,
    LANGUAGE_CODE,
    utf16_length,
)
from tests.fakes.telegram.registry import METHODS, Answer, answers
from tests.fakes.telegram.world import World


@answers("setMyCommands")
async def set_my_commands(world: World, arguments: dict[str, Any]) -> bool:
    place = _place(world, arguments)
    commands = arguments["commands"]
    if len(commands) > COMMANDS:
        raise BadRequestError("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise BadRequestError("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(command["description"]) <= COMMAND_DESCRIPTION_LENGTH:
            raise BadRequestError("BOT_COMMAND_DESCRIPTION_INVALID")
    names = [command["command"] for command in commands]
    if len(set(names)) < len(names):
        raise BadRequestError("BOT_COMMAND_INVALID: a command is listed twice")
    world.commands[place] = commands
    return True


@answers("getMyCommands")
async def get_my_commands(world: World, arguments: dict[str, Any]) -> list[dict]:
    return world.commands.get(_place(world, arguments), [])


@answers("deleteMyCommands")
async def delete_my_commands(world: World, arguments: dict[str, Any]) -> bool:
    world.commands.pop(_place(world, arguments), None)
    return True


def _place(world: World, arguments: dict[str, Any]) -> tuple[str, str]:
    """Scope and language under which a list of commands is kept."""
    scope = arguments.get("scope", {"type": "default"})
    if "chat_id" in scope:
        world.open_chat(scope["chat_id"])
    return json.dumps(scope, sort_keys=True), _language(arguments)


def _language(arguments: dict[str, Any]) -> str:
    code: str = arguments.get("language_code", "")
    if not LANGUAGE_CODE.fullmatch(code):
        raise BadRequestError("LANG_CODE_INVALID")
    return code


def _setter(field: str) -> Answer:
    async def set_text(world: World, arguments: dict[str, Any]) -> bool:
        text = arguments.get(field, "")
        if utf16_length(text) > BOT_TEXT_LENGTHS[field]:
            raise BadRequestError(f"{field} is too long")
        world.texts[field, _language(arguments)] = text
        return True

    return set_text


def _getter(field: str) -> Answer:
    async def get_text(world: World, arguments: dict[str, Any]) -> dict:
        unset = world.bot["first_name"] if field == "name" else ""
        default = world.texts.get((field, ""), unset)
        return {field: world.texts.get((field, _language(arguments))) or default}

    return get_text


for _field, _title in {
    "name": "MyName",
    "description": "MyDescription",
    "short_description": "MyShortDescription",
}.items():
    METHODS[f"set{_title}"] = _setter(_field)
    METHODS[f"get{_title}"] = _getter(_field)
