"""Calls made as the bot of a workspace, with a token that is fresh."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.chat.delivering import Later, NotDelivered, Refused, Uncertain
from bot.domain.identity import Venue
from bot.platforms.slack.calling import Calling, TokenRefused, Told, failure_of
from bot.platforms.slack.reasons import reason_of
from bot.platforms.slack.workspaces import Workspace, Workspaces
from storage.errors import StorageError
from storage.sealing import CannotUnseal

# Two calls with the token renewed in between are over before a worker's lease of 30 seconds.
TOKEN_SECONDS = 4.0

# What the ids of people begin with; W is for those of Enterprise organisations.
# https://docs.slack.dev/reference/objects/user-object
PEOPLE = ("U", "W")

_Made = TypeVar("_Made")


class Acting:
    """Acts in any workspace that installed the app. A refused token is renewed once."""

    def __init__(self, calling: Calling, workspaces: Workspaces) -> None:
        self._calling = calling
        self._workspaces = workspaces

    async def write(self, team_id: str, method: str, body: dict[str, Any]) -> Told:
        """Slack's answer to what changes something; NotDelivered of one kind or another."""
        return await self.made(team_id, lambda it: self._calling.write(method, it.token, body))

    async def read(self, team_id: str, method: str, asked: dict[str, str]) -> Told:
        """Slack's answer to a question; Refused or Later if there is none."""
        return await self.made(team_id, lambda it: self._calling.read(method, it.token, asked))

    async def channel(self, to: Venue) -> str:
        """The channel that can be looked into there: a person's direct messages have a number
        of their own. NotDelivered of one kind or another."""
        if not to.channel.startswith(PEOPLE):
            return to.channel
        told = await self.write(to.team, "conversations.open", {"users": to.channel})
        return str(told["channel"]["id"])

    async def workspace(self, team_id: str) -> Workspace:
        """The workspace, as the bot acts there; Refused or Later if there is none."""
        workspace = self._workspaces.known(team_id)
        if workspace is None:
            workspace = await _there(self._workspaces.of_team(team_id))
        if workspace is None:
            raise Refused("not_installed")
        return workspace

    async def made(self, team_id: str, call: Callable[[Workspace], Awaitable[_Made]]) -> _Made:
        """What comes of a call of another kind, which is made again with a renewed token if it
        ends in TokenRefused."""
        workspace = await self.workspace(team_id)
        try:
            return await call(workspace)
        except TokenRefused:
            again = await _there(self._workspaces.renewed(workspace))
            if again is None:
                raise
        try:
            return await call(again)
        except TokenRefused:
            await self._workspaces.forget(again.team_id, again.enterprise_id)
            raise


async def _there(asked: Awaitable[Workspace | None]) -> Workspace | None:
    """The workspace that was asked for, while nothing was called yet. Refused or Later if that
    cannot be learned."""
    try:
        async with asyncio.timeout(TOKEN_SECONDS):
            return await asked
    except CannotUnseal:
        raise Refused("key_lost") from None
    except StorageError:
        raise Later("database_unavailable") from None
    except SlackApiError as error:
        raise _before(reason_of(error)) from None
    except (SlackClientError, aiohttp.ClientError, TimeoutError):
        raise Later("unreached") from None


def _before(reason: str) -> NotDelivered:
    """What a failure means that came before anything was called."""
    failure = failure_of(reason)
    return Later(reason) if isinstance(failure, Uncertain) else failure
