"""Looking through what stands in a channel or thread, for a parcel whose answer was lost."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from bot.chat.delivering import Parcel, Refused
from bot.platforms.slack import limits
from bot.platforms.slack.acting import Acting

# Slack's clock and the database's may differ by this much.
CLOCKS_APART = timedelta(minutes=1)
# A call that was made is taken within this or never; what came later need not be looked through.
LOOKED_THROUGH = timedelta(minutes=15)


def thread_of(parcel: Parcel) -> str:
    """The first message of the thread that a parcel goes into; empty if it goes into none."""
    return parcel.thread or parcel.to.topic


async def messages_since(
    acting: Acting, parcel: Parcel, since: datetime
) -> AsyncIterator[dict[str, Any]]:
    """All messages since then where the parcel would be; none where its thread is gone. Refused
    if there are more than can be looked through, NotDelivered of any kind if Slack does not say.
    """
    try:
        async for message in _pages(acting, parcel, since - CLOCKS_APART):
            yield message
    except Refused as refusal:
        if refusal.reason != "thread_not_found":
            raise


async def _pages(acting: Acting, parcel: Parcel, oldest: datetime) -> AsyncIterator[dict[str, Any]]:
    thread = thread_of(parcel)
    method = "conversations.replies" if thread else "conversations.history"
    asked = {
        "channel": await acting.channel(parcel.to),
        "include_all_metadata": "true",
        "oldest": f"{oldest.timestamp():.6f}",
        "latest": f"{(oldest + LOOKED_THROUGH).timestamp():.6f}",
        "limit": str(limits.HISTORY_PAGE),
        **({"ts": thread} if thread else {}),
    }
    for _page in range(limits.HISTORY_PAGES):
        told = await acting.read(parcel.to.team, method, asked)
        for message in told.get("messages") or ():
            yield message
        cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return
        asked = {**asked, "cursor": cursor}
    raise Refused("history_too_long")
