"""Finding what a person can press or choose in a message or view."""

from typing import Any

from .answering import state_of
from .blocks import text_in


def _pressable(blocks: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [
        (block, part)
        for block in blocks
        for part in [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]
        if isinstance(part, dict) and "action_id" in part
    ]


def _label(part: dict[str, Any]) -> str | None:
    return text_in(part.get("text") or part.get("placeholder"))


def find_action(shown: dict[str, Any], wanted: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (block, element) by label or action id; LookupError names what there is."""
    found = _pressable(shown.get("blocks") or [])
    for block, part in found:
        if wanted in {_label(part), part["action_id"]}:
            return block, part
    raise LookupError(f"no {wanted!r} among {[_label(part) for _, part in found]}")


def action_of(
    block: dict[str, Any], part: dict[str, Any], choice: Any, action_ts: str
) -> dict[str, Any]:
    """Return the entry of `actions` for pressing a button or making a choice."""
    action = {
        "action_id": part["action_id"],
        "block_id": block["block_id"],
        "type": part["type"],
        "action_ts": action_ts,
    }
    if part["type"] != "button":
        return action | state_of(part, choice)
    if "value" in part:
        action["value"] = part["value"]
    return action | {"text": part["text"]}
