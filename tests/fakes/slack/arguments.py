"""Reading a Web API call off the wire and holding it against the method's description."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from .published import FORM_ONLY, arguments_of
from .refusals import RefusedError


@dataclass
class Asked:
    """What a call carries: its arguments, its token and, for OAuth, the app's own name."""

    arguments: dict[str, Any]
    token: str | None = None


async def read_call(method: str, request: web.Request) -> Asked:
    """Return the call's arguments from query, form or JSON body; raises RefusedError."""
    if "token" in request.query:
        raise RefusedError("not_authed", "a token may not stand in the address")
    asked = Asked(dict(request.query))
    if request.content_type == "application/json":
        if method in FORM_ONLY:
            raise RefusedError("invalid_arguments", f"{method} takes no JSON body")
        asked.arguments |= await _json_body(request)
    elif request.content_type.startswith(("application/x-www-form", "multipart/form-data")):
        asked.arguments |= dict(await request.post())
    _read_authority(asked, request.headers.get("Authorization", ""))
    return asked


async def _json_body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text())
    except ValueError as error:
        raise RefusedError("invalid_json", str(error)) from error
    if not isinstance(body, dict):
        raise RefusedError("json_not_object")
    return {name: value for name, value in body.items() if value is not None}


def _read_authority(asked: Asked, header: str) -> None:
    asked.token = asked.arguments.pop("token", None)
    kind, _, value = header.partition(" ")
    if kind == "Bearer":
        asked.token = value
    elif kind == "Basic":
        name, _, secret = base64.b64decode(value).decode().partition(":")
        asked.arguments |= {"client_id": name, "client_secret": secret}


def check_arguments(method: str, given: dict[str, Any]) -> None:
    """Raise RefusedError when an argument is missing, unknown or of the wrong kind."""
    known = arguments_of(method)
    if known is None:
        raise RefusedError("unknown_method", method)
    # Bolt names the workspace in every call; Slack heeds it for tokens of whole organisations only.
    known = known | {"team_id": {"types": ["string"]}}
    wrong = [
        f"missing required field: {name}"
        for name, rule in known.items()
        if rule.get("required") and given.get(name) in (None, "")
    ]
    wrong += [f"unknown field: {name}" for name in given if name not in known]
    wrong += [
        f"wrong type: {name}"
        for name, value in given.items()
        if name in known and not _fits(value, _kinds(known[name]["types"]))
    ]
    if wrong:
        raise RefusedError("invalid_arguments", *wrong)


def _kinds(types: list[str]) -> set[str]:
    words = {word.strip() for one in types for word in one.split("|")} - {"undefined"}
    return {
        "string"
        if word == "string" or word.startswith('"')
        else "boolean"
        if word in {"boolean", "true", "false"}
        else "number"
        if word == "number"
        else "structure"
        for word in words
    }


def _fits(value: object, kinds: set[str]) -> bool:
    # Forms carry every kind of value as text, so text cannot be told from the rest.
    if isinstance(value, str):
        return True
    if isinstance(value, bool):
        return "boolean" in kinds
    if isinstance(value, int | float):
        return "number" in kinds
    return "structure" in kinds
