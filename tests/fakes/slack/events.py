"""What happens in a workspace and is told to the app: mentions, messages, removal."""

import secrets
from typing import Any

from .api.conversations import described_user
from .api.files import make_file, shown_file
from .delivery import Answer, Delivery, Signing
from .payloads import VERIFICATION_TOKEN, event_callback
from .reading import escape
from .sender import Sender
from .world import Channel, Organisation, User


def channel_type(channel: Channel) -> str:
    """Return what message events call the kind of a channel."""
    return {"im": "im", "group": "group"}.get(channel.kind, "channel")


class Events(Sender):
    """The Events API side of the stand-in."""

    last_event: dict[str, Any] | None = None

    async def event(
        self,
        event: dict[str, Any],
        *,
        user: User | None = None,
        channel: Channel | None = None,
        signing: Signing = Signing.GENUINE,
        **envelope: Any,
    ) -> Answer:
        """Deliver an inner event; further keywords replace fields of the envelope."""
        wrapped = event_callback(self.world, user or self.user, event, channel) | envelope
        self.last_event = wrapped
        return await self.deliver(Delivery("events_api", wrapped), signing)

    async def redeliver(self, number: int = 1, reason: str = "http_timeout") -> Answer:
        """Deliver the last event once more, as Slack's retry of that number."""
        assert self.last_event is not None, "no event was delivered yet"
        return await self.deliver(Delivery("events_api", self.last_event, (number, reason)))

    def written(
        self, text: str, user: User, channel: Channel, thread_ts: str | None = None
    ) -> dict[str, Any]:
        """Keep a person's message in a channel and return it; the text is given as delivered."""
        message = {
            "type": "message",
            "channel": channel.id,
            "ts": self.world.new_ts(),
            "user": user.id,
            "team": user.team.id,
            "text": text,
        }
        if thread_ts:
            head = self.world.message(channel.id, thread_ts) or {}
            message |= {"thread_ts": thread_ts, "parent_user_id": head.get("user", "")}
        self.world.messages.append(message)
        return message

    async def mention(
        self,
        text: str,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        thread_ts: str | None = None,
        signing: Signing = Signing.GENUINE,
    ) -> Answer:
        """Type `@attache text` in a channel; the text is what the person typed."""
        user, channel = user or self.user, channel or self.channel
        typed = f"<@{channel.team.bot_user_id}> {escape(text)}"
        message = self.written(typed, user, channel, thread_ts)
        told = message | {"type": "app_mention", "event_ts": message["ts"]}
        if user.team is not channel.team:
            # Of guests Slack tells the organisation where they have one, else the workspace.
            home = user.team.organisation or user.team
            guest = {"user_team": home.id, "source_team": home.id}
            told |= {"team": channel.team.id, **guest, "user_profile": {"team": home.id}}
        answer = await self.event(told, user=user, channel=channel, signing=signing)
        if signing is Signing.GENUINE:
            await self._heard_as_message(message, user, channel)
        return answer

    async def _heard_as_message(
        self, message: dict[str, Any], user: User, channel: Channel
    ) -> None:
        """What mentions the bot is told a second time, as a message like any other, under an
        event id of its own. The mention stays the one that `redeliver` repeats."""
        mention = self.last_event
        told = message | {"event_ts": message["ts"], "channel_type": channel_type(channel)}
        await self.event(told, user=user, channel=channel)
        self.last_event = mention

    async def say(
        self,
        text: str,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        thread_ts: str | None = None,
        file: dict[str, Any] | None = None,
        **more: Any,
    ) -> Answer:
        """Type a plain message in a channel, perhaps with a file made by `add_file`; further
        keywords are fields of the message."""
        user, channel = user or self.user, channel or self.channel
        message = self.written(escape(text), user, channel, thread_ts)
        message |= {"event_ts": message["ts"], "client_msg_id": secrets.token_hex(8)} | more
        if file is not None:
            message |= {"subtype": "file_share", "files": [shown_file(file)]}
        told = message | {"channel_type": channel_type(channel)}
        return await self.event(told, user=user, channel=channel)

    async def direct_message(self, text: str, *, user: User | None = None, **more: Any) -> Answer:
        """Type a message to the bot alone."""
        user = user or self.user
        return await self.say(text, user=user, channel=self.world.direct_channel(user), **more)

    def add_file(self, name: str, content: bytes, user: User | None = None) -> dict[str, Any]:
        """Return a file a person has uploaded; the app can fetch it with its token."""
        owner = user or self.user
        made = make_file(self.world, name, owner.id, owner.team)
        made |= {"content": content, "size": len(content)}
        self.world.files[made["id"]] = made
        return made

    async def open_home(self, user: User | None = None) -> Answer:
        """Open the app's Home tab."""
        user = user or self.user
        told = {
            "type": "app_home_opened",
            "user": user.id,
            "channel": self.world.direct_channel(user).id,
            "tab": "home",
            "event_ts": self.world.new_ts(),
        }
        return await self.event(told, user=user)

    async def bot_invited(self, channel: Channel | None = None) -> Answer:
        """Invite the bot to a channel and tell it so."""
        channel = channel or self.channel
        channel.members.add(channel.team.bot_user_id)
        told = {
            "type": "member_joined_channel",
            "user": channel.team.bot_user_id,
            "channel": channel.id,
            "channel_type": "G" if channel.kind == "group" else "C",
            "team": channel.team.id,
            "inviter": self.user.id,
            "event_ts": self.world.new_ts(),
        }
        return await self.event(told, channel=channel)

    async def app_uninstalled(
        self, user: User | None = None, *, organisation: Organisation | None = None
    ) -> Answer:
        """Remove the app from the person's workspace, or from a whole organisation: its tokens
        die, then it is told."""
        user = user or self.user
        home = organisation or user.team
        for token in self.world.tokens.values():
            if token.home is home:
                token.error = "account_inactive"
        place = {"team_id": home.id}
        if organisation is not None:
            place = {"enterprise_id": home.id}
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [home.bot_user_id]}}
        await self.told_without_workspace(revoked, place)
        return await self.told_without_workspace({"type": "app_uninstalled"}, place)

    async def told_without_workspace(
        self, event: dict[str, Any], place: dict[str, str], **envelope: Any
    ) -> Answer:
        """Deliver an event whose envelope names no more than the place it concerns."""
        wrapped = event_callback(self.world, self.user, event, None)
        for name in ("team_id", "authorizations", "context_team_id", "context_enterprise_id"):
            del wrapped[name]
        self.last_event = wrapped | place | envelope
        return await self.deliver(Delivery("events_api", self.last_event))

    async def user_changed(self, user: User, **changes: Any) -> Answer:
        """Tell that a person's data changed; keywords are fields of the user object."""
        told = {"type": "user_change", "user": described_user(user) | changes}
        return await self.event(told | {"event_ts": self.world.new_ts()}, user=user)

    async def url_verification(self, signing: Signing = Signing.GENUINE) -> Answer:
        """Ask whether the request URL is the app's; a wrong answer is a violation."""
        challenge = secrets.token_hex(8)
        asked = {"type": "url_verification", "token": VERIFICATION_TOKEN, "challenge": challenge}
        answer = await self.http.send(Delivery("events_api", asked), signing)
        if signing is Signing.GENUINE and challenge not in answer.text:
            self.world.violate("url_verification", "challenge_failed", answer.text[:200])
        return answer
