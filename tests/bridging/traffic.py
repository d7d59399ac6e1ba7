"""People who talk in channels and groups, as the platforms tell the bot of it."""

import asyncio
import hashlib
import hmac
import random
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson

from tests.bridging.places import TEAM, Pair

# pragma: allowlist nextline secret  of no real app
SIGNING_SECRET = "harness-signing-secret"
# pragma: allowlist nextline secret  of no real bot
WEBHOOK_SECRET = "harness-webhook-secret"
_AGAIN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message that was written: where, and where it is to be read; `at` is monotonic."""

    mark: int
    origin: str
    destination: str
    at: float


@dataclass
class Traffic:
    """Writes into the pairs' places, by turns on both sides, and notes what it wrote. `urls` are
    those of the machines, which are told in turn."""

    session: aiohttp.ClientSession
    urls: list[str]
    pairs: list[Pair]
    chance: random.Random
    spoken: list[Spoken] = field(default_factory=list)
    told_again: int = 0
    _count: int = 0

    async def talk(self, seconds: float, every: float) -> None:
        """In each place a message about every so many seconds, never two at once."""
        until = time.monotonic() + seconds
        await asyncio.gather(
            *(
                self._talk_in(pair, on_slack=on_slack, until=until, every=every)
                for pair in self.pairs
                for on_slack in (True, False)
            )
        )

    async def _talk_in(self, pair: Pair, *, on_slack: bool, until: float, every: float) -> None:
        await asyncio.sleep(self.chance.uniform(0, every))
        while time.monotonic() < until:
            began = time.monotonic()
            self._count += 1
            mark = self._count
            here, there = pair.channel, pair.group
            if not on_slack:
                here, there = there, here
            self.spoken.append(Spoken(mark, here, there, began))
            await self._told(self._on_slack if on_slack else self._on_telegram, mark, here)
            pause = every * self.chance.uniform(0.7, 1.3)
            await asyncio.sleep(max(0.0, began + pause - time.monotonic()))

    async def _told(self, tell: Any, mark: int, place: str) -> None:
        """As the platforms do: again until the bot has taken it."""
        url = self.urls[mark % len(self.urls)]
        while True:
            try:
                if await tell(url, mark, place) == 200:
                    return
            except (aiohttp.ClientError, TimeoutError):
                pass
            self.told_again += 1
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _on_slack(self, url: str, mark: int, channel: str) -> int:
        now = time.time()
        event = {
            "type": "message",
            "channel": channel,
            "channel_type": "channel",
            "user": "UAIKO",
            "team": TEAM,
            "text": f"Promise-{mark} is what we have talked about",
            "ts": f"{now:.6f}",
            "event_ts": f"{now:.6f}",
        }
        told = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A1",
            "event_id": f"Ev{mark:08}",
            "event_time": int(now),
            "authorizations": [{"team_id": TEAM, "user_id": "UBOT", "is_bot": True}],
            "event": event,
        }
        body, stamp = orjson.dumps(told), str(int(now))
        signed = hmac.new(
            SIGNING_SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256
        ).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed}",
        }
        async with self.session.post(f"{url}/slack/events", data=body, headers=headers) as taken:
            return taken.status

    async def _on_telegram(self, url: str, mark: int, group: str) -> int:
        written = {
            "message_id": 1_000_000 + mark,
            "date": int(time.time()),
            "chat": {"id": int(group), "type": "supergroup", "title": "Odesa"},
            "from": {"id": 501, "is_bot": False, "first_name": "Petro"},
            "text": f"Promise-{mark} is what we have talked about",
        }
        headers = {
            "Content-Type": "application/json",
            "X-Telegram-Bot-Api-Secret-Token": WEBHOOK_SECRET,
        }
        body = orjson.dumps({"update_id": 5_000_000 + mark, "message": written})
        async with self.session.post(
            f"{url}/telegram/webhook", data=body, headers=headers
        ) as taken:
            return taken.status
