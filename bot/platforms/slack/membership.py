"""Channels that change under a bound one: archived and deleted, the bot put out and let in."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.domain.identity import Platform
from bot.platforms.slack.belonging import Payload, heard_in, part
from bot.platforms.slack.leaving import happened_at
from bot.platforms.slack.workspaces import Workspace
from storage import inbox
from storage.audit import Actor
from storage.channels import Channels
from storage.engine import Database

_ACTOR = "slack"
# Of its own leaving the bot is told by these; member_left_channel comes to those who stay.
# https://docs.slack.dev/reference/events/channel_left
_LOST = (
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "group_archive",
    "group_deleted",
    "group_left",
)
_FOUND = ("channel_unarchive", "group_unarchive")
_JOINED, _MOVED = "member_joined_channel", "channel_id_changed"
KINDS = (*_LOST, *_FOUND, _JOINED, _MOVED)

_Change = Callable[[Channels], int]


class Membership:
    """Keeps the bindings of channels in step with what Slack says."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def noticed(self, body: Payload, workspace: Workspace, now: datetime) -> None:
        """Take in what happened to a channel, or to the bot in it; what happened to others
        changes nothing. Waits for the database in a thread; DatabaseUnavailable if it is out of
        reach."""
        workspace, at = heard_in(body, workspace), happened_at(body, now)
        change = _change(part(body, "event"), workspace, at)
        if change is not None:
            event = str(body.get("event_id") or "")
            await asyncio.to_thread(self._made, change, event, workspace.team_id, at)

    def _made(self, change: _Change, event: str, team: str, at: datetime) -> None:
        """Once only: an old removal that comes again must not undo a later return."""
        with self._database.writing(Actor(_ACTOR, at=at)) as session:
            if not event or inbox.is_new(session, Platform.SLACK, event, at):
                change(Channels(session, Platform.SLACK, team))


def _change(told: Payload, workspace: Workspace, at: datetime) -> _Change | None:
    kind, channel = told.get("type"), str(told.get("channel") or "")
    if kind == _MOVED:
        # https://docs.slack.dev/reference/events/channel_id_changed
        old, new = str(told.get("old_channel_id") or ""), str(told.get("new_channel_id") or "")
        return (lambda channels: channels.moved(old, new, at)) if old and new else None
    if not channel:
        return None
    if kind in _LOST:
        return lambda channels: channels.lost(channel, at)
    is_own = kind in _FOUND or (kind == _JOINED and told.get("user") == workspace.bot_user_id)
    return (lambda channels: channels.found(channel)) if is_own else None
