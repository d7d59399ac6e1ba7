"""Emoji under messages: those of people, and the one that a bot may put there."""

from typing import Any

from tests.fakes.telegram.errors import BadRequestError, ChangedError
from tests.fakes.telegram.limits import BOT_REACTIONS, REACTIONS
from tests.fakes.telegram.registry import answers
from tests.fakes.telegram.sending import found
from tests.fakes.telegram.world import World


@answers("setMessageReaction")
async def set_message_reaction(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.open_chat(arguments["chat_id"])
    number = arguments["message_id"]
    found(chat, number, "message to react not found")
    wanted = arguments.get("reaction", [])
    if len(wanted) > BOT_REACTIONS:
        raise BadRequestError("REACTIONS_TOO_MANY")
    for each in wanted:
        if each["type"] != "emoji" or each["emoji"] not in REACTIONS:
            raise BadRequestError("REACTION_INVALID")
        if chat.reactions is not None and each["emoji"] not in chat.reactions:
            raise ChangedError("REACTION_INVALID")
    world.reactions.setdefault((chat.id, number), {})[world.bot["id"]] = wanted
    return True
