"""Files of channels: fetched from beside one message, and put where another one is.

https://docs.slack.dev/messaging/working-with-files
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import aiohttp

from bot.chat.delivering import Later, Parcel, Receipt, Refused, Uncertain
from bot.chat.reply import File
from bot.chat.talk import Attachment
from bot.platforms.slack import limits
from bot.platforms.slack.acting import Acting
from bot.platforms.slack.addresses import Addresses
from bot.platforms.slack.belonging import part
from bot.platforms.slack.calling import TokenRefused
from bot.platforms.slack.looking import thread_of
from bot.platforms.slack.workspaces import Workspace

_PATIENCE = aiohttp.ClientTimeout(total=20, sock_connect=5)
_CHUNK = 64 * 1024
# Files are kept in several places, and one sends us on to another.
_WAYS = 3
_UNNAMED = "file"


class Filing:
    """Takes files from Slack and brings files there, in any workspace that installed the app."""

    def __init__(
        self, acting: Acting, session: aiohttp.ClientSession, addresses: Addresses
    ) -> None:
        self._acting = acting
        self._session = session
        self._addresses = addresses

    async def fetched(self, team: str, attachment: Attachment) -> File:
        """The file. Later, or Refused where it cannot be had; too large is `too_large`."""
        if "://" not in attachment.reference:
            attachment = await self._described(team, attachment)
        if attachment.size > limits.FILE:
            raise Refused("too_large")

        async def got(workspace: Workspace) -> bytes:
            return await self._got(attachment.reference, workspace.token)

        content = await self._acting.made(team, got)
        return File(attachment.name or _UNNAMED, content, attachment.media_type)

    async def _described(self, team: str, attachment: Attachment) -> Attachment:
        """The attachment of which Slack had told no more than the file's number."""
        told = await self._acting.read(team, "files.info", {"file": attachment.reference})
        file = part(told, "file")
        size = file.get("size")
        return replace(
            attachment,
            name=attachment.name or str(file.get("name") or ""),
            media_type=attachment.media_type or str(file.get("mimetype") or ""),
            size=size if isinstance(size, int) else 0,
            reference=str(file.get("url_private_download") or file.get("url_private") or ""),
        )

    async def _got(self, address: str, token: str) -> bytes:
        """What lies at an address of Slack's, to which alone the token is shown."""
        for _way in range(_WAYS):
            if not self._addresses.is_slacks(address):
                raise Refused("foreign_address")
            try:
                async with self._session.get(
                    address,
                    headers={"Authorization": f"Bearer {token}"},
                    timeout=_PATIENCE,
                    allow_redirects=False,
                ) as answer:
                    if answer.status not in range(300, 400):
                        return await _content(answer)
                    address = urljoin(address, answer.headers.get("Location", ""))
            except TimeoutError:
                raise Later("timeout") from None
            except aiohttp.ClientError:
                raise Later("connection") from None
        raise Refused("sent_in_circles")

    async def shared(self, parcel: Parcel, file: File, comment: str) -> Receipt:
        """Put a file where the parcel goes; the number of the file is what it is known by from
        then on. Uncertain if nobody knows whether it is there; Later or Refused if it is not."""
        team = parcel.to.team
        # This method takes no JSON.
        asked = {"filename": file.name, "length": str(len(file.content))}
        told = await self._acting.read(team, "files.getUploadURLExternal", asked)
        await self._upload(str(told.get("upload_url") or ""), file)
        number = str(told.get("file_id") or "")
        done = {
            "files": [{"id": number, "title": file.name}],
            "channel_id": await self._channel(parcel),
            **({"thread_ts": thread_of(parcel)} if thread_of(parcel) else {}),
            **({"initial_comment": comment} if comment else {}),
        }
        await self._acting.write(team, "files.completeUploadExternal", done)
        return Receipt(number)

    async def _channel(self, parcel: Parcel) -> str:
        try:
            return await self._acting.channel(parcel.to)
        except Uncertain as failure:
            raise Later(failure.reason) from None

    async def _upload(self, address: str, file: File) -> None:
        """Nobody sees what is uploaded before it is shared."""
        if not self._addresses.is_slacks(address):
            raise Refused("foreign_address")
        try:
            async with self._session.post(
                address,
                data=file.content,
                headers={"Content-Type": file.media_type or "application/octet-stream"},
                timeout=_PATIENCE,
                allow_redirects=False,
            ) as taken:
                status = taken.status
        except TimeoutError:
            raise Later("timeout") from None
        except aiohttp.ClientError:
            raise Later("connection") from None
        if status >= 300:
            raise Later(f"upload_{status}")

    async def ours(self, team: str) -> str:
        """The account that our files are marked with in a workspace."""
        return (await self._acting.workspace(team)).bot_user_id


def shown_in(message: Mapping[str, Any], name: str, uploader: str) -> Receipt | None:
    """The receipt of a file of this name that somebody has shared by this message, if any."""
    files = message.get("files")
    for file in files if isinstance(files, list) else ():
        is_theirs = uploader in (file.get("user"), message.get("user"))
        if is_theirs and file.get("name") == name:
            return Receipt(str(file.get("id") or ""))
    return None


async def _content(answer: aiohttp.ClientResponse) -> bytes:
    """The file that was answered with; where Slack does not know us, it answers with a page to
    sign in on instead."""
    if answer.status == 401 or (answer.status == 200 and _is_page(answer)):
        raise TokenRefused("not_authed")
    if answer.status == 429 or answer.status >= 500:
        raise Later(f"http_{answer.status}")
    if answer.status != 200:
        raise Refused(f"http_{answer.status}")
    content = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > limits.FILE:
            raise Refused("too_large")
    return bytes(content)


def _is_page(answer: aiohttp.ClientResponse) -> bool:
    """Files are handed out to be kept, pages to be looked at."""
    return answer.content_type == "text/html" and "Content-Disposition" not in answer.headers
