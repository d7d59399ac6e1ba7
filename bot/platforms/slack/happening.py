"""What Slack tells of unasked: each kind of event to those whose business it is."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

from bot.chat.message import Quoted
from bot.chat.pointing import points
from bot.platforms.slack import listening
from bot.platforms.slack.acquaintance import Acquaintance
from bot.platforms.slack.belonging import Payload, part
from bot.platforms.slack.conversing import Conversing
from bot.platforms.slack.leaving import Left, departed, happened_at
from bot.platforms.slack.listening import Heard
from bot.platforms.slack.membership import KINDS, Membership
from bot.platforms.slack.overhearing import overheard
from bot.platforms.slack.quoting import Quoting
from bot.platforms.slack.reacting import ADDED, REMOVED, Reacting
from bot.platforms.slack.talking import Talking
from bot.platforms.slack.turns import Turn
from bot.platforms.slack.workspaces import Clock, Workspace, Workspaces

log = logging.getLogger(__name__)
_REMOVALS = ("app_uninstalled", "tokens_revoked")


def place_of(body: Payload) -> str:
    """The channel that talk was heard in; empty for whatever need not be taken in in order."""
    told = part(body, "event")
    if told.get("type") == "message":
        return str(told.get("channel") or "")
    is_emoji = told.get("type") in (ADDED, REMOVED)
    return str(part(told, "item").get("channel") or "") if is_emoji else ""


def _is_about_thread(heard: Heard) -> bool:
    """Whether it was said to the bot in a thread, and of what was said there."""
    message = heard.message
    return bool(message.venue.topic) and message.quoted is None and points(message.text)


class Happening:
    """Takes events in. Where `talking` is None, nobody wants to know what people say."""

    def __init__(
        self,
        conversing: Conversing,
        workspaces: Workspaces,
        acquaintance: Acquaintance,
        quoting: Quoting,
        reacting: Reacting,
        membership: Membership,
        left: Left,
        clock: Clock,
        talking: Talking | None,
    ) -> None:
        self._conversing = conversing
        self._workspaces = workspaces
        self._acquaintance = acquaintance
        self._quoting = quoting
        self._reacting = reacting
        self._membership = membership
        self._left = left
        self._clock = clock
        self._talking = talking

    async def take(self, body: dict[str, Any], workspace: Workspace | None, turn: Turn) -> None:
        """Do what an event asks for. DatabaseUnavailable if Slack should tell it again later."""
        kind = body["event"].get("type")
        if kind in _REMOVALS:
            await self._removed(body)
        elif kind == "team_access_revoked":
            await self._workspaces.forget("", str(body.get("enterprise_id") or ""))
        elif workspace is None:
            return
        elif kind == "user_change":
            await self._changed(body, workspace)
        elif kind in KINDS:
            await self._membership.noticed(body, workspace, self._clock())
        elif kind in (ADDED, REMOVED):
            await self._reacting.take(body, workspace, turn)
        else:
            await self._said(body, workspace, turn)

    async def _said(self, body: dict[str, Any], workspace: Workspace, turn: Turn) -> None:
        if self._talking is not None:
            await self._talking.take(body, workspace, turn)
        turn.over()
        now = self._clock()
        heard = listening.event(body, workspace, now) or overheard(body, workspace, now)
        if heard is None:
            return
        if _is_about_thread(heard):
            await self._conversing.follow(self._in_reply(heard))
        else:
            await self._conversing.converse(heard)

    async def _in_reply(self, heard: Heard) -> Heard:
        """The command as a reply to the message that its thread began with, of which the number
        is known even where Slack does not show it."""
        message, place = heard.message, heard.place
        channel, number = message.venue.channel, message.venue.topic
        found = await self._quoting.found(channel, number, place.workspace)
        quoted = found or Quoted("", None, number)
        return Heard(replace(message, quoted=quoted), place)

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
        user = str(part(body["event"], "user").get("id") or "")
        self._acquaintance.forget(workspace.team_id, user)
        for identity in departed(body, workspace):
            await asyncio.to_thread(self._left, identity, at)
            log.info("an account of workspace %s was deactivated", identity.team)
