"""What people say in channels, read as talk and given to whoever overhears it, in order."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.chat.line import visible
from bot.chat.talk import Attachment, Deleted, Edited, Overhear, Said, Talk
from bot.domain.identity import Identity, Platform, Venue
from bot.platforms.slack.acquaintance import SLACKBOT, Acquaintance
from bot.platforms.slack.belonging import Payload, heard_in, home_of_author, is_stranger, part
from bot.platforms.slack.leaving import happened_at
from bot.platforms.slack.quoting import written_at
from bot.platforms.slack.reading import mentioned, words_of
from bot.platforms.slack.turns import Turn
from bot.platforms.slack.workspaces import Clock, Workspace

CHANNELS = ("channel", "group")
# https://docs.slack.dev/reference/events/message#subtypes
SPOKEN = (None, "file_share", "thread_broadcast", "me_message")
_CHANGED, _DELETED = "message_changed", "message_deleted"
# What stays of a message that had replies: it changes into a stone with an inscription.
_TOMBSTONE = "tombstone"
_LONGEST_NAME, _LONGEST_ADDRESS = 255, 2000


def is_noise(body: Payload) -> bool:
    """Whether this is a channel's message that nobody speaks in: a program's, or news of who
    came and what the channel is about. Slack tells of many, so nothing more is looked at."""
    told = part(body, "event")
    if told.get("type") != "message" or told.get("channel_type") not in CHANNELS:
        return False
    is_change = told.get("subtype") in (_CHANGED, _DELETED)
    return bool(told.get("bot_id")) or not (is_change or told.get("subtype") in SPOKEN)


class Talking:
    """Gives what is said in channels to `overhear`, each channel's in the order it came."""

    def __init__(self, overhear: Overhear, acquaintance: Acquaintance, clock: Clock) -> None:
        self._overhear = overhear
        self._acquaintance = acquaintance
        self._clock = clock

    async def take(self, body: Payload, workspace: Workspace, turn: Turn) -> None:
        """Give on what an event tells, if it is talk. DatabaseUnavailable if it could not be
        taken in now."""
        talk = await self._talk(body, heard_in(body, workspace))
        if talk is not None:
            await self.give(talk, turn)

    async def give(self, talk: Talk, turn: Turn) -> None:
        """The same, of what is known to be talk. The next one need not wait any longer."""
        await turn.come()
        await self._overhear(talk)
        turn.over()

    async def _talk(self, body: Payload, workspace: Workspace) -> Talk | None:
        told = part(body, "event")
        if told.get("type") != "message" or told.get("channel_type") not in CHANNELS:
            return None
        if told.get("subtype") == _CHANGED:
            return await self._changed(body, told, workspace)
        if told.get("subtype") == _DELETED:
            is_words = _is_talk(part(told, "previous_message"), workspace)
            return self._gone(body, told, told.get("deleted_ts"), workspace) if is_words else None
        is_new = _is_talk(told, workspace) and not told.get("edited")
        return await self._said(body, told, workspace) if is_new else None

    async def _said(self, body: Payload, told: Payload, workspace: Workspace) -> Said | None:
        team, user = workspace.team_id, str(told["user"])
        number, thread = str(told.get("ts") or ""), str(told.get("thread_ts") or "")
        channel, home = str(told.get("channel") or ""), home_of_author(body, workspace)
        person, names, link = await asyncio.gather(
            self._acquaintance.person(team, user),
            self._acquaintance.names(team, mentioned(told)),
            self._acquaintance.link(team, channel, number, thread),
        )
        words, attachments = words_of(told, names), _attachments(told)
        if person.is_bot or not (words.text or attachments):
            return None
        return Said(
            venue=Venue(Platform.SLACK, channel, team),
            message=number,
            author=Identity(Platform.SLACK, user, home),
            name=person.name,
            text=words.text,
            at=written_at(number) or self._at(body),
            event=_event(body),
            reply_to=thread if thread != number else "",
            attachments=attachments,
            link=link,
            guest=is_stranger(home, workspace),
            marks=words.marks,
        )

    async def _changed(
        self, body: Payload, told: Payload, workspace: Workspace
    ) -> Edited | Deleted | None:
        """A message whose words are others now, or set off otherwise. Slack also tells of every
        link that is shown unfolded and every file that goes, with the same words."""
        message, before = part(told, "message"), part(told, "previous_message")
        if not _is_talk(before, workspace):
            return None
        if message.get("subtype") == _TOMBSTONE:
            return self._gone(body, told, before.get("ts"), workspace)
        people = [*mentioned(message), *mentioned(before)]
        names = await self._acquaintance.names(workspace.team_id, people)
        words = words_of(message, names)
        if not _is_talk(message, workspace) or words == words_of(before, names):
            return None
        venue = Venue(Platform.SLACK, str(told.get("channel") or ""), workspace.team_id)
        number, at = str(message.get("ts") or ""), self._at(body)
        return Edited(venue, number, words.text, at, _event(body), words.marks)

    def _gone(self, body: Payload, told: Payload, number: object, workspace: Workspace) -> Deleted:
        venue = Venue(Platform.SLACK, str(told.get("channel") or ""), workspace.team_id)
        return Deleted(venue, str(number or ""), self._at(body), _event(body))

    def _at(self, body: Payload) -> datetime:
        return happened_at(body, self._clock())


def _is_talk(message: Payload, workspace: Workspace) -> bool:
    """Whether a person said it, and not to the bot."""
    user, words = message.get("user"), str(message.get("text") or "")
    if not user or user in (workspace.bot_user_id, SLACKBOT) or message.get("bot_id"):
        return False
    is_to_bot = bool(workspace.bot_user_id) and f"<@{workspace.bot_user_id}" in words
    return message.get("subtype") in SPOKEN and not is_to_bot


def _event(body: Payload) -> str:
    return str(body.get("event_id") or "")


def _attachments(told: Payload) -> tuple[Attachment, ...]:
    files = told.get("files")
    listed = files if isinstance(files, list) else []
    found = (_attachment(each) for each in listed if isinstance(each, Mapping))
    return tuple(each for each in found if each.reference)


def _attachment(file: Payload) -> Attachment:
    """Of files in shared channels Slack may tell no more than the number, by which the rest can
    be asked for. Of one that is gone nothing is left to refer to.

    https://docs.slack.dev/reference/objects/file-object
    """
    is_hidden = file.get("file_access") == "check_file_info"
    address = file.get("url_private_download") or file.get("url_private")
    size = file.get("size")
    name = visible(str(file.get("name") or file.get("title") or ""))
    return Attachment(
        name=" ".join(name.split())[:_LONGEST_NAME],
        media_type=_sign(file.get("mimetype"), _LONGEST_NAME),
        size=size if isinstance(size, int) and size > 0 else 0,
        reference=_sign(address or (file.get("id") if is_hidden else ""), _LONGEST_ADDRESS),
    )


def _sign(value: object, most: int) -> str:
    """A word that only programs read; empty if it is none."""
    is_one = isinstance(value, str) and value.isprintable() and len(value) <= most
    return str(value) if is_one else ""
