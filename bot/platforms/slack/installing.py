"""Slack's "Add to Slack": the install page, and what comes back from the consent page."""

import asyncio
import logging
from datetime import datetime

import aiohttp
from slack_bolt.adapter.starlette.async_handler import (
    to_async_bolt_request,
    to_starlette_response,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.platforms.slack.manifest import SCOPES
from bot.platforms.slack.settings import SlackSettings
from bot.platforms.slack.workspaces import Clock, Workspaces
from storage.errors import StorageError
from storage.installations import STATE_LASTS, Installation, Installations, OAuthStates

log = logging.getLogger(__name__)


class States(AsyncOAuthStateStore):
    """Our states behind Slack's interface."""

    def __init__(self, states: OAuthStates, clock: Clock) -> None:
        self._states = states
        self._clock = clock

    async def async_issue(self, *_args: object, **_kwargs: object) -> str:
        """A new state."""
        return await asyncio.to_thread(self._states.issue, self._clock())

    async def async_consume(self, state: str) -> bool:
        """Whether it is good; never twice."""
        return await asyncio.to_thread(self._states.consume, state or "", self._clock())


class Store(AsyncInstallationStore):
    """Our installations behind Slack's interface, as far as installing needs it."""

    def __init__(self, installations: Installations, workspaces: Workspaces, clock: Clock) -> None:
        self._installations = installations
        self._workspaces = workspaces
        self._clock = clock

    async def async_save(self, installation: SlackInstallation) -> None:
        """Keep it, and act under it from now on."""
        made = _ours(installation, self._clock())
        await asyncio.to_thread(self._installations.save, made, self._clock())
        await self._workspaces.forget(made.team_id)
        log.info("workspace %s installed the app", made.team_id or made.enterprise_id)


class Installer:
    """Answers `GET /slack/install` and `GET /slack/oauth_redirect`."""

    def __init__(
        self,
        settings: SlackSettings,
        client: AsyncWebClient,
        store: Store,
        states: States,
        logger: logging.Logger,
    ) -> None:
        self._flow = AsyncOAuthFlow(
            client=client,
            logger=logger,
            settings=AsyncOAuthSettings(
                client_id=settings.client_id,
                client_secret=settings.client_secret,
                scopes=list(SCOPES),
                user_scopes=[],
                redirect_uri=settings.public_url.rstrip("/") + "/slack/oauth_redirect",
                installation_store=store,
                state_store=states,
                state_expiration_seconds=int(STATE_LASTS.total_seconds()),
                logger=logger,
            ),
        )

    async def install(self, request: Request) -> Response:
        """The page with the button, and a state that only this browser can come back with."""
        try:
            page = await self._flow.handle_installation(to_async_bolt_request(request, b""))
        except StorageError:
            return _sorry()
        return to_starlette_response(page)

    async def finish(self, request: Request) -> Response:
        """The page after the consent: done, or what went wrong."""
        try:
            page = await self._flow.handle_callback(to_async_bolt_request(request, b""))
        except (StorageError, SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("an installation was not finished: %s", type(error).__name__)
            return _sorry()
        return to_starlette_response(page)


def _sorry() -> Response:
    text = "The installation could not be finished. Please try again in a minute."
    return PlainTextResponse(text, status_code=503)


def _ours(made: SlackInstallation, now: datetime) -> Installation:
    bot = made.to_bot()
    lasts = bot.bot_token_expires_at
    is_enterprise = bool(made.is_enterprise_install)
    return Installation(
        team_id="" if is_enterprise else made.team_id or "",
        token=made.bot_token or "",
        enterprise_id=made.enterprise_id or "",
        team_name=made.team_name or made.enterprise_name or "",
        app_id=made.app_id or "",
        bot_id=made.bot_id or "",
        bot_user_id=made.bot_user_id or "",
        installed_by=made.user_id or "",
        scopes=tuple(made.bot_scopes or ()),
        is_enterprise=is_enterprise,
        refresh_token=made.bot_refresh_token or "",
        expires_at=_moment(lasts, now),
    )


def _moment(stamp: int | None, now: datetime) -> datetime | None:
    return datetime.fromtimestamp(stamp, now.tzinfo) if stamp else None
