"""What Slack knows: workspaces, people, channels, messages, views, tokens, and the clock."""

import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from . import limits
from .refusals import Violation


@dataclass
class Organisation:
    """An Enterprise organisation that installed the app for all its workspaces at once."""

    id: str
    name: str
    bot_user_id: str
    bot_id: str
    bot_token: str = ""


@dataclass
class Team:
    """A workspace with the app installed; `bot_token` is its newest bot token. With an
    `organisation` its app is that one's."""

    id: str
    name: str
    domain: str
    bot_user_id: str
    bot_id: str
    bot_token: str = ""
    organisation: Organisation | None = None


@dataclass
class User:
    """A person; `restricted` marks a guest of the workspace, `deactivated` who left. With
    `is_bot` the account of another app."""

    id: str
    team: Team
    name: str
    tz: str = "Europe/Kyiv"
    locale: str = "en-US"
    restricted: bool = False
    is_admin: bool = False
    deactivated: bool = False
    display_name: str = ""
    is_bot: bool = False


@dataclass
class Channel:
    """A channel, private group or direct message; `shared_with` are foreign workspaces' ids."""

    id: str
    team: Team
    name: str
    kind: str = "channel"
    members: set[str] = field(default_factory=set)
    shared_with: set[str] = field(default_factory=set)
    archived: bool = False
    gone: bool = False


@dataclass
class Token:
    """An issued token; `expires` is None unless rotation is on; `error` says why it is dead."""

    home: Team | Organisation
    expires: float | None = None
    error: str = ""


@dataclass
class ApiCall:
    """One Web API call as it arrived, with Slack's answer."""

    method: str
    arguments: dict[str, Any]
    token: str | None
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass
class Trigger:
    """The right to open one view, given by a person's action."""

    user: User
    made: float
    used: bool = False
    view_id: str | None = None


@dataclass
class ResponseUrl:
    """A place to answer one action; `origin` is the message the action came from."""

    channel: Channel
    user: User
    made: float
    origin: dict[str, Any] | None = None
    uses: int = 0


class World:
    """The state behind the stand-in; every part of it reads and writes here."""

    def __init__(self) -> None:
        self.app_id = "A0ATTACHE01"
        self.client_id = "1111.2222"
        # pragma: allowlist nextline secret  known to the fake alone
        self.client_secret = "client-secret-of-the-app"
        # pragma: allowlist nextline secret  known to the fake alone
        self.signing_secret = "signing-secret-of-the-app"
        self.app_token = "xapp-1-A0ATTACHE01-app-level"
        self.url = ""
        # Where to send files and answers instead, for tests of an app that must not go there.
        self.url_of_uploads = ""
        self.redirect_responses_to = ""
        self.redirect_files_to = ""
        # An app without the scope files:read is shown what a stranger is.
        self.may_read_files = True
        self.rotating_tokens = False
        self.teams: dict[str, Team] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.tokens: dict[str, Token] = {}
        self.refresh_tokens: dict[str, Team | Organisation] = {}
        self.used_refresh_tokens: set[str] = set()
        self.codes: dict[str, tuple[Team | Organisation, User]] = {}
        self.messages: list[dict[str, Any]] = []
        self.ephemerals: list[dict[str, Any]] = []
        self.reactions: list[tuple[str, str, str]] = []
        self.views: list[dict[str, Any]] = []
        self.homes: dict[str, dict[str, Any]] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.violations: list[Violation] = []
        self.calls: list[ApiCall] = []
        self._passed = 0.0
        self._numbers = itertools.count(1)

    def now(self) -> float:
        """Return Slack's clock, in seconds since 1970."""
        return time.time() + self._passed

    def pass_time(self, seconds: float) -> None:
        """Move Slack's clock on: triggers, response URLs and rotated tokens grow older."""
        self._passed += seconds

    def new_id(self, prefix: str) -> str:
        """Return an id never given before, such as `C00000000F`."""
        return f"{prefix}{next(self._numbers):09X}"

    def new_ts(self) -> str:
        """Return the timestamp that identifies a message; later ones sort higher."""
        return f"{int(self.now())}.{next(self._numbers):06d}"

    def violate(self, where: str, code: str, *details: str) -> None:
        """Remember a breach of Slack's rules."""
        self.violations.append(Violation(where, code, details))

    def issue_token(self, team: Team | Organisation) -> dict[str, Any]:
        """Give a workspace or an organisation a fresh bot token; the old one stays as it was.

        Fields of OAuth.
        """
        expires = self.now() + limits.ROTATED_TOKEN_SECONDS if self.rotating_tokens else None
        kind = "xoxe.xoxb-1-" if self.rotating_tokens else "xoxb-"
        team.bot_token = kind + secrets.token_hex(8)
        self.tokens[team.bot_token] = Token(team, expires)
        issued: dict[str, Any] = {"access_token": team.bot_token}
        if self.rotating_tokens:
            issued["refresh_token"] = "xoxe-1-" + secrets.token_hex(8)
            issued["expires_in"] = limits.ROTATED_TOKEN_SECONDS
            self.refresh_tokens[issued["refresh_token"]] = team
        return issued

    def new_trigger(self, user: User, view_id: str | None = None) -> str:
        """Return a trigger id for a person's action, good for three seconds."""
        trigger_id = f"{self.new_id('')}.{user.team.id}.{secrets.token_hex(4)}"
        self.triggers[trigger_id] = Trigger(user, self.now(), view_id=view_id)
        return trigger_id

    def new_response_url(
        self, channel: Channel, user: User, origin: dict[str, Any] | None = None
    ) -> str:
        """Return an address that takes five answers within thirty minutes."""
        key = secrets.token_hex(8)
        self.response_urls[key] = ResponseUrl(channel, user, self.now(), origin)
        return f"{self.url}response/{key}"

    def message(self, channel_id: str, ts: str) -> dict[str, Any] | None:
        """Return the message with this timestamp in a channel, or None."""
        found = (m for m in self.messages if m["channel"] == channel_id and m["ts"] == ts)
        return next(found, None)

    def direct_channel(self, user: User) -> Channel:
        """Return the direct-message channel of the bot and a person, opened if need be."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == {user.id, user.team.bot_user_id}:
                return channel
        members = {user.id, user.team.bot_user_id}
        channel = Channel(self.new_id("D"), user.team, "directmessage", "im", members)
        self.channels[channel.id] = channel
        return channel
