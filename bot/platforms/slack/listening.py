"""What Slack delivers, read as messages: who said what, and where the answer goes."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat.message import Message
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.slack.belonging import (
    Payload,
    at_home,
    heard_in,
    home_of_author,
    is_stranger,
    part,
)
from bot.platforms.slack.wording import as_typed
from bot.platforms.slack.workspaces import Workspace

# Message events of other kinds tell of edits, joins and bots.
# https://docs.slack.dev/reference/events/message#subtypes
SAID = (None, "file_share", "thread_broadcast")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes.

    With `only_for_speaker` nobody else sees it; with `in_place` it may replace the message
    whose button was pressed. `response_url` is empty where Slack gives none.
    """

    workspace: Workspace
    channel: str
    user: str
    thread: str = ""
    response_url: str = ""
    only_for_speaker: bool = False
    in_place: bool = False

    @property
    def is_unseen(self) -> bool:
        """Whether nobody but the speaker sees an answer given there."""
        return self.only_for_speaker or self.channel.startswith("D")


@dataclass(frozen=True, slots=True)
class Heard:
    """A message and the place for its answer."""

    message: Message
    place: Place


def command(body: Payload, workspace: Workspace, at: datetime) -> Heard:
    """A slash command; only the speaker sees its answer."""
    user, channel = str(body.get("user_id", "")), str(body.get("channel_id", ""))
    own_team = at_home(str(body.get("team_id") or ""), workspace)
    word = str(body.get("command", "")).lstrip("/")
    message = Message(
        text=f"{word} {as_typed(str(body.get('text', '')))}".strip(),
        sender=Identity(Platform.SLACK, user, own_team),
        venue=Venue(Platform.SLACK, channel, workspace.team_id, private=True),
        at=at,
        name=str(body.get("user_name", "")),
        place=channel_name(str(body.get("channel_name") or "")),
        stranger=is_stranger(own_team, workspace),
    )
    place = Place(
        workspace,
        channel,
        user,
        response_url=str(body.get("response_url", "")),
        only_for_speaker=True,
    )
    return Heard(message, place)


def channel_name(name: str) -> str:
    """What people call the channel; nothing for those that Slack calls by what they are.
    https://docs.slack.dev/interactivity/implementing-slash-commands"""
    return "" if name in {"directmessage", "privategroup"} else f"#{name}" * bool(name)


def event(body: Payload, workspace: Workspace, at: datetime) -> Heard | None:
    """A mention of the bot or a direct message to it; None for anything else that happened."""
    told, workspace = part(body, "event"), heard_in(body, workspace)
    user = str(told.get("user") or "")
    is_direct = told.get("type") == "message" and told.get("channel_type") == "im"
    if not user or told.get("bot_id") or told.get("subtype") not in SAID:
        return None
    if told.get("edited") or not told.get("channel"):
        # What was corrected was answered when it was first said.
        return None
    if user == workspace.bot_user_id or not (is_direct or told.get("type") == "app_mention"):
        return None
    channel, own_team = str(told.get("channel", "")), home_of_author(body, workspace)
    thread = str(told.get("thread_ts") or "")
    text = as_typed(str(told.get("text") or ""), workspace.bot_user_id)
    message = Message(
        text=text or ("" if is_direct else "help"),
        sender=Identity(Platform.SLACK, user, own_team),
        venue=Venue(Platform.SLACK, channel, workspace.team_id, thread, private=is_direct),
        at=at,
        event=str(body.get("event_id") or "") or None,
        stranger=is_stranger(own_team, workspace),
    )
    # In a channel the answer starts a thread, so that a conversation does not fill it.
    answered_in = thread or ("" if is_direct else str(told.get("ts") or ""))
    return Heard(message, Place(workspace, channel, user, answered_in))


def press(body: Payload, said: str, workspace: Workspace, at: datetime) -> Heard:
    """A pressed button, as if the presser had typed what it says.

    Where others read along the answer stays in the thread; outside of threads only the
    presser sees it.
    """
    who, container, shown = part(body, "user"), part(body, "container"), part(body, "message")
    channel = str(part(body, "channel").get("id") or container.get("channel_id") or "")
    thread = str(container.get("thread_ts") or shown.get("thread_ts") or "")
    user, own_team = str(who.get("id", "")), at_home(str(who.get("team_id") or ""), workspace)
    is_hidden, is_direct = bool(container.get("is_ephemeral")), channel.startswith("D")
    message = Message(
        text=said,
        sender=Identity(Platform.SLACK, user, own_team),
        venue=Venue(
            Platform.SLACK, channel, workspace.team_id, thread, private=is_hidden or is_direct
        ),
        at=at,
        name=str(who.get("name") or who.get("username") or ""),
        stranger=is_stranger(own_team, workspace),
        pressed=True,
    )
    place = Place(
        workspace,
        channel,
        user,
        thread,
        response_url=str(body.get("response_url", "")),
        only_for_speaker=is_hidden or not (thread or is_direct),
        in_place=is_hidden or _is_ours(shown, body, workspace),
    )
    return Heard(message, place)


def carried(body: Payload) -> str:
    """What the pressed button carries; empty if it was no button of ours."""
    actions = body.get("actions") or [{}]
    return str(actions[0].get("value") or "")


def _is_ours(shown: Payload, body: Payload, workspace: Workspace) -> bool:
    if not shown:
        return False
    return bool(
        shown.get("bot_id") == workspace.bot_id
        or (shown.get("app_id") and shown.get("app_id") == body.get("api_app_id"))
    )
