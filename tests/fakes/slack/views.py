"""Modals and Home tabs: what may stand in them, and the record Slack keeps of one."""

import secrets
from typing import Any

from . import limits
from .blocks import limit_problems
from .messages import checked_blocks, name_blocks, parsed
from .published import shape_problems
from .refusals import RefusedError
from .world import Team, User, World

_DEFINITIONS = {"modal": "ModalView", "home": "HomeView"}


def checked_view(given: Any, kind: str) -> dict[str, Any]:
    """Return a view of the kind (`modal`, `home`) that Slack would take; or raise RefusedError."""
    view = parsed(given, "invalid_arguments")
    if not isinstance(view, dict) or view.get("type") != kind:
        raise RefusedError("invalid_arguments", f"view must be an object of type {kind}")
    blocks = checked_blocks(view.get("blocks"), limits.BLOCKS_PER_VIEW)
    frame = view | {"blocks": []}
    problems = shape_problems(_DEFINITIONS[kind], frame, "/view") + limit_problems(frame, "/view")
    has_input = any(block["type"] == "input" for block in blocks)
    if has_input and kind == "modal" and not view.get("submit"):
        problems.append("submit is needed with an input block [json-pointer:/view]")
    if problems:
        raise RefusedError("invalid_arguments", *problems)
    return view | {"blocks": blocks}


def make_view(
    world: World, team: Team, user: User, view: dict[str, Any], below: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the record of a new view on top of `below`; it is not shown yet."""
    view_id = world.new_id("V")
    return {
        **name_blocks(world, view),
        "id": view_id,
        "team_id": team.id,
        "app_id": world.app_id,
        "app_installed_team_id": team.id,
        "bot_id": team.bot_id,
        "hash": secrets.token_hex(6),
        "callback_id": view.get("callback_id", ""),
        "private_metadata": view.get("private_metadata", ""),
        "external_id": view.get("external_id", ""),
        "root_view_id": below["root_view_id"] if below else view_id,
        "previous_view_id": below["id"] if below else None,
        "state": {"values": {}},
        "user": user.id,
    }


def replace_view(world: World, old: dict[str, Any], view: dict[str, Any]) -> None:
    """Show other contents in an open view: same id, new hash."""
    kept = {
        name: old[name]
        for name in (
            "id",
            "team_id",
            "app_id",
            "app_installed_team_id",
            "bot_id",
            "root_view_id",
            "previous_view_id",
            "user",
        )
    }
    blank = {"callback_id": "", "private_metadata": "", "external_id": ""}
    fresh = blank | name_blocks(world, view) | kept | {"hash": secrets.token_hex(6)}
    old.clear()
    old.update(fresh, state={"values": {}})


def push_view(
    world: World, team: Team, user: User, view: dict[str, Any], below: dict[str, Any]
) -> dict[str, Any]:
    """Show a view above another; raises RefusedError when the stack is full."""
    stack = [one for one in world.views if one["root_view_id"] == below["root_view_id"]]
    if len(stack) >= limits.VIEWS_IN_STACK:
        raise RefusedError("push_limit_reached")
    top = make_view(world, team, user, view, below)
    world.views.append(top)
    return top


def close_stack(world: World, view: dict[str, Any], *, whole: bool) -> None:
    """Take a view off the screen, with `whole` all those of its stack."""
    world.views[:] = [
        one
        for one in world.views
        if one is not view and not (whole and one["root_view_id"] == view["root_view_id"])
    ]
