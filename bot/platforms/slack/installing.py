"""Slack's "Add to Slack": the install page, and what comes back from the consent page.

https://docs.slack.dev/authentication/installing-with-oauth
"""

import asyncio
import hmac
import logging
from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response

from bot.platforms.slack import install_pages as pages
from bot.platforms.slack.install_pages import Page
from bot.platforms.slack.manifest import SCOPES
from bot.platforms.slack.rotating import expiry
from bot.platforms.slack.settings import SlackSettings
from bot.platforms.slack.workspaces import Clock, Workspaces
from storage.errors import StorageError
from storage.installations import Installation, Installations
from storage.oauth_states import STATE_LASTS, OAuthStates, state_of

log = logging.getLogger(__name__)
# Only this host can set a cookie of such a name, and only over TLS.
COOKIE = "__Host-attache-install"
_NO_GOOD_CODES = {"invalid_code", "code_already_used", "code_expired"}
_GOVERNMENT = "slack-gov.com"
# Anyone can open these pages, and each visit writes to the database that conversations need.
VISITS_A_MINUTE = 120
_MINUTE = timedelta(minutes=1)


class Unfinished(Exception):
    """An installation that was not completed; `page` says what to do."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page


class Installer:
    """Answers `GET /slack/install` and `GET /slack/oauth_redirect`.

    The state that goes through Slack is good once, for ten minutes, and only in the browser that
    keeps the secret it was made from. Either a whole installation is kept or none.
    """

    def __init__(
        self,
        settings: SlackSettings,
        client: AsyncWebClient,
        installations: Installations,
        states: OAuthStates,
        workspaces: Workspaces,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._client = client
        self._installations = installations
        self._states = states
        self._workspaces = workspaces
        self._clock = clock
        self._visits: deque[datetime] = deque(maxlen=VISITS_A_MINUTE)
        self._return_to = settings.public_url.rstrip("/") + "/slack/oauth_redirect"

    async def install(self, request: Request) -> Response:
        """The page with the button, and a secret for this browser to come back with."""
        if self._is_crowded():
            return pages.shown(pages.crowded(), request)
        try:
            secret = await asyncio.to_thread(self._states.issue, self._clock())
        except StorageError as error:
            log.warning("no installation can be begun: %s", type(error).__name__)
            return pages.shown(pages.half_done(), request)
        response = pages.shown(pages.invitation(self._consent_page(state_of(secret))), request)
        response.set_cookie(
            COOKIE,
            secret,
            max_age=int(STATE_LASTS.total_seconds()),
            path="/",
            secure=True,
            httponly=True,
            samesite="lax",
        )
        return response

    async def finish(self, request: Request) -> Response:
        """The page after the consent: done, or what went wrong and what to do."""
        if self._is_crowded():
            return pages.shown(pages.crowded(), request)
        try:
            page = await self._finished(request)
        except Unfinished as unfinished:
            page = unfinished.page
        except (StorageError, SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("an installation stopped half way: %s", type(error).__name__)
            page = pages.half_done()
        response = pages.shown(page, request)
        if _is_same_browser(request):
            response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
        return response

    def _is_crowded(self) -> bool:
        """Whether as many came within the last minute as are let in."""
        now = self._clock()
        if len(self._visits) == VISITS_A_MINUTE and now - self._visits[0] < _MINUTE:
            return True
        self._visits.append(now)
        return False

    def _consent_page(self, state: str) -> str:
        host = urlsplit(self._settings.base_url).hostname or ""
        slack = _GOVERNMENT if host.endswith(_GOVERNMENT) else "slack.com"
        asked = {
            "client_id": self._settings.client_id,
            "scope": ",".join(SCOPES),
            "redirect_uri": self._return_to,
            "state": state,
        }
        return f"https://{slack}/oauth/v2/authorize?{urlencode(asked)}"

    async def _finished(self, request: Request) -> Page:
        given = request.query_params
        if "error" in given:
            is_no = given["error"] == "access_denied"
            return pages.declined() if is_no else pages.refused(given["error"])
        if not _is_same_browser(request):
            raise Unfinished(pages.other_browser())
        if not await asyncio.to_thread(self._states.consume, given["state"], self._clock()):
            raise Unfinished(pages.used_up())
        if not given.get("code"):
            raise Unfinished(pages.no_code())
        made = await self._made(given["code"])
        await asyncio.to_thread(self._installations.save, made, self._clock())
        await self._workspaces.forget(made.team_id, made.enterprise_id)
        log.info("workspace %s installed the app", made.team_id or made.enterprise_id)
        if made.is_enterprise:
            return pages.organisation_welcome(made.team_name, made.enterprise_id, made.app_id)
        return pages.welcome(made.team_name, made.team_id, made.app_id)

    async def _made(self, code: str) -> Installation:
        """What Slack gives for the code. Unfinished if it gives no whole installation."""
        told = await self._exchanged(code)
        bot = await self._client.auth_test(token=str(told.get("access_token") or ""))
        made = self._read(told, str(bot.get("bot_id") or ""))
        if not (made.token and made.bot_user_id and (made.team_id or made.is_enterprise)):
            log.warning("Slack gave an installation without a bot or a workspace")
            raise Unfinished(pages.half_done(502))
        return made

    async def _exchanged(self, code: str) -> Mapping[str, Any]:
        try:
            told = await self._client.oauth_v2_access(
                client_id=self._settings.client_id,
                client_secret=self._settings.client_secret,
                code=code,
                redirect_uri=self._return_to,
            )
        except SlackApiError as error:
            reason = str(_mapping(error.response.data).get("error") or "")
            log.warning("Slack refuses an installation: %s", reason)
            page = pages.no_code() if reason in _NO_GOOD_CODES else pages.refused(reason)
            raise Unfinished(page) from error
        return _mapping(told.data)

    def _read(self, told: Mapping[str, Any], bot_id: str) -> Installation:
        """https://docs.slack.dev/reference/methods/oauth.v2.access; of an organisation, `team`
        is null."""
        team, enterprise = _mapping(told.get("team")), _mapping(told.get("enterprise"))
        enterprise_id = str(enterprise.get("id") or "")
        is_enterprise = bool(told.get("is_enterprise_install") and enterprise_id)
        return Installation(
            team_id="" if is_enterprise else str(team.get("id") or ""),
            token=str(told.get("access_token") or ""),
            enterprise_id=enterprise_id,
            team_name=str((enterprise if is_enterprise else team).get("name") or "")[:200],
            app_id=str(told.get("app_id") or ""),
            bot_id=bot_id,
            bot_user_id=str(told.get("bot_user_id") or ""),
            installed_by=str(_mapping(told.get("authed_user")).get("id") or ""),
            scopes=tuple(each for each in str(told.get("scope") or "").split(",") if each),
            is_enterprise=is_enterprise,
            refresh_token=str(told.get("refresh_token") or ""),
            expires_at=expiry(told.get("expires_in"), self._clock()),
        )


def _is_same_browser(request: Request) -> bool:
    """Whether it keeps the secret that the state it comes back with was made from."""
    secret, state = request.cookies.get(COOKIE, ""), request.query_params.get("state", "")
    return bool(secret) and hmac.compare_digest(state_of(secret).encode(), state.encode())


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
