"""What goes out unasked, to any workspace that installed the app: one message, posted once."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime
from typing import Any, TypeVar

from bot.chat.delivering import Change, Later, NotDelivered, Parcel, Receipt, Uncertain
from bot.chat.reply import File, Reply
from bot.chat.speech import Speech, sayable
from bot.chat.talk import Attachment
from bot.domain.identity import Venue
from bot.domain.tempo import Tempo
from bot.platforms.slack import limits
from bot.platforms.slack.acting import Acting
from bot.platforms.slack.changing import changed
from bot.platforms.slack.filing import Filing, shown_in
from bot.platforms.slack.looking import messages_since, thread_of
from bot.platforms.slack.packing import Posting
from bot.platforms.slack.sending import QUIET
from bot.platforms.slack.showing import Showing
from bot.telemetry import count_failure
from storage.errors import StorageError

# Letters, digits and underscores alone: https://docs.slack.dev/messaging/message-metadata
EVENT_TYPE = "attache_delivery"
LOOK_SECONDS = 20.0

_Done = TypeVar("_Done")


class SlackCourier:
    """Posts parcels. The key of each goes along where nobody sees it, so that one whose answer
    was lost can be looked for."""

    can_look = True
    # Slack names no figure for a whole workspace; what it complains of is learned.
    account_pause = 0.0

    def __init__(self, acting: Acting, showing: Showing, filing: Filing) -> None:
        self._acting = acting
        self._showing = showing
        self._filing = filing

    def tempo(self, to: Venue) -> Tempo:
        """How fast messages in one channel may follow each other; a person's direct messages are
        one too."""
        return Tempo(limits.CHANNEL_PAUSE_SECONDS)

    def pages(self, reply: Reply, speech: Speech) -> int:
        """In how many messages the words of a reply can be said in full."""
        return len(self._showing.pages(reply, speech))

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Post the parcel as one message, or its one file; a person's number opens their direct
        messages. NotDelivered, which is also counted, if Slack gave no receipt; ValueError for a
        file among what is said."""
        return await _counted(self._delivered(parcel))

    async def change(self, change: Change) -> None:
        """Have a message say something else, go, or show other emoji. NotDelivered, which is also
        counted, if nobody knows that it does."""
        await _counted(changed(change, self._acting, self._showing))

    async def fetch(self, venue: Venue, attachment: Attachment) -> File:
        """A file that somebody put beside a message in this workspace. Later, or Refused where
        it cannot be had; too large is `too_large`."""
        return await self._filing.fetched(venue.team, attachment)

    async def look(self, parcel: Parcel, since: datetime) -> Receipt | None:
        """The receipt of a parcel that Slack has perhaps taken since then; None if it is not
        there. Later or Refused if Slack does not let us look."""
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await self._found(parcel, since)
        except TimeoutError:
            raise Later("timeout") from None
        except Uncertain as failure:
            raise Later(failure.reason) from None

    async def _delivered(self, parcel: Parcel) -> Receipt:
        if parcel.file is not None:
            return await self._filing.shared(parcel, parcel.file, await self._comment(parcel))
        told = await self._acting.write(
            parcel.to.team, "chat.postMessage", await self._body(parcel)
        )
        return _receipt(told)

    async def _comment(self, parcel: Parcel) -> str:
        """What there is to say beside a file; empty if that is nothing."""
        is_said = sayable(parcel.reply.title) or parcel.reply.parts
        return (await self._posting(parcel)).text if is_said else ""

    async def _body(self, parcel: Parcel) -> dict[str, Any]:
        if any(isinstance(part, File) for part in parcel.reply.parts):
            raise ValueError("a parcel is one message, without a file")
        posting = await self._posting(parcel)
        body: dict[str, Any] = {
            "channel": parcel.to.channel,
            "text": posting.text,
            "blocks": posting.blocks,
            "link_names": False,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": parcel.key}},
            **QUIET,
        }
        thread = thread_of(parcel)
        return {**body, "thread_ts": thread} if thread else body

    async def _posting(self, parcel: Parcel) -> Posting:
        if parcel.page is not None:
            return self._showing.pages(parcel.reply, parcel.speech)[parcel.page]
        try:
            (posting,) = await self._showing.messages(parcel.reply, parcel.speech, most=1)
        except StorageError:
            raise Later("database_unavailable") from None
        return posting

    async def _found(self, parcel: Parcel, since: datetime) -> Receipt | None:
        ours = await self._filing.ours(parcel.to.team) if parcel.file else ""
        async for message in messages_since(self._acting, parcel, since):
            if parcel.file is not None:
                receipt = shown_in(message, parcel.file.name, ours)
            else:
                receipt = _receipt(message) if _key_of(message) == parcel.key else None
            if receipt is not None:
                return receipt
        return None


async def _counted(work: Awaitable[_Done]) -> _Done:
    try:
        return await work
    except NotDelivered as failure:
        count_failure("slack", failure.reason)
        raise


def _receipt(told: Any) -> Receipt:
    return Receipt(str(told.get("ts") or ""))


def _key_of(message: dict[str, Any]) -> object:
    """The key of a delivery of ours; None for any other message."""
    metadata = message.get("metadata") or {}
    is_ours = metadata.get("event_type") == EVENT_TYPE
    return (metadata.get("event_payload") or {}).get("key") if is_ours else None
