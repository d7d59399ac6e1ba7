"""A call as it arrives over HTTP: its body read and each argument given its published type."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes.telegram.errors import BadRequestError
from tests.fakes.telegram.published import method_fields, problems

# How Telegram words the lack of an argument; other arguments have no published wording.
MISSING = {"chat_id": "chat_id is empty", "text": "message text is empty"}
TRUTH = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}


@dataclass(frozen=True)
class Upload:
    """A file sent as a part of a multipart body."""

    name: str
    content: bytes
    content_type: str


async def read_arguments(request: web.Request) -> dict[str, Any]:
    """Raw arguments from the query and a JSON, form or multipart body; files as Upload.

    Raises ValueError for a body that is no JSON object though it claims to be.
    """
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json() if request.can_read_body else {}
        if not isinstance(body, dict):
            raise ValueError("the body is JSON, but no object")
        return {**arguments, **body}
    for name, value in (await request.post()).items():
        arguments[name] = _upload(value) if isinstance(value, web.FileField) else value
    return arguments


def _upload(part: web.FileField) -> Upload:
    with part.file:
        return Upload(part.filename, part.file.read(), part.content_type)


def typed_arguments(method: str, raw: dict[str, Any]) -> dict[str, Any]:
    """Arguments with their published types.

    Raises BadRequestError for an unknown, missing or ill-typed argument.
    """
    fields = method_fields(method)
    files = {name: value for name, value in raw.items() if isinstance(value, Upload)}
    used_files = set(fields)
    typed: dict[str, Any] = {}
    for name, value in raw.items():
        if name in fields:
            if isinstance(value, str) and value.startswith("attach://"):
                used_files.add(value.removeprefix("attach://"))
            typed[name] = _typed(name, value, fields[name]["types"], files)
        elif name not in files:
            raise BadRequestError(f"{method} has no argument {name!r}")
    for name, field in fields.items():
        if field["required"] and name not in typed:
            raise BadRequestError(MISSING.get(name, f"argument {name!r} of {method} is missing"))
    if stray := set(files) - used_files:
        raise BadRequestError(f"{method} was sent files it never refers to: {sorted(stray)}")
    return typed


def _typed(name: str, value: Any, types: list[str], files: dict[str, Upload]) -> Any:
    if "InputFile" in types:
        return _file(name, value, files)
    if isinstance(value, str):
        value = _from_text(value, types)
    if found := problems(value, types, name):
        raise BadRequestError(f"can't parse argument: {'; '.join(found)}")
    return value


def _file(name: str, value: Any, files: dict[str, Upload]) -> Any:
    if isinstance(value, str) and value.startswith("attach://"):
        value = files.get(value.removeprefix("attach://"))
    if not isinstance(value, Upload | str) or value == "":
        raise BadRequestError(f"there is no {name} in the request")
    return value


def _from_text(value: str, types: list[str]) -> Any:
    """A form carries only text: numbers, truth values and JSON are read back from it."""
    if "Integer" in types and value.removeprefix("-").isdigit():
        return int(value)
    if "String" in types:
        return value
    if "Boolean" in types and value in TRUTH:
        return TRUTH[value]
    try:
        return json.loads(value)
    except ValueError:
        return value
