"""Methods by which the bot receives updates and answers pressed buttons."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram.errors import BadRequestError, ChangedError, ConflictError
from tests.fakes.telegram.limits import (
    CALLBACK_ANSWER_LENGTH,
    SECRET_TOKEN,
    UPDATES_PER_POLL,
    WEBHOOK_CONNECTIONS,
    WEBHOOK_PORTS,
    utf16_length,
)
from tests.fakes.telegram.published import update_kinds
from tests.fakes.telegram.registry import answers
from tests.fakes.telegram.updates import Webhook
from tests.fakes.telegram.world import World

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@answers("getUpdates")
async def get_updates(world: World, arguments: dict[str, Any]) -> list[dict]:
    updates = world.updates
    if updates.webhook:
        raise ConflictError(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete "
            "the webhook first"
        )
    limit = arguments.get("limit", UPDATES_PER_POLL)
    if not 1 <= limit <= UPDATES_PER_POLL:
        raise BadRequestError("limit must be between 1 and 100")
    _allow(world, arguments)
    updates.confirm(arguments.get("offset", 0))
    await _wait_for_updates(world, arguments.get("timeout", 0))
    return updates.pending[:limit]


async def _wait_for_updates(world: World, timeout: int) -> None:  # noqa: ASYNC109 - as published
    """Return at the first update or after the timeout; a later poll ends this one."""
    updates = world.updates
    updates.polls += 1
    this_poll = updates.polls
    await world.tell_changed()

    def over() -> bool:
        return bool(updates.pending) or updates.closed or updates.polls != this_poll

    try:
        async with asyncio.timeout(timeout), world.changed:
            await world.changed.wait_for(over)
    except TimeoutError:
        return
    if updates.polls != this_poll:
        raise ConflictError(
            "terminated by other getUpdates request; make sure that only one bot instance is "
            "running"
        )


@answers("setWebhook")
async def set_webhook(world: World, arguments: dict[str, Any]) -> bool:
    _allow(world, arguments)
    if arguments.get("drop_pending_updates"):
        world.updates.pending.clear()
    if not arguments["url"]:
        world.updates.webhook = None
        return True
    _check_address(arguments["url"])
    secret = arguments.get("secret_token")
    if secret is not None and not SECRET_TOKEN.fullmatch(secret):
        raise BadRequestError("secret token contains unallowed characters")
    connections = arguments.get("max_connections", 40)
    if not 1 <= connections <= WEBHOOK_CONNECTIONS:
        raise BadRequestError("max_connections must be between 1 and 100")
    world.updates.webhook = Webhook(
        arguments["url"],
        secret,
        connections,
        arguments.get("ip_address"),
        "certificate" in arguments,
    )
    return True


def _check_address(url: str) -> None:
    """Telegram posts over HTTPS only; plain HTTP is let through on loopback, for tests."""
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise BadRequestError("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in WEBHOOK_PORTS:
        raise BadRequestError(
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
        )


def _allow(world: World, arguments: dict[str, Any]) -> None:
    """Remember the kinds asked for; an absent list keeps the earlier choice."""
    if "allowed_updates" not in arguments:
        return
    if unknown := set(arguments["allowed_updates"]) - update_kinds():
        raise BadRequestError(f"no such kinds of updates: {sorted(unknown)}")
    world.updates.allowed = arguments["allowed_updates"] or None


@answers("deleteWebhook")
async def delete_webhook(world: World, arguments: dict[str, Any]) -> bool:
    world.updates.webhook = None
    if arguments.get("drop_pending_updates"):
        world.updates.pending.clear()
    return True


@answers("getWebhookInfo")
async def get_webhook_info(world: World, _arguments: dict[str, Any]) -> dict:
    webhook = world.updates.webhook or Webhook("")
    info: dict[str, Any] = {
        "url": webhook.url,
        "has_custom_certificate": webhook.has_custom_certificate,
        "pending_update_count": len(world.updates.pending),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    if webhook.ip_address:
        info["ip_address"] = webhook.ip_address
    if webhook.last_error:
        info["last_error_date"], info["last_error_message"] = webhook.last_error
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


@answers("answerCallbackQuery")
async def answer_callback_query(world: World, arguments: dict[str, Any]) -> bool:
    too_old = "query is too old and response timeout expired or query ID is invalid"
    callback = world.callbacks.get(arguments["callback_query_id"])
    if callback is None:
        raise BadRequestError(too_old)
    if utf16_length(arguments.get("text", "")) > CALLBACK_ANSWER_LENGTH:
        raise BadRequestError("MESSAGE_TOO_LONG")
    if callback.expired:
        raise ChangedError(too_old)
    callback.answer = arguments
    return True
