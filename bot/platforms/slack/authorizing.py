"""Bolt's question who may act, and what to say where nobody may."""

import logging

from slack_bolt.async_app import AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.chat.text import _
from bot.platforms.slack.workspaces import Workspace, Workspaces
from storage.sealing import CannotUnseal

log = logging.getLogger(__name__)
# Where the context has the workspace, or why there is none.
WORKSPACE = "attache_workspace"
ABSENCE = "attache_absence"
_NOT_INSTALLED = _(
    "Attaché is not installed in this workspace any more. Please ask your administrator to"
    " install it again."
)
_LOCKED_OUT = _(
    "I have lost the key to this workspace, so I cannot do anything here. Nothing is lost in"
    " your network. Please ask your administrator to run `attache check`, or to install me"
    " here again."
)


class Remembered(AsyncAuthorize):
    """Bolt's question who may act, answered from memory. Nobody is sent away here, because
    bolt's own words would be; each listener sees what is missing."""

    def __init__(self, workspaces: Workspaces) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # bolt leaves it untyped
        self._workspaces = workspaces

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_actor: str | None,
    ) -> AuthorizeResult:
        """The workspace's bot; in the context, the workspace or why there is none."""
        found: Workspace | None = None
        try:
            found = await self._workspaces.find(team_id or "", enterprise_id or "")
        except CannotUnseal:
            log.error("no key opens the token of workspace %s", team_id or enterprise_id)
            context[ABSENCE] = _LOCKED_OUT
        if found is None:
            context.setdefault(ABSENCE, _NOT_INSTALLED)
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)
        context[WORKSPACE] = found
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=found.team_id,
            bot_user_id=found.bot_user_id,
            bot_id=found.bot_id,
            bot_token=found.token,
            user_id=user_id,
        )
