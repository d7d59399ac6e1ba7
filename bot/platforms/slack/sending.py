"""Answers on their way to Slack: by the shortest way, once, and never silently lost."""

import asyncio
import logging
from typing import Any

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.reply import File
from bot.platforms.slack.acting import PEOPLE
from bot.platforms.slack.addresses import Addresses
from bot.platforms.slack.listening import Place
from bot.platforms.slack.packing import Posting
from bot.platforms.slack.reasons import reason_of
from bot.platforms.slack.standing import signed
from bot.platforms.slack.workspaces import REFUSED_TOKENS, Workspace, Workspaces
from bot.telemetry import count_failure
from storage.errors import StorageError

log = logging.getLogger(__name__)
# A person who waits for an answer has gone on after this long.
PATIENCE_SECONDS = 30.0
_JSON = "application/json"
QUIET = {"unfurl_links": False, "unfurl_media": False}


class NotSent(Exception):
    """Slack did not take a message; `reason` is Slack's own word for why, or `connection`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Foreign(NotSent):
    """An address that is not Slack's, to which nothing was sent."""

    def __init__(self) -> None:
        super().__init__("foreign_address")


class Sender:
    """Sends answers. A message that Slack may have accepted is never sent a second time."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, workspaces: Workspaces
    ) -> None:
        self._client = client
        self._session = session
        self._workspaces = workspaces
        self._addresses = Addresses(client.base_url)

    async def send(
        self, answer: list[Posting], place: Place, *, replaces: bool = False, key: str = ""
    ) -> bool:
        """Send an answer's messages in order; the first may replace the pressed one, and is found
        by `key` afterwards. Whether Slack took all: what it did not is logged and counted, and
        the rest is not sent."""
        try:
            for index, posting in enumerate(answer):
                is_first = index == 0
                found_by = key if is_first else ""
                await self._one(posting, place, replaces=replaces and is_first, key=found_by)
        except NotSent as failure:
            count(failure.reason, place.workspace.team_id, place.channel)
            return False
        return True

    async def _one(self, posting: Posting, place: Place, *, replaces: bool, key: str) -> None:
        by_url = place.response_url and (replaces or place.only_for_speaker)
        if by_url and await self._respond(posting, place, replaces=replaces):
            return
        content: dict[str, Any] = {"text": posting.text, "blocks": posting.blocks}
        if place.thread:
            content["thread_ts"] = place.thread
        if place.only_for_speaker:
            await self._call("chat.postEphemeral", place, user=place.user, **content)
        else:
            await self._call("chat.postMessage", place, **content, **signed(key), **QUIET)

    async def _respond(self, posting: Posting, place: Place, *, replaces: bool) -> bool:
        """Whether the response_url took the message; False if it is used up or too old."""
        body: dict[str, Any] = {"text": posting.text, "blocks": posting.blocks, **QUIET}
        body["replace_original"] = replaces
        if not replaces:
            body["response_type"] = "ephemeral"
            if place.thread:
                body["thread_ts"] = place.thread
        try:
            status = await self._post(place.response_url, orjson.dumps(body), _JSON)
        except Foreign as failure:
            count(failure.reason, place.workspace.team_id, place.channel)
            return False
        if status >= 300:
            log.info("response_url refused with status %d", status)
        return status < 300

    async def tell(self, address: str, sentence: str, team_id: str) -> None:
        """Show one sentence to whoever pressed a button, where there is no token to do it with."""
        body = {"text": sentence, "replace_original": False, "response_type": "ephemeral"}
        try:
            await self._post(address, orjson.dumps(body), _JSON)
        except NotSent as failure:
            count(failure.reason, team_id, "")

    async def _post(self, address: str, content: bytes, media_type: str) -> int:
        """The status of what was posted to an address that Slack gave. Redirections are not
        followed. NotSent if nobody answers; Foreign if it is not Slack's."""
        if not self._addresses.is_slacks(address):
            raise Foreign
        headers = {"Content-Type": media_type}
        try:
            async with self._session.post(
                address, data=content, headers=headers, allow_redirects=False
            ) as taken:
                return taken.status
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
                reason = reason_of(error)
                if reason == "ratelimited" and await _waited(error, deadline):
                    continue
                if reason not in REFUSED_TOKENS:
                    raise NotSent(reason) from error
                if is_renewed:
                    await self._workspaces.forget(workspace.team_id, workspace.enterprise_id)
                    raise NotSent(reason) from error
                workspace, is_renewed = await self._renewed(workspace, reason), True
            except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
                raise NotSent("connection") from error

    async def _renewed(self, workspace: Workspace, reason: str) -> Workspace:
        """The workspace with the token it has by now. NotSent if that is the same one."""
        try:
            again = await self._workspaces.renewed(workspace)
        except SlackApiError as error:
            raise NotSent(reason_of(error)) from error
        except StorageError as error:
            raise NotSent(reason) from error
        if again is None:
            raise NotSent(reason)
        return again

    async def direct(self, place: Place) -> Place | None:
        """The speaker's direct messages with the bot; None if Slack does not open them, which
        is logged and counted."""
        try:
            return await self.opened(place)
        except NotSent as failure:
            count(failure.reason, place.workspace.team_id, place.channel)
            return None

    async def opened(self, place: Place) -> Place:
        """The same; NotSent if Slack does not open them.

        A channel that looks like them may be a conversation of two other people, in which a
        command was typed.
        """
        told = await self._ask("conversations.open", place, json={"users": place.user})
        return Place(place.workspace, str(told["channel"]["id"]), place.user)

    async def send_file(self, file: File, alone: Place) -> bool:
        """Send a file to someone's direct messages; whether Slack took it. What it did not take
        is logged and counted."""
        try:
            await self.upload(file, alone)
        except NotSent as failure:
            count(failure.reason, alone.workspace.team_id, alone.channel)
            return False
        return True

    async def upload(self, file: File, alone: Place) -> None:
        """The same; NotSent if Slack does not take it.

        https://docs.slack.dev/messaging/working-with-files#upload
        """
        # This method takes no JSON.
        asked = {"filename": file.name, "length": str(len(file.content))}
        told = await self._ask("files.getUploadURLExternal", alone, params=asked)
        await self._upload(str(told["upload_url"]), file)
        done = {
            "files": [{"id": told["file_id"], "title": file.name}],
            "channel_id": alone.channel,
        }
        await self._ask("files.completeUploadExternal", alone, json=done)

    async def _upload(self, address: str, file: File) -> None:
        if await self._post(address, file.content, file.media_type) >= 300:
            raise NotSent("upload")


def _now() -> float:
    return asyncio.get_running_loop().time()


def _with_token(token: str, given: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {kind: {"token": token, **arguments} for kind, arguments in given.items()}


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


def count(reason: str, team_id: str, channel: str) -> None:
    """A failed sending is known to the operator; its text is nobody's business."""
    count_failure("slack", reason)
    channel = "of a person" if channel.startswith(PEOPLE) else channel
    log.warning("an answer was not taken: %s (workspace %s, channel %s)", reason, team_id, channel)
