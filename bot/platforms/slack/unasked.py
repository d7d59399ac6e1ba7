"""What is said in Slack without being asked: reminders, digests, news."""

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.chat.answer import Answer
from bot.chat.reply import Reply
from bot.chat.speech import Speech
from bot.domain.identity import Venue
from bot.platforms.slack.conversing import Conversing
from bot.platforms.slack.listening import Place
from bot.platforms.slack.sending import PEOPLE, NotSent, Sender, count
from bot.platforms.slack.workspaces import Workspace, Workspaces
from storage.sealing import CannotUnseal


class Unasked:
    """Posts to any workspace that installed the app, with a token that is fresh."""

    def __init__(self, conversing: Conversing, sender: Sender, workspaces: Workspaces) -> None:
        self._conversing = conversing
        self._sender = sender
        self._workspaces = workspaces

    async def send(self, venue: Venue, reply: Reply, speech: Speech) -> None:
        """Say something in a channel, or to the person whose id stands in its place. NotSent,
        which is also counted, if not all of it was taken; ValueError for a file that others
        would see."""
        try:
            await self._send(venue, reply, speech)
        except NotSent as failure:
            count(failure.reason, venue.team, venue.channel)
            raise

    async def _send(self, venue: Venue, reply: Reply, speech: Speech) -> None:
        shown = await self._conversing.shown(Answer(reply, speech))
        workspace = await self._workspace(venue.team)
        place = Place(workspace, venue.channel, venue.channel, venue.topic)
        if venue.channel.startswith(PEOPLE):
            place = await self._sender.opened(place)
        if shown.files and not place.is_unseen:
            raise ValueError("a file is for one person alone")
        await self._sender.post(shown.messages, place)
        for file in shown.files:
            await self._sender.upload(file, place)

    async def _workspace(self, team_id: str) -> Workspace:
        try:
            found = await self._workspaces.of_team(team_id)
        except CannotUnseal:
            raise NotSent("key_lost") from None
        except SlackApiError as error:
            raise NotSent(str(error.response.get("error"))) from error
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            raise NotSent("connection") from error
        if found is None:
            raise NotSent("not_installed")
        return found
