"""The published description of the Bot API, and checks of values against it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[2] / "fixtures" / "telegram"

PRIMITIVES: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "Float": (int, float),
    "True": bool,
}


@cache
def published() -> dict[str, Any]:
    """Methods and types by name, as described in the fixtures' README."""
    description: dict[str, Any] = json.loads((FIXTURES / "bot_api.json").read_text("utf-8"))
    return description


def method_fields(method: str) -> dict[str, Any]:
    """Fields of a method by name: types, required."""
    fields: dict[str, Any] = published()["methods"][method]["fields"]
    return fields


def update_kinds() -> set[str]:
    """Every published kind of update."""
    return set(published()["types"]["Update"]["fields"]) - {"update_id"}


def problems(value: Any, types: list[str], where: str) -> list[str]:
    """What is wrong with the value under the likeliest of the types; empty if it fits one."""
    return min((_problems_as(value, kind, where) for kind in types), key=len)


def check_own(value: Any, types: list[str], where: str) -> None:
    """Raise AssertionError if something the fake itself says is not as published."""
    found = problems(value, types, where)
    assert not found, f"the fake would say what Telegram never says: {found}"


def _problems_as(value: Any, kind: str, where: str) -> list[str]:
    if kind.startswith("Array of "):
        return _problems_in_array(value, kind.removeprefix("Array of "), where)
    if kind in PRIMITIVES:
        return _problems_in_primitive(value, kind, where)
    described = published()["types"][kind]
    if "subtypes" in described:
        return problems(value, described["subtypes"], where)
    return _problems_in_object(value, kind, described["fields"], where)


def _problems_in_array(value: Any, kind: str, where: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{where} is not an array"]
    return [
        problem
        for place, item in enumerate(value)
        for problem in _problems_as(item, kind, f"{where}[{place}]")
    ]


def _problems_in_primitive(value: Any, kind: str, where: str) -> list[str]:
    is_number_for_bool = isinstance(value, bool) and kind not in {"Boolean", "True"}
    if isinstance(value, PRIMITIVES[kind]) and not is_number_for_bool:
        return []
    return [f"{where} is not of type {kind}"]


def _problems_in_object(value: Any, kind: str, fields: dict, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where} is not a {kind} object"]
    found = [f"{where} has the unknown field {name!r}" for name in value if name not in fields]
    for name, field in fields.items():
        if name not in value:
            found += [f"{where} lacks the field {name!r}"] if field["required"] else []
        elif "value" in field and value[name] != field["value"]:
            found.append(f"{where}.{name} is not {field['value']!r}")
        else:
            found += problems(value[name], field["types"], f"{where}.{name}")
    return found
