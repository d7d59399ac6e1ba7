"""What may stand in a message, however it is sent: Web API, answer to a command, response_url."""

import json
from typing import Any

from . import limits
from .blocks import all_text, block_problems
from .refusals import RefusedError
from .world import World


def parsed(value: Any, code: str) -> Any:
    """Return a structure given as it is or as JSON text; raises RefusedError with `code`."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise RefusedError(code, str(error)) from error


def checked_blocks(value: Any, most: int = limits.BLOCKS_PER_MESSAGE) -> list[dict[str, Any]]:
    """Return blocks that Slack would take; raises RefusedError with Slack's messages."""
    blocks = parsed(value, "invalid_blocks_format")
    if problems := block_problems(blocks, most):
        raise RefusedError("invalid_blocks", *problems)
    return blocks


def checked_content(given: dict[str, Any]) -> dict[str, Any]:
    """Return text, blocks and attachments that are given; raises RefusedError."""
    content = {
        name: given[name]
        for name in ("text", "blocks", "attachments", "markdown_text")
        if given.get(name) is not None
    }
    if not any(content.values()):
        raise RefusedError("no_text")
    _check_text(content)
    if "blocks" in content:
        content["blocks"] = checked_blocks(content["blocks"])
        if all_text(content["blocks"]) > limits.ALL_BLOCK_TEXT:
            raise RefusedError("msg_blocks_too_long")
    if "attachments" in content:
        content["attachments"] = _checked_attachments(content["attachments"])
    return content


def checked_metadata(value: Any) -> dict[str, Any]:
    """Return metadata that Slack would keep; raises RefusedError for any other.

    Slack itself drops what is wrong with a warning, so that nobody notices: a fault here.
    """
    metadata = parsed(value, "invalid_metadata_format")
    if not isinstance(metadata, dict) or set(metadata) - {"event_type", "event_payload"}:
        raise RefusedError("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not limits.EVENT_TYPE.fullmatch(kind):
        raise RefusedError("invalid_metadata_schema", "event_type")
    if not isinstance(payload, dict) or not all(isinstance(key, str) for key in payload):
        raise RefusedError("invalid_metadata_schema", "event_payload")
    return metadata


def _check_text(content: dict[str, Any]) -> None:
    if not isinstance(content.get("text", ""), str):
        raise RefusedError("invalid_arguments", "text must be a string")
    if len(content.get("text", "")) > limits.MESSAGE_TEXT:
        raise RefusedError("msg_too_long")
    if "markdown_text" in content:
        if content.get("text") or content.get("blocks"):
            raise RefusedError("markdown_text_conflict")
        if len(content["markdown_text"]) > limits.MARKDOWN_TEXT:
            raise RefusedError("msg_too_long")


def _checked_attachments(value: Any) -> list[dict[str, Any]]:
    attachments = parsed(value, "invalid_attachments")
    if not isinstance(attachments, list):
        raise RefusedError("invalid_attachments")
    if len(attachments) > limits.ATTACHMENTS:
        raise RefusedError("too_many_attachments")
    for attachment in attachments:
        if "blocks" in attachment:
            attachment["blocks"] = checked_blocks(attachment["blocks"])
    return attachments


def name_blocks(world: World, content: dict[str, Any]) -> dict[str, Any]:
    """Return the content with the block and action ids that Slack makes up where none is given."""
    named = json.loads(json.dumps(content))
    for block in named.get("blocks", []):
        block.setdefault("block_id", world.new_id("b"))
        element = [block[key] for key in ("accessory", "element") if key in block]
        for part in element + (block["elements"] if block["type"] == "actions" else []):
            if part.get("type") != "image":
                part.setdefault("action_id", world.new_id("a"))
    return named
