"""A person filling in a form: what Slack makes of each answer."""

from typing import Any

from .blocks import text_in

_CHOSEN = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}
_INITIAL = {
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
    "users_select": "initial_user",
    "channels_select": "initial_channel",
    "conversations_select": "initial_conversation",
    "multi_users_select": "initial_users",
    "multi_channels_select": "initial_channels",
    "multi_conversations_select": "initial_conversations",
}
_ONE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
_MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
STATEFUL = set(_CHOSEN) | _ONE_OPTION | _MANY_OPTIONS


def offered(element: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all options of an element, those of groups included."""
    groups = element.get("option_groups") or []
    return (element.get("options") or []) + [one for group in groups for one in group["options"]]


def _option(element: dict[str, Any], wanted: Any) -> dict[str, Any]:
    # Options of external selects come from the app, so they are handed over whole.
    if isinstance(wanted, dict):
        return wanted
    for one in offered(element):
        if wanted in {one.get("value"), text_in(one["text"])}:
            return one
    raise LookupError(
        f"{wanted!r} is not among {[text_in(one['text']) for one in offered(element)]}"
    )


def state_of(element: dict[str, Any], answer: Any = None) -> dict[str, Any]:
    """Return the state of an element after this answer; without one, as it was filled in.

    Options are named by their text or value. LookupError when the option is not offered.
    """
    kind = element["type"]
    if kind in _ONE_OPTION:
        chosen = element.get("initial_option") if answer is None else _option(element, answer)
        return {"type": kind, "selected_option": chosen}
    if kind in _MANY_OPTIONS:
        several = element.get("initial_options") or []
        if answer is not None:
            several = [_option(element, one) for one in answer]
        return {"type": kind, "selected_options": several}
    if kind in _CHOSEN:
        value = element.get(_INITIAL[kind]) if answer is None else answer
        return {"type": kind, _CHOSEN[kind]: value}
    return {"type": kind, "value": _typed(element, answer)}


def _typed(element: dict[str, Any], answer: Any) -> Any:
    value = element.get("initial_value") if answer is None else answer
    if value is not None and len(str(value)) > element.get("max_length", 3000):
        raise ValueError(f"{value!r} is longer than the field takes")
    return value or None


def is_empty(state: dict[str, Any]) -> bool:
    """Return whether a person has left the element blank."""
    return not any(value for name, value in state.items() if name != "type")


def filled(view: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """Return block id → action id → state of a form, answers named by label, block or action id.

    LookupError for an answer without a field; ValueError when a needed field is left blank.
    """
    left = dict(answers)
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        for element in _fields(block):
            names = (text_in(block.get("label")), block["block_id"], element["action_id"])
            name = next((name for name in names if name in left), None)
            state = state_of(element, left.pop(name) if name else None)
            if block["type"] == "input" and not block.get("optional") and is_empty(state):
                raise ValueError(f"{names[0]!r} must be filled in")
            values.setdefault(block["block_id"], {})[element["action_id"]] = state
    if left:
        raise LookupError(f"the form has no field for {sorted(left)}")
    return values


def _fields(block: dict[str, Any]) -> list[dict[str, Any]]:
    if block["type"] == "input":
        return [block["element"]]
    parts = block["elements"] if block["type"] == "actions" else [block.get("accessory") or {}]
    return [part for part in parts if part.get("type") in STATEFUL - {"overflow"}]
