"""Slack as a platform: its routes, its start and its stop."""

import asyncio
import contextlib
import logging
from datetime import UTC, datetime

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.chat.answer import Ask
from bot.chat.talk import Overhear
from bot.domain.identity import Identity
from bot.platforms.proxies import proxy_for
from bot.platforms.slack.acquaintance import Acquaintance
from bot.platforms.slack.acting import Acting
from bot.platforms.slack.addresses import Addresses
from bot.platforms.slack.calling import Calling
from bot.platforms.slack.conversing import Conversing
from bot.platforms.slack.delivering import SlackCourier
from bot.platforms.slack.filing import Filing
from bot.platforms.slack.happening import Happening
from bot.platforms.slack.hearing import Hearing
from bot.platforms.slack.installed import InstalledWorkspaces
from bot.platforms.slack.installing import Installer
from bot.platforms.slack.leaving import Left
from bot.platforms.slack.membership import Membership
from bot.platforms.slack.overhearing import is_chatter
from bot.platforms.slack.quoting import Quoting
from bot.platforms.slack.reacting import Reacting
from bot.platforms.slack.reasons import reason_of
from bot.platforms.slack.receiving import Receiver
from bot.platforms.slack.rotating import Rotation
from bot.platforms.slack.sending import Sender
from bot.platforms.slack.settings import SlackSettings
from bot.platforms.slack.showing import Showing
from bot.platforms.slack.standing import Standing
from bot.platforms.slack.talking import Talking, is_noise
from bot.platforms.slack.workspaces import Clock, OneWorkspace, Workspaces
from storage.button_texts import ButtonTexts
from storage.engine import Database
from storage.installations import Installations
from storage.oauth_states import OAuthStates
from storage.sealing import Seal

log = logging.getLogger(__name__)
# Slack's libraries write whole payloads at their finer levels, and bolt warns of a bot token in
# the environment that it is right not to use.
_library_log = logging.getLogger(f"{__name__}.library")
_library_log.setLevel(logging.ERROR)
# Slack answers within a second or two, or not at all.
CALL_SECONDS = 15
FINISH_SECONDS = 20.0
_LAST_WORDS_SECONDS = 0.1


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _nobody(_who: Identity, _at: datetime) -> None:
    """Passes over who has left."""


class SlackTrouble(Exception):
    """Slack does not let us work; the text says why, without a token."""


