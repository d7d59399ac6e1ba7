"""Shortcuts in the menu of a message: what somebody wrote is followed up, logged or translated."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat.message import Message, Quoted
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.slack.belonging import Payload, at_home, is_stranger, part
from bot.platforms.slack.listening import Heard, Place, channel_name
from bot.platforms.slack.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry of the menu, and the command that choosing it says.

    https://docs.slack.dev/interactivity/implementing-shortcuts
    """

    callback: str
    says: str
    name: str
    description: str


SHORTCUTS = (
    Shortcut("track", "follow add", "Track this", "Make something to follow up of this message"),
    Shortcut("log_this", "bridge log", "Log this", "Log this message as an exchange"),
    Shortcut("translate", "translate", "Translate", "Read this message in your language"),
)
_BY_CALLBACK = {each.callback: each for each in SHORTCUTS}
CALLBACKS = tuple(_BY_CALLBACK)


def chosen(body: Payload, quoted: Quoted, workspace: Workspace, at: datetime) -> Heard:
    """What a shortcut says of a message, as if somebody had typed the command in reply to it.
    They alone see the answer, in whatever conversation it was, the bot in it or not. KeyError
    for a shortcut that is not ours."""
    shortcut = _BY_CALLBACK[str(body["callback_id"])]
    who, channel = part(body, "user"), part(body, "channel")
    user, own_team = str(who.get("id", "")), at_home(str(who.get("team_id") or ""), workspace)
    message = Message(
        text=shortcut.says,
        sender=Identity(Platform.SLACK, user, own_team),
        venue=Venue(Platform.SLACK, str(channel.get("id") or ""), workspace.team_id, private=True),
        at=at,
        name=str(who.get("name") or who.get("username") or ""),
        place=channel_name(str(channel.get("name") or "")),
        stranger=is_stranger(own_team, workspace),
        quoted=quoted,
    )
    place = Place(
        workspace,
        message.venue.channel,
        user,
        str(part(body, "message").get("thread_ts") or ""),
        response_url=str(body.get("response_url") or ""),
        only_for_speaker=True,
    )
    return Heard(message, place)
