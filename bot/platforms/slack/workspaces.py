"""Which workspaces the app may act in, and with which token."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

Clock = Callable[[], datetime]
# The token is dead or was replaced: https://docs.slack.dev/reference/methods/auth.test#errors
REFUSED_TOKENS = {
    "token_expired",
    "token_revoked",
    "account_inactive",
    "invalid_auth",
    "not_authed",
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace in which the app is installed, as the bot acts there.

    An installation of a whole organisation serves many: `team_id` is empty where only the
    organisation is known.
    """

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
        """The workspace that Slack names, or None where the app is not installed. CannotUnseal
        if the key to its token was taken away."""

    async def of_team(self, team_id: str) -> Workspace | None:
        """The same where Slack is not there to name the organisation: for what is said unasked."""

    def known(self, team_id: str) -> Workspace | None:
        """The same, if nobody has to be asked for it."""

    async def renewed(self, refused: Workspace) -> Workspace | None:
        """The workspace with another token than the refused one; None if there is none."""

    async def forget(self, team_id: str, enterprise_id: str = "") -> None:
        """Ask again next time. An empty `team_id` means all of an organisation."""

    async def removed(self, team_id: str, enterprise_id: str, second: datetime) -> None:
        """The app was taken out of the workspace (or of the whole organisation, with an empty
        `team_id`) within the second that begins then."""

    async def stop(self) -> None:
        """Finish what must not be lost."""


class OneWorkspace:
    """The single workspace of a given bot token; events of shared channels come through it. The
    token may be an organisation's: then it serves each of its workspaces."""

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
        return self._in(self._known, team_id, enterprise_id)

    async def of_team(self, team_id: str) -> Workspace | None:
        """The token's workspace if it is this one."""
        await self.find(team_id)
        return self.known(team_id)

    def known(self, team_id: str) -> Workspace | None:
        """The token's workspace if it is this one and has been heard of."""
        found = None if self._known is None else self._in(self._known, team_id, "")
        return found if found is not None and found.team_id == team_id else None

    async def renewed(self, refused: Workspace) -> Workspace | None:
        """None: a given token is the only one. SlackApiError if it is no good any more."""
        self._known = await self._ask()
        return None

    async def forget(self, team_id: str, enterprise_id: str = "") -> None:
        """Ask Slack again next time."""
        self._known = None

    async def removed(self, team_id: str, enterprise_id: str, second: datetime) -> None:
        """Ask Slack again next time: the token may have been given back since."""
        self._known = None

    async def stop(self) -> None:
        """There is nothing to finish."""

    @staticmethod
    def _in(known: Workspace, team_id: str, enterprise_id: str) -> Workspace:
        is_theirs = not known.team_id and enterprise_id in ("", known.enterprise_id)
        return replace(known, team_id=team_id) if is_theirs else known

    async def _ask(self) -> Workspace:
        told = await self._client.auth_test(token=self._token)
        is_organisation = bool(told.get("is_enterprise_install"))
        return Workspace(
            "" if is_organisation else str(told["team_id"]),
            self._token,
            bot_id=str(told.get("bot_id") or ""),
            bot_user_id=str(told.get("user_id") or ""),
            enterprise_id=str(told.get("enterprise_id") or ""),
        )
