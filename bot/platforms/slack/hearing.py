"""Bolt's side of listening: one listener for each kind of payload, no more to try in turn."""

import asyncio
import logging
import re
import secrets
from typing import Any

import orjson
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import guidance
from bot.chat.speech import Speech, best_language
from bot.chat.text import Text, _
from bot.platforms.slack import listening
from bot.platforms.slack.belonging import part
from bot.platforms.slack.conversing import Conversing
from bot.platforms.slack.leaving import Left, departed, happened_at
from bot.platforms.slack.overhearing import overheard
from bot.platforms.slack.sending import Sender
from bot.platforms.slack.tracking import CALLBACK, tracked
from bot.platforms.slack.workspaces import Clock, Workspace, Workspaces
from storage.errors import DatabaseUnavailable
from storage.sealing import CannotUnseal

log = logging.getLogger(__name__)
_ANY = re.compile("")
_JSON = {"content-type": "application/json;charset=utf-8"}
_REMOVALS = ("app_uninstalled", "tokens_revoked")
_WORKSPACE = "attache_workspace"
_ABSENCE = "attache_absence"
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
            context[_ABSENCE] = _LOCKED_OUT
        if found is None:
            context.setdefault(_ABSENCE, _NOT_INSTALLED)
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)
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

    def __init__(
        self,
        conversing: Conversing,
        sender: Sender,
        workspaces: Workspaces,
        left: Left,
        clock: Clock,
    ) -> None:
        self._conversing = conversing
        self._sender = sender
        self._workspaces = workspaces
        self._left = left
        self._clock = clock

    def app(self, client: AsyncWebClient, logger: logging.Logger) -> AsyncApp:
        """Bolt's app. `client` has no token, so that none can be used but a workspace's own.

        The signature is checked before, see `receiving`; a listener ends before the response,
        because bolt otherwise looks for an answer only every ten milliseconds.
        """
        app = AsyncApp(
            name="attache",
            client=client,
            authorize=Remembered(self._workspaces),
            logger=logger,
            process_before_response=True,
            request_verification_enabled=False,
            raise_error_for_unhandled_request=True,
        )
        app.command(_ANY)(self._command)
        app.event(_ANY)(self._event)
        app.action(_ANY)(self._press)
        app.message_shortcut(CALLBACK)(self._track)
        app.error(_answer_to_error)
        return app

    async def _command(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse:
        workspace = context.get(_WORKSPACE)
        if workspace is None:
            return _whispered(_said(context[_ABSENCE]))
        heard = listening.command(body, workspace, self._clock())
        first = await self._conversing.at_once(heard)
        return await ack() if first is None else _whispered(first.text, first.blocks)

    async def _event(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        kind, workspace = body["event"].get("type"), context.get(_WORKSPACE)
        if kind in _REMOVALS:
            await self._removed(body)
        elif kind == "team_access_revoked":
            await self._workspaces.forget("", str(body.get("enterprise_id") or ""))
        elif workspace is None:
            return
        elif kind == "user_change":
            await self._changed(body, workspace)
        else:
            now = self._clock()
            heard = listening.event(body, workspace, now) or overheard(body, workspace, now)
            if heard is not None:
                await self._conversing.converse(heard)

    async def _press(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse:
        workspace, carried = context.get(_WORKSPACE), listening.carried(body)
        if workspace is None:
            await self._excused(body, context)
        elif carried:
            await self._pressed(body, carried, workspace)
        return await ack()

    async def _track(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse:
        workspace = context.get(_WORKSPACE)
        if workspace is None:
            await self._excused(body, context)
        else:
            await self._conversing.converse(tracked(body, workspace, self._clock()))
        return await ack()

    async def _excused(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Say why nothing can be done here, the one way for which no token is needed."""
        address = str(body.get("response_url") or "")
        team = str(part(body, "team").get("id") or "")
        await self._sender.tell(address, _said(context[_ABSENCE]), team)

    async def _pressed(self, body: dict[str, Any], carried: str, workspace: Workspace) -> None:
        said = await self._conversing.pressed(carried)
        words = said if isinstance(said, str) else ""
        heard = listening.press(body, words, workspace, self._clock())
        if isinstance(said, str):
            await self._conversing.converse(heard)
        else:
            await self._conversing.reply(said, heard.place)

    async def _removed(self, body: dict[str, Any]) -> None:
        """https://docs.slack.dev/reference/events/tokens_revoked tells of users' tokens too,
        of which we have none."""
        event = body["event"]
        if event["type"] == "tokens_revoked" and not part(event, "tokens").get("bot"):
            return
        team, enterprise = str(body.get("team_id") or ""), str(body.get("enterprise_id") or "")
        second = happened_at(body, self._clock())
        await self._workspaces.removed(team, enterprise, second)

    async def _changed(self, body: dict[str, Any], workspace: Workspace) -> None:
        at = happened_at(body, self._clock())
        for identity in departed(body, workspace):
            await asyncio.to_thread(self._left, identity, at)
            log.info("an account of workspace %s was deactivated", identity.team)


def _said(sentence: Text) -> str:
    return Speech(best_language()).say(sentence)


def _whispered(text: str, blocks: list[dict[str, Any]] | None = None) -> BoltResponse:
    """An answer to a command that only its speaker sees."""
    shown: dict[str, Any] = {"response_type": "ephemeral", "text": text}
    if blocks:
        shown["blocks"] = blocks
    # Bolt's own way of writing it takes fifteen times as long.
    return BoltResponse(status=200, body=orjson.dumps(shown).decode(), headers={**_JSON})


async def _answer_to_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """What nobody listens for is well received; a fault is in the log without the payload. Who
    typed a command is told so; of what failed otherwise, Slack tells us again."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    reference = secrets.token_hex(4).upper()
    away = isinstance(error, DatabaseUnavailable)
    log.error("a payload could not be handled", exc_info=error, extra={"reference": reference})
    if "command" in body:
        sorry = guidance.unavailable(reference) if away else guidance.failed(reference)
        return _whispered(_said(sorry.title))
    return BoltResponse(status=503 if away else 500, body="")
