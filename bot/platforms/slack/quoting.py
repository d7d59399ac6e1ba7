"""A message that somebody points to, by a shortcut or an emoji, as what they reply to."""

from bot.chat.message import Quoted
from bot.domain.identity import Identity, Platform
from bot.platforms.slack.acquaintance import Acquaintance
from bot.platforms.slack.belonging import Payload, home_of_author
from bot.platforms.slack.reading import as_read, mentioned
from bot.platforms.slack.workspaces import Workspace


async def quoted(chosen: Payload, workspace: Workspace, acquaintance: Acquaintance) -> Quoted:
    """The message with its words as people read them, its author if that is a person, its
    number, and the number under which replies to it arrive."""
    writer, number = str(chosen.get("user") or ""), str(chosen.get("ts") or "")
    is_person = bool(writer) and not chosen.get("bot_id") and writer != workspace.bot_user_id
    team = home_of_author({"event": chosen}, workspace)
    names = await acquaintance.names(workspace.team_id, mentioned(chosen))
    return Quoted(
        as_read(chosen, names),
        Identity(Platform.SLACK, writer, team) if is_person else None,
        str(chosen.get("thread_ts") or number),
        number,
    )
