"""The response_url of commands and buttons: five answers within thirty minutes."""

import json
from typing import Any

from aiohttp import web

from . import limits
from .api.chat import check_thread, store_ephemeral, store_message
from .messages import checked_content, name_blocks
from .refusals import RefusedError
from .world import ApiCall, ResponseUrl, World

_FIELDS = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
    "mrkdwn",
    "metadata",
    "link_names",
    "parse",
}


def checked_reply(given: Any) -> dict[str, Any]:
    """Return the reply of an app that Slack would take; raises RefusedError."""
    if not isinstance(given, dict):
        raise RefusedError("invalid_payload")
    unknown = set(given) - _FIELDS
    if unknown or given.get("response_type") not in {None, "ephemeral", "in_channel"}:
        raise RefusedError("invalid_payload", *sorted(unknown))
    return {} if given.get("delete_original") else checked_content(given)


def take_reply(world: World, place: ResponseUrl, given: Any) -> None:
    """Carry out a reply: show, replace or delete; raises RefusedError for a wrong one."""
    content = checked_reply(given)
    shelf = world.ephemerals if (place.origin or {}).get("is_ephemeral") else world.messages
    if given.get("delete_original"):
        shelf[:] = [message for message in shelf if message is not place.origin]
    elif given.get("replace_original") and place.origin is not None:
        place.origin.update({"blocks": []} | name_blocks(world, content))
    else:
        _show(world, place, given, content)


def _show(world: World, place: ResponseUrl, given: dict[str, Any], content: dict[str, Any]) -> None:
    thread_ts = given.get("thread_ts")
    check_thread(world, place.channel, thread_ts)
    if given.get("response_type") == "in_channel":
        store_message(world, place.user.team, place.channel, content, thread_ts)
    else:
        shown = content | {"thread_ts": thread_ts}
        store_ephemeral(world, place.channel, place.user.id, shown)


class ResponseUrls:
    """Answers `POST /api/response/<key>`."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def answer(self, request: web.Request) -> web.Response:
        """Take one reply of the app; `ok`, or Slack's word for what is wrong."""
        if self.world.redirect_responses_to:
            return web.Response(status=307, headers={"Location": self.world.redirect_responses_to})
        try:
            place = self._place(request.match_info["key"])
            given = await _body(request)
            self.world.calls.append(ApiCall("response_url", given, None))
            take_reply(self.world, place, given)
        except RefusedError as refused:
            self.world.violate("response_url", refused.code, *refused.details)
            gone = refused.code in {"used_url", "expired_url"}
            return web.Response(text=refused.code, status=404 if gone else 400)
        return web.Response(text="ok")

    def _place(self, key: str) -> ResponseUrl:
        place = self.world.response_urls.get(key)
        if place is None:
            raise RefusedError("expired_url")
        if self.world.now() - place.made > limits.RESPONSE_URL_SECONDS:
            raise RefusedError("expired_url")
        if place.uses >= limits.RESPONSE_URL_USES:
            raise RefusedError("used_url")
        place.uses += 1
        return place


async def _body(request: web.Request) -> Any:
    try:
        return json.loads(await request.text())
    except ValueError as error:
        raise RefusedError("invalid_payload") from error
