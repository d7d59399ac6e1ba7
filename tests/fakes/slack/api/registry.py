"""The table of Web API methods, and how a caller's token is known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack.refusals import RefusedError, circumstance
from tests.fakes.slack.world import Channel, Organisation, Team, User, World


@dataclass
class Caller:
    """Who calls: the bot of a workspace or of an organisation, or (team is None) the app
    itself."""

    world: World
    team: Team | Organisation | None

    @property
    def home(self) -> Team:
        """Return the calling bot's workspace; of an organisation, the first one."""
        if isinstance(self.team, Organisation):
            return next(team for team in self.world.teams.values() if self.is_at_home(team))
        assert self.team is not None
        return self.team

    def is_at_home(self, team: Team) -> bool:
        """Return whether the bot acts in this workspace."""
        return self.team in (team, team.organisation)


Method = Callable[[Caller, dict[str, Any]], dict[str, Any]]
METHODS: dict[str, Method] = {}
APP_TOKEN_METHODS = {"apps.connections.open"}
OPEN_METHODS = {"api.test", "oauth.v2.access"}


def method(name: str) -> Callable[[Method], Method]:
    """Return a decorator that enters a function in the table under Slack's name for it."""

    def enter(function: Method) -> Method:
        METHODS[name] = function
        return function

    return enter


def identify(world: World, name: str, token: str | None) -> Caller:
    """Return who calls; raises RefusedError for absent, unknown, dead or unfit tokens."""
    if name in OPEN_METHODS:
        return Caller(world, None)
    if not token:
        raise RefusedError("not_authed")
    is_app_token = token == world.app_token
    if not is_app_token and token not in world.tokens:
        raise RefusedError("invalid_auth")
    if is_app_token != (name in APP_TOKEN_METHODS):
        raise RefusedError("not_allowed_token_type")
    if is_app_token:
        return Caller(world, None)
    known = world.tokens[token]
    if known.error:
        raise circumstance(known.error)
    if known.expires is not None and known.expires <= world.now():
        raise circumstance("token_expired")
    return Caller(world, known.home)


def channel_of(caller: Caller, channel_id: str) -> Channel:
    """Return a channel the workspace can see; raises RefusedError `channel_not_found`."""
    channel = caller.world.channels.get(channel_id)
    if channel is None:
        raise RefusedError("channel_not_found", channel_id)
    if channel.gone:
        raise circumstance("channel_not_found", channel_id)
    if not (caller.is_at_home(channel.team) or caller.home.id in channel.shared_with):
        raise RefusedError("channel_not_found", f"{channel_id} belongs to another workspace")
    return channel


def joined_channel_of(caller: Caller, channel_id: str) -> Channel:
    """Return a channel the bot can write to; raises RefusedError."""
    channel = channel_of(caller, channel_id)
    if channel.archived:
        raise circumstance("is_archived")
    if caller.home.bot_user_id not in channel.members:
        raise circumstance("not_in_channel")
    return channel


def user_of(caller: Caller, user_id: str) -> User:
    """Return a person the workspace can see; raises RefusedError `user_not_found`."""
    user = caller.world.users.get(user_id)
    if user is None:
        raise RefusedError("user_not_found", user_id)
    shared = any(
        user.id in channel.members and caller.home.id in {channel.team.id, *channel.shared_with}
        for channel in caller.world.channels.values()
    )
    if not caller.is_at_home(user.team) and not shared:
        raise RefusedError("user_not_visible", user_id)
    return user


def direct_channel_of(caller: Caller, user_id: str, refusal: str) -> Channel:
    """Return a person's direct messages with the bot; raises RefusedError `refusal` for
    somebody whose account was deactivated."""
    user = user_of(caller, user_id)
    if user.deactivated:
        raise circumstance(refusal, user_id)
    return caller.world.direct_channel(user)
