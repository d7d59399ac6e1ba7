"""Carrying out one call: token, description, limits, state, and the record of refusals."""

import re
import time
from typing import Any

from tests.fakes.telegram import chat_methods, media, profile, reacting, receiving, sending
from tests.fakes.telegram.calls import typed_arguments
from tests.fakes.telegram.errors import (
    RefusedError,
    UnauthorizedError,
    UnknownMethodError,
    Violation,
)
from tests.fakes.telegram.published import check_own, published
from tests.fakes.telegram.registry import METHODS
from tests.fakes.telegram.world import Call, World

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
# Imported for the methods they register.
ANSWERING = (chat_methods, media, profile, reacting, receiving, sending)


async def run(world: World, method: str, token: str, raw: dict[str, Any]) -> dict:
    """The answer to one call: `{"ok": true, "result": …}` or a refusal, recorded."""
    try:
        _check_token(world, token)
        body = {"ok": True, "result": await _result(world, _published_name(method), raw)}
    except RefusedError as error:
        record = world.violations if error.is_violation else world.refusals
        record.append(Violation(method, error.description, repr(raw)[:500]))
        body = error.answer()
    await world.tell_changed()
    return body


def _check_token(world: World, token: str) -> None:
    if not TOKEN.fullmatch(token):
        raise UnknownMethodError("")
    if token != world.token:
        raise UnauthorizedError("")


def _published_name(method: str) -> str:
    """The method as published; Telegram reads its name without regard to case."""
    for name in METHODS:
        if name.lower() == method.lower():
            return name
    is_published = method in published()["methods"]
    raise UnknownMethodError(": published, but not built in this fake" if is_published else "")


async def _result(world: World, method: str, raw: dict[str, Any]) -> Any:
    arguments = typed_arguments(method, raw)
    world.calls.append(Call(method, arguments, time.monotonic()))
    result = await METHODS[method](world, arguments)
    check_own(result, published()["methods"][method]["returns"], method)
    return result