class SlackPlatform:
    """One Slack app. `routes` may be asked for at any time; they answer between `start` and
    `stop`."""

    def __init__(
        self,
        settings: SlackSettings,
        ask: Ask,
        button_texts: ButtonTexts,
        database: Database,
        clock: Clock = _utc_now,
        left: Left = _nobody,
        overhear: Overhear | None = None,
    ) -> None:
        """`left` is told, in a thread of its own, whose account was deactivated and when;
        `overhear` what people say to each other in channels."""
        self._settings = settings
        self._ask = ask
        self._button_texts = button_texts
        self._database = database
        self._clock = clock
        self._left = left
        self._overhear = overhear
        # Most of what Slack tells is talk; what nobody listens for goes no further than the door.
        is_idle = is_chatter if overhear is None else is_noise
        self._receiver = Receiver(settings.signing_secret, is_idle)
        self._installer: Installer | None = None
        self._conversing: Conversing | None = None
        self._courier: SlackCourier | None = None
        self._workspaces: Workspaces | None = None
        self._session: aiohttp.ClientSession | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None

    def routes(self) -> list[BaseRoute]:
        """Slack's request URL, and the install pages where workspaces install the app."""
        found: list[BaseRoute] = [
            Route("/slack/events", self._receiver.receive, methods=["POST"]),
        ]
        if self._settings.is_installable:
            found += [
                Route("/slack/install", self._install, methods=["GET"]),
                Route("/slack/oauth_redirect", self._finish, methods=["GET"]),
            ]
        return found

    async def start(self, *, listening: bool = True) -> None:
        """Listen from now on; with an app token over Socket Mode as well. If Slack is out of
        reach, that is logged and tried again. Without `listening` there is only the courier."""
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=CALL_SECONDS),
            proxy=proxy_for(self._settings.base_url),
        )
        client = AsyncWebClient(
            base_url=self._settings.base_url,
            session=self._session,
            retry_handlers=[],
            logger=_library_log,
        )
        workspaces = self._workspaces = self._tokens(client)
        sender = Sender(client, self._session, workspaces)
        showing = Showing(self._button_texts)
        calling = Calling(self._session, self._settings.base_url)
        acting = Acting(calling, workspaces)
        self._conversing = Conversing(
            self._ask, sender, self._button_texts, showing, Standing(acting)
        )
        filing = Filing(acting, self._session, Addresses(self._settings.base_url))
        self._courier = SlackCourier(acting, showing, filing)
        await _introduced(workspaces)
        if listening:
            hearing = self._hearing(self._conversing, sender, workspaces, acting)
            self._listen(hearing.app(client, _library_log), client)

    def _hearing(
        self, conversing: Conversing, sender: Sender, workspaces: Workspaces, acting: Acting
    ) -> Hearing:
        clock, known = self._clock, Acquaintance(acting, self._clock)
        talking = Talking(self._overhear, known, clock) if self._overhear else None
        quoting = Quoting(known, acting)
        reacting = Reacting(conversing, known, quoting, clock, talking)
        membership = Membership(self._database)
        happening = Happening(
            conversing,
            workspaces,
            known,
            quoting,
            reacting,
            membership,
            self._left,
            clock,
            talking,
        )
        return Hearing(conversing, sender, workspaces, happening, quoting, clock)

    def _listen(self, app: AsyncApp, client: AsyncWebClient) -> None:
        self._receiver.app = app
        if self._settings.app_token:
            self._connecting = asyncio.create_task(self._connect(app, client))

    async def stop(self) -> None:
        """Take nothing new, finish what was taken, and close every connection."""
        self._receiver.app = None
        if self._socket is not None:
            self._socket.client.socket_mode_request_listeners.clear()
        if self._connecting is not None:
            self._connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._connecting
        if self._conversing is not None:
            await self._conversing.finish(FINISH_SECONDS)
        if self._workspaces is not None:
            await self._workspaces.stop()
        if self._socket is not None:
            await self._close(self._socket)
        if self._session is not None:
            await self._session.close()

    @property
    def courier(self) -> SlackCourier:
        """Who delivers what goes out unasked, between `start` and `stop`. RuntimeError before."""
        if self._courier is None:
            raise RuntimeError("Slack was not started")
        return self._courier

    async def check(self) -> str:
        """Whom Slack takes us for. SlackTrouble, with a sentence, if it does not answer or
        refuses the token. For a platform that was not started."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(CALL_SECONDS)) as session:
            client = AsyncWebClient(
                base_url=self._settings.base_url,
                session=session,
                retry_handlers=[],
                logger=_library_log,
            )
            try:
                if self._settings.is_installable:
                    await client.api_test()
                    return "reached; workspaces install the app at /slack/install"
                told = await client.auth_test(token=self._settings.bot_token)
            except SlackApiError as error:
                raise SlackTrouble(f"refuses: {reason_of(error)}") from error
            except (aiohttp.ClientError, TimeoutError) as error:
                raise SlackTrouble(f"cannot be reached: {type(error).__name__}") from error
        return f"speaks as {told['user']} in {told['team']} ({told['team_id']})"

    def _tokens(self, client: AsyncWebClient) -> Workspaces:
        settings, clock = self._settings, self._clock
        if not settings.is_installable:
            return OneWorkspace(settings.bot_token, client)
        installations = Installations(
            self._database, Seal(settings.encryption_keys), settings.client_id
        )
        rotation = Rotation(installations, client, settings, clock)
        workspaces = InstalledWorkspaces(installations, rotation, client, clock)
        states = OAuthStates(self._database)
        self._installer = Installer(settings, client, installations, states, workspaces, clock)
        return workspaces

    async def _connect(self, app: AsyncApp, client: AsyncWebClient) -> None:
        """Open the Socket Mode connection; the client itself keeps it open from then on."""
        self._socket = AsyncSocketModeHandler(
            app, self._settings.app_token, logger=_library_log, web_client=client
        )
        await self._socket.connect_async()  # type: ignore[no-untyped-call]  # bolt's is untyped

    @staticmethod
    async def _close(socket: AsyncSocketModeHandler) -> None:
        # The last acknowledgements are on their way out.
        await asyncio.sleep(_LAST_WORDS_SECONDS)
        await socket.close_async()  # type: ignore[no-untyped-call]  # bolt's is untyped

    async def _install(self, request: Request) -> Response:
        return await self._installer.install(request) if self._installer else _not_started()

    async def _finish(self, request: Request) -> Response:
        return await self._installer.finish(request) if self._installer else _not_started()


async def _introduced(workspaces: Workspaces) -> None:
    try:
        await workspaces.start()
    except SlackApiError as error:
        log.error("Slack refuses the bot token: %s", reason_of(error))
    except (aiohttp.ClientError, TimeoutError) as error:
        log.error("Slack cannot be reached: %s", type(error).__name__)


def _not_started() -> Response:
    return PlainTextResponse("not started", status_code=503)
