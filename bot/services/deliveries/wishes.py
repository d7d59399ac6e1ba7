"""What a message waits for from outside, people's words in its reader's language: fetched while
others are sent."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.chat.reply import Reply
from bot.services.answering import Grant
from bot.services.deliveries.claims import Claim
from bot.services.deliveries.composed import Composed

# What is remembered is there within this. Engines take longer, and what is under way to a platform
# must not wait for them.
_A_MOMENT = 0.25
# A digest waits so long for the engines; what they have not made by then is shown as written.
PATIENCE = timedelta(seconds=5)


class Wishes:
    """Grants what composed messages wait for. Lives on the loop."""

    def __init__(self, grant: Grant | None) -> None:
        """Without a grant every message is shown as it is."""
        self._grant = grant
        self._fetching: set[asyncio.Task[Reply]] = set()

    async def granted(self, claim: Claim, composed: Composed) -> Composed | None:
        """The message with what it waits for, as far as that is to be had; None if more of it will
        be there in some seconds. It is worth to come back for that once."""
        if self._grant is None or composed.reply.wish is None:
            return composed
        fetching = asyncio.ensure_future(self._grant(composed.reply, claim.taken_at))
        if claim.head.asked_at is None:
            self._fetching.add(fetching)
            fetching.add_done_callback(self._fetching.discard)
            await asyncio.wait({fetching}, timeout=_A_MOMENT)
            if not fetching.done():
                return None
        return replace(composed, reply=await fetching)

    async def close(self) -> None:
        """Give up what is fetched for later."""
        for each in self._fetching:
            each.cancel()
        await asyncio.gather(*self._fetching, return_exceptions=True)
