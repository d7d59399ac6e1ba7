"""What goes out unasked, to any workspace that installed the app: one message, posted once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from bot.chat.delivering import Later, NotDelivered, Parcel, Receipt, Refused, Uncertain
from bot.chat.reply import File
from bot.domain.identity import Venue
from bot.domain.tempo import Tempo
from bot.platforms.slack import limits
from bot.platforms.slack.acting import Acting
from bot.platforms.slack.sending import PEOPLE, QUIET
from bot.platforms.slack.showing import Showing
from bot.telemetry import SEND_FAILURES
from storage.errors import StorageError

# Letters, digits and underscores alone: https://docs.slack.dev/messaging/message-metadata
EVENT_TYPE = "attache_delivery"
LOOK_SECONDS = 20.0
# Slack's clock and the database's may differ by this much.
CLOCKS_APART = timedelta(minutes=1)
# A call that was made is taken within this or never; what came later need not be looked through.
LOOKED_THROUGH = timedelta(minutes=15)


class SlackCourier:
    """Posts parcels. The key of each goes along where nobody sees it, so that one whose answer
    was lost can be looked for."""

    can_look = True
    # Slack names no figure for a whole workspace; what it complains of is learned.
    account_pause = 0.0

    def __init__(self, acting: Acting, showing: Showing) -> None:
        self._acting = acting
        self._showing = showing

    def tempo(self, to: Venue) -> Tempo:
        """How fast messages in one channel may follow each other; a person's direct messages are
        one too."""
        return Tempo(limits.CHANNEL_PAUSE_SECONDS)

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Post the parcel as one message; a person's number opens their direct messages.
        NotDelivered, which is also counted, if Slack gave no receipt; ValueError for a file."""
        try:
            body = await self._body(parcel)
            told = await self._acting.write(parcel.to.team, "chat.postMessage", body)
        except NotDelivered as failure:
            SEND_FAILURES.labels("slack", failure.reason).inc()
            raise
        return _receipt(told)

    async def look(self, parcel: Parcel, since: datetime) -> Receipt | None:
        """The receipt of a parcel that Slack has perhaps taken since then; None if it is not
        there. Later or Refused if Slack does not let us look."""
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await self._found(parcel, since - CLOCKS_APART)
        except TimeoutError:
            raise Later("timeout") from None
        except Uncertain as failure:
            raise Later(failure.reason) from None

    async def _body(self, parcel: Parcel) -> dict[str, Any]:
        if any(isinstance(part, File) for part in parcel.reply.parts):
            raise ValueError("a parcel is one message, without a file")
        try:
            (posting,) = await self._showing.messages(parcel.reply, parcel.speech, most=1)
        except StorageError:
            raise Later("database_unavailable") from None
        body: dict[str, Any] = {
            "channel": parcel.to.channel,
            "text": posting.text,
            "blocks": posting.blocks,
            "link_names": False,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": parcel.key}},
            **QUIET,
        }
        thread = _thread_of(parcel)
        return {**body, "thread_ts": thread} if thread else body

    async def _found(self, parcel: Parcel, oldest: datetime) -> Receipt | None:
        channel = await self._channel(parcel)
        try:
            async for message in self._messages(parcel, channel, oldest):
                if _key_of(message) == parcel.key:
                    return _receipt(message)
        except Refused as refusal:
            if refusal.reason != "thread_not_found":
                raise
        return None

    async def _channel(self, parcel: Parcel) -> str:
        """Where to look: a person's direct messages have a number of their own."""
        if not parcel.to.channel.startswith(PEOPLE):
            return parcel.to.channel
        body = {"users": parcel.to.channel}
        told = await self._acting.write(parcel.to.team, "conversations.open", body)
        return str(told["channel"]["id"])

    async def _messages(
        self, parcel: Parcel, channel: str, oldest: datetime
    ) -> AsyncIterator[dict[str, Any]]:
        """All messages since then, of the thread or else of the channel. Refused if there are
        more than can be looked through."""
        thread = _thread_of(parcel)
        method = "conversations.replies" if thread else "conversations.history"
        asked = {
            "channel": channel,
            "include_all_metadata": "true",
            "oldest": f"{oldest.timestamp():.6f}",
            "latest": f"{(oldest + LOOKED_THROUGH).timestamp():.6f}",
            "limit": str(limits.HISTORY_PAGE),
            **({"ts": thread} if thread else {}),
        }
        for _page in range(limits.HISTORY_PAGES):
            told = await self._acting.read(parcel.to.team, method, asked)
            for message in told.get("messages") or ():
                yield message
            cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return
            asked = {**asked, "cursor": cursor}
        raise Refused("history_too_long")


def _thread_of(parcel: Parcel) -> str:
    return parcel.thread or parcel.to.topic


def _receipt(told: Any) -> Receipt:
    return Receipt(str(told.get("ts") or ""))


def _key_of(message: dict[str, Any]) -> object:
    """The key of a delivery of ours; None for any other message."""
    metadata = message.get("metadata") or {}
    is_ours = metadata.get("event_type") == EVENT_TYPE
    return (metadata.get("event_payload") or {}).get("key") if is_ours else None
