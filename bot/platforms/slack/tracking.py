"""The message shortcut "Track this": what somebody wrote becomes something to follow up."""

from datetime import datetime

from bot.chat.message import Message, Quoted
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.slack.belonging import Payload, at_home, home_of_author, is_stranger, part
from bot.platforms.slack.listening import Heard, Place, channel_name
from bot.platforms.slack.wording import as_typed
from bot.platforms.slack.workspaces import Workspace

CALLBACK = "track"
_SAYS = "follow add"


def tracked(body: Payload, workspace: Workspace, at: datetime) -> Heard:
    """A message that somebody chose to have tracked, as if they had typed the command in reply
    to it. They alone see the answer, in whatever conversation it was, the bot in it or not.

    https://docs.slack.dev/interactivity/implementing-shortcuts
    """
    who, chosen, channel = part(body, "user"), part(body, "message"), part(body, "channel")
    user, own_team = str(who.get("id", "")), at_home(str(who.get("team_id") or ""), workspace)
    message = Message(
        text=_SAYS,
        sender=Identity(Platform.SLACK, user, own_team),
        venue=Venue(Platform.SLACK, str(channel.get("id") or ""), workspace.team_id, private=True),
        at=at,
        name=str(who.get("name") or who.get("username") or ""),
        place=channel_name(str(channel.get("name") or "")),
        stranger=is_stranger(own_team, workspace),
        quoted=_quoted(chosen, workspace),
    )
    place = Place(
        workspace,
        message.venue.channel,
        user,
        str(chosen.get("thread_ts") or ""),
        response_url=str(body.get("response_url") or ""),
        only_for_speaker=True,
    )
    return Heard(message, place)


def _quoted(chosen: Payload, workspace: Workspace) -> Quoted:
    writer = str(chosen.get("user") or "")
    is_person = bool(writer) and not chosen.get("bot_id") and writer != workspace.bot_user_id
    team = home_of_author({"event": chosen}, workspace)
    return Quoted(
        as_typed(str(chosen.get("text") or ""), workspace.bot_user_id),
        Identity(Platform.SLACK, writer, team) if is_person else None,
        # Replies to it arrive under the first message of its thread.
        str(chosen.get("thread_ts") or chosen.get("ts") or ""),
    )
