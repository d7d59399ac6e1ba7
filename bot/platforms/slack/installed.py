"""The workspaces that installed the app: read from the database and remembered for a while."""

import asyncio
import logging
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.reasons import reason_of
from bot.platforms.slack.rotating import Rotation
from bot.platforms.slack.workspaces import REFUSED_TOKENS, Clock, Workspace
from storage.installations import Installation, Installations
from storage.sealing import CannotUnseal

log = logging.getLogger(__name__)
# Other machines learn of a new installation or a rotated token within this time.
REMEMBERED_FOR = timedelta(minutes=10)
# https://docs.slack.dev/reference/methods/auth.teams.list
_TEAMS_IN_PAGE = 100
# Slack dates its events in whole seconds.
_SECOND = timedelta(seconds=1)

_Key = tuple[str, str]


class InstalledWorkspaces:
    """Answers for each workspace with its own installation, else with its organisation's."""

    def __init__(
        self,
        installations: Installations,
        rotation: Rotation,
        client: AsyncWebClient,
        clock: Clock,
    ) -> None:
        self._installations = installations
        self._rotation = rotation
        self._client = client
        self._clock = clock
        # By workspace and organisation: for an organisation's events the workspace is empty.
        self._known: dict[_Key, tuple[datetime, Workspace]] = {}
        self._organisation: dict[str, tuple[datetime, str]] = {}

    async def start(self) -> None:
        """Nothing is asked before somebody speaks."""

    async def stop(self) -> None:
        """Finish the exchange of tokens that is under way."""
        await self._rotation.stop()

    async def find(self, team_id: str, enterprise_id: str = "") -> Workspace | None:
        """The workspace's installation, its token fresh for at least some minutes."""
        key = (team_id, enterprise_id)
        known = self._still_known(key)
        if known is not None:
            return known
        installed = await asyncio.to_thread(self._installations.find, team_id, enterprise_id)
        return self._remember(key, installed and await self._rotation.fresh(installed))

    async def of_team(self, team_id: str) -> Workspace | None:
        """The workspace's installation, or that of the organisation which has this workspace."""
        found = await self.find(team_id)
        if found is not None:
            return found
        enterprise_id = await self._organisation_of(team_id)
        return await self.find(team_id, enterprise_id) if enterprise_id else None

    def known(self, team_id: str) -> Workspace | None:
        """The workspace's own installation, if it was looked up lately."""
        return self._still_known((team_id, ""))

    async def renewed(self, refused: Workspace) -> Workspace | None:
        """What the database has by now, else what Slack gives for the refresh token."""
        await self.forget(refused.team_id, refused.enterprise_id)
        key = (refused.team_id, refused.enterprise_id)
        installed = await asyncio.to_thread(self._installations.find, *key)
        if installed is not None and installed.token == refused.token:
            installed = await self._rotation.exchanged(installed)
        if installed is None or installed.token == refused.token:
            return None
        return self._remember(key, installed)

    async def forget(self, team_id: str, enterprise_id: str = "") -> None:
        """Read the database again next time."""
        place, named = (0, team_id) if team_id else (1, enterprise_id)
        for key in [each for each in self._known if each[place] == named]:
            del self._known[key]
        for team in [each for each, (_, whole) in self._organisation.items() if whole == named]:
            del self._organisation[team]

    async def removed(self, team_id: str, enterprise_id: str, second: datetime) -> None:
        """Remember in the database, for all machines, that the app is gone from there. News can
        come late and twice: a newer installation stays."""
        await self.forget(team_id, enterprise_id)
        until = second + _SECOND
        try:
            gone = await self._gone(team_id, enterprise_id, second)
        except CannotUnseal:
            # Nobody can ask Slack without the token; the time alone has to say.
            await self._revoke(team_id, enterprise_id, until)
            return
        if gone is not None:
            await self.forget(gone.team_id, gone.enterprise_id)
            await self._revoke(gone.team_id, gone.enterprise_id, gone.installed_at or until)

    def _still_known(self, key: _Key) -> Workspace | None:
        until, known = self._known.get(key, (None, None))
        return known if until is not None and self._clock() < until else None

    async def _gone(
        self, team_id: str, enterprise_id: str, second: datetime
    ) -> Installation | None:
        """The installation that was removed; None if a newer one stands there by now."""
        found = await asyncio.to_thread(self._installations.exactly, team_id, enterprise_id)
        if found is None or found.installed_at is None:
            return await self._whole(enterprise_id) if team_id else None
        if found.installed_at >= second + _SECOND:
            return None
        if found.installed_at < second:
            return found
        # Slack tells whole seconds: it may be installed anew within the one of its removal.
        return None if await self._refusal(found) == "" else found

    async def _whole(self, enterprise_id: str) -> Installation | None:
        """The organisation's installation if it is gone as well; it may have lost no more than
        the one workspace."""
        found = await asyncio.to_thread(self._installations.exactly, "", enterprise_id)
        if found is None:
            return None
        fresh = await self._rotation.fresh(found)
        is_gone = fresh is None or await self._refusal(fresh) in REFUSED_TOKENS
        return found if is_gone else None

    async def _refusal(self, installed: Installation) -> str:
        """Why Slack does not take the token; empty if it does."""
        try:
            await self._client.auth_test(token=installed.token)
        except SlackApiError as error:
            return reason_of(error)
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            return type(error).__name__
        return ""

    async def _revoke(self, team_id: str, enterprise_id: str, until: datetime) -> None:
        revoke = self._installations.revoke
        if await asyncio.to_thread(revoke, team_id, enterprise_id, self._clock(), until):
            log.info("the app was taken out of workspace %s", team_id or enterprise_id)

    def _remember(self, key: _Key, installed: Installation | None) -> Workspace | None:
        if installed is None:
            self._known.pop(key, None)
            return None
        found = Workspace(
            key[0] or installed.team_id,
            installed.token,
            installed.bot_id,
            installed.bot_user_id,
            installed.enterprise_id,
        )
        self._known[key] = (self._clock() + REMEMBERED_FOR, found)
        return found

    async def _organisation_of(self, team_id: str) -> str:
        """The organisation that has the workspace; empty if none that installed the app does."""
        until, known = self._organisation.get(team_id, (None, ""))
        if until is not None and self._clock() < until:
            return known
        for enterprise_id in await asyncio.to_thread(self._installations.organisations):
            if team_id in await self._teams(enterprise_id):
                self._organisation[team_id] = (self._clock() + REMEMBERED_FOR, enterprise_id)
                return enterprise_id
        return ""

    async def _teams(self, enterprise_id: str) -> list[str]:
        """The workspaces of an organisation in which the app may act, as far as Slack tells."""
        try:
            installed = await self.find("", enterprise_id)
            return [] if installed is None else await self._listed(installed.token)
        except (CannotUnseal, SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("no workspaces of %s: %s", enterprise_id, type(error).__name__)
            return []

    async def _listed(self, token: str) -> list[str]:
        found: list[str] = []
        cursor: str | None = None
        while True:
            told = await self._client.auth_teams_list(
                token=token, limit=_TEAMS_IN_PAGE, cursor=cursor
            )
            found.extend(str(team["id"]) for team in told.get("teams") or [])
            cursor = (told.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return found
