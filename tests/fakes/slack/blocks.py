"""Block Kit rules: the shape of each block, its limits, and names that must be unique."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from . import limits
from .published import shape_problems

_KIND_BY_KEY = {
    "options": "option",
    "initial_option": "option",
    "initial_options": "option",
    "option_groups": "option_group",
    "confirm": "confirmation",
    "fields": "field",
}


def text_in(value: object) -> str | None:
    """Return the characters of a string or a text object; None when it is neither."""
    if isinstance(value, dict):
        value = value.get("text")
    return value if isinstance(value, str) else None


def walk(thing: Any, pointer: str, key: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (pointer, kind, object) for every object inside, outermost first."""
    if isinstance(thing, dict):
        yield pointer, str(_KIND_BY_KEY.get(key) or thing.get("type") or key), thing
        for name, value in thing.items():
            yield from walk(value, f"{pointer}/{name}", name)
    elif isinstance(thing, list):
        for index, value in enumerate(thing):
            yield from walk(value, f"{pointer}/{index}", key)


def limit_problems(thing: Any, pointer: str) -> list[str]:
    """Return every text that is too long or empty and every list too long or empty; or []."""
    found: list[str] = []
    for place, kind, part in walk(thing, pointer):
        found += _text_problems(place, kind, part)
        found += _count_problems(place, kind, part)
    return found


def _text_problems(place: str, kind: str, part: dict[str, Any]) -> Iterator[str]:
    longest = limits.TEXT_LENGTHS["any"] | limits.TEXT_LENGTHS.get(kind, {})
    if kind == "markdown" or part.get("type") in {"text", "raw_text"}:
        longest = longest | {"text": limits.MARKDOWN_TEXT}
    for field, most in longest.items():
        text = text_in(part.get(field))
        if text is not None and len(text) > most:
            yield f"must be less than {most + 1} characters [json-pointer:{place}/{field}]"
    if part.get("type") in {"mrkdwn", "plain_text"} and not part.get("text"):
        yield f"must be more than 0 characters [json-pointer:{place}/text]"


def _count_problems(place: str, kind: str, part: dict[str, Any]) -> Iterator[str]:
    for field, (fewest, most) in limits.COUNTS.get(kind, {}).items():
        members = part.get(field)
        if isinstance(members, list) and not fewest <= len(members) <= most:
            yield f"must have {fewest} to {most} items [json-pointer:{place}/{field}]"


def _sense_problems(block: dict[str, Any], pointer: str) -> Iterator[str]:
    if block.get("type") == "section" and not (block.get("text") or block.get("fields")):
        yield f"section needs text or fields [json-pointer:{pointer}]"
    names = Counter(
        part["action_id"] for _, _, part in walk(block, pointer) if part.get("action_id")
    )
    for name in (name for name, uses in names.items() if uses > 1):
        yield f"`action_id` {name} already exists in this block [json-pointer:{pointer}]"
    for place, kind, part in walk(block, pointer):
        yield from _choice_problems(place, kind, part)


def _choice_problems(place: str, kind: str, part: dict[str, Any]) -> Iterator[str]:
    groups = part.get("option_groups") or []
    offered = (part.get("options") or []) + [one for group in groups for one in group["options"]]
    if kind in {"static_select", "multi_static_select"} and bool(part.get("options")) == bool(
        groups
    ):
        yield f"needs either options or option_groups [json-pointer:{place}]"
    if offered:
        chosen = [part["initial_option"]] if "initial_option" in part else []
        for one in chosen + (part.get("initial_options") or []):
            if one not in offered:
                yield f"initial option is not offered [json-pointer:{place}]"


def block_problems(blocks: object, most: int = limits.BLOCKS_PER_MESSAGE) -> list[str]:
    """Return all that Slack would refuse in a list of blocks, as its own messages; or []."""
    if not isinstance(blocks, list):
        return ["must be a list [json-pointer:/blocks]"]
    found: list[str] = []
    if len(blocks) > most:
        found.append(f"no more than {most} items allowed [json-pointer:/blocks]")
    for index, block in enumerate(blocks):
        pointer = f"/blocks/{index}"
        shape = shape_problems("KnownBlock", block, pointer)
        found += shape
        if not shape:
            found += limit_problems(block, pointer)
            found += _sense_problems(block, pointer)
    names = Counter(
        block["block_id"] for block in blocks if isinstance(block, dict) and block.get("block_id")
    )
    found += [f"`block_id` {name} already exists" for name, uses in names.items() if uses > 1]
    return found


def all_text(blocks: list[dict[str, Any]]) -> int:
    """Return how many characters people would read in all text objects together."""
    texts = (part.get("text") for _, _, part in walk(blocks, ""))
    return sum(len(text) for text in texts if isinstance(text, str))
