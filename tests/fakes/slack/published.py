"""Slack's published descriptions: which arguments a method takes, what each block looks like."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend

PUBLISHED = Path(__file__).parents[2] / "fixtures" / "slack"

# Methods whose published "consumes" leaves out application/json: Slack ignores a JSON body there.
# Source: slack_web_openapi_v2 (slackapi/slack-api-specs).
FORM_ONLY = frozenset(
    {
        "auth.revoke",
        "oauth.v2.access",
        "team.info",
        "users.info",
        "chat.getPermalink",
        "conversations.info",
        "conversations.members",
        "conversations.replies",
        "conversations.history",
        "files.info",
    }
)
# Taken by Slack and sent by its Python client, though absent from the typed description.
UNDESCRIBED: dict[str, dict[str, Any]] = {
    "files.completeUploadExternal": {"channels": {"required": False, "types": ["string"]}},
}


@cache
def arguments_of(method: str) -> dict[str, Any] | None:
    """Return argument name → {required, types} of a method, or None for an unknown method."""
    known = json.loads((PUBLISHED / "methods_args.json").read_text("utf-8"))
    return known[method] | UNDESCRIBED.get(method, {}) if method in known else None


@cache
def sample(name: str) -> dict[str, Any]:
    """Return one of the published sample payloads; values are blank, only the shape counts."""
    return json.loads((PUBLISHED / "samples" / f"{name}.json").read_text("utf-8"))


@cache
def _definitions() -> dict[str, Any]:
    return json.loads((PUBLISHED / "blockkit.schema.json").read_text("utf-8"))["definitions"]


def _resolve(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = _definitions()[schema["$ref"].rpartition("/")[2]]
    return schema


def _flatten(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    schema = _resolve(schema)
    if "anyOf" in schema:
        for choice in schema["anyOf"]:
            yield from _flatten(choice)
    else:
        yield schema


def _is_of_type(schema: dict[str, Any], kind: object) -> bool:
    return schema.get("properties", {}).get("type", {}).get("const") == kind


def _by_type(validator: Any, choices: list[Any], instance: Any, schema: Any) -> Iterator[Any]:
    """Check against the alternatives with the object's own `type`: quick, and errors stay clear."""
    options = list(_flatten({"anyOf": choices}))
    if isinstance(instance, dict) and "type" in instance:
        typed = [option for option in options if _is_of_type(option, instance["type"])]
        options = typed or [
            option for option in options if "type" not in option.get("properties", {})
        ]
        if not options:
            yield ValidationError(f"unsupported type: {instance['type']}")
            return
    failures = [list(validator.descend(instance, option)) for option in options]
    if all(failures):
        yield from min(failures, key=len)


def _by_name(validator: Any, ref: str, instance: Any, schema: Any) -> Iterator[Any]:
    yield from validator.descend(instance, _resolve({"$ref": ref}))


_Validator = extend(Draft7Validator, {"anyOf": _by_type, "$ref": _by_name})


@cache
def _validator(kind: str) -> Any:
    return _Validator({"$ref": f"#/definitions/{kind}"})


def shape_problems(kind: str, thing: object, pointer: str) -> list[str]:
    """Return what is wrong with the shape of a `KnownBlock`, `ModalView`, `HomeView`; or []."""
    return [
        f"{error.message[:200]} [json-pointer:{'/'.join([pointer, *map(str, error.path)])}]"
        for error in _validator(kind).iter_errors(thing)
    ]
