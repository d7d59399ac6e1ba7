"""Bolt's side of listening: one listener for each kind of payload, no more to try in turn."""

import logging
import re
import secrets
from typing import Any

import orjson
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import guidance
from bot.chat.speech import Speech, best_language
from bot.chat.text import Text
from bot.platforms.slack import listening, shortcuts
from bot.platforms.slack.authorizing import ABSENCE, WORKSPACE, Remembered
from bot.platforms.slack.belonging import part
from bot.platforms.slack.conversing import Conversing
from bot.platforms.slack.happening import Happening, place_of
from bot.platforms.slack.listening import Heard
from bot.platforms.slack.quoting import Quoting
from bot.platforms.slack.sending import Sender
from bot.platforms.slack.turns import Turn, Turns
from bot.platforms.slack.workspaces import Clock, Workspace, Workspaces
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)
_ANY = re.compile("")
_JSON = {"content-type": "application/json;charset=utf-8"}
_TURN = "attache_turn"


class _InOrder(AsyncApp):
    """Bolt's app, in which an event has its turn in its channel from when it arrives, by
    whichever way: bolt looks this and that up before it calls a listener."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._turns = Turns()

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """What comes of a payload."""
        place = place_of(req.body)
        if not place:
            return await super().async_dispatch(req)
        with self._turns.taken(place) as turn:
            req.context[_TURN] = turn
            return await super().async_dispatch(req)


class Hearing:
    """What is done with each kind of payload."""

    def __init__(
        self,
        conversing: Conversing,
        sender: Sender,
        workspaces: Workspaces,
        happening: Happening,
        quoting: Quoting,
        clock: Clock,
    ) -> None:
        self._conversing = conversing
        self._sender = sender
        self._workspaces = workspaces
        self._happening = happening
        self._quoting = quoting
        self._clock = clock

    def app(self, client: AsyncWebClient, logger: logging.Logger) -> AsyncApp:
        """Bolt's app. `client` has no token, so that none can be used but a workspace's own.

        The signature is checked before, see `receiving`; a listener ends before the response,
        because bolt otherwise looks for an answer only every ten milliseconds.
        """
        app = _InOrder(
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
        for callback in shortcuts.CALLBACKS:
            app.message_shortcut(callback)(self._shortcut)
        app.error(_answer_to_error)
        return app

    async def _command(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse:
        workspace = context.get(WORKSPACE)
        if workspace is None:
            return _whispered(_said(context[ABSENCE]))
        heard = listening.command(body, workspace, self._clock())
        first = await self._conversing.at_once(heard)
        return await ack() if first is None else _whispered(first.text, first.blocks)

    async def _event(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await self._happening.take(body, context.get(WORKSPACE), context.get(_TURN) or Turn())

    async def _press(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse:
        workspace, carried = context.get(WORKSPACE), listening.carried(body)
        if workspace is None:
            await self._excused(body, context)
        elif carried:
            await self._pressed(body, carried, workspace)
        return await ack()

    async def _shortcut(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse:
        workspace = context.get(WORKSPACE)
        if workspace is None:
            await self._excused(body, context)
        else:
            await self._conversing.follow(self._chosen(body, workspace))
        return await ack()

    async def _chosen(self, body: dict[str, Any], workspace: Workspace) -> Heard:
        told = await self._quoting.quoted(part(body, "message"), workspace)
        return shortcuts.chosen(body, told, workspace, self._clock())

    async def _excused(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Say why nothing can be done here, the one way for which no token is needed."""
        address = str(body.get("response_url") or "")
        team = str(part(body, "team").get("id") or "")
        await self._sender.tell(address, _said(context[ABSENCE]), team)

    async def _pressed(self, body: dict[str, Any], carried: str, workspace: Workspace) -> None:
        said = await self._conversing.pressed(carried)
        words = said if isinstance(said, str) else ""
        heard = listening.press(body, words, workspace, self._clock())
        if isinstance(said, str):
            await self._conversing.converse(heard)
        else:
            await self._conversing.reply(said, heard.place)


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
