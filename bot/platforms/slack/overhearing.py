"""Replies in the threads of channels: said to others, but perhaps they settle something."""

from datetime import datetime

from bot.chat.message import Message, Quoted
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.slack.belonging import Payload, heard_in, home_of_author, is_stranger, part
from bot.platforms.slack.listening import SAID, Heard, Place
from bot.platforms.slack.wording import as_typed
from bot.platforms.slack.workspaces import Workspace

_CHANNELS = ("channel", "group")


def is_chatter(body: Payload) -> bool:
    """Whether this is a channel's talk in which nothing can be for us: no reply in a thread.
    Most of what Slack tells us is, so nothing more is looked at."""
    told = part(body, "event")
    if told.get("type") != "message" or told.get("channel_type") not in _CHANNELS:
        return False
    thread = told.get("thread_ts")
    return not thread or thread == told.get("ts")


def overheard(body: Payload, workspace: Workspace, at: datetime) -> Heard | None:
    """A person's reply in a thread of a channel, not to the bot; None for anything else."""
    told, workspace = part(body, "event"), heard_in(body, workspace)
    if told.get("type") != "message" or told.get("channel_type") not in _CHANNELS:
        return None
    user, words = str(told.get("user") or ""), str(told.get("text") or "")
    if is_chatter(body) or not _is_said(told, user, words, workspace):
        return None
    channel, thread = str(told["channel"]), str(told["thread_ts"])
    own_team = home_of_author(body, workspace)
    message = Message(
        text=as_typed(words),
        sender=Identity(Platform.SLACK, user, own_team),
        venue=Venue(Platform.SLACK, channel, workspace.team_id, thread),
        at=at,
        event=str(body.get("event_id") or "") or None,
        stranger=is_stranger(own_team, workspace),
        quoted=Quoted("", None, thread),
        overheard=True,
    )
    return Heard(message, Place(workspace, channel, user, thread))


def _is_said(told: Payload, user: str, words: str, workspace: Workspace) -> bool:
    """Whether a person has just said it, and not to the bot: mentions come by themselves."""
    if not user or not words.strip() or user == workspace.bot_user_id or not told.get("channel"):
        return False
    if told.get("bot_id") or told.get("edited") or told.get("subtype") not in SAID:
        return False
    return f"<@{workspace.bot_user_id}" not in words
