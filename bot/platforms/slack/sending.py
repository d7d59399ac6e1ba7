"""Answers on their way to Slack: by the shortest way, once, and never silently lost."""

import asyncio
import logging
from typing import Any

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.reply import File
from bot.platforms.slack.listening import Place
from bot.platforms.slack.packing import Posting
from bot.platforms.slack.workspaces import Workspace, Workspaces
from bot.telemetry import SEND_FAILURES

log = logging.getLogger(__name__)
# A person who waits for an answer has gone on after this long.
PATIENCE_SECONDS = 30.0
# The token is dead or was replaced; the next call asks for it anew.
_REFUSED_TOKENS = {
    "token_expired",
    "token_revoked",
    "account_inactive",
    "invalid_auth",
    "not_authed",
}
_QUIET = {"unfurl_links": False, "unfurl_media": False}


class NotSent(Exception):
    """Slack did not take a message; `reason` is Slack's own word for why, or `connection`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Sender:
    """Sends answers. A message that Slack may have accepted is never sent a second time."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, workspaces: Workspaces
    ) -> None:
        self._client = client
        self._session = session
        self._workspaces = workspaces

    async def send(self, answer: list[Posting], place: Place, *, replaces: bool = False) -> None:
        """Send an answer's messages in order; the first may replace the pressed one. What
        Slack does not take is logged and counted, and the rest is not sent."""
        try:
            for index, posting in enumerate(answer):
                await self._one(posting, place, replaces=replaces and index == 0)
        except NotSent as failure:
            _count(failure.reason, place)

    async def _one(self, posting: Posting, place: Place, *, replaces: bool) -> None:
        by_url = place.response_url and (replaces or place.only_for_speaker)
        if by_url and await self._respond(posting, place, replaces=replaces):
            return
        content: dict[str, Any] = {"text": posting.text, "blocks": posting.blocks}
        if place.thread:
            content["thread_ts"] = place.thread
        if place.only_for_speaker:
            await self._call("chat.postEphemeral", place, user=place.user, **content)
        else:
            await self._call("chat.postMessage", place, **content, **_QUIET)

    async def _respond(self, posting: Posting, place: Place, *, replaces: bool) -> bool:
        """Whether the response_url took the message; False if it is used up or too old."""
        body: dict[str, Any] = {"text": posting.text, "blocks": posting.blocks}
        body["replace_original"] = replaces
        if not replaces:
            body["response_type"] = "ephemeral"
            if place.thread:
                body["thread_ts"] = place.thread
        try:
            async with self._session.post(
                place.response_url,
                data=orjson.dumps(body),
                headers={"Content-Type": "application/json"},
            ) as taken:
                if taken.status < 400:
                    return True
                log.info("response_url refused with status %d", taken.status)
                return False
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotSent("connection") from error

    async def _call(self, method: str, place: Place, **given: Any) -> None:
        """Write to the channel of `place`."""
        body = {"channel": place.channel, "link_names": False, **given}
        await self._ask(method, place, json=body)

    async def _ask(self, method: str, place: Place, **given: dict[str, Any]) -> Any:
        """Slack's answer to a call, with its arguments under `json` or `params`. Waits when
        told to, as long as a person does. NotSent if Slack says no."""
        deadline = _now() + PATIENCE_SECONDS
        workspace, is_renewed = place.workspace, False
        while True:
            try:
                return await self._client.api_call(method, **_with_token(workspace.token, given))
            except SlackApiError as error:
                reason = _reason(error)
                if reason == "ratelimited" and await _waited(error, deadline):
                    continue
                if reason not in _REFUSED_TOKENS:
                    raise NotSent(reason) from error
                await self._workspaces.forget(workspace.team_id)
                if is_renewed:
                    raise NotSent(reason) from error
                workspace, is_renewed = await self._renewed(workspace, reason), True
            except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
                raise NotSent("connection") from error

    async def _renewed(self, workspace: Workspace, reason: str) -> Workspace:
        """The workspace with the token it has by now. NotSent if that is the same one."""
        try:
            again = await self._workspaces.find(workspace.team_id, workspace.enterprise_id)
        except SlackApiError as error:
            raise NotSent(_reason(error)) from error
        if again is None or again.token == workspace.token:
            raise NotSent(reason)
        return again

    async def send_file(self, file: File, place: Place) -> None:
        """Send a file to the speaker alone, in their direct messages.

        https://docs.slack.dev/messaging/working-with-files#upload
        """
        try:
            channel = await self._direct_channel(place)
            # This method takes no JSON.
            asked = {"filename": file.name, "length": str(len(file.content))}
            told = await self._ask("files.getUploadURLExternal", place, params=asked)
            await self._upload(str(told["upload_url"]), file)
            done = {
                "files": [{"id": told["file_id"], "title": file.name}],
                "channel_id": channel,
            }
            await self._ask("files.completeUploadExternal", place, json=done)
        except NotSent as failure:
            _count(failure.reason, place)

    async def _direct_channel(self, place: Place) -> str:
        if place.channel.startswith("D"):
            return place.channel
        opened = await self._ask("conversations.open", place, json={"users": place.user})
        return str(opened["channel"]["id"])

    async def _upload(self, url: str, file: File) -> None:
        headers = {"Content-Type": file.media_type}
        try:
            async with self._session.post(url, data=file.content, headers=headers) as taken:
                if taken.status >= 400:
                    raise NotSent("upload")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotSent("connection") from error


def _now() -> float:
    return asyncio.get_running_loop().time()


def _with_token(token: str, given: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {kind: {"token": token, **arguments} for kind, arguments in given.items()}


def _reason(error: SlackApiError) -> str:
    """Slack's word for what is wrong; `http_…` where it only gave a status."""
    response = error.response
    if response.status_code == 429:
        return "ratelimited"
    body = response.data if isinstance(response.data, dict) else {}
    return str(body.get("error") or f"http_{response.status_code}")


async def _waited(error: SlackApiError, deadline: float) -> bool:
    """Wait as long as Slack asks; False, at once, if that is past the deadline.

    https://docs.slack.dev/apis/web-api/rate-limits
    """
    try:
        seconds = float(error.response.headers.get("Retry-After", 1))
    except ValueError:
        seconds = 1.0
    if _now() + seconds > deadline:
        return False
    await asyncio.sleep(seconds)
    return True


def _count(reason: str, place: Place) -> None:
    """A failed sending is known to the operator; its text is nobody's business."""
    SEND_FAILURES.labels("slack", reason).inc()
    log.warning(
        "an answer was not taken: %s (workspace %s, channel %s)",
        reason,
        place.workspace.team_id,
        place.channel,
    )
