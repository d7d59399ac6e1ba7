"""Bolt's side of listening: one listener for each kind of payload, no more to try in turn."""

import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack import listening
from bot.platforms.slack.conversing import Conversing
from bot.platforms.slack.workspaces import Clock, Workspaces

log = logging.getLogger(__name__)
_ANY = re.compile("")
_JSON = {"content-type": "application/json;charset=utf-8"}
_REMOVALS = {"app_uninstalled", "tokens_revoked"}
_WORKSPACE = "attache_workspace"
_NOT_INSTALLED = "Attaché is not installed in this workspace any more. Please install it again."


class Remembered(AsyncAuthorize):
    """Bolt's question whose token to use, answered from memory."""

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
    ) -> AuthorizeResult | None:
        """The workspace's bot; None where the app is not installed."""
        found = await self._workspaces.find(team_id or "", enterprise_id or "")
        if found is None:
            return None
        context[_WORKSPACE] = found
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=found.team_id,
            bot_user_id=found.bot_user_id,
            bot_id=found.bot_id,
            bot_token=found.token,
            user_id=user_id,
        )


class Hearing:
    """What is done with each kind of payload."""

    def __init__(self, conversing: Conversing, workspaces: Workspaces, clock: Clock) -> None:
        self._conversing = conversing
        self._workspaces = workspaces
        self._clock = clock

    def app(self, client: AsyncWebClient, logger: logging.Logger) -> AsyncApp:
        """Bolt's app. `client` has no token, so that none can be used but a workspace's own.

        The signature is checked before, see `receiving`; a listener ends before the response,
        because bolt otherwise looks for an answer only every ten milliseconds.
        """
        app = AsyncApp(
            name="attache",
            client=client,
            authorize=Remembered(self._workspaces),  # type: ignore[arg-type]  # bolt takes both
            logger=logger,
            process_before_response=True,
            request_verification_enabled=False,
            raise_error_for_unhandled_request=True,
            user_facing_authorize_error_message=_NOT_INSTALLED,
        )
        app.command(_ANY)(self._command)
        app.event(_ANY)(self._event)
        app.action(_ANY)(self._press)
        app.error(_answer_to_error)
        return app

    async def _command(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse:
        heard = listening.command(body, context[_WORKSPACE], self._clock())
        first = await self._conversing.at_once(heard)
        if first is None:
            return await ack()
        shown = {"response_type": "ephemeral", "text": first.text, "blocks": first.blocks}
        # Bolt's own way of writing it takes fifteen times as long.
        return BoltResponse(status=200, body=orjson.dumps(shown).decode(), headers={**_JSON})

    async def _event(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        if body["event"]["type"] in _REMOVALS:
            await self._removed(body)
            return
        heard = listening.event(body, context[_WORKSPACE], self._clock())
        if heard is not None:
            await self._conversing.converse(heard)

    async def _press(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse:
        carried = listening.carried(body)
        if carried:
            said = await self._conversing.pressed(carried)
            words = said if isinstance(said, str) else ""
            heard = listening.press(body, words, context[_WORKSPACE], self._clock())
            if isinstance(said, str):
                await self._conversing.converse(heard)
            else:
                await self._conversing.reply(said, heard.place)
        return await ack()

    async def _removed(self, body: dict[str, Any]) -> None:
        """https://docs.slack.dev/reference/events/tokens_revoked tells of users' tokens too,
        of which we have none."""
        event = body["event"]
        if event["type"] == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
            return
        # Slack's moments of events are whole seconds.
        happened = datetime.fromtimestamp(int(body.get("event_time") or 0), UTC)
        team, enterprise = str(body.get("team_id") or ""), str(body.get("enterprise_id") or "")
        await self._workspaces.revoke(team, enterprise, happened + timedelta(seconds=1))
        log.info("the app was taken out of workspace %s", team or enterprise)


async def _answer_to_error(error: Exception) -> BoltResponse:
    """What nobody listens for is well received; a fault is in the log without the payload."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    log.error("a payload could not be handled", exc_info=error)
    return BoltResponse(status=500, body="")
