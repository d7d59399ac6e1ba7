"""Tokens that expire: exchanged in time, by one machine, and the new ones never lost."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.reasons import reason_of
from bot.platforms.slack.settings import SlackSettings
from bot.platforms.slack.workspaces import Clock
from storage.errors import DatabaseUnavailable, StorageError
from storage.installations import Installation, Installations
from storage.sealing import CannotUnseal

log = logging.getLogger(__name__)
# A rotated token lives for twelve hours; it is replaced while the old one still works.
# https://docs.slack.dev/authentication/using-token-rotation
BEFORE_EXPIRY = timedelta(hours=2)
# While the old token works, nobody waits longer than this for the new one.
PATIENCE_SECONDS = 1.5
# Another machine that was faster has stored what it got within this time.
_LOOK_AGAIN_SECONDS = (0.0, 0.2, 0.4, 0.8)
_KEEP_AGAIN_SECONDS = 0.5
_FINISH_SECONDS = 5.0


class Rotation:
    """Exchanges refresh tokens. Each is good once, so within a process one exchange at a time is
    made for an installation; between machines the faster one wins, and the other takes over
    what that one stored."""

    def __init__(
        self,
        installations: Installations,
        client: AsyncWebClient,
        settings: SlackSettings,
        clock: Clock,
    ) -> None:
        self._installations = installations
        self._client = client
        self._settings = settings
        self._clock = clock
        self._under_way: dict[tuple[str, str], asyncio.Task[Installation | None]] = {}

    async def fresh(self, installed: Installation) -> Installation | None:
        """The installation with a token that is not about to expire, where Slack gives one in
        time; None if it is gone by now."""
        expires = installed.expires_at
        if expires is None or expires > self._clock() + BEFORE_EXPIRY:
            return installed
        exchange = self._begin(installed)
        still_works = expires > self._clock() + timedelta(minutes=1)
        await asyncio.wait({exchange}, timeout=PATIENCE_SECONDS if still_works else None)
        return exchange.result() if exchange.done() else installed

    async def exchanged(self, installed: Installation) -> Installation | None:
        """The installation with another token, however long the old one had to live; with the
        old one if Slack gives none; None if it is gone by now."""
        if not installed.refresh_token:
            return installed
        return await asyncio.shield(self._begin(installed))

    async def stop(self) -> None:
        """Wait until what was got is kept, but not for long."""
        if self._under_way:
            _done, late = await asyncio.wait(self._under_way.values(), timeout=_FINISH_SECONDS)
            for task in late:
                log.error("a new token could not be kept before the stop")
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _begin(self, installed: Installation) -> asyncio.Task[Installation | None]:
        """The exchange under way, whoever waits for it. Its own task, so that nobody who gives
        up waiting ends it between Slack's answer and the database."""
        key = (installed.enterprise_id, installed.team_id)
        if key not in self._under_way:
            task = asyncio.create_task(self._exchange(installed))
            self._under_way[key] = task
            task.add_done_callback(lambda _task: self._under_way.pop(key, None))
        return self._under_way[key]

    async def _exchange(self, installed: Installation) -> Installation | None:
        try:
            told = await self._client.oauth_v2_access(
                client_id=self._settings.client_id,
                client_secret=self._settings.client_secret,
                grant_type="refresh_token",
                refresh_token=installed.refresh_token,
            )
        except SlackApiError as error:
            _log(installed, reason_of(error))
            return await self._theirs(installed)
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            _log(installed, type(error).__name__)
            return installed
        fresh = replace(
            installed,
            token=str(told["access_token"]),
            refresh_token=str(told.get("refresh_token") or ""),
            expires_at=expiry(told.get("expires_in"), self._clock()),
        )
        return await self._kept(installed, fresh)

    async def _theirs(self, installed: Installation) -> Installation | None:
        """What another machine has stored by now; the old one if none has."""
        for seconds in _LOOK_AGAIN_SECONDS:
            await asyncio.sleep(seconds)
            try:
                again = await asyncio.to_thread(
                    self._installations.exactly, installed.team_id, installed.enterprise_id
                )
            except StorageError:
                continue
            if again is None or again.refresh_token != installed.refresh_token:
                return again
        return installed

    async def _kept(self, used: Installation, fresh: Installation) -> Installation | None:
        """A database that is away is waited for: Slack gives these tokens only once."""
        while True:
            try:
                return await asyncio.to_thread(self._installations.renew, used, fresh)
            except DatabaseUnavailable:
                log.warning("a new token waits for the database (%s)", used.team_id)
                await asyncio.sleep(_KEEP_AGAIN_SECONDS)
            except CannotUnseal:
                log.exception("a key is missing here that others seal with (%s)", used.team_id)
                return fresh


def expiry(seconds: object, now: datetime) -> datetime | None:
    """When a token that Slack says lasts so long ends; None for one that does not."""
    return now + timedelta(seconds=int(str(seconds))) if seconds else None


def _log(installed: Installation, reason: str) -> None:
    place = installed.team_id or installed.enterprise_id
    log.warning("no new token for workspace %s: %s", place, reason)
