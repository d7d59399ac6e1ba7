"""What we read of a payload, and of which type each field of it must be.

Slack's libraries take whatever is there for what it should be; what is of another type fails
only where it is used. https://docs.slack.dev/interactivity/handling-user-interaction
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.platforms.shapes import fits

_PAYLOAD = {
    "type?": str,
    "command?": str,
    "event?": {"type?": str, "subtype?": str, "channel_type?": str},
    "authorizations?": [dict],
    "view?": dict,
}
_PRESS = {"actions": [{"action_id": str, "value?": str}], "user": {"id": str}}
_CHOSEN = {
    "callback_id": str,
    "message": {"ts": str, "text?": str},
    "channel": {"id": str, "name?": str},
    "user": {"id": str, "name?": str},
}
_FORM = {"callback_id": str, "type": str}
# Bolt only looks whether these are there.
_NEVER_NULL = ("event", "view")
# What bolt takes out of a payload and gives to those who look a workspace up.
_NAMES = ("enterprise_id", "team_id", "user_id", "channel_id", "thread_ts")
# What else of an event is looked up or kept, in the event itself or a part of it.
_NAMES_IN_MESSAGE = ("user_team", "source_team", "team", "ts")
_NAMES_IN_EVENT = (*_NAMES_IN_MESSAGE, "deleted_ts", "reaction", "old_channel_id", "new_channel_id")
_NAMES_IN_PART = ("user", "ts", "thread_ts", "channel")
_PARTS = ("message", "previous_message", "item")
_HEARD = (
    "message",
    "app_mention",
    "reaction_added",
    "reaction_removed",
    "member_joined_channel",
    "channel_id_changed",
)
_NAMES_IN_CHOSEN = (*_NAMES_IN_MESSAGE, "user", "thread_ts")
# Slack's names have some twenty letters; the records have room for this many.
_LONGEST_NAME = 64


def is_known(payload: object) -> bool:
    """Whether a payload has the shape that all that listens relies on, bolt included."""
    if not isinstance(payload, dict) or not fits(payload, _PAYLOAD):
        return False
    if any(payload.get(name, {}) is None for name in _NEVER_NULL):
        return False
    if payload.get("type") == "block_actions":
        return bool(payload.get("actions")) and fits(payload, _PRESS)
    if payload.get("type") == "message_action":
        return fits(payload, _CHOSEN) and _are_names(payload["message"], _NAMES_IN_CHOSEN)
    if not any(key in payload for key in ("type", "command", "ssl_check")):
        return False
    return _is_event(payload) and _is_form(payload.get("view", {}))


def _is_event(payload: Mapping[str, Any]) -> bool:
    """Whether an event, if it is one, can be looked up; of what we do not hear, we read nothing."""
    event = payload.get("event", {})
    if not _are_names(payload, ("event_id",)):
        return False
    if event.get("type") not in _HEARD:
        return True
    parts = [event.get(name) or {} for name in _PARTS]
    return _are_names(event, _NAMES_IN_EVENT) and all(
        isinstance(each, dict) and _are_names(each, _NAMES_IN_PART) for each in parts
    )


def _is_form(view: Mapping[str, Any]) -> bool:
    """Whether a form is one for bolt too, which takes for whole whatever has a name."""
    return "callback_id" not in view or fits(view, _FORM)


def is_sound(context: Mapping[str, Any]) -> bool:
    """Whether what bolt made out of a payload can be names of people and places."""
    return _are_names(context, _NAMES)


def _are_names(fields: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether these fields are missing, or words without signs that no database keeps."""
    values = [fields.get(name) or "" for name in names]
    return all(
        isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST_NAME
        for value in values
    )
