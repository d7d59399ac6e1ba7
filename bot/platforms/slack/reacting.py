"""Emoji that people put under messages: they are talk, unless one says a command to the bot."""

from datetime import datetime

from bot.chat.message import Message
from bot.chat.signs import says
from bot.chat.talk import Reacted
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.slack.acquaintance import SLACKBOT, Acquaintance, Person
from bot.platforms.slack.belonging import (
    Payload,
    at_home,
    heard_in,
    home_of_author,
    is_stranger,
    part,
)
from bot.platforms.slack.conversing import Conversing
from bot.platforms.slack.emoji_names import character
from bot.platforms.slack.leaving import happened_at
from bot.platforms.slack.listening import Heard, Place
from bot.platforms.slack.quoting import Quoting
from bot.platforms.slack.talking import Talking
from bot.platforms.slack.turns import Turn
from bot.platforms.slack.workspaces import Clock, Workspace

ADDED, REMOVED = "reaction_added", "reaction_removed"


class Reacting:
    """Takes emoji in."""

    def __init__(
        self,
        conversing: Conversing,
        acquaintance: Acquaintance,
        quoting: Quoting,
        clock: Clock,
        talking: Talking | None,
    ) -> None:
        self._conversing = conversing
        self._acquaintance = acquaintance
        self._quoting = quoting
        self._clock = clock
        self._talking = talking

    async def take(self, body: Payload, workspace: Workspace, turn: Turn) -> None:
        """Carry out what an emoji says, or give on that it is there or gone.
        DatabaseUnavailable if it could not be taken in now.

        https://docs.slack.dev/reference/events/reaction_added
        """
        told, workspace = part(body, "event"), heard_in(body, workspace)
        item, user = part(told, "item"), str(told.get("user") or "")
        emoji = character(str(told.get("reaction") or ""))
        if item.get("type") != "message" or not item.get("channel") or not emoji:
            return
        if not user or user in (workspace.bot_user_id, SLACKBOT):
            return
        person = await self._acquaintance.person(workspace.team_id, user)
        if person.is_bot:
            return
        author = Identity(Platform.SLACK, user, _home(body, person, workspace))
        is_added = told.get("type") == ADDED
        command = says(emoji) if is_added else ""
        if command:
            await self._conversing.follow(
                self._heard(body, item, author, person, command, workspace)
            )
        elif self._talking is not None and not _is_direct(item):
            reacted = Reacted(
                Venue(Platform.SLACK, str(item["channel"]), workspace.team_id),
                str(item.get("ts") or ""),
                author,
                emoji,
                self._at(body),
                str(body.get("event_id") or ""),
                is_added,
            )
            await self._talking.give(reacted, turn)

    async def _heard(
        self,
        body: Payload,
        item: Payload,
        author: Identity,
        person: Person,
        command: str,
        workspace: Workspace,
    ) -> Heard | None:
        """The command as if it had been typed in reply to the message; None where Slack does
        not show us that. The answer goes into the thread under it."""
        channel, number = str(item["channel"]), str(item.get("ts") or "")
        found = await self._quoting.message(channel, number, workspace)
        if found is None:
            return None
        chosen = await self._quoting.quoted(found, workspace)
        message = Message(
            text=command,
            sender=author,
            venue=Venue(
                Platform.SLACK,
                channel,
                workspace.team_id,
                chosen.message,
                private=_is_direct(item),
            ),
            at=self._clock(),
            name=person.name,
            event=str(body.get("event_id") or "") or None,
            stranger=is_stranger(author.team, workspace),
            quoted=chosen,
            by_sign=True,
        )
        return Heard(message, Place(workspace, channel, author.user, chosen.message))

    def _at(self, body: Payload) -> datetime:
        return happened_at(body, self._clock())


def _home(body: Payload, person: Person, workspace: Workspace) -> str:
    """Where somebody is from: of emoji Slack does not say it with the event."""
    return at_home(person.team, workspace) or home_of_author(body, workspace)


def _is_direct(item: Payload) -> bool:
    return str(item.get("channel") or "").startswith("D")
