"""A message that somebody points to, by a shortcut, an emoji or a command in its thread, as what
they reply to."""

import logging
from datetime import UTC, datetime

from bot.chat.delivering import NotDelivered
from bot.chat.message import Quoted
from bot.domain.identity import Identity, Platform
from bot.platforms.slack.acquaintance import Acquaintance
from bot.platforms.slack.acting import Acting
from bot.platforms.slack.belonging import Payload, home_of_author
from bot.platforms.slack.reading import mentioned, words_of
from bot.platforms.slack.workspaces import Workspace

log = logging.getLogger(__name__)


class Quoting:
    """Reads messages as people read them."""

    def __init__(self, acquaintance: Acquaintance, acting: Acting) -> None:
        self._acquaintance = acquaintance
        self._acting = acting

    async def quoted(self, chosen: Payload, workspace: Workspace) -> Quoted:
        """The message with its words, its author if that is a person, its number, and the number
        under which replies to it arrive."""
        writer, number = str(chosen.get("user") or ""), str(chosen.get("ts") or "")
        is_person = bool(writer) and not chosen.get("bot_id") and writer != workspace.bot_user_id
        team = home_of_author({"event": chosen}, workspace)
        names = await self._acquaintance.names(workspace.team_id, mentioned(chosen))
        words = words_of(chosen, names)
        return Quoted(
            words.text,
            Identity(Platform.SLACK, writer, team) if is_person else None,
            str(chosen.get("thread_ts") or number),
            number,
            words.marks,
            written_at(number),
        )

    async def found(self, channel: str, number: str, workspace: Workspace) -> Quoted | None:
        """The same of the message with this number; None where Slack does not show us that."""
        message = await self.message(channel, number, workspace)
        return None if message is None else await self.quoted(message, workspace)

    async def message(self, channel: str, number: str, workspace: Workspace) -> Payload | None:
        """The message with this number as Slack has it; None where it does not show us that."""
        try:
            return await self._message(workspace.team_id, channel, number)
        except NotDelivered as failure:
            log.info("a message could not be looked at: %s", failure.reason)
            return None

    async def _message(self, team: str, channel: str, number: str) -> Payload | None:
        """The message with this number; None if there is none. Replies in threads are not in a
        channel's history, and are found by their own numbers as well as by their thread's.

        https://docs.slack.dev/reference/methods/conversations.replies
        """
        asked = {"channel": channel, "oldest": number, "latest": number, "inclusive": "true"}
        for method, more in (
            ("conversations.history", {"limit": "1"}),
            ("conversations.replies", {"ts": number, "limit": "2"}),
        ):
            told = await self._acting.read(team, method, {**asked, **more})
            listed = told.get("messages")
            for message in listed if isinstance(listed, list) else ():
                if isinstance(message, dict) and message.get("ts") == number:
                    return message
        return None


def written_at(number: str) -> datetime | None:
    """When a message was written: its number is the moment, to a millionth of a second. None for
    a number that is no moment."""
    try:
        return datetime.fromtimestamp(float(number), UTC)
    except (ValueError, OverflowError, OSError):
        return None
