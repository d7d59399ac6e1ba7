"""The stand-in as a whole: a server on loopback with a workspace, a person and a channel."""

from typing import Any, Self

from aiohttp import web

from . import reading
from .delivery import HttpDelivery
from .faults import Fault, Faults
from .file_host import FileHost
from .interactions import Interactions
from .refusals import Violation
from .response_urls import ResponseUrls
from .socket_mode import SocketMode
from .talk import Talk
from .web_api import WebApi
from .world import Channel, Organisation, Team, User, World


class FakeSlack(Interactions, Talk):
    """Slack on loopback: `async with FakeSlack() as slack`, clients use `slack.url`.

    `team`, `user` and `channel` are the first of their kind and the default of every act.
    """

    text_of = staticmethod(reading.text_of)
    unescape = staticmethod(reading.unescape)
    pings = staticmethod(reading.pings)

    def __init__(self) -> None:
        self.world = World()
        self.http = HttpDelivery(self.world)
        self.socket = SocketMode(self.world)
        self.faults = Faults()
        self.team = self.add_team("City Network")
        self.user = self.add_user("Olena Koval")
        self.channel = self.add_channel("partners")
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        files = FileHost(self.world)
        app.router.add_route("*", "/api/{method}", WebApi(self.world, self.faults).answer)
        app.router.add_post("/api/response/{key}", ResponseUrls(self.world).answer)
        app.router.add_get("/api/link/", self.socket.connect)
        app.router.add_route("*", "/api/upload/{id}", files.receive)
        app.router.add_get("/api/files-pri/{id}/{name}", files.hand_out)
        self._runner = web.AppRunner(app, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.world.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.socket.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Return the base address for clients (SLACK_API_URL)."""
        return self.world.url

    @property
    def app_url(self) -> str:
        """Return the app's request URL, which tests set before acting over HTTP."""
        return self.http.app_url

    @app_url.setter
    def app_url(self, url: str) -> None:
        self.http.app_url = url

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Return all messages in all channels, people's too, oldest first."""
        return self.world.messages

    @property
    def posted(self) -> list[dict[str, Any]]:
        """Return the bot's messages that all can see, oldest first."""
        return [message for message in self.world.messages if "bot_id" in message]

    @property
    def ephemerals(self) -> list[dict[str, Any]]:
        """Return the messages that one person sees, oldest first; `user` tells who."""
        return self.world.ephemerals

    @property
    def views(self) -> list[dict[str, Any]]:
        """Return the open forms, the topmost last."""
        return self.world.views

    @property
    def violations(self) -> list[Violation]:
        """Return every breach of Slack's rules so far; a test's teardown wants none."""
        return self.world.violations

    def take_violations(self) -> list[Violation]:
        """Return the breaches so far and forget them, for tests that provoke some."""
        taken = list(self.world.violations)
        self.world.violations.clear()
        return taken

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return the arguments of each call of a Web API method, oldest first."""
        return [call.arguments for call in self.world.calls if call.method == method]

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int = 200,
        retry_after: int | None = None,
        drop: bool = False,
        delay: float = 0.0,
        accepted: bool = False,
        unheard: bool = False,
        times: int = 1,
    ) -> None:
        """Let the next calls of a method fail; `drop` accepts them and then hangs up (with
        `unheard` it does not accept them), `delay` accepts them and then answers late, and
        `accepted` accepts them and then answers with the error or status."""
        fault = Fault(error, status, retry_after, drop, delay, accepted, unheard)
        self.faults.add(method, fault, times)

    def pass_time(self, seconds: float) -> None:
        """Move Slack's clock on."""
        self.world.pass_time(seconds)

    def add_team(self, name: str, organisation: Organisation | None = None) -> Team:
        """Return a new workspace with the app installed, by its organisation if it has one."""
        new_id = self.world.new_id
        domain = name.lower().replace(" ", "-")
        bot = (organisation.bot_user_id, organisation.bot_id) if organisation else None
        team = Team(new_id("T"), name, domain, *(bot or (new_id("U"), new_id("B"))))
        team.organisation = organisation
        self.world.teams[team.id] = team
        if organisation is None:
            self.world.issue_token(team)
        return team

    def add_organisation(self, name: str) -> Organisation:
        """Return a new Enterprise organisation with the app installed for all its workspaces."""
        new_id = self.world.new_id
        made = Organisation(new_id("E"), name, new_id("W"), new_id("B"))
        self.world.issue_token(made)
        return made

    def add_user(self, name: str, team: Team | None = None, **more: Any) -> User:
        """Return a new person; keywords are those of `User`."""
        home = team or self.team
        user = User(self.world.new_id("W" if home.organisation else "U"), home, name, **more)
        self.world.users[user.id] = user
        return user

    def add_channel(
        self,
        name: str,
        *,
        team: Team | None = None,
        private: bool = False,
        shared_with: Team | None = None,
    ) -> Channel:
        """Return a new channel with the bot and all people of its workspaces in it."""
        home = team or self.team
        foreign = {shared_with.id} if shared_with else set()
        members = {home.bot_user_id} | {
            user.id for user in self.world.users.values() if user.team.id in {home.id, *foreign}
        }
        kind = "group" if private else "channel"
        channel = Channel(self.world.new_id("C"), home, name, kind, members, foreign)
        self.world.channels[channel.id] = channel
        return channel

    def archive(self, channel: Channel | None = None) -> None:
        """Close a channel: nobody can post there any more."""
        (channel or self.channel).archived = True

    def remove_bot(self, channel: Channel | None = None) -> None:
        """Take the bot out of a channel."""
        channel = channel or self.channel
        channel.members.discard(channel.team.bot_user_id)

    def grant(self, team: Team | Organisation, user: User | None = None) -> str:
        """Return the code that the consent page hands to the app."""
        code = self.world.new_id("code.")
        self.world.codes[code] = (team, user or self.user)
        return code
