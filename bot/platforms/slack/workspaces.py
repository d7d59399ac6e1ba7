"""Which workspaces the app may act in, with which token; asked once and remembered."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from storage.installations import Installation, Installations
from storage.sealing import CannotUnseal

log = logging.getLogger(__name__)
# Other machines learn of a new installation or a rotated token within this time.
REMEMBERED_FOR = timedelta(minutes=10)
# A rotated token lives for twelve hours; it is replaced while the old one still works.
# https://docs.slack.dev/authentication/using-token-rotation
_MINUTES_BEFORE_EXPIRY = 120

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace in which the app is installed, as the bot acts there."""

    team_id: str
    token: str = field(repr=False)
    bot_id: str
    bot_user_id: str
    enterprise_id: str = ""


class Workspaces(Protocol):
    """Where the tokens come from."""

    async def start(self) -> None:
        """Make ready. SlackApiError if a given token is not good."""

    async def find(self, team_id: str, enterprise_id: str = "") -> Workspace | None:
        """The workspace, or None where the app is not installed."""

    async def forget(self, team_id: str) -> None:
        """Ask again next time: a token was refused."""

    async def revoke(self, team_id: str, enterprise_id: str, at: datetime) -> None:
        """The app was taken out of the workspace at that time."""


class OneWorkspace:
    """The single workspace of a given bot token; events of shared channels come through it."""

    def __init__(self, token: str, client: AsyncWebClient) -> None:
        self._token = token
        self._client = client
        self._known: Workspace | None = None

    async def start(self) -> None:
        """Learn whose token it is."""
        self._known = await self._ask()

    async def find(self, team_id: str, enterprise_id: str = "") -> Workspace | None:
        """The token's workspace, whoever asks in it."""
        if self._known is None:
            self._known = await self._ask()
        return self._known

    async def forget(self, team_id: str) -> None:
        """Ask Slack again next time."""
        self._known = None

    async def revoke(self, team_id: str, enterprise_id: str, at: datetime) -> None:
        """Ask Slack again next time: the token may have been given back since."""
        self._known = None

    async def _ask(self) -> Workspace:
        told = await self._client.auth_test(token=self._token)
        return Workspace(
            str(told["team_id"]),
            self._token,
            bot_id=str(told.get("bot_id") or ""),
            bot_user_id=str(told.get("user_id") or ""),
            enterprise_id=str(told.get("enterprise_id") or ""),
        )


class InstalledWorkspaces:
    """The workspaces that installed the app, from the database."""

    def __init__(
        self, installations: Installations, rotator: AsyncTokenRotator, clock: Clock
    ) -> None:
        self._installations = installations
        self._rotator = rotator
        self._clock = clock
        self._known: dict[str, tuple[datetime, Workspace]] = {}

    async def start(self) -> None:
        """Nothing is asked before somebody speaks."""

    async def find(self, team_id: str, enterprise_id: str = "") -> Workspace | None:
        """The workspace's installation, its token fresh for at least some minutes."""
        until, known = self._known.get(team_id, (None, None))
        if known is not None and until is not None and self._clock() < until:
            return known
        installed = await self._read(team_id, enterprise_id)
        if installed is None:
            self._known.pop(team_id, None)
            return None
        found = Workspace(
            team_id or installed.team_id,
            installed.token,
            installed.bot_id,
            installed.bot_user_id,
            installed.enterprise_id,
        )
        self._known[team_id] = (self._clock() + REMEMBERED_FOR, found)
        return found

    async def _read(self, team_id: str, enterprise_id: str) -> Installation | None:
        try:
            found = await asyncio.to_thread(self._installations.find, team_id, enterprise_id)
        except CannotUnseal:
            log.exception("the token of workspace %s cannot be unsealed", team_id)
            return None
        if found is None or found.expires_at is None:
            return found
        return await self._fresh(found)

    async def _fresh(self, installed: Installation) -> Installation:
        """The installation with a token that is not about to expire."""
        try:
            rotated = await self._rotator.perform_bot_token_rotation(
                bot=_bot(installed), minutes_before_expiration=_MINUTES_BEFORE_EXPIRY
            )
        except SlackTokenRotationError as error:
            # A refresh token is good once: another machine was faster, and has stored the new one.
            log.warning("no new token for workspace %s: %s", installed.team_id, error.api_error)
            again = await asyncio.to_thread(
                self._installations.find, installed.team_id, installed.enterprise_id
            )
            return again or installed
        if rotated is None:
            return installed
        fresh = replace(
            installed,
            token=rotated.bot_token,
            refresh_token=rotated.bot_refresh_token or "",
            expires_at=datetime.fromtimestamp(rotated.bot_token_expires_at or 0, UTC),
        )
        await asyncio.to_thread(self._installations.save, fresh, self._clock())
        return fresh

    async def forget(self, team_id: str) -> None:
        """Read the database again next time."""
        self._known.pop(team_id, None)

    async def revoke(self, team_id: str, enterprise_id: str, at: datetime) -> None:
        """Remember in the database, for all machines, that the app is gone from there."""
        self._known.pop(team_id, None)
        await asyncio.to_thread(self._installations.revoke, team_id, enterprise_id, at)


def _bot(installed: Installation) -> Bot:
    expires = installed.expires_at
    return Bot(
        bot_token=installed.token,
        bot_id=installed.bot_id,
        bot_user_id=installed.bot_user_id,
        bot_refresh_token=installed.refresh_token,
        bot_token_expires_at=int(expires.timestamp()) if expires else None,
        installed_at=0.0,
    )
