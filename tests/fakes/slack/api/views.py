"""views.*: modals and the Home tab."""

from typing import Any

from tests.fakes.slack import limits
from tests.fakes.slack.refusals import RefusedError, circumstance
from tests.fakes.slack.views import checked_view, make_view, push_view, replace_view
from tests.fakes.slack.world import Trigger, World

from .registry import Caller, method, user_of


def _take_trigger(world: World, trigger_id: object) -> Trigger:
    if not trigger_id:
        raise RefusedError("invalid_arguments", "missing required field: trigger_id")
    trigger = world.triggers.get(str(trigger_id))
    if trigger is None:
        raise RefusedError("invalid_trigger_id")
    if trigger.used:
        raise RefusedError("exchanged_trigger_id")
    if world.now() - trigger.made > limits.TRIGGER_SECONDS:
        raise RefusedError("expired_trigger_id")
    trigger.used = True
    return trigger


def _shown(view: dict[str, Any]) -> dict[str, Any]:
    return {"view": {name: value for name, value in view.items() if name != "user"}}


@method("views.open")
def open_view(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Open a modal for the person whose action gave the trigger."""
    world = caller.world
    view = checked_view(given["view"], "modal")
    trigger = _take_trigger(world, given.get("trigger_id"))
    opened = make_view(world, caller.home, trigger.user, view)
    world.views.append(opened)
    return _shown(opened)


@method("views.push")
def push(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Open a modal above the one in which the trigger arose."""
    world = caller.world
    view = checked_view(given["view"], "modal")
    trigger = _take_trigger(world, given.get("trigger_id"))
    below = next((one for one in world.views if one["id"] == trigger.view_id), None)
    if below is None:
        raise RefusedError("invalid_trigger_id", "the trigger did not arise in an open view")
    return _shown(push_view(world, caller.home, trigger.user, view, below))


@method("views.update")
def update(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Change an open modal, found by its id or by the app's own name for it."""
    if not given.get("view_id") and not given.get("external_id"):
        raise RefusedError("invalid_arguments", "missing required field: view_id")
    view = checked_view(given["view"], "modal")
    for field, wanted in (("id", given.get("view_id")), ("external_id", given.get("external_id"))):
        for old in caller.world.views:
            if wanted and old[field] == wanted:
                if given.get("hash") not in {None, old["hash"]}:
                    raise circumstance("hash_conflict")
                replace_view(caller.world, old, view)
                return _shown(old)
    raise circumstance("not_found")


@method("views.publish")
def publish(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Show the app's Home tab to a person."""
    world = caller.world
    user = user_of(caller, given["user_id"])
    home = make_view(world, caller.home, user, checked_view(given["view"], "home"))
    world.homes[user.id] = home
    return _shown(home)
